"""Which captures are newer than what is published: by their place, and by their date where no seal knows."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from archive.captures.index import CaptureEntry
from archive.captures.seal import seal_as_read, seal_captures
from archive.issues.account.assembly import assembled
from archive.issues.newer_captures import first_newer, newer_addresses
from archive.issues.writer import publish
from archive.record.issue import Issue
from archive.record.reasons import WITHHELD
from tests.archive.records import announcement, article, page, walk

URL = "https://example.cn/1"
NOON = datetime(2020, 3, 15, 12, tzinfo=UTC).timestamp()


def captured(offset: int = 0, date: str = "2020-03-15T12:00:00Z", url: str = URL) -> CaptureEntry:
    return CaptureEntry(url=url, date=date, status=200, mime="", sha256="00", offset=offset, length=10)


@pytest.fixture
def issue(tmp_path: Path) -> Issue:
    assembly = assembled(walk("1"), [page("1", announcement(1))], [article(1)])
    return publish(tmp_path / "archive", assembly, "1").issue


def published(folder: Path, moment: float, *names: str) -> None:
    for name in names or ("issue.json",):
        (folder / name).touch()
        os.utime(folder / name, (moment, moment))


def test_without_a_seal_the_dates_tell(tmp_path: Path, issue: Issue) -> None:
    for moment, newer in ((NOON - 1, {URL}), (NOON, set()), (NOON + 1, set())):
        published(tmp_path, moment)
        assert newer_addresses(tmp_path, issue, [captured()]) == newer
    published(tmp_path, NOON - 1)
    for date in ("3000-01-01T00:00:00Z", "garbage", ""):
        assert newer_addresses(tmp_path, issue, [captured(date=date)]) == set()


def test_one_older_capture_is_enough(tmp_path: Path, issue: Issue) -> None:
    published(tmp_path, NOON)
    later = captured(date="2020-03-15T12:00:01Z")
    assert newer_addresses(tmp_path, issue, [later]) == {URL}
    assert newer_addresses(tmp_path, issue, [later, captured()]) == set()
    assert newer_addresses(tmp_path, issue, [later, captured(url=f"{URL}2")]) == {URL}


def sealed(folder: Path, *entries: CaptureEntry) -> None:
    size = sum(one.length for one in entries)
    (folder / "captures.warc.gz").write_bytes(b"." * size)
    seal_captures(folder, entries, size)


def test_with_a_seal_the_place_tells_whatever_the_date(tmp_path: Path, issue: Issue) -> None:
    """An import of an old web archive lies behind what was read."""
    published(tmp_path, NOON - 1)
    first = captured(0, url=f"{URL}2")
    imported = captured(10, date="2019-01-01T00:00:00Z")
    sealed(tmp_path, first)
    assert newer_addresses(tmp_path, issue, [first]) == set()
    assert first_newer(tmp_path, issue, [first]) == 10
    sealed(tmp_path, first, imported)  # not read yet
    assert newer_addresses(tmp_path, issue, [first, imported]) == {URL}
    assert first_newer(tmp_path, issue, [first, imported]) == 10
    seal_as_read(tmp_path)
    assert newer_addresses(tmp_path, issue, [first, imported]) == set()


def test_of_captures_that_are_not_those_that_were_sealed_nothing_was_read(tmp_path: Path, issue: Issue) -> None:
    """Another file in their place, or a tail that was cut: what is lost may have given any record."""
    published(tmp_path, NOON + 1)
    sealed(tmp_path, captured(), captured(10))
    seal_as_read(tmp_path)
    others = [captured(url=f"{URL}2")]
    (tmp_path / "captures.warc.gz").write_bytes(b"." * 10)
    assert newer_addresses(tmp_path, issue, others) == {f"{URL}2"}
    assert newer_addresses(tmp_path, issue, [captured()]) == {URL}


@pytest.mark.parametrize("name", ["pages.jsonl", "articles.jsonl"])
def test_after_a_withheld_reading_the_one_that_is_published_counts(tmp_path: Path, issue: Issue, name: str) -> None:
    withheld = replace(issue, account=replace(issue.account, flags={WITHHELD: 1}))
    published(tmp_path, NOON - 1, name)
    published(tmp_path, NOON + 1)
    assert newer_addresses(tmp_path, withheld, [captured()]) == {URL}
    assert newer_addresses(tmp_path, None, [captured()]) == {URL}
    assert newer_addresses(tmp_path, issue, [captured()]) == set()


def test_how_far_was_read_for_what_is_published_is_known_as_long_as_a_reading_waits(
    tmp_path: Path, issue: Issue
) -> None:
    withheld = replace(issue, account=replace(issue.account, flags={WITHHELD: 1}))
    published(tmp_path, NOON + 1, "issue.json", "articles.jsonl")
    entries = [captured(url=f"{URL}2"), captured(10)]
    sealed(tmp_path, *entries)
    seal_as_read(tmp_path, 10)
    assert newer_addresses(tmp_path, withheld, entries) == {URL}
    seal_as_read(tmp_path, 20)
    assert newer_addresses(tmp_path, withheld, entries) == set()
    seal_as_read(tmp_path, 0)
    assert newer_addresses(tmp_path, withheld, entries) == {URL, f"{URL}2"}
