"""A site under strain shows another article at an address, or nothing: what waits behind it is told, and had at last.

What only a stage refuses was captured and is no loss of the walk. Beside it another article was corrected.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from archive.captures.seal import HISTORY_FILE
from archive.issues.history import write_history
from archive.issues.reader import articles, published_issue, rejections
from archive.record.identifiers import IssueKey
from archive.record.issue import Issue
from crawler.sites.xmwb import NEWSPAPER
from crawler.walk.versions import issue_versions
from tests.account.issues import asked_since, corrected, crawl
from tests.epaper.commands.runs import epaper
from tests.press import Fault, Kind, Press
from tests.press.dzb import printed_files
from tests.press.faults import Reply
from tests.recording.crawling import DAY, folder_of, published_bytes, record_bytes
from tests.recording.whole_issue import DATE, PAPER, archive, press

__all__ = ["archive", "press"]  # the fixtures

STORY = PAPER.sheets[1].stories[1]
OTHER = PAPER.sheets[2].stories[0]
CORRECTION = "更正：昨天本版所刊时间有误。"
FILES = printed_files(PAPER)
RANGE = ("--from", str(DAY), "--until", str(DAY))
ANOTHER = FILES[PAPER.sheets[1].stories[0].path]
SINCE = "Sun, 15 Mar 2020 04:00:00 GMT"  # as the press dates the article itself: asked on that condition, it says 304


def emptied(printed: bytes) -> bytes:
    """The printed article, its headline and its paragraphs without a word."""
    return re.sub(rb'(<(h2|p) class="dzb-(?:title|desc)-box">).*?(</\2>)', rb"\1\3", printed)


def strain(press: Press, body: bytes = ANOTHER) -> None:
    headers = (("Content-Type", "text/html; charset=utf-8"), ("Last-Modified", SINCE))
    press.publish(corrected(PAPER, OTHER, CORRECTION))
    press.replies[STORY.path] = Reply(headers=headers, body=body)


def issue_of(archive: Path) -> Issue:
    issue = published_issue(folder_of(archive))
    assert issue is not None
    return issue


def texts(archive: Path) -> dict[str | None, str]:
    return {one.source_id: one.text or "" for one in articles(folder_of(archive))}


def status(archive: Path, *command: str) -> int:
    return epaper(*command, "--archive", archive, cwd=archive.parent).status


@pytest.mark.parametrize(
    ("body", "reason"), [(ANOTHER, "another_article_shown"), (emptied(FILES[STORY.path]), "no_content")]
)
@pytest.mark.parametrize("options", [DATE, ("--gaps", *RANGE), (*DATE, "--refresh")], ids=["date", "gaps", "refresh"])
def test_a_withheld_correction_is_told_and_published_once_the_site_is_well(
    press: Press, archive: Path, body: bytes, reason: str, options: tuple[str, ...]
) -> None:
    folder, before = folder_of(archive), record_bytes(folder_of(archive))
    strain(press, body)
    for asked in ((*DATE, "--refresh"), options, options):
        start = len(press.requests)
        done = crawl(press, archive, *asked)
        line = f"1 article that is published has not been read again ({reason} ×1)"
        assert (done.status, line in done.said, STORY.path in asked_since(press, start)) == (3, True, True)
        assert record_bytes(folder) == before
        assert (issue_of(archive).status, issue_of(archive).account.flags["withheld"]) == ("partial", 1)
        assert status(archive, "status", "xmwb", *RANGE) == 3
        assert status(archive, "verify", "xmwb") == 0  # what stays is what it says
    press.replies.clear()
    assert crawl(press, archive, *options).status == 0
    assert (issue_of(archive).status, "withheld" in issue_of(archive).account.flags) == ("complete", False)
    assert CORRECTION in texts(archive)[OTHER.source_id]
    assert STORY.source_id in texts(archive)
    start = len(press.requests)
    assert crawl(press, archive, *(DATE if "--refresh" in options else options)).status == 0
    assert asked_since(press, start) == []
    history, published = (folder / HISTORY_FILE).read_bytes(), published_bytes(folder)
    write_history(folder, issue_versions(NEWSPAPER, IssueKey("xmwb", DAY), folder))
    assert (folder / HISTORY_FILE).read_bytes() == history  # it knows what was asked for again
    assert status(archive, "reparse", "xmwb") == 0
    assert published_bytes(folder) == published


def test_an_error_in_its_place_says_nothing_new(press: Press, archive: Path) -> None:
    """The refused answer is still what is recorded; a good one is asked for as long as there is none."""
    strain(press)
    crawl(press, archive, *DATE, "--refresh")
    before = published_bytes(folder_of(archive))
    press.replies.clear()
    for kind in (Kind.NOT_FOUND, Kind.RESET):
        press.faults[STORY.path] = Fault(kind=kind)
        start = len(press.requests)
        assert crawl(press, archive, *DATE).status == 3
        assert STORY.path in asked_since(press, start)
        assert published_bytes(folder_of(archive)) == before
    press.faults.clear()
    assert crawl(press, archive, *DATE).status == 0
    assert CORRECTION in texts(archive)[OTHER.source_id]


def test_captures_alone_come_to_the_same_issue_once_the_site_is_well(press: Press, archive: Path) -> None:
    """Until then they differ: nothing that was published stands against a reading of captures alone."""
    strain(press)
    crawl(press, archive, *DATE, "--refresh")
    alone = shutil.copytree(archive, archive.with_name("alone"))
    for path in (*folder_of(alone).glob("*.jsonl"), folder_of(alone) / "issue.json"):
        path.unlink()
    status(alone, "reparse", "xmwb")
    assert [one.reasons for one in rejections(folder_of(alone))] == [("another_article_shown",)]
    assert (issue_of(alone).status, STORY.source_id in texts(alone)) == ("partial", False)
    press.replies.clear()
    for one in (archive, alone):
        assert crawl(press, one, *DATE).status == 0
    assert published_bytes(folder_of(alone)) == published_bytes(folder_of(archive))
    assert CORRECTION in texts(alone)[OTHER.source_id]
