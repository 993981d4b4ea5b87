"""The dates of versions, where captures have some that say nothing, or are not in UTC."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive.captures.store import Captures
from archive.issues.history import write_history
from archive.record.identifiers import IssueKey
from crawler.sites.xmwb import NEWSPAPER
from crawler.walk.recorded.versions import issue_versions, printed_versions
from tests.account.issues import corrected, day, order
from tests.press import printed_files

KEY = IssueKey("xmwb", day(0))
PAPER = order(day(0)).paper()
STORY = PAPER.sheets[0].stories[0]
URL = f"https://paper.xinmin.cn{STORY.path}"
OLD = printed_files(PAPER)[STORY.path]
NEW = printed_files(corrected(PAPER, STORY, "更正在后。"))[STORY.path]
CRAWLED = "2026-04-03T04:00:00Z"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return KEY.folder(tmp_path)


def record(folder: Path, body: bytes, captured: str) -> None:
    html = ((b"Content-Type", b"text/html; charset=utf-8"),)
    with Captures(folder) as captures:
        captures.add_response(URL, request=None, status_line="HTTP/1.1 200 OK", headers=html, body=body, date=captured)


@pytest.mark.parametrize(
    ("captured", "when"),
    [
        ("9999-12-31T23:59:59-14:00", "1970-01-01T00:00:00Z"),
        ("0001-01-01T00:00:00+14:00", "1970-01-01T00:00:00Z"),
        ("garbage", "1970-01-01T00:00:00Z"),
        ("2026-04-01T01:00:00.5+08:00", "2026-03-31T17:00:00Z"),
    ],
)
@pytest.mark.parametrize("is_indexed", [True, False])
def test_any_date_is_told_in_utc_and_one_that_is_none_in_one_way(
    folder: Path, captured: str, when: str, is_indexed: bool
) -> None:
    """From the records as from their index: else a line would be added at each crawl."""
    record(folder, OLD, captured)
    record(folder, NEW, CRAWLED)
    if not is_indexed:
        (folder / "captures.cdxj").unlink()
    for _ in range(3):
        versions = list(issue_versions(NEWSPAPER, KEY, folder))
        assert [(one.first_seen, one.last_seen) for one in versions] == [(when, when), (CRAWLED, CRAWLED)]
        assert write_history(folder, versions) == 2
    assert [date for date, _ in printed_versions(NEWSPAPER, KEY, folder, URL)] == [when, CRAWLED]


def test_one_of_which_nobody_knows_when_was_seen_with_those_before_it(folder: Path) -> None:
    record(folder, OLD, CRAWLED)
    record(folder, NEW, "1970-01-01T00:00:07Z")
    versions = list(issue_versions(NEWSPAPER, KEY, folder))
    assert [(one.first_seen, one.last_seen) for one in versions] == [(CRAWLED, CRAWLED)] * 2
    assert write_history(folder, versions) == 2
