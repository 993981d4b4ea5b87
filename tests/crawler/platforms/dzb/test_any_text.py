"""Whatever a text holds: nothing of it is lost, no form of it gives another record, and it is read once."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.record.clipping import Clipping
from archive.record.identifiers import IssueKey
from crawler.platforms.contract import Masthead, Place
from crawler.platforms.dzb.text_capture import text_capture
from crawler.platforms.errors import ParseError, TooLarge, UnknownLayout
from crawler.platforms.limits import MAX_CHARACTERS
from crawler.printed.blanks import without_blanks

PAGE = "6"
SLWB = Masthead("slwb", "示例晚报")
PLACE = Place(kind="article", issue=IssueKey("slwb", date(2020, 3, 15)), page_token=PAGE)
HEAD = ["2024年11月27日 星期三", "桥 征稿", "第6版:新闻 2020-03-15"]
FURNITURE = ["放大", "缩小", "上一版", "下一版", "下载", "读报纸首页"]
PROSE = "江边的梧桐落了叶，扫街的人每天早起半个钟头，桥上的灯一盏一盏地暗下去。"
PIECES = [
    "江边",
    "灯",
    "。",
    "，",
    "——",
    " ",
    "  ",
    "记者",
    "左妍",
    "◆",
    "（下转第4版）",
    "上接1版",
    "本报讯",
    "长" * 21,
]
LINE = st.lists(st.sampled_from(PIECES)).map("".join)
BODY_LINES = st.sampled_from(
    [
        PROSE,
        f"本报讯（记者 左妍）{PROSE}",
        "左妍",
        "本报记者 左妍 摄影报道",
        "修桥的人",
        "每天第一个到",
        "江边晨练本报记者 王凯 摄",
        "王凯 摄",
        "本版摄影 本报记者 王凯",
        ">>>详见第5-7版",
        f"{PROSE}（下转第4版）",
        "上接1版",
        "天气预报",
    ]
)


@given(st.lists(LINE, max_size=9))
def test_no_character_is_lost(lines: list[str]) -> None:
    _, clipping = text_capture("\n".join([*HEAD, "桥", *lines, *FURNITURE]), SLWB)
    jumps = [jump.printed for jump in (clipping.jump_to, clipping.jump_from) if jump]
    kept = [clipping.headline or "", *clipping.subheadlines, clipping.byline or "", *jumps]
    kept += [block.text or "" for block in clipping.body]
    # Bylines printed twice are kept once, and dashes lead subheadlines: only what is lost counts.
    for character in {*"".join(lines)} - {"—"}:
        if without_blanks(character):
            assert character in "".join(kept)


def of_the_body(clipping: Clipping) -> tuple[object, ...]:
    signed = clipping.byline, clipping.authors, clipping.dateline, clipping.agency
    return *signed, clipping.body, clipping.photos, clipping.jump_to, clipping.jump_from


@given(st.lists(BODY_LINES, max_size=6), st.sampled_from([[], ["──兼记修桥人"]]))
def test_every_form_of_a_page_gives_the_same_as_far_as_it_goes(lines: list[str], subheadlines: list[str]) -> None:
    body = [PROSE, *lines]
    whole = [*HEAD, "春分前后", "桥", *subheadlines, *body, *FURNITURE]
    page, clipping = text_capture("\n\n".join(whole), SLWB)
    assert text_capture("\n".join(whole), SLWB) == (page, clipping)
    for shorter in (body, [*body, *FURNITURE]):
        for separator in ("\n", "\n\n"):
            nothing, alone = text_capture(separator.join(shorter), SLWB, PLACE, "桥")
            assert nothing is None
            assert of_the_body(alone) == of_the_body(clipping)
            assert (alone.headline, alone.page_token, alone.page_label) == ("桥", PAGE, PAGE)
            assert (alone.issue_date, alone.flags) == (clipping.issue_date, ("body_only",))


ANY = st.text() | st.lists(st.text() | BODY_LINES | st.sampled_from([*HEAD, "第\ud8001版:x 2020-03-15", "\x00"])).map(
    "\n".join
)


@given(ANY, st.none() | st.just(PLACE))
def test_anything_is_a_capture_or_a_parse_error(text: str, place: Place | None) -> None:
    try:
        page, clipping = text_capture(text, SLWB, place)
    except ParseError:
        return
    if page is None:
        assert (place, clipping.headline, clipping.flags) == (PLACE, None, ("body_only",))
    else:
        assert page.page_label == clipping.page_label
        assert clipping.headline


UNITS = ["灯", "灯 ", "灯\n", "—\n", "放大 ", "第6版", "2020-", " ", "，\n", "王凯 摄\n", "灯\u200b", "灯\u3000\u3000"]


@pytest.mark.parametrize("unit", UNITS)
def test_the_longest_text_is_read_once(unit: str) -> None:
    text = unit * ((MAX_CHARACTERS - 100) // len(unit) // 2)
    head = "第6版:新闻 2020-03-15"
    began = time.process_time()
    text_capture(f"灯\n{head}\n灯\n{text}", SLWB)
    text_capture(f"灯 {text.replace(chr(10), ' ')}\n{head}\n灯\n{text}", SLWB)
    with pytest.raises(ParseError):
        text_capture(f"灯{text}灯", SLWB)
    assert time.process_time() - began < 4  # three texts


def test_a_text_of_one_line_full_of_blanks_is_read_once() -> None:
    began = time.process_time()
    with pytest.raises(UnknownLayout):
        text_capture(f"x{' ' * 40_000}y", SLWB)
    assert time.process_time() - began < 0.5


def test_a_text_longer_than_any_article_is_refused() -> None:
    head = "灯\n第6版:新闻 2020-03-15\n灯\n"
    text_capture(head + "长" * (MAX_CHARACTERS - len(head)), SLWB)
    with pytest.raises(TooLarge):
        text_capture(head + "长" * (MAX_CHARACTERS - len(head) + 1), SLWB)
