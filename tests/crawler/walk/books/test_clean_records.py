"""Nothing that a capture shows leaves the walk as it would turn a terminal round: records, links, refusals."""

from __future__ import annotations

import json
from dataclasses import asdict

import pytest

from archive.record.characters import without_unprinted
from archive.record.clipping import Clipping
from archive.record.identifiers import IssueKey
from archive.record.jsonl import json_line
from archive.record.page import Page
from crawler.platforms.capture import Capture
from crawler.platforms.contract import Link
from crawler.sites.xmwb import NEWSPAPER
from crawler.walk.books.issue_walk import IssueWalk
from tests.archive.records import DAY

ISSUE = IssueKey("xmwb", DAY)
HOME = "https://paper.xinmin.cn/html/xmwb/2020-03-15"
BAD = "\u202e\x1b[31m\x07\x9b\u2066\u200f\ufeff\U0001fffe"
PAGE = f"""<html><body><span class="dzb-banmian-title">第1版：要{BAD}闻</span>
<div class="dzb-enter-mulu-wrap">
<div class="dzb-enter-mulu-wrap-nav"><a href="/html/xmwb/2020-03-15/1.html">第1版:要闻</a></div>
<div class="dzb-enter-mulu-wrap-nav"><a href="/html/xmwb/2020-03-15/2.html">第2版:文{BAD}体</a></div>
<div class="dzb-enter-mulu-wrap-nav"><a href="//x.invalid/{BAD}.html">别{BAD}处</a></div></div>
<div class="dzb-enter-benban-wrap"><a href="/html/xmwb/2020-03-15/1/7.html">桥{BAD}</a>
<a href="javascript:{BAD}">脚{BAD}本</a></div>
<img usemap="#PagePicMap" src="/images/{BAD}.jpg" width="99999999999999999999" height="{"9" * 5000}">
<map id="PagePicMap"><area coords="0,0,99999999999999999999,5" href="/html/xmwb/2020-03-15/1/7.html"></map></html>"""
ARTICLE = f"""<html><body><h2 class="dzb-title-box">桥{BAD}</h2><span class="dzb-author-box">王{BAD}凯</span>
<div class="dzb-sub-title-box">——{BAD}</div><div class="dzb-enter-heng-desc-box"><img src="/a{BAD}.jpg">
<p class="dzb-desc-box">一{BAD}段。（下转第99999999999版）</p></div></html>"""


def walked(path: str, markup: str) -> tuple[IssueWalk, list[Link | Page | Clipping]]:
    walk = IssueWalk(NEWSPAPER, ISSUE)
    place = walk.platform.place(HOME + path)
    assert place is not None
    link = Link(url=HOME + path, place=place)
    return walk, list(walk.records(Capture(url=link.url, body=markup.encode()), link))


@pytest.mark.parametrize("escaped", [False, True], ids=["as they are", "as references"])
@pytest.mark.parametrize(("path", "markup"), [("/1.html", PAGE), ("/1/7.html", ARTICLE)], ids=["page", "article"])
def test_nothing_of_the_kind_is_left_anywhere(path: str, markup: str, escaped: bool) -> None:
    if escaped:
        for character in BAD:
            markup = markup.replace(character, f"&#{ord(character)};")
    walk, records = walked(path, markup)
    assert not walk.errors
    assert records
    for record in (*records, walk.walk()):
        texts = json.dumps(asdict(record), ensure_ascii=False, default=str)
        assert "\\u" not in texts.replace("\\\\", "")
        assert without_unprinted(texts) == texts
    flags = {flag for one in records if not isinstance(one, Link) for flag in one.flags}
    assert "control_character" in flags


def test_the_page_is_flagged_for_what_was_cut_from_its_catalogue() -> None:
    markup = PAGE.replace(BAD, "").replace("文体", "文\u202e体")
    _, (page, *_) = walked("/1.html", markup)
    assert isinstance(page, Page)
    assert page.flags == ("control_character", "unreadable_region")
    _, (page, *_) = walked("/1.html", markup.replace("\u202e", ""))
    assert isinstance(page, Page)
    assert page.flags == ("unreadable_region",)


def test_a_refused_entry_without_a_label_has_none() -> None:
    walk, _ = walked("/1.html", PAGE)
    assert [(one.page_label, one.headline, one.reasons) for one in walk.walk().rejections] == [
        (None, "别[31m 处", ("off_site_link",))
    ]


def test_numbers_beyond_their_range_are_as_if_they_were_not_printed() -> None:
    _, (page, *_) = walked("/1.html", PAGE)
    assert isinstance(page, Page)
    assert (page.width, page.height, page.announced[0].polygons) == (None, None, ())
    json_line(page)  # beyond 64 bits there is no number in JSON
    _, (clipping, *_) = walked("/1/7.html", ARTICLE)
    assert isinstance(clipping, Clipping)
    assert (clipping.jump_to, clipping.body[-1].text) == (None, "一[31m 段。（下转第99999999999版）")
