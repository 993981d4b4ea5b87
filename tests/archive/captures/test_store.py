"""Captures cut at every byte of their last records: what was whole stays whole, and what comes after can be read."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from archive.captures.check import checked_captures
from archive.captures.index import read_index
from archive.captures.reader import capture_entries, newest_entries
from archive.captures.store import Captures
from archive.captures.warc import BrokenRecord, WarcRecord, http_message, read_record, records

URL = "https://paper.example/html/slwb/2020-03-15/{}.html"
REQUEST = b"GET / HTTP/1.1\r\nHost: paper.example\r\n\r\n"
HTML = ((b"Content-Type", b"text/html; charset=utf-8"),)


def add(captures: Captures, number: int, body: bytes | None = None, status: str = "200 OK", date: str = "") -> None:
    captures.add_response(
        URL.format(number),
        request=REQUEST,
        status_line=f"HTTP/1.1 {status}",
        headers=HTML,
        body=b"page %d" % number if body is None else body,
        date=date or None,
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three responses with their requests, as a crawl leaves them."""
    with Captures(tmp_path / "issue") as captures:
        for number in range(1, 4):
            add(captures, number)
    return tmp_path / "issue"


def warc(folder: Path) -> Path:
    return folder / "captures.warc.gz"


def found(folder: Path) -> list[WarcRecord | BrokenRecord]:
    with warc(folder).open("rb") as file:
        return list(records(file))


def seen_by_warcio(folder: Path) -> list[tuple[str, str | None]]:
    with warc(folder).open("rb") as file:
        return [(one.rec_type, one.rec_headers.get_header("WARC-Target-URI")) for one in ArchiveIterator(file)]


def body(captures: Captures, number: int) -> bytes | None:
    recorded = captures.recorded(URL.format(number))
    return None if recorded is None else recorded.message.body


# Torn tails


def cuts(folder: Path) -> Iterator[tuple[int, int, int]]:
    """Every length to which the last pair can be torn, with the end of the last whole record, and whole responses."""
    _, *pairs = (one for one in found(folder) if isinstance(one, WarcRecord))
    response, request = pairs[-2:]
    for size in range(response.offset, request.offset + request.length):
        whole = request.offset if size >= request.offset else response.offset
        yield size, whole, 3 if size >= request.offset else 2


def test_torn_at_any_byte_the_tail_is_cut_back_to_the_last_whole_record(folder: Path, tmp_path: Path) -> None:
    original = warc(folder).read_bytes()
    torn = tmp_path / "torn"
    lengths = list(cuts(folder))
    assert len(lengths) > 500
    for size, whole, responses in lengths:
        shutil.rmtree(torn, ignore_errors=True)
        torn.mkdir()
        warc(torn).write_bytes(original[:size])
        with Captures(torn) as captures:
            assert captures.torn_bytes == size - whole
            assert warc(torn).read_bytes() == original[:whole]
            assert [body(captures, number) for number in (1, 2, 3)] == [
                *(b"page %d" % number for number in range(1, responses + 1)),
                *(None for _ in range(responses, 3)),
            ]
            add(captures, 4)
            assert body(captures, 4) == b"page 4"
        assert warc(torn).read_bytes().startswith(original[:whole])
        ours = [(one.type, one.url) for one in found(torn) if isinstance(one, WarcRecord)]
        assert len(ours) == len(found(torn))
        assert ours[-2:] == [("response", URL.format(4)), ("request", URL.format(4))]
        assert seen_by_warcio(torn) == ours
        assert [entry.url for entry in read_index(torn)] == sorted(entry.url for entry in read_index(torn))


def test_a_tear_in_the_very_first_record_begins_anew(folder: Path, tmp_path: Path) -> None:
    first = found(folder)[0]
    assert isinstance(first, WarcRecord)
    original = warc(folder).read_bytes()
    for size in range(first.length):
        torn = tmp_path / f"{size}"
        torn.mkdir()
        warc(torn).write_bytes(original[:size])
        with Captures(torn) as captures:
            assert captures.torn_bytes == size
            add(captures, 1)
        assert [kind for kind, _ in seen_by_warcio(torn)] == ["warcinfo", "response", "request"]


def test_an_untorn_file_is_left_as_it_is(folder: Path) -> None:
    before = warc(folder).read_bytes()
    with Captures(folder) as captures:
        assert captures.torn_bytes == 0
    assert warc(folder).read_bytes() == before


def test_a_flipped_byte_in_the_middle_costs_its_own_record_alone(folder: Path, tmp_path: Path) -> None:
    original = warc(folder).read_bytes()
    middle = next(one for one in found(folder) if isinstance(one, WarcRecord) and one.url == URL.format(2))
    broken = tmp_path / "broken"
    broken.mkdir()
    for place in range(middle.offset, middle.offset + middle.length):
        flipped = bytearray(original)
        flipped[place] ^= 0xFF
        warc(broken).write_bytes(flipped)
        with Captures(broken) as captures:
            assert captures.torn_bytes == 0
            assert (body(captures, 1), body(captures, 3)) == (b"page 1", b"page 3")
            assert body(captures, 2) in (None, b"page 2")  # time and system in a gzip header are nobody's
        assert warc(broken).read_bytes() == bytes(flipped)


# Appending


def test_an_unchanged_page_is_a_revisit_that_answers_with_the_first_body(tmp_path: Path) -> None:
    with Captures(tmp_path) as captures:
        for day in (15, 16):
            add(captures, 1, date=f"2020-03-{day}T03:04:05Z")
        recorded = captures.recorded(URL.format(1))
    assert recorded is not None
    assert (recorded.message.body, recorded.entry.date) == (b"page 1", "2020-03-16T03:04:05Z")
    revisit = [one for one in found(tmp_path) if isinstance(one, WarcRecord) and one.type == "revisit"]
    first = next(one for one in found(tmp_path) if isinstance(one, WarcRecord) and one.url == URL.format(1))
    assert [one.headers["warc-payload-digest"] for one in revisit] == [first.headers["warc-payload-digest"]]
    assert revisit[0].headers["warc-refers-to-date"] == first.date
    assert revisit[0].headers["warc-refers-to-target-uri"] == URL.format(1)
    assert http_message(revisit[0].block).body == b""


def test_a_changed_page_answers_with_its_new_body_and_keeps_the_old_one(folder: Path) -> None:
    with Captures(folder) as captures:
        add(captures, 1, b"changed")
        add(captures, 1)  # and back
        add(captures, 1)
        assert body(captures, 1) == b"page 1"
    kinds = [one.type for one in found(folder) if isinstance(one, WarcRecord) and one.url == URL.format(1)]
    assert [kind for kind in kinds if kind != "request"] == ["response", "response", "response", "revisit"]


def test_an_error_never_hides_a_success(folder: Path) -> None:
    with Captures(folder) as captures:
        add(captures, 1, b"gone", "404 Not Found")
        add(captures, 4, b"gone", "404 Not Found")
    with Captures(folder) as captures:
        assert (body(captures, 1), body(captures, 4)) == (b"page 1", b"gone")
    answers = newest_entries(folder)
    assert (answers[URL.format(1)].status, answers[URL.format(4)].status) == (200, 404)


def test_closing_syncs_what_was_added(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[int] = []
    monkeypatch.setattr(os, "fsync", lambda descriptor: synced.append(os.fstat(descriptor).st_ino))
    Captures(folder).close()
    assert synced == []
    with Captures(folder) as captures:
        add(captures, 4)
        assert synced == []
    assert synced == [(folder / f"captures.{kind}").stat().st_ino for kind in ("warc.gz", "cdxj", "seal")]


# The index


def kinds(folder: Path) -> list[tuple[str, int]]:
    return sorted((entry.url, entry.offset) for entry in read_index(folder))


def captured(folder: Path) -> list[tuple[str | None, int]]:
    made = (one for one in found(folder) if isinstance(one, WarcRecord) and one.type in ("response", "revisit"))
    return sorted((one.url, one.offset) for one in made)


def grown_and_killed(folder: Path) -> None:
    """Two more pages, and no closing: what a kill leaves of a run over an issue that has an index."""
    captures = Captures(folder)
    add(captures, 1, b"changed")
    add(captures, 4)
    del captures


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning")
def test_an_index_that_a_kill_left_behind_is_made_good(folder: Path) -> None:
    grown_and_killed(folder)
    assert kinds(folder) != captured(folder)
    Captures(folder).close()
    assert kinds(folder) == captured(folder)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning")
def test_what_the_index_does_not_know_yet_is_read_all_the_same(folder: Path) -> None:
    grown_and_killed(folder)
    assert sorted((one.url, one.offset) for one in capture_entries(folder)) == captured(folder)
    with warc(folder).open("rb") as file:
        records = [read_record(file, newest_entries(folder)[URL.format(number)].offset) for number in (1, 4)]
    assert [http_message(one.block).body for one in records] == [b"changed", b"page 4"]


def test_without_an_index_the_captures_are_read_themselves(folder: Path) -> None:
    expected = {url: one.offset for url, one in newest_entries(folder).items()}
    assert len(expected) == 3
    (folder / "captures.cdxj").unlink()
    assert {url: one.offset for url, one in newest_entries(folder).items()} == expected
    Captures(folder).close()
    assert kinds(folder) == captured(folder)


def test_a_damaged_index_is_as_good_as_none(folder: Path) -> None:
    expected = {url: one.offset for url, one in newest_entries(folder).items()}
    assert len(expected) == 3
    (folder / "captures.cdxj").write_bytes(b"no index\n")
    assert {url: one.offset for url, one in newest_entries(folder).items()} == expected
    Captures(folder).close()
    assert kinds(folder) == captured(folder)


def test_the_index_is_left_alone_where_nothing_was_added(folder: Path) -> None:
    before = (folder / "captures.cdxj").stat().st_mtime_ns
    Captures(folder).close()
    assert (folder / "captures.cdxj").stat().st_mtime_ns == before


def test_a_file_without_a_capture_has_an_index_too(tmp_path: Path) -> None:
    Captures(tmp_path).close()
    assert checked_captures(tmp_path, []).faults == []
