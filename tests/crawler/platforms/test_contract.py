"""Mirrors, identities, and every newspaper there is."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from crawler.platforms.contract import Address, Site
from crawler.platforms.errors import ParseError, UnknownLayout
from crawler.sites import all_sites
from crawler.sites.xmwb import SITE
from crawler.walk.mirror import Mirror

PAGE = "https://paper.xinmin.cn/html/xmwb/2020-03-15/1.html"


@pytest.mark.parametrize("base", ["http://127.0.0.1:8000", "http://127.0.0.1:8000/", "http://mirror.example/xinmin/"])
def test_a_mirror_and_back(base: str) -> None:
    mirror = Mirror(SITE, base)
    assert mirror.asked_at(PAGE + "?v=1") == base.rstrip("/") + "/html/xmwb/2020-03-15/1.html?v=1"
    assert mirror.canonical(mirror.asked_at(PAGE)) == PAGE


def test_without_a_mirror_nothing_changes() -> None:
    assert Mirror(SITE).asked_at(PAGE) == Mirror(SITE).canonical(PAGE) == PAGE


@pytest.mark.parametrize("url", ["https://example.cn/1.jpg", "http://127.0.0.1:9/html/xmwb/2020-03-15/1.html"])
def test_another_host_is_not_mapped(url: str) -> None:
    mirror = Mirror(SITE, "http://127.0.0.1:8000")
    assert mirror.asked_at(url) == mirror.canonical(url) == url


def test_what_lies_beside_a_mirrors_folder_is_not_the_newspapers() -> None:
    beside = "http://mirror.example/xinmin-old/html/xmwb/2020-03-15/1.html"
    assert Mirror(SITE, "http://mirror.example/xinmin").canonical(beside) == beside


@pytest.mark.parametrize("base", [None, "http://127.0.0.1:8000"])
def test_a_picture_keeps_its_query_and_a_page_does_not(base: str | None) -> None:
    mirror = Mirror(SITE, base)
    picture = "https://paper.xinmin.cn/resource?id=7"
    assert mirror.canonical(mirror.asked_at(picture)) == picture
    assert mirror.canonical(mirror.asked_at(PAGE + "?v=1")) == PAGE


def test_identifiers_follow_from_an_address() -> None:
    page = Address(kind="page", newspaper="xmwb", issue_date=date(2020, 3, 15), page_token="2-3")  # noqa: S106 - of a page
    article = Address(
        kind="article",
        newspaper="xmwb",
        issue_date=date(2020, 3, 15),
        page_token="2-3",  # noqa: S106 - of a page
        source_id="92381",
    )
    assert (page.issue_id, page.page_id, page.id) == ("xmwb-2020-03-15-a", "xmwb-2020-03-15-a-p2-3", page.page_id)
    assert (article.page_id, article.id) == (page.id, "xmwb-2020-03-15-a-92381")


def test_an_error_says_where_why_and_what() -> None:
    assert str(UnknownLayout(PAGE, "no signature")) == f"{PAGE}: unknown_layout: no signature"
    assert str(UnknownLayout(None)) == "no address: unknown_layout"
    assert issubclass(UnknownLayout, ParseError)


@pytest.mark.parametrize("site", all_sites().values(), ids=all_sites())
def test_every_newspaper_knows_its_own_front_pages(site: Site) -> None:
    for day in (site.first_issue, site.first_issue + timedelta(days=400)):
        address = site.address(site.front_page(day))
        assert address is not None
        assert (address.kind, address.newspaper, address.issue_date) == ("page", site.newspaper, day)
        assert site.canonical_url(site.front_page(day)) == site.front_page(day)


def test_newspapers_on_one_host_do_not_take_each_others_pages() -> None:
    for site in all_sites().values():
        others = [other for other in all_sites().values() if other is not site]
        assert all(other.address(site.front_page(site.first_issue)) is None for other in others)
