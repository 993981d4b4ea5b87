"""A web archive with a damage in it: what is whole is taken in, before it and behind it."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from tests.recording.crawling import folder_of, status_of, whole_records
from tests.recording.test_import_faults import complaints, imported, pages
from tests.recording.web_archives import foreign

__all__ = ["pages"]  # the fixture

pytestmark = [
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),  # warcio leaves its own files open
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]


@pytest.mark.parametrize("kind", ["packed", "plain"])
@pytest.mark.parametrize("fault", ["body", "head"])
def test_what_is_whole_behind_a_damage_is_taken_in(
    archive: Path, tmp_path: Path, pages: dict[str, bytes], kind: str, fault: str
) -> None:
    """One byte of the second record: its article alone is not taken in, and the file is named."""
    parts = [
        foreign(tmp_path / f"{number}.warc.gz", {url: body}).read_bytes()
        for number, (url, body) in enumerate(pages.items())
    ]
    if kind == "plain":
        parts = [gzip.decompress(part) for part in parts]
    second = bytearray(parts[1])
    place = len(second) // 2 if fault == "body" else 0 if kind == "packed" else second.index(b"Content-Length: ") + 16
    second[place] = ord("9") if kind == "plain" and fault == "head" else second[place] ^ 0xFF
    path = tmp_path / ("all.warc.gz" if kind == "packed" else "all.warc")
    path.write_bytes(b"".join([parts[0], second, *parts[2:]]))
    done = imported(archive, path)
    assert (done.status, len(complaints(done))) == (3, 1), done.stderr
    assert complaints(done)[0].startswith(f"error: {path}: ")
    assert "damaged" in complaints(done)[0]
    assert complaints(done)[0].isprintable()
    lost = list(pages)[1]
    assert {one.url for one in whole_records(folder_of(archive))[1:]} == set(pages) - {lost}
    again = imported(archive, foreign(tmp_path / "again.warc.gz", {lost: pages[lost]}))
    assert again.status == 0
    assert status_of(folder_of(archive)) == "complete"


def test_a_file_with_a_damage_at_every_turn_comes_to_an_end(
    archive: Path, tmp_path: Path, pages: dict[str, bytes]
) -> None:
    path = foreign(tmp_path / "a.warc.gz", pages)
    path.write_bytes(path.read_bytes() + gzip.compress(b"Dear Sir\r\n") * 1_100)
    done = imported(archive, path)
    assert done.status == 3
    assert "and so often that the rest of it is not read" in done.said
    assert status_of(folder_of(archive)) == "complete"
