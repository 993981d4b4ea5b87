"""What is printed is what the copy says, and every quirk is seen where it is asked for."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise

import pytest
from lxml import html

from tests.press import (
    ALL_QUIRKS,
    EVERYDAY,
    Paper,
    Quirk,
    Story,
    Title,
    edited_paper,
    expected_announcements,
    expected_clippings,
    printed_files,
)
from tests.press.prose import beats

TITLE = Title(code="xmwb", name="江湾晚报")
DAY = date(2020, 3, 15)


def issue(*quirks: Quirk, seed: int = 1, pages: int = 8, articles: int = 6) -> Paper:
    return edited_paper(TITLE, DAY, seed=seed, pages=pages, articles=articles, quirks=frozenset(quirks))


def tree(body: bytes) -> html.HtmlElement:
    return html.fromstring(body.decode())


def spaced(text: str) -> str:
    return " ".join(text.split())


def solid(text: str) -> str:
    return "".join(text.split())


ALL = issue(*ALL_QUIRKS)
ALL_FILES = printed_files(ALL)


# What is edited


def test_the_same_order_gives_the_same_bytes() -> None:
    assert printed_files(issue(*ALL_QUIRKS)) == ALL_FILES
    assert printed_files(issue(*ALL_QUIRKS, seed=2)) != ALL_FILES


def test_an_issue_does_not_depend_on_what_was_edited_before() -> None:
    before = issue(*EVERYDAY)
    edited_paper(TITLE, date(2021, 1, 1), seed=5)
    assert issue(*EVERYDAY) == before


def test_a_plain_issue_has_as_many_pages_and_articles_as_ordered() -> None:
    for quirks in (frozenset[Quirk](), EVERYDAY):
        paper = issue(*quirks, pages=16, articles=10)
        assert [len(sheet.stories) for sheet in paper.sheets] == [10] * 16
        assert len({story.id for story in paper.stories}) == 160


def test_ids_and_headlines_are_unique() -> None:
    days = [edited_paper(TITLE, date(2020, 3, day), seed=1, pages=16, articles=10) for day in (1, 2, 3)]
    ids = [story.id for paper in days for story in paper.stories]
    assert len(set(ids)) == len(ids) == 480
    for paper in days:
        assert len({story.headline for story in paper.stories}) == 160


def test_the_vocabulary_is_wide_and_articles_are_long_enough() -> None:
    lines = [line for beat in beats().values() for line in beat.lines.get("B", ())]
    headlines = [line for beat in beats().values() for line in beat.lines.get("H", ())]
    assert len(set(lines)) == len(lines) >= 120
    assert len(set(headlines)) == len(headlines) >= 60
    texts = [story.text or "" for story in issue(pages=16, articles=10).stories]
    assert all(250 < len(text) < 1600 for text in texts)
    assert len(set(texts)) == 160


# What is printed


@pytest.mark.parametrize("story", ALL.stories, ids=lambda story: story.source_id)
def test_the_truth_stands_on_the_article_page(story: Story) -> None:
    page = tree(ALL_FILES[story.path])

    def texts(selector: str) -> list[str]:
        found = (spaced(element.text_content()) for element in page.cssselect(selector))
        return [text for text in found if text]

    (headline,) = page.cssselect("h2.dzb-title-box")
    assert spaced(" ".join(headline.itertext())) == (story.headline or "")
    assert texts(".dzb-special-title-box") == ([story.kicker] if story.kicker else [])
    assert solid("".join(texts(".dzb-sub-title-box"))) == solid("".join("——" + line for line in story.subheadlines))
    box = ".dzb-shu-info-box" if story.vertical else ".dzb-enter-heng-desc-box"
    body = solid("".join(element.text_content() for element in page.cssselect(f"{box} p.dzb-desc-box")))
    assert body == solid("".join(line.text for line in story.lines))
    for block in story.body:
        if block.kind != "photo":
            assert solid(block.text or "") in body
    for person in story.authors:
        assert person.name in solid((story.byline_field or "") + body)
    assert [image.get("src") for image in page.cssselect(".dzb-img-box img")] == [p.path for p in story.photos]
    for photo in story.photos:
        assert spaced(f"{photo.caption} {photo.credit}") in texts(".dzb-img-desc")
    sheet = ALL.sheet_of(story)
    assert texts(".dzb-banmian-title") == [f"第{sheet.label}版：{sheet.name}"]
    assert texts(".dzb-banmian-date") == ["2020-03-15"]
    assert texts(".dzb-date-wrap") == ["2024年11月27日 星期三"]


def test_layout_pages_announce_what_the_sheets_say() -> None:
    for sheet in ALL.sheets:
        page = tree(ALL_FILES[sheet.path])
        listed = [story for story in sheet.stories if story.listed]
        links = page.cssselect(".dzb-enter-wrap.dzb-enter-benban-wrap a[href]")
        assert [(link.get("href"), spaced(link.text_content())) for link in links] == [
            (story.path, story.headline) for story in listed
        ]
        areas = page.cssselect("#PagePicMap area[title][href]")
        assert [(area.get("href"), area.get("coords")) for area in areas] == [
            (story.path, ",".join(f"{x},{y}" for x, y in polygon))
            for story in sheet.stories
            for polygon in story.polygons
        ]
        catalogue = page.cssselect(".dzb-enter-wrap.dzb-enter-mulu-wrap .dzb-enter-mulu-wrap-nav a")
        assert [link.get("href") for link in catalogue] == [each.path for each in ALL.sheets]
        assert len(page.cssselect("h2.dzb-title-box")) == (1 if listed else 0)
        inside = [(x <= sheet.width, y <= sheet.height) for s in sheet.stories for a in s.polygons for x, y in a]
        assert all(wide and high for wide, high in inside)
    for this, following in pairwise(ALL.sheets):
        assert f'<a id="nextpage" href="{following.path}">' in ALL_FILES[this.path].decode()
    assert b'<a id="nextpage">' in ALL_FILES[ALL.sheets[-1].path]


SEEN = {
    Quirk.SPREADS: "第2/3版:",
    Quirk.WRAPPED_SPREAD: f'href="/html/xmwb/{DAY}/2-7.html">第2/7版:',
    Quirk.ZERO_PADDED: f'href="/html/xmwb/{DAY}/01.html">第01版:',
    Quirk.VERTICAL: 'class="dzb-enter-info-box dzb-shu-info-box"',
    Quirk.AREA_ONLY: 'title="" href=',
    Quirk.HEADLINE_LINES: r'dzb-title-box">[^<]+(<br|  |　　)',
    Quirk.KICKER: r'dzb-special-title-box">[^<]',
    Quirk.SUBHEADLINES: r'dzb-sub-title-box">——',
    Quirk.BYLINE_FIELD: r'dzb-author-box">本报记者  [^<]+  通讯员  ',
    Quirk.BYLINE_START: r'<p class="dzb-desc-box">(◆|文/|首席记者  )',
    Quirk.BYLINE_END: r"[。”？]本报记者  [^ <]+</p>",
    Quirk.LETTER_SPACED: r'dzb-author-box">[^ <] [^ <]<',
    Quirk.FALSE_NAME: r'<p class="dzb-desc-box">(求助|回音|提醒)</p>',
    Quirk.TEASER: r"    &gt;&gt;&gt;详见江湾网",
    Quirk.BLANKS_ONLY: r'dzb-desc-box">    [^<]+。    [^<]+。</p>',
    Quirk.BR_PARAGRAPHS: r"。<br>\n    ",
    Quirk.NBSP_INDENT: r"。<br/>&nbsp;&nbsp;&nbsp;&nbsp;",
    Quirk.PICTURE_ONLY: r'heng-desc-box">\n<div class="dzb-img-box">.*</div>\n</div>\n</div>',
    Quirk.NOTICE: '<h2 class="dzb-title-box">公告</h2>',
    Quirk.CONTENTS: '<h2 class="dzb-title-box">导读</h2>',
    Quirk.ADVERTISEMENT_PAGE: "第8版:广告",
    Quirk.JUMPS: r"（下转第8版）",
    Quirk.SLASH_NAMES: r"第2版：本市新闻/目击",
    Quirk.HTM: r'/1\.htm"',
}


@pytest.mark.parametrize(("quirk", "pattern"), SEEN.items())
def test_a_quirk_is_seen_with_it_and_not_without(quirk: Quirk, pattern: str) -> None:
    def text(*quirks: Quirk) -> str:
        return "".join(body.decode() for body in printed_files(issue(*quirks)).values() if body[:2] == b"<!")

    assert re.search(pattern, text(quirk))
    assert not re.search(pattern, text())


def test_quirks_of_announcement() -> None:
    plain = issue()
    assert all(len(story.polygons) == 1 and story.listed for story in plain.stories)
    assert any(len(story.polygons) > 1 for story in issue(Quirk.MANY_AREAS).stories)
    assert any(not story.polygons for story in issue(Quirk.LIST_ONLY).stories)
    shared = issue(Quirk.TWO_PAGES)
    first, last = ({story.path for story in sheet.stories} for sheet in (shared.sheets[0], shared.sheets[-1]))
    assert len(first & last) == 1
    jumping = issue(Quirk.JUMPS)
    assert [story.jump_from.page_label for story in jumping.stories if story.jump_from] == ["1"]
    assert [story.jump_to.page_label for story in jumping.stories if story.jump_to] == ["8"]
    unnamed = [story for story in issue(Quirk.AREA_ONLY).stories if not story.listed]
    assert [(story.headline, story.kind, len(story.polygons)) for story in unnamed] == [(None, "notice", 1)]


def test_bylines_are_read_apart() -> None:
    stories = [story for story in ALL.stories if story.authors]
    assert {story.byline[0] for story in stories if story.byline} >= {"◆", "文", "本", "首"}
    for story in stories:
        assert all(" " not in person.name and len(person.name) in (2, 3) for person in story.authors)
        assert story.byline is not None
        assert story.byline not in (story.text or "")


def test_the_truth_is_put_in_the_words_of_the_archive() -> None:
    clippings = {clipping.source_id: clipping for clipping in expected_clippings(ALL)}
    assert len(clippings) == len(ALL.stories)
    for story in ALL.stories:
        clipping = clippings[story.source_id]
        assert (clipping.headline, clipping.byline) == (story.headline, story.byline)
        assert clipping.url == "https://paper.xinmin.cn" + story.path
        assert [block.text for block in clipping.body] == [block.text for block in story.body]
    announced = [each for sheet in ALL.sheets for each in expected_announcements(ALL, sheet)]
    assert {each.url for each in announced} == {clipping.url for clipping in clippings.values()}
    assert len(announced) == len(clippings) + 1
