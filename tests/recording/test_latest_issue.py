"""The front page of the next issue at the address of one, without a word: nothing of it is archived in that one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from archive.issues.reader import articles, published_issue
from archive.record.issue import Issue
from tests.account.issues import crawl
from tests.epaper.commands.runs import Run
from tests.press import Press, edited_paper, printed_files
from tests.press.faults import HTML, Reply
from tests.recording.crawling import DAY, XMWB, folder_of, published_bytes

NEXT = DAY + timedelta(days=1)
PAPER, LATEST = (edited_paper(XMWB, day, seed=day.day, pages=3, articles=4) for day in (DAY, NEXT))
FRONT = PAPER.sheets[0].path
OWN = printed_files(PAPER)[FRONT]
LATEST_FRONT = printed_files(LATEST)[LATEST.sheets[0].path]
DATE = '<span class="dzb-banmian-date">{}</span>'


def dated(printed: str) -> bytes:
    """The front page of the next issue with another date printed, or none that can be read."""
    (old, new) = (DATE.format(one).encode() for one in (NEXT, printed))
    assert old in LATEST_FRONT
    return LATEST_FRONT.replace(old, new)


def with_the_next_catalogue() -> bytes:
    """The issue's own front page, whose catalogue leads to the next one's pages."""
    body = OWN
    for own, other in zip(PAPER.sheets, LATEST.sheets, strict=True):
        link = f'<a href="{own.path}">第'.encode()
        assert link in body
        body = body.replace(link, f'<a href="{other.path}">第'.encode())
    return body


Shown = Callable[[], bytes]
WRONG: dict[str, Shown] = {
    "no date": lambda: dated(""),
    "an unread date": lambda: dated("二〇二〇年三月十六日"),
    "the date of the address": lambda: dated(str(DAY)),
    "its catalogue alone": with_the_next_catalogue,
}


@pytest.fixture(params=WRONG)
def shown(request: pytest.FixtureRequest) -> bytes:
    return WRONG[request.param]()


def crawled(press: Press, archive: Path, *options: str) -> Run:
    return crawl(press, archive, *(options or ("--date", str(DAY))))


def show(press: Press, body: bytes) -> None:
    press.replies[FRONT] = Reply(headers=(("Content-Type", HTML),), body=body)


def issue_of(archive: Path) -> Issue:
    issue = published_issue(folder_of(archive))
    assert issue is not None
    return issue


def has_anothers(archive: Path) -> bool:
    return any(str(NEXT) in (one.url or "") for one in articles(folder_of(archive)))


@pytest.mark.parametrize("again", [("--date", str(DAY)), ("--gaps", "--from", str(DAY), "--until", str(DAY))])
def test_such_an_issue_is_asked_for_until_it_is_whole(archive: Path, shown: bytes, again: tuple[str, ...]) -> None:
    with Press([PAPER, LATEST]) as press:
        show(press, shown)
        done = crawled(press, archive)
        assert (done.status, has_anothers(archive)) == (3, False), done.said
        assert issue_of(archive).status in ("unknown", "partial")
        press.replies.clear()
        done = crawled(press, archive, *again)
    account = issue_of(archive).account
    assert (done.status, issue_of(archive).status, account.rejected) == (0, "complete", {}), done.said
    assert (account.pages.found, account.articles.found) == (len(PAPER.sheets), len(PAPER.stories))


def test_an_issue_that_was_whole_stays_as_it_was(archive: Path, shown: bytes) -> None:
    with Press([PAPER, LATEST]) as press:
        assert crawled(press, archive).status == 0
        before = published_bytes(folder_of(archive))
        for body in (shown, OWN):
            show(press, body)
            assert crawled(press, archive, "--date", str(DAY), "--refresh").status == 0
            assert published_bytes(folder_of(archive)) == before
