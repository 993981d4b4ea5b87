"""Pages and articles of a design that has nothing of dzb: hot areas that are no ``<area>``, links in ``data-href``."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

import pytest

from archive.record.clipping import Clipping
from archive.record.identifiers import IssueKey
from archive.record.page import Page
from crawler.platforms.capture import Capture
from crawler.platforms.contract import Link, Masthead, Place
from crawler.platforms.html_platform import HtmlPlatform
from crawler.platforms.layout import Layout

FRONT = "https://qzrb.invalid/2024-03-01/1/"
LAYOUT = Layout(
    page_signature="#pages",
    article_signature="h1",
    catalogue="#pages a",
    catalogue_href="data-href",
    articles="#articles li",
    articles_href="data-href",
    areas="map#paper > span",
    areas_href="data-href",
    areas_title="data-title",
    areas_shape="data-shape",
    areas_coords="data-coords",
    headline="h1",
    bodies=("#text",),
    parts="p",
)
PAGE = """<html><body>
<div id="pages"><a href="javascript:;" data-href="../1/">第1版：要闻</a>
<a href="#" data-href="../2/">第2版：港口</a></div>
<ul id="articles"><li data-href="7.html">潮位站昨日换了新表</li></ul>
<map id="paper">
<span data-href="7.html" data-title="潮位站换表" data-coords="0,0,40,30"></span>
<span data-href="8.html" data-title="码头食堂重开" data-shape="polygon" data-coords="0,30,40,30,40,60"></span>
<area href="9.html" title="不是热区" coords="0,0,1,1">
</map></body></html>"""
ARTICLE = """<html><body>
<div id="pages"><a data-href="../1/">第1版：要闻</a></div>
<h1>码头食堂重开</h1><div id="text"><p>　　昨日开饭。</p></div>
</body></html>"""


@dataclass(frozen=True, kw_only=True)
class Quay(HtmlPlatform):
    """``/2024-03-01/1/`` is a page, ``/2024-03-01/1/7.html`` an article on it."""

    masthead: Masthead = Masthead("qzrb", "栈桥日报")
    since: date = date(2024, 1, 1)
    home: str = "https://qzrb.invalid"
    layouts: tuple[Layout, ...] = (LAYOUT,)

    def front(self, issue: IssueKey) -> Link:
        place = Place(kind="page", issue=issue, page_token="1")  # noqa: S106 - of a page
        return Link(url=f"{self.home}/{issue.issue_date}/1/", place=place)

    def canonical_url(self, url: str) -> str:
        return url

    def read_address(self, url: str) -> Place | None:
        match = re.fullmatch(r"https://qzrb\.invalid/(\d{4}-\d\d-\d\d)/(\d+)/(?:(\d+)\.html)?", url)
        return match and Place(
            kind="page" if match[3] is None else "article",
            issue=IssueKey("qzrb", date.fromisoformat(match[1])),
            page_token=match[2],
            source_id=match[3],
        )


def read(url: str, markup: str, layout: Layout = LAYOUT) -> list[Link | Page | Clipping]:
    platform = Quay(layouts=(layout,))
    place = platform.place(url)
    assert place is not None
    assert place.issue is not None
    return list(platform.read(Capture(url=url, body=markup.encode()), place, place.issue))


def test_hot_areas_are_what_the_layout_says() -> None:
    page, *links = read(FRONT, PAGE)
    assert isinstance(page, Page)
    assert [(one.article_id, one.headline, one.polygons) for one in page.announced] == [
        ("qzrb-2024-03-01-a-7", "潮位站昨日换了新表", (((0, 0), (40, 0), (40, 30), (0, 30)),)),
        ("qzrb-2024-03-01-a-8", "码头食堂重开", (((0, 30), (40, 30), (40, 60)),)),
    ]
    assert (page.page_label, page.page_name, page.flags) == ("1", "要闻", ())
    assert [(one.place.kind, one.url.removeprefix(FRONT)) for one in links if isinstance(one, Link)] == [
        ("page", ""),
        ("page", "https://qzrb.invalid/2024-03-01/2/"),
        ("article", "7.html"),
        ("article", "8.html"),
    ]


def test_an_area_without_corners_is_flagged_whatever_its_element() -> None:
    page = read(FRONT, PAGE, replace(LAYOUT, areas_coords="coords"))[0]
    assert isinstance(page, Page)
    assert page.flags == ("unreadable_region",)
    assert [one.polygons for one in page.announced] == [(), ()]


@pytest.mark.parametrize(("href", "url"), [("javascript:void(0)", "javascript:void(0)"), ("", FRONT)])
def test_headlines_of_one_address_that_leads_nowhere_are_announced_each(href: str, url: str) -> None:
    """An area without a title belongs to the first of them; an address off the site is one announcement."""
    dead = f'<li data-href="{href}">'
    box = f"{dead}渡轮停航</li>{dead}潮位站换表</li>{dead}渡轮停航</li>"
    off_site = '<li data-href="https://example.cn/">船票</li><li data-href="https://example.cn/">船期</li>'
    areas = f"""<span data-href="{href}" data-title="潮位站换表" data-coords="0,0,40,30"></span>
    <span data-href="{href}" data-coords="0,30,40,60"></span>"""
    markup = PAGE.replace('<ul id="articles">', f'<ul id="articles">{box}{off_site}')
    page, *links = read(FRONT, markup.replace('<map id="paper">', f'<map id="paper">{areas}'))
    assert isinstance(page, Page)
    refused = [one for one in page.announced if one.refused is not None]
    assert [(one.headline, one.url, one.refused, one.polygons) for one in refused] == [
        ("渡轮停航", url, "unusable_link", (((0, 30), (40, 30), (40, 60), (0, 60)),)),
        ("潮位站换表", url, "unusable_link", (((0, 0), (40, 0), (40, 30), (0, 30)),)),
        ("船票", "https://example.cn/", "off_site_link", ()),
    ]
    articles = [one for one in links if isinstance(one, Link) and one.place.kind == "article"]
    assert [one.url.removeprefix(FRONT) for one in articles] == ["7.html", "8.html"]


@pytest.mark.parametrize("title", ["h2", None])
def test_a_page_that_the_catalogue_lists_without_a_link(title: str | None) -> None:
    """The page that is shown is often not linked; any other one cannot be asked for, and is no second entry of this."""
    unlinked = """<h2>第1版：要闻</h2><div id="pages"><a>第1版：要闻</a><a data-href=" ">第3版：副刊</a><a>广告</a>
    <a data-href="../2/">第2版：港口</a></div>"""
    page, *links = read(FRONT, unlinked, replace(LAYOUT, page_title=title))
    assert isinstance(page, Page)
    assert (page.page_label, page.page_name) == ("1", "要闻")
    listed = [one for one in links if isinstance(one, Link) and one.place.kind == "page"]
    assert [(one.url, one.entry and one.entry.page_label, one.refused) for one in listed] == [
        (FRONT, "1", None),
        ("", "3", "unusable_link"),
        (FRONT.removesuffix("1/") + "2/", "2", None),
    ]


def body_of(box: str) -> list[tuple[str, str | None]]:
    (clipping, *_) = read(FRONT + "8.html", ARTICLE.replace('<div id="text"><p>　　昨日开饭。</p></div>', box), BOXES)
    assert isinstance(clipping, Clipping)
    return [(one.kind, one.text) for one in clipping.body]


BOXES = replace(LAYOUT, bodies=(".text",), parts="p, img", caption="i", subheadlines=".sub")
ONCE = [("paragraph", "昨日开饭。"), ("photo", None), ("paragraph", "今日再开。")]


@pytest.mark.parametrize(
    "box",
    [
        "<div class=text><p>昨日开饭。</p><img src=a.jpg><p>今日再开。</p></div>",
        "<div class=text><div class=text><p>昨日开饭。</p><img src=a.jpg></div><p>今日再开。</p></div>",
        "<div class=text><p>昨日开饭。</p></div><div class=text><img src=a.jpg><p>今日再开。</p></div>",
        "<div class=text>" * 3 + "<p>昨日开饭。</p><img src=a.jpg><p>今日再开。</p></div>",
    ],
    ids=["one", "inside", "beside", "deep"],
)
def test_of_boxes_one_inside_the_other_everything_is_printed_once(box: str) -> None:
    assert body_of(box) == ONCE


def test_of_paragraphs_one_inside_the_other_everything_is_printed_once() -> None:
    box = "<div class=text><p>昨日开饭。<object><p>今日再开。<img src=a.jpg></p></object>明日照旧。</p></div>"
    assert [text for _, text in body_of(box)] == ["昨日开饭。", "今日再开。", "明日照旧。", None]


def test_of_subheadlines_one_inside_the_other_each_is_printed_once() -> None:
    markup = ARTICLE.replace("</h1>", "</h1><div class=sub>一<div class=sub>二</div></div>")
    (clipping,) = read(FRONT + "8.html", markup, BOXES)
    assert isinstance(clipping, Clipping)
    assert clipping.subheadlines == ("一", "二")


def test_a_caption_is_that_of_the_picture_alone_in_its_box() -> None:
    alone = "<div><img src={}.jpg><i>{}</i></div>"
    box = f"<div class=text><div>{alone.format('a', '甲')}{alone.format('b', '乙')}<i>丙</i></div><p>正文。</p></div>"
    assert body_of(box) == [("photo", "甲"), ("photo", "乙"), ("paragraph", "正文。")]
    box = f"<div class=text><div><img src=c.jpg>{alone.format('a', '甲')}<i>丙</i></div></div>"
    assert body_of(box) == [("photo", None), ("photo", "甲")]


def test_an_entry_of_a_list_has_no_text_of_entries_inside_it() -> None:
    entries = '<li data-href="7.html">甲<ul><li data-href="8.html">乙</li></ul></li>'
    page = read(FRONT, PAGE.replace('<li data-href="7.html">潮位站昨日换了新表</li>', entries))[0]
    assert isinstance(page, Page)
    assert [one.headline for one in page.announced] == ["甲", "乙"]


def test_what_a_design_does_not_have_is_absent() -> None:
    (clipping,) = read(FRONT + "8.html", ARTICLE)
    assert isinstance(clipping, Clipping)
    assert (clipping.headline, clipping.page_label, clipping.page_name) == ("码头食堂重开", "1", "要闻")
    assert (clipping.kicker, clipping.subheadlines, clipping.byline, clipping.printed_date) == (None, (), None, None)
    assert [one.text for one in clipping.body] == ["昨日开饭。"]
    page = read(FRONT, PAGE, replace(LAYOUT, areas=None))[0]
    assert isinstance(page, Page)
    assert [one.headline for one in page.announced] == ["潮位站昨日换了新表"]
