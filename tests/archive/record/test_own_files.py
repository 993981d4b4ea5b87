"""Files of our own are written under names that anybody can foresee, and through nothing that lies there already."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from archive.record.own_files import open_own, replace_own, write_own


def test_a_file_is_made_written_and_written_anew(tmp_path: Path) -> None:
    path = tmp_path / "issue.json.new"
    write_own(path, b"first, and longer")
    write_own(path, b"second")
    assert path.read_bytes() == b"second"
    with open_own(tmp_path / "captures.warc.gz", "r+b", buffering=0) as file:  # made where there is none
        file.write(b"record")
    with open_own(tmp_path / "captures.warc.gz", "r+b") as file:
        assert file.read() == b"record"


@pytest.mark.parametrize("mode", ["wb", "a+b", "r+b"])
@pytest.mark.parametrize("target", ["precious", "nothing", "/dev/null"])
def test_a_link_is_refused_wherever_it_leads(tmp_path: Path, mode: str, target: str) -> None:
    (tmp_path / "precious").write_bytes(b"kept")
    (tmp_path / "link").symlink_to(target)
    with pytest.raises(OSError, match="link is no file but a link, a pipe or a device, and none is written to"):
        open_own(tmp_path / "link", mode)  # type: ignore[arg-type]
    assert (tmp_path / "precious").read_bytes() == b"kept"
    assert not (tmp_path / "nothing").exists()


@pytest.mark.parametrize("mode", ["wb", "a+b", "r+b"])
def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path, mode: str) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(OSError, match="pipe is no file"):
        open_own(tmp_path / "pipe", mode)  # type: ignore[arg-type]


def test_another_error_keeps_its_words(tmp_path: Path) -> None:
    with pytest.raises(IsADirectoryError):
        open_own(tmp_path, "wb")
    with pytest.raises(FileNotFoundError):
        open_own(tmp_path / "none" / "file", "wb")


def test_a_file_is_replaced_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "captures.seal"
    path.write_bytes(b"before")
    (tmp_path / "captures.seal.new").symlink_to("precious")
    with pytest.raises(OSError, match="is no file but a link"):
        replace_own(path, b"after")
    assert path.read_bytes() == b"before"
    (tmp_path / "captures.seal.new").unlink()
    replace_own(path, b"after")
    assert [one.name for one in tmp_path.iterdir()] == ["captures.seal"]
    assert path.read_bytes() == b"after"


def test_a_file_is_on_the_disk_before_it_has_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, synced, sync = tmp_path / "captures.seal", [], os.fsync

    def noted(descriptor: int) -> None:
        synced.append((os.fstat(descriptor).st_size, path.exists()))
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", noted)
    replace_own(path, b"whole")
    assert synced == [(5, False)]
