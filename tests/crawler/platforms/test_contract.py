"""Places and identifiers, platforms by date, and every newspaper there is."""

from __future__ import annotations

import pickle
from dataclasses import replace
from datetime import date, timedelta

import pytest

from archive.record.identifiers import IssueKey
from crawler.platforms.contract import Masthead, Newspaper, Place
from crawler.platforms.dzb import Dzb
from crawler.platforms.errors import ParseError, UnknownLayout
from crawler.sites import all_newspapers
from tests.sites.reading import front_url

PAGE = "https://paper.xinmin.cn/html/xmwb/2020-03-15/1.html"


def test_identifiers_follow_from_a_place_and_an_issue() -> None:
    issue = IssueKey("xmwb", date(2020, 3, 15))
    page = Place(kind="page", page_token="2-3")  # noqa: S106 - of a page
    article = Place(kind="article", source_id="92381")
    assert page.id_in(issue) == "xmwb-2020-03-15-a-p2-3"
    assert article.id_in(issue) == "xmwb-2020-03-15-a-92381"
    assert Place(kind="index").id_in(issue) == "xmwb-2020-03-15-a-pindex"
    assert [Place(kind=kind).id_in(issue) for kind in ("page", "article", "picture")] == [None, None, None]


def test_whoever_announces_an_address_says_of_which_issue_it_is() -> None:
    issue, other = IssueKey("xmwb", date(2020, 3, 15)), IssueKey("xmwb", date(2020, 3, 14))
    silent = Place(kind="article", source_id="7")
    assert silent.within(issue, "14") == Place(kind="article", issue=issue, page_token="14", source_id="7")  # noqa: S106
    dated = Place(kind="article", issue=other, page_token="3", source_id="7")  # noqa: S106
    assert dated.within(issue, "14") == Place(kind="article", issue=issue, page_token="14", source_id="7")  # noqa: S106


# Newspapers


XMWB = Masthead("xmwb", "新民晚报")


def dzb(first: date, masthead: Masthead = XMWB) -> Dzb:
    return Dzb(masthead=masthead, home="https://paper.xinmin.cn", since=first)


def test_a_date_is_served_by_the_newest_platform_that_had_begun() -> None:
    old, new = dzb(date(2012, 1, 1)), dzb(date(2019, 1, 2))
    newspaper = Newspaper(masthead=XMWB, platforms=(new, old))
    assert newspaper.platform(date(2019, 1, 2)) is new
    assert newspaper.platform(date(2019, 1, 1)) is old
    assert newspaper.platform(date(2001, 1, 1)) is old
    assert newspaper.first_issue == date(2012, 1, 1)


def test_a_newspaper_that_cannot_be_is_refused() -> None:
    with pytest.raises(ValueError, match="newest first"):
        Newspaper(masthead=XMWB, platforms=(dzb(date(2012, 1, 1)), dzb(date(2019, 1, 2))))
    with pytest.raises(ValueError, match="at least one"):
        Newspaper(masthead=XMWB, platforms=())
    with pytest.raises(ValueError, match="another newspaper"):
        Newspaper(masthead=XMWB, platforms=(dzb(date(2019, 1, 2), Masthead("shequ", "新民晚报社区版")),))


@pytest.mark.parametrize("edition", ["", "早", "a/b", "../x"])
def test_an_edition_that_cannot_name_a_folder_is_refused(edition: str) -> None:
    with pytest.raises(ValueError, match="an edition is"):
        Newspaper(masthead=XMWB, platforms=(dzb(date(2019, 1, 2)),), editions=("a", edition))


def test_every_edition_of_a_date_is_an_issue() -> None:
    newspaper = Newspaper(masthead=XMWB, platforms=(dzb(date(2019, 1, 2)),), editions=("a", "b"))
    assert [one.id for one in newspaper.issues(date(2020, 3, 15))] == ["xmwb-2020-03-15-a", "xmwb-2020-03-15-b"]


def test_an_error_says_where_why_and_what() -> None:
    assert str(UnknownLayout(PAGE, "no signature")) == f"{PAGE}: unknown_layout: no signature"
    assert str(UnknownLayout(None)) == "no address: unknown_layout"
    assert issubclass(UnknownLayout, ParseError)


@pytest.mark.parametrize("newspaper", all_newspapers().values(), ids=all_newspapers())
def test_every_newspaper_knows_its_own_fronts(newspaper: Newspaper) -> None:
    for day in (newspaper.first_issue, newspaper.first_issue + timedelta(days=400)):
        (issue,) = newspaper.issues(day)
        front = newspaper.platform(day).front(issue)
        assert newspaper.located(front.url) == (newspaper.platform(day), front.url, front.place)
        assert front.place.issue == issue


@pytest.mark.parametrize("newspaper", all_newspapers().values(), ids=all_newspapers())
def test_a_newspaper_can_be_pickled(newspaper: Newspaper) -> None:
    assert pickle.loads(pickle.dumps(newspaper)) == newspaper  # noqa: S301 - our own


def test_newspapers_on_one_host_do_not_take_each_others_pages() -> None:
    for newspaper in all_newspapers().values():
        (issue,) = newspaper.issues(newspaper.first_issue)
        others = [other for other in all_newspapers().values() if other is not newspaper]
        assert all(other.located(front_url(newspaper, issue)) is None for other in others)


def test_an_issue_is_known_by_its_folder() -> None:
    newspaper = replace(all_newspapers()["xmwb"], editions=("a", "b"))
    for issue in newspaper.issues(date(2020, 3, 15)):
        assert newspaper.issue_in(issue.folder_name) == issue
    assert [newspaper.issue_in(name) for name in ("2020-03-15-c", "2020-02-30", "20200315", "runs", "")] == [None] * 5


def test_an_address_is_of_the_platform_that_serves_its_date() -> None:
    """The old one may serve its own addresses for a while; no walk of that date reads them."""
    (old,) = all_newspapers()["xmwb"].platforms
    new = replace(old, home="https://new.invalid", since=date(2021, 1, 1))
    newspaper = replace(all_newspapers()["xmwb"], platforms=(new, old))
    dates = {
        home: [f"{home}/html/xmwb/{day}/1.html" for day in ("2020-12-31", "2021-01-01")]
        for home in (old.home, new.home)
    }
    assert [newspaper.located(url) is not None for url in dates[old.home]] == [True, False]
    assert [newspaper.located(url) is not None for url in dates[new.home]] == [False, True]
    assert newspaper.located(f"{old.home}/html/xmwb/2020-02-30/1.html") is None
