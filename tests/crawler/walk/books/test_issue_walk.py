"""The bookkeeping of a walk."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import permutations
from typing import Any

import pytest

from archive.record.identifiers import IssueKey
from archive.record.page import CatalogueEntry, Page
from crawler.platforms.capture import Capture
from crawler.platforms.contract import Kind, Link, Place
from crawler.platforms.errors import UnknownLayout
from crawler.sites.xmwb import NEWSPAPER
from crawler.walk.books.issue_walk import IssueWalk
from tests.press import Title, edited_paper, printed_files
from tests.sites.reading import place_of

HOME = "https://paper.xinmin.cn"
DAY = date(2020, 3, 15)
KEY = IssueKey("xmwb", DAY)
PLATFORM = NEWSPAPER.platforms[0]
PAPER = edited_paper(Title(code="xmwb", name="新民晚报"), DAY, seed=1, pages=3, articles=2)
FILES = {HOME + path: body for path, body in printed_files(PAPER).items()}
PAGES = [HOME + sheet.path for sheet in PAPER.sheets]
FRONT = PAGES[0]
STORY = HOME + PAPER.sheets[1].stories[0].path


def capture(url: str, body: bytes | None = None, *, at: str | None = None) -> Capture:
    return Capture(url=at or url, body=FILES[url] if body is None else body)


def linked(url: str) -> Link:
    """As whatever announces ``url`` links to it."""
    return Link(url=url, place=place_of(PLATFORM, url))


def catalogue_link(url: str) -> Link:
    place = PLATFORM.place(url)
    return Link(
        url=url,
        place=place or Place(kind="page"),
        entry=CatalogueEntry(page_id="x", url=url, page_label="9", page_name="别处"),
        refused=None if place is not None else PLATFORM.refusal_of_link(url),
    )


@pytest.fixture
def walk() -> IssueWalk:
    return IssueWalk(NEWSPAPER, KEY)


def test_a_page_gives_its_record_and_its_links(walk: IssueWalk) -> None:
    first, *links = walk.records(capture(FRONT), linked(FRONT))
    assert isinstance(first, Page)
    assert {link.url for link in links if isinstance(link, Link) and link.place.kind == "page"} == set(PAGES)
    assert [entry.url for entry in walk.walk().catalogue] == PAGES
    assert (walk.walk().front_page, walk.walk().front_page_id) == (FRONT, "xmwb-2020-03-15-a-p1")


def test_the_catalogue_does_not_depend_on_the_order_of_the_pages() -> None:
    catalogues = set()
    for order in permutations(PAGES):
        walk = IssueWalk(NEWSPAPER, KEY)
        for url in order:
            list(walk.records(capture(url), linked(url)))
        catalogues.add(walk.walk().catalogue)
    (catalogue,) = catalogues
    assert [entry.url for entry in catalogue] == PAGES


def test_what_only_an_inner_page_announces_comes_last(walk: IssueWalk) -> None:
    start = 'dzb-enter-mulu-wrap">\n'
    added = '<p class="dzb-enter-mulu-wrap-nav"><a href="/html/xmwb/2020-03-15/9.html">第9版:加印</a></p>'
    more = FILES[PAGES[1]].decode().replace(start, start + added, 1).encode()
    list(walk.records(capture(PAGES[1], more), linked(PAGES[1])))
    list(walk.records(capture(FRONT), linked(FRONT)))
    assert [entry.page_label for entry in walk.walk().catalogue] == ["1", "2", "3", "9"]


def test_it_says_which_captures_it_was_given_whatever_they_gave(walk: IssueWalk) -> None:
    redirected, urn = FRONT.removesuffix("l"), "urn:sha256:00"
    text = Link(url=urn, place=Place(kind="article", issue=walk.issue))
    calendar = Link(url=f"{HOME}/period.xml", place=Place(kind="calendar", issue=walk.issue))
    list(walk.records(capture(FRONT, at=redirected), linked(FRONT)))
    list(walk.records(capture(STORY, b""), linked(STORY)))  # refused
    list(walk.records(Capture(url=None, body=b"", is_text=True), text))
    list(walk.records(Capture(url=calendar.url, body=b""), calendar))
    walk.lose(linked(PAGES[1]), "timeout")
    assert walk.walk().read == tuple(sorted((FRONT, redirected, STORY, urn, calendar.url)))


def test_what_cannot_be_read_is_refused_with_its_reason(walk: IssueWalk) -> None:
    assert list(walk.records(capture(STORY, b""), linked(STORY))) == []
    (refused,) = walk.walk().rejections
    assert (refused.kind, refused.url, refused.page_label, refused.reasons) == (
        "article",
        STORY,
        "2",
        ("empty_response",),
    )
    assert refused.id == f"xmwb-2020-03-15-a-{PAPER.sheets[1].stories[0].id}"


def test_a_parser_that_fails_is_refused_too_and_told(walk: IssueWalk, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any) -> Any:
        yield from ()
        raise ZeroDivisionError

    monkeypatch.setattr(type(PLATFORM), "read", broken)
    assert list(walk.records(capture(FRONT), linked(FRONT))) == []
    assert [one.reasons for one in walk.walk().rejections] == [("unreadable",)]
    assert [type(error) for error in walk.errors] == [ZeroDivisionError]


def test_a_page_that_fails_half_way_gives_nothing(walk: IssueWalk, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any) -> Any:
        yield catalogue_link(FRONT)
        raise UnknownLayout(FRONT)

    monkeypatch.setattr(type(PLATFORM), "read", broken)
    assert list(walk.records(capture(FRONT), linked(FRONT))) == []
    assert walk.walk().catalogue == ()


def test_an_answer_from_another_address_is_not_it(walk: IssueWalk) -> None:
    assert list(walk.records(capture(PAGES[1], at=PAGES[1]), linked(FRONT))) == []
    assert [one.reasons for one in walk.walk().rejections] == [("another_issue_shown",)]
    assert list(walk.records(capture(FRONT, at=FRONT.removesuffix("l")), linked(FRONT))) != []


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("https://example.cn/1.html", "off_site_link"),
        ("javascript:;", "page_without_address"),
        ("http://[x", "page_without_address"),
        (f"{HOME}/about.html", "unusable_link"),
        (f"{HOME}/html/xmwb/2020-03-14/1.html", "another_issue"),
    ],
)
def test_a_catalogue_that_leads_elsewhere_is_refused_once(
    walk: IssueWalk, monkeypatch: pytest.MonkeyPatch, url: str, reason: str
) -> None:
    monkeypatch.setattr(type(PLATFORM), "read", lambda *_: iter([catalogue_link(url)]))
    for page in PAGES:
        assert list(walk.records(capture(page), linked(page))) == []
    (refused,) = walk.walk().rejections
    assert (refused.kind, refused.url, refused.headline, refused.reasons) == ("page", url, "别处", (reason,))


@pytest.mark.parametrize("kind", ["page", "article", "picture"])
def test_a_fragment_is_never_asked_for(walk: IssueWalk, monkeypatch: pytest.MonkeyPatch, kind: Kind) -> None:
    announced = Link(url=f"{FRONT}#part", place=Place(kind=kind, page_token="1"))  # noqa: S106 - of a page
    monkeypatch.setattr(type(PLATFORM), "read", lambda *_: iter([announced]))
    (followed,) = walk.records(capture(FRONT), linked(FRONT))
    assert isinstance(followed, Link)
    assert (followed.url, followed.place.kind) == (FRONT, kind)


@pytest.mark.parametrize("shown", [[], [Link(url=STORY, place=Place(kind="article"))]])
def test_an_index_that_leads_to_no_page_is_none(
    walk: IssueWalk, monkeypatch: pytest.MonkeyPatch, shown: list[Link]
) -> None:
    monkeypatch.setattr(type(PLATFORM), "read", lambda *_: iter(shown))
    index = Link(url=FRONT, place=Place(kind="index", issue=KEY))
    assert list(walk.records(capture(FRONT), index)) == []
    (refused,) = walk.walk().rejections
    assert (refused.id, refused.reasons) == ("xmwb-2020-03-15-a-pindex", ("empty_catalogue",))


def test_an_index_is_expected_until_it_was_read_itself(walk: IssueWalk, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that it names may be recorded alone: what the first one lists besides, nobody knows."""
    first, second, third = (
        Link(url=f"{HOME}/{name}.json", place=Place(kind="index", issue=KEY)) for name in ("1", "2", "3")
    )
    walk.front = walk.catalogue.front = first
    shown = {
        first.url: [linked(FRONT), replace(third, url=f"{third.url}#a"), second, first],
        second.url: [linked(FRONT)],
    }
    monkeypatch.setattr(type(PLATFORM), "read", lambda _, capture, *__: iter(shown[capture.url]))
    second_id, third_id = KEY.index_id(second.url), KEY.index_id(third.url)
    assert second_id != third_id
    list(walk.records(Capture(url=second.url, body=b""), second))
    assert (walk.walk().front_page_id, walk.walk().catalogue) == ("xmwb-2020-03-15-a-pindex", ())
    list(walk.records(Capture(url=first.url, body=b""), first))
    assert walk.walk().front_page_id is None
    assert [(one.page_id, one.url) for one in walk.walk().catalogue] == [(third_id, third.url)]
    walk.refuse(third, "unknown_layout")
    assert [one.id for one in walk.walk().rejections] == [third_id]


def test_losses_are_those_of_the_last_attempt_in_the_order_of_their_addresses(walk: IssueWalk) -> None:
    walk.lose(linked(PAGES[2]), "timeout")
    walk.lose(linked(PAGES[1]), "http_500")
    walk.lose(linked(PAGES[2]), "http_404")
    assert [(one.url, one.reason) for one in walk.walk().losses] == [(PAGES[1], "http_500"), (PAGES[2], "http_404")]


@pytest.mark.parametrize(
    ("target", "follows", "reason"),
    [
        (FRONT, True, None),
        (PAGES[1], False, "redirected_elsewhere"),
        (f"{HOME}/", False, "redirected_elsewhere"),
        (f"{HOME}/html/xmwb/2020-03-16/1.html", False, "another_issue_shown"),
        ("https://example.cn/html/xmwb/2020-03-15/1.html", False, "redirected_off_site"),
    ],
)
def test_redirects(walk: IssueWalk, target: str, follows: bool, reason: str | None) -> None:
    assert walk.may_follow(linked(FRONT), target) is follows
    end = walk.walk()
    named = [one.reason for one in end.losses] + [reason for one in end.rejections for reason in one.reasons]
    assert named == ([] if reason is None else [reason])
