"""Addresses of the dzb platform, and what its pages say together."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.record.clipping import Clipping
from archive.record.identifiers import IssueKey
from archive.record.page import Page
from crawler.platforms.capture import Capture
from crawler.platforms.contract import Link
from crawler.platforms.errors import AnotherIssue, NotHtml, ParseError
from crawler.sites.dfsports import NEWSPAPER as DFSPORTS
from crawler.sites.shequ import NEWSPAPER as SHEQU
from crawler.sites.xmwb import NEWSPAPER as XMWB
from tests.press import ALL_QUIRKS, Title, edited_paper, printed_files
from tests.sites.reading import front_url, id_of, place_of, read_records

HOME = "https://paper.xinmin.cn"
PLATFORM = XMWB.platforms[0]
DAY = date(2020, 3, 15)
FRONT = f"{HOME}/html/xmwb/2020-03-15/1.html"


@pytest.mark.parametrize(
    ("path", "kind", "id_"),
    [
        ("/html/xmwb/2020-03-15/1.html", "page", "xmwb-2020-03-15-a-p1"),
        ("/html/xmwb/2020-03-15/1.htm", "page", "xmwb-2020-03-15-a-p1"),
        ("/html/xmwb/2020-03-15/2-3.html", "page", "xmwb-2020-03-15-a-p2-3"),
        ("/html/xmwb/2020-03-15/A01.html?v=1#page0", "page", "xmwb-2020-03-15-a-pA01"),
        ("/html/xmwb/2020-03-15/2-3/92381.html", "article", "xmwb-2020-03-15-a-92381"),
        ("/html/xmwb/2020-03-15/2-3/32_2.htm", "article", "xmwb-2020-03-15-a-32_2"),
    ],
)
def test_an_address_says_what_it_is(path: str, kind: str, id_: str) -> None:
    place = place_of(PLATFORM, HOME + path)
    assert (place.kind, id_of(place), place.issue) == (kind, id_, IssueKey("xmwb", DAY))


@pytest.mark.parametrize(
    "url",
    [
        "",
        "http://[x",
        "javascript:;",
        f"{HOME}/",
        f"{HOME}/index/xmwb/index.html",
        f"{HOME}/html/shequ/2020-03-15/1.html",
        f"{HOME}/html/xmwb/2020-02-30/1.html",
        f"{HOME}/html/xmwb/2020-3-15/1.html",
        f"{HOME}/html/xmwb/2020-03-15/../1.html",
        f"{HOME}/html/xmwb/2020-03-15/1/..%2f1.html",
        f"{HOME}/html/xmwb/2020-03-15/第1版.html",
        f"{HOME}/html/xmwb/２０２０-03-15/1.html",
        f"{HOME}/html/xmwb/2020-03-15/1.html/",
        f"{HOME}/html/xmwb/2020-03-15/1.pdf",
        "https://www.xinmin.cn/html/xmwb/2020-03-15/1.html",
        f"{HOME}.evil.example/html/xmwb/2020-03-15/1.html",
    ],
)
def test_what_is_no_address_of_the_newspaper(url: str) -> None:
    assert PLATFORM.place(url) is None


@given(st.text() | st.text(st.sampled_from("/html:[]xmwb2020-03-15.?#@\\ "), max_size=40).map(HOME.__add__))
def test_any_string_is_an_address_or_none(url: str) -> None:
    PLATFORM.place(url)
    assert PLATFORM.refusal_of_link(url) in ("unusable_link", "off_site_link")


def test_the_front_page_is_the_newspapers_own() -> None:
    assert front_url(XMWB, IssueKey("xmwb", DAY)) == FRONT
    assert front_url(SHEQU, IssueKey("shequ", date(2022, 6, 29))) == f"{HOME}/html/shequ/2022-06-29/01.html"
    assert front_url(DFSPORTS, IssueKey("dfsports", date(2019, 11, 18))) == f"{HOME}/html/dfsports/2019-11-18/A01.html"


def test_the_newspapers_of_the_host_count_their_articles_apart() -> None:
    urls = {one.code: f"{HOME}/html/{one.code}/2020-03-15/A01/14947.html" for one in (XMWB, DFSPORTS)}
    found = [id_of(place_of(one.platforms[0], urls[one.code])) for one in (XMWB, DFSPORTS)]
    assert found == ["xmwb-2020-03-15-a-14947", "dfsports-2020-03-15-a-14947"]
    assert DFSPORTS.located(urls["xmwb"]) is None


@pytest.mark.parametrize(
    "spelling", ["http://paper.xinmin.cn/html/xmwb/2020-03-15/1.htm", FRONT + "?div=-1#page0", FRONT]
)
def test_every_spelling_has_one_canonical_address(spelling: str) -> None:
    assert PLATFORM.canonical_url(spelling) == FRONT


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("https://www.xinmin.cn/1.html", "off_site_link"),
        ("//example.cn/1.html", "off_site_link"),
        (f"{HOME}/index.html", "unusable_link"),
        ("mailto:a@xinmin.cn", "unusable_link"),
        ("http://[x", "unusable_link"),
        ("", "unusable_link"),
    ],
)
def test_a_link_that_is_not_followed_has_a_reason(url: str, reason: str) -> None:
    assert PLATFORM.refusal_of_link(url) == reason


# Of whole issues


PAPER = edited_paper(Title(code="xmwb", name="新民晚报"), DAY, seed=11, pages=6, articles=8, quirks=ALL_QUIRKS)
FILES = {HOME + path: body for path, body in printed_files(PAPER).items() if body.startswith(b"<!DOCTYPE")}


@pytest.mark.parametrize("url", FILES, ids=lambda url: url.rpartition("2020-03-15/")[2])
def test_a_page_gives_what_its_address_says(url: str) -> None:
    records = list(read_records(XMWB, Capture(url=url, body=FILES[url])))
    kinds = [type(record) for record in records if not isinstance(record, Link)]
    assert kinds == [Page if place_of(PLATFORM, url).kind == "page" else Clipping]
    assert isinstance(records[0], Page | Clipping)
    assert records[0].url == PLATFORM.canonical_url(url)


@given(st.data())
def test_a_page_cut_anywhere_is_read_or_refused(data: st.DataObject) -> None:
    url = data.draw(st.sampled_from(sorted(FILES)))
    body = FILES[url][: data.draw(st.integers(0, len(FILES[url])))]
    try:
        records = list(read_records(XMWB, Capture(url=url, body=body)))
    except ParseError as error:
        assert PLATFORM.canonical_url(error.url or "") == PLATFORM.canonical_url(url)  # noqa: PT017 - it may as well be read
    else:
        assert records


@given(st.data())
def test_a_page_with_anything_in_it_is_read_or_refused(data: st.DataObject) -> None:
    url = data.draw(st.sampled_from(sorted(FILES)))
    body = FILES[url]
    at = data.draw(st.integers(body.index(b"<body"), len(body)))
    scrap = data.draw(
        st.binary(max_size=8)
        | st.sampled_from(
            [b"</div>", b"<a href='http://[x'>", b"<table>", b"<!--", b"<area>", b"<img src='//['>", b'">']
        )
    )
    try:
        list(read_records(XMWB, Capture(url=url, body=body[:at] + scrap + body[at:])))
    except ParseError as error:
        assert PLATFORM.canonical_url(error.url or "") == PLATFORM.canonical_url(url)  # noqa: PT017 - it may as well be read


def test_another_issues_page_is_never_taken_for_this_one() -> None:
    later = edited_paper(PAPER.title, date(2020, 3, 16), seed=11, pages=2, articles=2)
    body = printed_files(later)[later.sheets[0].path]
    with pytest.raises(AnotherIssue):
        list(read_records(XMWB, Capture(url=FRONT, body=body)))


def test_an_article_of_another_date_is_of_the_issue_that_announces_it() -> None:
    """Its address carries yesterday's date, and so does all that is printed on it."""
    earlier = edited_paper(PAPER.title, date(2020, 3, 14), seed=11, pages=2, articles=2)
    path = earlier.sheets[0].stories[0].path
    place = place_of(PLATFORM, HOME + path)
    issue = IssueKey("xmwb", DAY)
    clipping = next(iter(PLATFORM.read(Capture(url=HOME + path, body=printed_files(earlier)[path]), place, issue)))
    assert isinstance(clipping, Clipping)
    assert (clipping.issue_date, clipping.printed_date) == (DAY, date(2020, 3, 14))
    assert clipping.flags == ("date_conflict",)


def test_plain_text_that_a_site_sends_is_no_text_capture() -> None:
    """What a reader saw of a page comes from whoever saved it, never from the site's own address."""
    text = "2024年11月27日 星期三\n灯\n第1版：要闻 2020-03-15\n灯\n江边的灯亮了。\n放大\n".encode()
    with pytest.raises(NotHtml):
        list(read_records(XMWB, Capture(url=FRONT, body=text, content_type="text/plain; charset=utf-8")))
    front = next(url for url in FILES if PLATFORM.canonical_url(url) == FRONT)
    page = Capture(url=front, body=FILES[front], content_type="text/plain")
    assert isinstance(next(iter(read_records(XMWB, page))), Page)
