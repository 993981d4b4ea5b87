"""The seal: what was captured, so that a loss shows which takes the index along."""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from archive.captures.check import checked_captures
from archive.captures.index import read_index
from archive.captures.reader import capture_entries, known_damage, newest_entries
from archive.captures.repair import mend_captures
from archive.captures.seal import BrokenSeal, published_to, read_seal, seal_as_read, seal_history, whole_seal
from archive.captures.store import Captures
from archive.captures.warc import WarcRecord, records
from tests.archive.captures.test_store import URL, add

WARC, INDEX, SEAL = "captures.warc.gz", "captures.cdxj", "captures.seal"
UNREAD = "captures.warc.gz: {} of {} captures not read yet: an import or a crawl was interrupted"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with Captures(tmp_path / "issue") as captures:
        for number in range(1, 5):
            add(captures, number)
    seal_as_read(tmp_path / "issue")
    return tmp_path / "issue"


def whats(folder: Path) -> list[str]:
    return [f"{fault.where}: {fault.what}" for fault in checked_captures(folder, [], is_published=True).faults]


def cut_after(folder: Path, number: int) -> None:
    """The captures behind that page are lost, and the index knows nothing of them."""
    with (folder / WARC).open("rb") as file:
        found = [one for one in records(file) if isinstance(one, WarcRecord) and one.url == URL.format(number)]
    end = max(one.offset + one.length for one in found)
    os.truncate(folder / WARC, end)
    lines = [line for line in (folder / INDEX).read_bytes().splitlines(keepends=True) if offset(line) < end]
    (folder / INDEX).write_bytes(b"".join(lines))


def offset(line: bytes) -> int:
    return int(line.split(b'"offset":"')[1].split(b'"')[0])


def test_it_says_what_was_captured(folder: Path) -> None:
    seal = read_seal(folder)
    assert seal is not None
    assert (seal.bytes, seal.captures, seal.has_history) == ((folder / WARC).stat().st_size, 4, False)
    assert whats(folder) == []
    assert known_damage(folder) is None


def test_a_tail_that_is_lost_with_its_index_is_named(folder: Path) -> None:
    whole = (folder / WARC).stat().st_size
    cut_after(folder, 2)
    left = (folder / WARC).stat().st_size
    said = f"4 captures in {whole:,} bytes were recorded, 2 in {left:,} are there"
    assert whats(folder) == [f"captures.warc.gz: {said}"]
    assert known_damage(folder) == f"{whole:,} bytes were recorded, {left:,} are there"


def test_opened_and_closed_they_are_still_missed(folder: Path) -> None:
    """A crawl or an import goes on behind the loss; only a mend settles it."""
    cut_after(folder, 2)
    with Captures(folder) as captures:
        add(captures, 9)
    assert [fault.split(":")[0] for fault in map(str, whats(folder))] == ["captures.warc.gz"]
    assert mend_captures(folder) == 0
    assert whats(folder) == [UNREAD.format(3, 3)]  # what lay where before, nobody knows
    seal_as_read(folder)
    assert whats(folder) == []
    assert len(read_index(folder)) == 3


def test_other_captures_in_their_place_are_named(folder: Path, tmp_path: Path) -> None:
    with Captures(tmp_path / "other") as captures:
        for number in range(5, 9):
            add(captures, number, b"page %d, of another issue" % number)
    for name in (WARC, INDEX):
        shutil.copyfile(tmp_path / "other" / name, folder / name)
    assert whats(folder)[0].startswith("captures.warc.gz: ")


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning")
def test_what_a_killed_crawl_left_behind_the_sealed_part_is_no_loss(folder: Path) -> None:
    captures = Captures(folder)
    add(captures, 5)
    del captures
    assert [fault.where for fault in checked_captures(folder, []).faults] == [INDEX]
    assert len(capture_entries(folder)) == 5
    Captures(folder).close()
    assert whats(folder) == [UNREAD.format(1, 5)]
    seal_as_read(folder)
    assert whats(folder) == []


def test_what_is_no_capture_behind_the_sealed_part_is_named(folder: Path) -> None:
    """Somebody's copy of a request, the only record that nothing else would miss."""
    with (folder / WARC).open("rb") as file:
        request = next(one for one in records(file) if isinstance(one, WarcRecord) and one.type == "request")
    data = (folder / WARC).read_bytes()
    (folder / WARC).write_bytes(data + data[request.offset : request.offset + request.length])
    said = f"captures.warc.gz: {request.length:,} bytes behind what was sealed, and no capture in them"
    assert whats(folder) == [said]
    assert (mend_captures(folder), whats(folder)) == (0, [])


def test_a_torn_end_of_what_was_sealed_is_set_aside_and_not_cut_away(folder: Path) -> None:
    """Not a write that was cut short: it was whole once."""
    size = (folder / WARC).stat().st_size
    data = bytearray((folder / WARC).read_bytes())
    data[-20] ^= 1
    (folder / WARC).write_bytes(data)
    with Captures(folder) as captures:
        torn = captures.torn_bytes
    assert (folder / WARC).stat().st_size == size - torn
    assert (folder / "captures.damaged").read_bytes() == bytes(data[-torn:])


def test_an_index_that_was_not_sealed_is_not_believed(folder: Path) -> None:
    """Two lines with each other's place: well-formed, and they lead from one address to the text of another."""
    expected = newest_entries(folder)
    entries = read_index(folder)
    first, second = entries[0], entries[1]
    swapped = [replace(first, offset=second.offset, length=second.length), replace(second, offset=first.offset)]
    (folder / INDEX).write_bytes(b"".join(one.line() + b"\n" for one in [*swapped, *entries[2:]]))
    assert newest_entries(folder) == expected


@pytest.mark.parametrize("data", [b"", b"{}", b"[]\n", b"\xff", b'{"bytes":', b"0" * 5000])
def test_a_damaged_seal_is_named_and_believed_by_nobody(folder: Path, data: bytes) -> None:
    (folder / SEAL).write_bytes(data)
    with pytest.raises(BrokenSeal):
        read_seal(folder)
    assert whole_seal(folder) is None
    assert [fault.where for fault in checked_captures(folder, []).faults] == [SEAL]
    assert mend_captures(folder) == 0
    assert whats(folder) == []


def test_a_digit_changed_in_it_is_named(folder: Path) -> None:
    path = folder / SEAL
    path.write_bytes(path.read_bytes().replace(b'"captures":4', b'"captures":3'))
    assert whats(folder) == ["captures.seal: damaged: it is not what its own checksum says"]


def test_without_a_seal_nothing_is_missed(folder: Path) -> None:
    """As in archives of older versions; the next closing writes one."""
    (folder / SEAL).unlink()
    cut_after(folder, 3)
    assert whats(folder) == []
    Captures(folder).close()
    seal = read_seal(folder)
    assert seal is not None
    assert seal.captures == 3


def test_whether_there_is_a_history_is_kept(folder: Path) -> None:
    seal_history(folder, has_history=True)
    with Captures(folder) as captures:
        add(captures, 5)
    seal = read_seal(folder)
    assert seal is not None
    assert (seal.captures, seal.has_history) == (5, True)


def test_lost_captures_take_their_index_and_seal_along(folder: Path) -> None:
    (folder / WARC).unlink()
    assert whats(folder)[0] == "captures.warc.gz: lost"
    assert mend_captures(folder) == 0
    assert list(folder.iterdir()) == []


def test_how_far_was_read_for_what_is_published_is_noted_once_it_matters_and_stays(folder: Path) -> None:
    """A seal without it is the one of older versions, byte for byte."""
    assert b"published_to" not in (folder / SEAL).read_bytes()
    place = (folder / WARC).stat().st_size
    seal_as_read(folder, place)
    with Captures(folder) as captures:
        add(captures, 9)
    mend_captures(folder)
    seal_history(folder, has_history=True)
    seal = read_seal(folder)
    assert seal is not None
    assert (seal.published_to, seal.read_to, seal.has_history) == (place, place, True)
    assert published_to(folder, read_index(folder)) == place
    seal_as_read(folder)
    assert (published_to(folder, read_index(folder)), whats(folder)) == ((folder / WARC).stat().st_size, [])


def test_mending_moves_the_places_along(folder: Path) -> None:
    """What was read lies nearer to the beginning when a damaged record before it is taken out."""
    first, *_, last = sorted(read_index(folder), key=lambda one: one.offset)
    seal_as_read(folder, last.offset)
    read_to = (folder / WARC).stat().st_size
    with Captures(folder) as captures:
        add(captures, 9)
    with (folder / WARC).open("r+b") as file:
        file.seek(first.offset + first.length // 2)
        file.write(b"\0\0\0")
    assert mend_captures(folder) == first.length
    seal = read_seal(folder)
    assert seal is not None
    assert (seal.published_to, seal.read_to) == (last.offset - first.length, read_to - first.length)


def test_what_was_recorded_and_not_read_is_named_until_it_is_read(folder: Path) -> None:
    assert b"read" not in (folder / SEAL).read_bytes()
    for number in (5, 6):
        with Captures(folder) as captures:
            add(captures, number)
    assert whats(folder) == [UNREAD.format(2, 6)]
    assert mend_captures(folder) == 0
    assert len(whats(folder)) == 1
    seal_as_read(folder)
    assert whats(folder) == []
    assert b"read" not in (folder / SEAL).read_bytes()


def test_what_is_read_before_the_captures_are_closed_is_read(folder: Path) -> None:
    with Captures(folder) as captures:
        add(captures, 5)
        seal_as_read(folder)
    assert whats(folder) == []
    with Captures(folder) as captures:
        add(captures, 6)
        seal_as_read(folder)
        add(captures, 7)
    assert whats(folder) == [UNREAD.format(1, 7)]


def test_of_captures_without_a_seal_what_is_there_when_they_are_opened_counts_as_read(folder: Path) -> None:
    (folder / SEAL).unlink()
    seal_as_read(folder)
    assert not (folder / SEAL).exists()
    with Captures(folder) as captures:
        add(captures, 5)
    assert whats(folder) == [UNREAD.format(1, 5)]
