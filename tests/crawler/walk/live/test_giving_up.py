"""When a crawl ends by itself: after three issues in a row of which nothing was heard, or whose front is unknown."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from archive.record.identifiers import IssueKey
from crawler.platforms.contract import Link, Place
from crawler.sites.xmwb import NEWSPAPER
from crawler.walk.live.giving_up import FruitlessIssues
from crawler.walk.live.open_issue import OpenIssue

UNHEARD = "no network, or paper.xinmin.cn is down: nothing was heard of 3 issues in a row"


@pytest.fixture
def issues(tmp_path: Path) -> list[OpenIssue]:
    """Four of which no answer came."""
    days = [date(2020, 3, 15) + timedelta(days=number) for number in range(4)]
    opened = [OpenIssue(NEWSPAPER, IssueKey("xmwb", day), tmp_path / str(day), "any", "any") for day in days]
    for one in opened:
        one.lose(one.front, "timeout")
    return opened


def said(issues: list[OpenIssue]) -> list[str | None]:
    """What is said after each of ``issues``."""
    fruitless = FruitlessIssues(NEWSPAPER)
    return [fruitless.after(one, one.walk()) for one in issues]


def test_three_issues_of_which_nothing_is_heard_end_it(issues: list[OpenIssue]) -> None:
    assert said(issues[:3]) == [None, None, UNHEARD]


def test_an_answer_breaks_the_row(issues: list[OpenIssue]) -> None:
    issues[1].lose(issues[1].front, "http_404")
    assert said(issues) == [None] * 4


def test_an_issue_whose_index_was_read_is_heard_of_with_all_its_pages_lost(issues: list[OpenIssue]) -> None:
    for one in issues:
        one.catalogue.read.add("https://paper.xinmin.cn/index.html")
        one.is_heard = True
    assert said(issues) == [None] * 4


def test_an_issue_whose_pages_came_is_heard_of_with_the_rest_lost(issues: list[OpenIssue]) -> None:
    for one in issues[:2]:
        one.has_pages = one.is_heard = True
    assert said(issues) == [None] * 4


def test_what_is_recorded_is_no_answer_and_ends_nothing(issues: list[OpenIssue]) -> None:
    """One article of each may be beyond reach, and the site well; with a fourth that has nothing, it is not."""
    for one in issues[:3]:
        one.has_pages = True
    assert said(issues) == [None, None, None, UNHEARD]


def test_an_index_that_was_read_breaks_the_row_of_unknown_fronts(issues: list[OpenIssue]) -> None:
    for number in (0, 2, 3):
        issues[number].refuse(issues[number].front, "unknown_layout")
        issues[number].is_heard = True
    assert (said(issues)[3] or "").startswith("unknown_layout: no layout of xmwb matches any page of 3 issues in a row")
    issues[1].catalogue.read.add("https://paper.xinmin.cn/index.html")
    issues[1].is_heard = True
    assert said(issues) == [None] * 4


def test_articles_that_nobody_can_read_end_it_and_one_that_is_read_does_not(issues: list[OpenIssue]) -> None:
    for one in issues:
        one.has_pages = one.is_heard = True
        for number in range(2):
            url = f"https://paper.xinmin.cn/html/xmwb/{one.issue.issue_date}/1/{number}.html"
            one.refuse(Link(url=url, place=Place(kind="article", issue=one.issue)), "unknown_layout")
    assert (said(issues[:3])[2] or "").startswith("unknown_layout: no layout of xmwb matches any article of 3 issues")
    issues[1].has_articles = True
    assert said(issues) == [None] * 4
