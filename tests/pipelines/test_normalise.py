"""Clipping → article."""

from __future__ import annotations

import hashlib

import pytest

from archive.record.article_parts import Block, Jump, Photo
from archive.record.clipping import Clipping
from archive.record.walk import Loss
from pipelines.normalise import NormalisePipeline, article_kind, normalised_article
from tests.archive.records import article, clipping, page, walk


def test_identifiers_are_those_of_the_issue() -> None:
    one = normalised_article(clipping("一段。"))
    assert (one.id, one.page_ids) == ("xmwb-2020-03-15-a-92381", ("xmwb-2020-03-15-a-p2-3",))
    assert (one.page_label, one.sections, one.position) == ("2/3", ("文体汇", "人物", "专版"), None)


def test_a_text_capture_is_known_by_its_text() -> None:
    one = normalised_article(clipping("一段。", source_id=None, url=None))
    assert one.id == f"xmwb-2020-03-15-a-t{hashlib.sha256('一段。'.encode()).hexdigest()[:8]}"


def test_a_source_id_never_leads_anywhere() -> None:
    assert normalised_article(clipping("一段。", source_id="../x")).id == "xmwb-2020-03-15-a-~2e~2e~2fx"


def test_text_is_paragraphs_and_crossheads_without_captions() -> None:
    body = (
        Block(kind="photo", text="图说"),
        Block(kind="paragraph", text="一 段。"),
        Block(kind="crosshead", text="小标题"),
        Block(kind="photo", text=None),
        Block(kind="paragraph", text="二段。"),
    )
    one = normalised_article(clipping(body=body))
    assert one.text == "一 段。\n小标题\n二段。"
    assert one.char_count == len("一段。小标题二段。")
    assert one.text_sha256 == hashlib.sha256(one.text.encode()).hexdigest()
    assert one.body == body


def test_without_text_there_is_no_text() -> None:
    one = normalised_article(clipping())
    assert (one.text, one.char_count, one.text_sha256) == (None, 0, None)


HEADLINES = {
    "contents": "导读 今日导读 要目 今日要目 目录",
    "advertisement": "广告 公益广告 分类广告",
    "notice": "公告 声明 启事 通知 更正 本报信息 特别提示 本版责编 停水公告 招领启事 遗失声明",
}


@pytest.mark.parametrize(
    ("kind", "headline"), [(kind, one) for kind, all_ in HEADLINES.items() for one in all_.split()]
)
def test_headlines_that_say_what_they_are(kind: str, headline: str) -> None:
    assert article_kind(headline, "一段。", has_photos=False) == kind


@pytest.mark.parametrize(
    ("headline", "text", "has_photos", "kind"),
    [
        ("江边", "一段。", False, "article"),
        ("江边", "一段。", True, "article"),
        ("江边", None, True, "photo"),
        (None, None, True, "photo"),
        ("江边", None, False, "article"),
        (None, "一段。", False, "notice"),
        ("停水公告", "一段。", False, "notice"),
        ("遗失声明", "一段。", False, "notice"),
        ("本版责编", "一段。", False, "notice"),
        ("导读", "一段。", False, "contents"),
        ("今日要目", "一段。", False, "contents"),
        ("公益广告", "一段。", False, "advertisement"),
        ("广告业的冬天", "一段。", False, "article"),
        ("导读者走进江边", "一段。", False, "article"),
    ],
)
def test_kinds(headline: str | None, text: str | None, has_photos: bool, kind: str) -> None:
    assert article_kind(headline, text, has_photos=has_photos) == kind


TEASER = Jump(page_label="4", page_labels=("4",), printed=">>4版")
PHOTO = (Photo(url="https://paper.xinmin.cn/1.jpg"),)


@pytest.mark.parametrize(
    ("one", "flags"),
    [
        (clipping("一段。"), ()),
        (clipping("一\ufffd段。"), ("replacement_character",)),
        (clipping("一段。", headline="江\ue123"), ("private_use_glyph",)),
        (clipping("一段。\U000f0001"), ("private_use_glyph",)),
        (clipping("一段。", headline=None), ("no_headline",)),
        (clipping(), ("empty_body",)),
        (clipping(photos=PHOTO), ()),
        (clipping(jump_to=TEASER), ()),
        (clipping(jump_from=TEASER), ()),
        (clipping(headline=None), ("no_headline",)),
        (clipping("一段。", flags=("date_conflict",), headline=None), ("date_conflict", "no_headline")),
    ],
)
def test_flags(one: Clipping, flags: tuple[str, ...]) -> None:
    assert normalised_article(one).flags == flags


def test_the_stage_passes_on_what_is_not_its_business() -> None:
    stage = NormalisePipeline()
    assert stage.process_item(clipping("一段。")) == normalised_article(clipping("一段。"))
    for other in (page("1"), walk("1"), article(1), Loss(url="x", reason="timeout"), {"a": 1}):
        assert stage.process_item(other) is other
