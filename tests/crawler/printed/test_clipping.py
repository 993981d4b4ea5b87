"""The one order in which print is read: jump notes, byline, dateline, crossheads, with pictures where they stand."""

from __future__ import annotations

import inspect
from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from archive.record.article_parts import Author, Jump, Photo
from archive.record.clipping import Clipping
from crawler.printed.clipping import PrintedPart, printed_clipping
from pipelines.normalise import normalised_article

PAGE = "14"
FRAME = Clipping(
    newspaper="xmwb",
    title="新民晚报",
    issue_date=date(2020, 3, 15),
    url=None,
    source_id=None,
    page_token=PAGE,
    page_name="文体汇/人物／专版",
    flags=("b", "a"),
)
P1 = "江边的梧桐落了叶，扫街的人每天早起半个钟头。"
P2 = "住在附近的人说，踩上去沙沙响，比往年热闹。"


def photo(number: int, caption: str | None = None) -> PrintedPart:
    return PrintedPart(is_picture=True, url=f"https://paper.xinmin.cn/{number}.jpg", text=caption)


def clipped(*parts: str | PrintedPart, byline: str | None = None) -> Clipping:
    made = [PrintedPart(text=part) if isinstance(part, str) else part for part in parts]
    return printed_clipping(made, replace(FRAME, byline=byline))


def body(one: Clipping) -> list[str]:
    return [f"{block.kind}: {block.text}" for block in one.body]


def test_paragraphs_stand_in_order() -> None:
    assert body(clipped(P1, P2)) == [f"paragraph: {P1}", f"paragraph: {P2}"]


def test_a_run_of_text_is_split_at_its_indents() -> None:
    assert body(clipped(f"    {P1}    {P2}")) == body(clipped(f"　　{P1}\n　　{P2}")) == body(clipped(P1, P2))


def test_photos_stand_where_they_are_printed() -> None:
    one = clipped(photo(1, "甲"), P1, photo(2), photo(3, "丙"), P2, photo(4))
    assert body(one) == [
        "photo: 甲",
        f"paragraph: {P1}",
        "photo: None",
        "photo: 丙",
        f"paragraph: {P2}",
        "photo: None",
    ]
    assert [photo_.url[-5] for photo_ in one.photos] == ["1", "2", "3", "4"]


def test_a_byline_that_goes_leaves_the_photos_in_place() -> None:
    one = clipped("◆韩浩月", P1, photo(1, "甲"), P2, "本报记者  杨洁")
    assert body(one) == [f"paragraph: {P1}", "photo: 甲", f"paragraph: {P2}"]
    assert [author.name for author in one.authors] == ["韩浩月", "杨洁"]


def test_a_jump_note_goes_before_the_byline_is_read() -> None:
    one = clipped(P1, P2 + "本报记者  杨硕（下转第4版）")
    assert one.jump_to == Jump(page_label="4", page_labels=("4",), printed="（下转第4版）")
    assert (one.byline, one.authors) == ("本报记者 杨硕", (Author(name="杨硕", role="本报记者"),))
    assert body(one) == [f"paragraph: {P1}", f"paragraph: {P2}"]


def test_captions_stand_where_they_are_printed() -> None:
    one = clipped("江边晨练本报记者 王凯 摄", P1, "老桥 李明 摄", P2, "杨建正 摄影报道")
    assert body(one) == ["photo: 江边晨练", f"paragraph: {P1}", "photo: 老桥", f"paragraph: {P2}"]
    assert one.photos == (
        Photo(url=None, caption="江边晨练", credit="本报记者 王凯 摄"),
        Photo(url=None, caption="老桥", credit="李明 摄"),
    )
    assert (one.byline, one.authors) == ("杨建正 摄影报道", (Author(name="杨建正", role="摄影报道"),))


def test_an_article_that_is_nothing_but_a_caption() -> None:
    one = clipped(P1 + P2 + "本报记者 王凯 摄")
    assert (body(one), one.byline) == ([f"photo: {P1}{P2}"], None)
    assert normalised_article(one).kind == "photo"
    assert normalised_article(clipped("本报记者 王凯 摄")).kind == "photo"


def test_a_caption_between_two_short_lines_parts_them() -> None:
    one = clipped(P1, "修桥的人", "老桥 李明 摄", "每天第一个到", P2)
    assert body(one) == [
        f"paragraph: {P1}",
        "crosshead: 修桥的人",
        "photo: 老桥",
        "crosshead: 每天第一个到",
        f"paragraph: {P2}",
    ]


def test_a_jump_note_behind_a_caption_goes_first() -> None:
    one = clipped(P1, "江边晨练 本报记者 王凯 摄>>4版")
    assert body(one) == [f"paragraph: {P1}", "photo: 江边晨练"]
    assert one.jump_to == Jump(page_label="4", page_labels=("4",), printed=">>4版")


def test_a_dateline_is_read_and_stays() -> None:
    one = clipped(f"新华社北京3月14日电（记者 王凯）{P1}")
    assert (one.dateline, one.agency) == ("新华社北京3月14日电", "新华社")
    assert one.authors == (Author(name="王凯", role="记者"),)
    assert one.byline == "记者 王凯"
    assert body(one) == [f"paragraph: 新华社北京3月14日电 {P1}"]


def test_nothing_printed_is_nothing() -> None:
    one = clipped()
    assert (one.body, one.photos, one.byline, one.jump_to) == ((), (), None, None)


def test_what_stands_around_the_body_stays() -> None:
    assert replace(clipped(), sections=(), flags=FRAME.flags) == FRAME


def test_a_page_name_is_parted_at_either_slash() -> None:
    assert clipped().sections == ("文体汇", "人物", "专版")


def test_no_field_can_be_misspelt() -> None:
    """Whatever goes into the clipping goes through its own constructor, which is typed."""
    parameters = inspect.signature(printed_clipping).parameters.values()
    assert {one.kind for one in parameters} == {inspect.Parameter.POSITIONAL_OR_KEYWORD}
    assert [one.annotation for one in parameters] == ["Iterable[PrintedPart]", "Clipping"]


def test_flags_come_in_alphabetical_order() -> None:
    assert clipped(P1).flags == ("a", "b")


PIECES = st.sampled_from(
    [
        P1,
        P2,
        "求助",
        "江边本报记者 王凯 摄",
        "王凯 摄",
        "本版摄影 李明",
        "图为江边。",
        "老桥",
        "新桥",
        ">>4版",
        "◆韩浩月",
        "本报记者  杨洁",
        "（下转第4版）",
        "（上接第1版）",
        "",
        "    ",
        "好。",
    ]
)


@given(st.lists(PIECES | st.integers(1, 9), max_size=8), st.none() | st.just("吴 越"))
def test_no_character_of_the_print_is_lost_and_every_photo_has_its_block(
    pieces: list[str | int], byline: str | None
) -> None:
    one = clipped(*(photo(piece, "图") if isinstance(piece, int) else piece for piece in pieces), byline=byline)
    kept = "".join(block.text or "" for block in one.body)
    kept += "".join(photo.credit or "" for photo in one.photos)
    kept += (one.byline or "") + "".join(jump.printed for jump in (one.jump_to, one.jump_from) if jump)
    printed = "".join(piece for piece in pieces if isinstance(piece, str))
    assert set("".join(printed.split())) <= set("".join(kept.split()))
    assert [block.text for block in one.body if block.kind == "photo"] == [photo.caption for photo in one.photos]
    shown = [photo.url for photo in one.photos if photo.url is not None]
    assert shown == [f"https://paper.xinmin.cn/{piece}.jpg" for piece in pieces if isinstance(piece, int)]
