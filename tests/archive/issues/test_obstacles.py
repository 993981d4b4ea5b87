"""What stands in the place of a file or a folder: named, moved aside if it has a content, or left to a person."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from archive.issues.file_names import OWN_FILES
from archive.issues.obstacles import Blocked, clear, dead_links, in_place_of_a_folder, obstacles, reason_not_to_read

ROOT = Path(__file__).parents[3]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "output/xmwb/2020/2020-03-15"
    folder.mkdir(parents=True)
    (folder / "issue.json").touch()
    return folder


def named(folder: Path) -> list[tuple[str, str]]:
    return [(path.name, what) for path, what, _ in obstacles(folder)]


def test_of_a_folder_of_files_there_is_nothing_to_say(folder: Path) -> None:
    for name in OWN_FILES:
        (folder / name).touch()
    (folder / "notes").mkdir()
    assert named(folder) == []
    assert clear(folder) is False
    assert named(folder.with_name("2020-03-16")) == []
    assert in_place_of_a_folder(folder.with_name("2020-03-16")) is None


@pytest.mark.parametrize("name", OWN_FILES[1:])
def test_a_folder_with_a_content_is_moved_aside_and_an_empty_one_goes(folder: Path, name: str) -> None:
    (folder / name).mkdir()
    assert named(folder) == [(name, "is a folder where a file should be")]
    assert clear(folder) is True
    assert [path.name for path in folder.iterdir()] == ["issue.json"]
    for number in range(2):
        (folder / name).mkdir()
        (folder / name / "notes.txt").write_text(str(number))
        clear(folder)
    kept = [folder / f"{name}.aside/notes.txt", folder / f"{name}.aside-2/notes.txt"]
    assert [path.read_text() for path in kept] == ["0", "1"]


def test_what_holds_nothing_is_removed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)  # the address of a socket may have 107 bytes
    os.mkfifo(folder / "pages.jsonl")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("articles.jsonl")
    (folder / "history.jsonl").symlink_to("gone")
    (folder / "rejected.jsonl").symlink_to("rejected.jsonl")
    assert dict(named(folder)) == {
        "pages.jsonl": "is no file: a pipe, a socket or a device",
        "articles.jsonl": "is no file: a pipe, a socket or a device",
        "history.jsonl": "is a link to gone, which is not there",
        "rejected.jsonl": "is a link to rejected.jsonl, which is not there",
    }
    clear(folder)
    assert [path.name for path in folder.iterdir()] == ["issue.json"]


def test_links_to_files_and_folders_are_followed(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "captures").touch()
    (folder / "captures.warc.gz").symlink_to(tmp_path / "captures")
    folder.rename(tmp_path / "elsewhere")
    folder.symlink_to(tmp_path / "elsewhere")
    assert named(folder) == []


@pytest.mark.parametrize("name", ["captures.warc.gz", "captures.damaged"])
def test_captures_that_are_perhaps_on_another_disk_are_left_to_a_person(folder: Path, name: str) -> None:
    (folder / name).symlink_to("/mnt/gone")
    with pytest.raises(Blocked, match=f"{name} is a link to /mnt/gone, which is not there: mount it, or remove the"):
        clear(folder)
    assert (folder / name).is_symlink()


@pytest.mark.parametrize("above", [0, 1, 2])
def test_a_file_in_the_place_of_a_folder_is_moved_aside(folder: Path, above: int) -> None:
    place = (folder, *folder.parents)[above]
    place.rename(place.with_name("whole"))
    place.write_text("somebody's")
    assert named(folder) == [(place.name, "is a file where a folder should be")]
    clear(folder)
    assert place.with_name(f"{place.name}.aside").read_text() == "somebody's"
    assert named(folder) == []


@pytest.mark.parametrize("above", [0, 1, 2])
def test_a_link_that_leads_nowhere_is_named_wherever_it_stands(folder: Path, above: int) -> None:
    place = (folder, *folder.parents)[above]
    place.rename(place.with_name("whole"))
    place.symlink_to("gone")
    with pytest.raises(Blocked, match="is a link to gone, which is not there: mount it, or remove the link"):
        clear(folder)
    newspaper = folder.parents[1]
    assert [path for path, *_ in dead_links(newspaper, 2)] == [place]
    assert [path for path, *_ in dead_links(newspaper, 1)] == ([] if above == 0 else [place])


@pytest.mark.parametrize("name", ["", "captures.warc.gz"])
def test_what_may_not_be_written_is_left_to_a_person(folder: Path, name: str, like_anybody: tuple[str, ...]) -> None:
    (folder / "captures.warc.gz").touch()
    path = folder / name
    path.chmod(0o555)
    program = "import sys, pathlib; from archive.issues.obstacles import clear; clear(pathlib.Path(sys.argv[1]))"
    line = [*like_anybody, sys.executable, "-c", program, str(folder)]
    done = subprocess.run(line, cwd=ROOT, capture_output=True, text=True, check=False)
    path.chmod(0o755)
    assert f"Blocked: {path} may not be written by this user: change its owner or its mode" in done.stderr


def test_what_is_left_behind_keeps_nobody_from_reading(folder: Path) -> None:
    (folder / "captures.cdxj.new").touch()
    (folder / "pages.jsonl.new").mkdir()
    assert [name for name, _ in named(folder)] == ["pages.jsonl.new", "captures.cdxj.new"]
    assert reason_not_to_read(folder) is None
    os.mkfifo(folder / "articles.jsonl")
    assert reason_not_to_read(folder) == f"{folder / 'articles.jsonl'} is no file: a pipe, a socket or a device"
    clear(folder)
    assert [path.name for path in folder.iterdir()] == ["issue.json"]


@pytest.mark.parametrize(
    ("year", "name", "words"),
    [
        ("2020", "2020-02-30", "has a name that is no date: give it that of its issue, or move it out of the archive"),
        ("2019", "2020-03-15", "lies in the folder of another year: move it to 2020, or out of the archive"),
    ],
)
def test_a_folder_in_which_no_issue_can_be_is_left_to_a_person(folder: Path, year: str, name: str, words: str) -> None:
    place = folder.parents[1] / year / name
    place.parent.mkdir(exist_ok=True)
    folder.rename(place)
    assert named(place) == [(name, words)]
    with pytest.raises(Blocked, match=words):
        clear(place)


@pytest.mark.parametrize("depth", [1, 2, 3])
def test_a_link_to_another_folder_of_the_archive_is_left_to_a_person(folder: Path, depth: int) -> None:
    """What is written to the one would be written to the other."""
    link = folder.parents[2] / "shequ/2020/2020-03-15"
    place = (link.parents[1], link.parent, link)[depth - 1]
    place.parent.mkdir(parents=True, exist_ok=True)
    target = (folder.parents[1], folder.parent, folder)[depth - 1]
    place.symlink_to(target)
    assert named(link) == [(place.name, f"is a link to {target}, another folder of this archive: remove the link")]
    with pytest.raises(Blocked, match="remove the link"):
        clear(link)
    assert named(folder) == []


def test_a_link_to_a_device_is_called_so(folder: Path) -> None:
    (folder / "articles.jsonl").symlink_to("/dev/zero")
    assert named(folder) == [("articles.jsonl", "is a link to /dev/zero, a pipe, a socket or a device")]
    day = folder.with_name("2020-03-16")
    day.symlink_to("/dev/zero")
    assert named(day) == [("2020-03-16", "is a link to /dev/zero, a pipe, a socket or a device: remove the link")]
