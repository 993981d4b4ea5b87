"""What the history knows stays where the captures that showed it are lost or damaged; and what of it is new."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from archive.captures.reader import capture_entries
from archive.captures.warc import WarcRecord, records
from archive.issues.history import Version, lost_versions, read_history, write_history
from crawler.walk.recorded.versions import write_versions
from tests.account.issues import flip_capture
from tests.crawler.walk.recorded.test_versions import (
    GONE,
    KEY,
    NEWER,
    NEWSPAPER,
    PATH,
    Answer,
    folder,
    history_is_whole,
    moment,
    printed,
    record,
)

__all__ = ["folder"]  # the fixture


def write(folder: Path) -> list[Version]:
    write_versions(NEWSPAPER, KEY, folder)
    return read_history(folder)


def told_after(folder: Path, loss: Callable[[Path], None], *later: Answer) -> list[tuple[str, str, str]]:
    """What the history says after captures are lost, the address answered ``later`` and it was written again."""
    write(folder)
    loss(folder)
    record(folder, later, first=7)
    found = write(folder)
    assert write(folder) == found
    assert history_is_whole(folder)
    return [(one.state, one.first_seen[8:10], one.last_seen[8:10]) for one in found]


def lose(folder: Path) -> None:
    (folder / "captures.warc.gz").unlink()


def flip_first(folder: Path) -> None:
    flip_capture(folder, PATH)


def test_a_version_whose_captures_are_lost_stays_beside_what_is_left(folder: Path) -> None:
    """However few the captures show now: one of two, or none."""
    record(folder, [printed(), NEWER])
    assert told_after(folder, lose, NEWER) == [
        ("printed", "01", "01"),
        ("printed", "02", "02"),
        ("printed", "07", "07"),
    ]


def test_of_a_lost_version_the_one_that_is_left_is_told_too(folder: Path) -> None:
    record(folder, [printed(), NEWER])
    before = write(folder)
    with (folder / "captures.warc.gz").open("rb") as warc:
        last = [one for one in records(warc) if isinstance(one, WarcRecord)][-1]
    data = (folder / "captures.warc.gz").read_bytes()[last.offset :]
    (folder / "captures.warc.gz").write_bytes(data)
    record(folder, [])
    assert write(folder) == write(folder) == before
    assert [one.first_seen for one in lost_versions(before, capture_entries(folder))] == [moment(1)]


@pytest.mark.parametrize("answers", [[printed(), NEWER], [printed(), GONE]], ids=["corrected", "withdrawn"])
def test_a_damaged_capture_takes_no_version_out_of_the_history(folder: Path, answers: list[Answer]) -> None:
    """Not even before it is mended: its index still lists it."""
    before = write(record(folder, answers))
    flip_first(folder)
    assert write(folder) == before


def test_of_a_damaged_history_nothing_is_kept(folder: Path) -> None:
    record(folder, [printed(), NEWER])
    write(folder)
    path = folder / "history.jsonl"
    path.write_bytes(path.read_bytes().replace(b"04-01T", b"04-09T"))
    lose(folder)
    record(folder, [NEWER], first=7)
    assert write(folder) == []


@pytest.mark.parametrize("date", ["9999-12-31T23:59:59Z", "garbage"])
def test_an_older_history_with_a_date_that_is_none_leaves_no_line_behind(folder: Path, date: str) -> None:
    record(folder, [printed(), NEWER])
    now = write(folder)
    write_history(folder, [replace(now[0], first_seen=date, last_seen=moment(1)), now[1]])
    assert write(folder) == now


def test_what_is_new_is_counted_by_what_changed(folder: Path) -> None:
    record(folder, [printed(), NEWER])
    assert write_versions(NEWSPAPER, KEY, folder) == {"corrected": 1}
    assert write_versions(NEWSPAPER, KEY, folder) == {}
    record(folder, [GONE, NEWER], first=3)
    assert write_versions(NEWSPAPER, KEY, folder) == {"withdrawn": 1, "given back": 1}
