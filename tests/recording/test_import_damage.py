"""A web archive with a damage in it: what is whole is taken in, before it and behind it."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest

from crawler.sites import newspaper
from epaper.offline.finding import Finder, Imports
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


@pytest.mark.parametrize("kind", ["packed", "plain"])
@pytest.mark.parametrize("length", [None, "1,000", "1000"])
def test_a_record_with_a_wrong_length_takes_nothing_else_with_it(
    archive: Path, tmp_path: Path, pages: dict[str, bytes], kind: str, length: str | None
) -> None:
    """warcio reads one without its length to the end of the file; one that is too short for a file in one piece."""
    parts = []
    for number, (url, body) in enumerate(pages.items()):
        path = foreign(tmp_path / f"{number}.warc.gz", {url: body}, encodings=[""])
        parts.append(re.sub(rb"WARC-(?:Payload|Block)-Digest: .*?\r\n", b"", gzip.decompress(path.read_bytes())))
    header = b"" if length is None else f"Content-Length: {length}\r\n".encode()
    parts[1] = re.sub(rb"Content-Length: [0-9]+\r\n", header, parts[1], count=1)
    path = tmp_path / ("all.warc.gz" if kind == "packed" else "all.warc")
    path.write_bytes(b"".join(gzip.compress(part) if kind == "packed" else part for part in parts))
    done = imported(archive, path)
    assert (done.status, len(complaints(done))) == (3, 1), done.said
    why = "is longer or shorter than it says" if length == "1000" else "does not say its length"
    assert f"error: {path}: damaged: a record that {why}, in or behind the record at byte " in done.said
    assert {one.url for one in whole_records(folder_of(archive))[1:]} == set(pages) - {list(pages)[1]}


def test_wherever_a_file_was_cut_it_is_said(tmp_path: Path, pages: dict[str, bytes]) -> None:
    """Also within the headers of its last record, where it says neither its length nor its address."""
    first, last = list(pages.items())[:2]
    whole = gzip.decompress(foreign(tmp_path / "whole.warc.gz", dict([first]), encodings=[""]).read_bytes())
    cut = gzip.decompress(foreign(tmp_path / "cut.warc.gz", dict([last]), encodings=[""]).read_bytes())
    path = tmp_path / "a.warc"
    for size in range(1, cut.index(b"<html") + 20):
        path.write_bytes(whole + cut[:size])
        imports = Imports()
        finder = Finder([newspaper("xmwb")], None, imports)
        finder.add(path)
        assert [one.location.url for one in finder.found] == [first[0]]
        assert (dict(imports.passed_over), list(imports.refused)) == ({}, [path]), size
        assert imports.refused[path].startswith("damaged: "), size
        assert "Error" not in imports.refused[path], size
