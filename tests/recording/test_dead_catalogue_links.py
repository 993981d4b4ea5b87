"""A page that the catalogue names and that cannot be asked for: its issue is not complete without it."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive.issues.reader import published_issue, rejections
from archive.record.issue import Issue
from tests.account.issues import asked_since, crawl
from tests.press import Press, edited_paper, printed_files
from tests.press.faults import HTML, Reply
from tests.recording.crawling import DAY, XMWB, folder_of

PAPER = edited_paper(XMWB, DAY, seed=53, pages=3, articles=3)
FRONT, SECOND, THIRD = (sheet.path for sheet in PAPER.sheets)
DATE = ("--date", str(DAY))


def kill_links(press: Press, path: str, label: str, href: str, *pages: str) -> None:
    """On ``pages``, let the catalogue's link to ``path``, the page of that label, lead nowhere."""
    files = printed_files(PAPER)
    for page in pages:
        link = f'<a href="{path}">第{label}版'.encode()
        assert link in files[page]
        body = files[page].replace(link, f'<a href="{href}">第{label}版'.encode())
        press.replies[page] = Reply(headers=(("Content-Type", HTML),), body=body)


def issue_of(archive: Path) -> Issue:
    issue = published_issue(folder_of(archive))
    assert issue is not None
    return issue


@pytest.mark.parametrize("href", ["javascript:void(0)", "", "#"])
def test_a_page_of_which_no_catalogue_has_the_address_is_lacking(archive: Path, href: str) -> None:
    """The front page is asked for again, and once it has the address, nothing is lacking."""
    with Press([PAPER]) as press:
        kill_links(press, THIRD, "3", href, FRONT, SECOND)
        done = crawl(press, archive, *DATE)
        (lacking,) = rejections(folder_of(archive))
        assert (lacking.page_label, lacking.reasons) == ("3", ("page_without_address",))
        assert (done.status, issue_of(archive).status, issue_of(archive).account.pages.found) == (3, "partial", 2)
        press.replies.clear()
        start = len(press.requests)
        done = crawl(press, archive, *DATE)
        stories = {story.path for story in PAPER.sheets[2].stories}
        assert set(asked_since(press, start)) == {FRONT, THIRD, *stories}
    account = issue_of(archive).account
    assert (done.status, issue_of(archive).status) == (0, "complete"), done.said
    assert (account.pages.found, account.articles.found) == (3, len(PAPER.stories))


@pytest.mark.parametrize("href", ["javascript:void(0)", "", "#"])
def test_a_page_that_is_shown_or_linked_elsewhere_is_not(archive: Path, href: str) -> None:
    with Press([PAPER]) as press:
        kill_links(press, FRONT, "1", href, FRONT)
        kill_links(press, THIRD, "3", href, SECOND)
        done = crawl(press, archive, *DATE)
    assert (done.status, issue_of(archive).status, issue_of(archive).account.pages.found) == (0, "complete", 3)
