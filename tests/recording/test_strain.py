"""A site under strain shows another article at an address, or nothing: what was recorded before answers.

What only a stage refuses was captured and is no loss of the walk. Beside it another article was corrected.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from archive.captures.seal import HISTORY_FILE
from archive.issues.history import read_history
from archive.issues.reader import articles, published_issue, rejections
from archive.record.issue import Issue
from tests.account.issues import asked_since, corrected, crawl
from tests.epaper.commands.runs import epaper
from tests.press import Fault, Kind, Press
from tests.press.dzb import printed_files
from tests.press.faults import Reply
from tests.recording.crawling import DAY, folder_of, published_bytes
from tests.recording.whole_issue import DATE, PAPER, archive, press

__all__ = ["archive", "press"]  # the fixtures

STORY = PAPER.sheets[1].stories[1]
OTHER = PAPER.sheets[2].stories[0]
CORRECTION = "更正：昨天本版所刊时间有误。"
ADDED = "又更正：请读者留意。"
FILES = printed_files(PAPER)
ISSUE = f"xmwb-{DAY}-a"
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


@pytest.fixture(params=[ANOTHER, emptied(FILES[STORY.path])], ids=["another", "nothing"])
def body(request: pytest.FixtureRequest) -> bytes:
    body: bytes = request.param
    return body


def is_whole_and_corrected(archive: Path) -> bool:
    found = texts(archive)
    account = issue_of(archive).account
    is_whole = (issue_of(archive).status, account.flags.get("withheld"), account.rejected) == ("complete", None, {})
    return is_whole and CORRECTION in found[OTHER.source_id] and len(found) == len(PAPER.stories)


def test_what_was_recorded_before_answers_and_no_correction_waits(press: Press, archive: Path, body: bytes) -> None:
    """The site goes on like that: it is asked no more, unless somebody wants to know."""
    reason = "another_article_shown" if body == ANOTHER else "no_content"
    strain(press, body)
    for _ in range(2):
        done = crawl(press, archive, *DATE, "--refresh")
        line = f"1 address gave nothing new ({reason} ×1): what was recorded of it before stays."
        assert (done.status, line in done.said, "waits" in done.said) == (0, True, False)
        assert is_whole_and_corrected(archive)
    for options in (DATE, ("--gaps", *RANGE)):
        start = len(press.requests)
        assert crawl(press, archive, *options).status == 0
        assert asked_since(press, start) == []
    assert status(archive, "status", "xmwb", *RANGE) == status(archive, "verify", "xmwb") == 0
    press.replies.clear()
    press.publish(corrected(corrected(PAPER, OTHER, CORRECTION), STORY, ADDED))
    done = crawl(press, archive, *DATE, "--refresh")  # on the condition of what came last, the site would give nothing
    assert (done.status, "nothing new" in done.said) == (0, False)
    assert ADDED in texts(archive)[STORY.source_id]
    assert is_whole_and_corrected(archive)


def test_what_an_address_shows_of_another_is_no_version_of_it(press: Press, archive: Path, body: bytes) -> None:
    """What the site withdraws after that is withdrawn, and stays."""
    folder = folder_of(archive)
    strain(press, body)
    crawl(press, archive, *DATE, "--refresh")
    assert {(one.id, one.state) for one in read_history(folder)} == {(f"{ISSUE}-{OTHER.source_id}", "printed")}
    press.replies.clear()
    press.faults[STORY.path] = Fault(kind=Kind.NOT_FOUND)
    done = crawl(press, archive, *DATE, "--refresh")
    assert (done.status, "1 withdrawn: epaper history" in done.said) == (0, True)
    assert is_whole_and_corrected(archive)
    story = [one for one in read_history(folder) if one.url.endswith(STORY.path)]
    assert [(one.state, one.headline) for one in story] == [("printed", STORY.headline), ("withdrawn", None)]
    told = epaper("history", f"{ISSUE}-{STORY.source_id}", "--archive", archive, cwd=archive.parent)
    assert len(told.stdout.splitlines()) == 2  # and no difference
    history, published = (folder / HISTORY_FILE).read_bytes(), published_bytes(folder)
    assert status(archive, "reparse", "xmwb") == 0
    assert ((folder / HISTORY_FILE).read_bytes(), published_bytes(folder)) == (history, published)


@pytest.mark.parametrize("gone", [False, True], ids=["strain", "withdrawn"])
def test_captures_alone_come_to_the_same_issue(press: Press, archive: Path, body: bytes, gone: bool) -> None:
    """Whoever reads them, and however often: a whole article is there, so that none lacks it."""
    strain(press, body)
    crawl(press, archive, *DATE, "--refresh")
    if gone:
        press.replies.clear()
        press.faults[STORY.path] = Fault(kind=Kind.NOT_FOUND)
        crawl(press, archive, *DATE, "--refresh")
    expected = published_bytes(folder_of(archive))
    for command in (("reparse", "xmwb"), ("crawl", "xmwb", *DATE, "--offline")):
        for name in expected:
            (folder_of(archive) / name).unlink()
        assert status(archive, *command) == 0
        assert published_bytes(folder_of(archive)) == expected


def test_of_what_was_never_there_whole_the_account_says_so(press: Press, tmp_path: Path) -> None:
    archive = tmp_path / "output"
    strain(press)
    assert crawl(press, archive, *DATE).status == 3
    assert [one.reasons for one in rejections(folder_of(archive))] == [("another_article_shown",)]
    start = len(press.requests)
    done = crawl(press, archive, *DATE)
    assert (done.status, asked_since(press, start)) == (3, [STORY.path])
    assert "nothing new" not in done.said
    press.replies.clear()
    assert crawl(press, archive, *DATE).status == 0
    assert is_whole_and_corrected(archive)


def test_an_article_that_never_showed_anything_is_no_part_of_a_complete_issue(press: Press, tmp_path: Path) -> None:
    """And is got by the next crawl, once the site is well."""
    archive = tmp_path / "other"
    strain(press, emptied(FILES[STORY.path]))
    done = crawl(press, archive, *DATE)
    assert (done.status, "nothing_shown" in done.said) == (3, True), done.said
    assert (issue_of(archive).status, issue_of(archive).account.rejected) == ("partial", {"nothing_shown": 1})
    for command in (("status", "xmwb", *RANGE), ("verify", "xmwb")):
        assert status(archive, *command) == (3 if command[0] == "status" else 0)
    press.replies.clear()
    start = len(press.requests)
    assert crawl(press, archive, "--gaps", *RANGE).status == 0
    assert asked_since(press, start) == [STORY.path]
    assert issue_of(archive).status == "complete"
