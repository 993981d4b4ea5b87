"""The record: one typed, frozen definition of everything the archive keeps; the schema is generated from it.

Everywhere: ``None`` means "not printed"; ``""`` never appears; lists are ``()``, never ``None``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from .article_parts import Author, Block, Jump, Photo, Region, described
from .identifiers import folded

ArticleKind = Literal["article", "photo", "advertisement", "notice", "contents"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article (稿件) as archived. Field order is the order of keys in ``articles.jsonl``."""

    id: str = described(
        "Identifier; never changes. Issue, then what the publisher calls the article.", "xmwb-2020-03-15-a-92381"
    )
    newspaper: str = described("Code of the newspaper.", "xmwb")
    title: str = described("Title of the newspaper.", "新民晚报")
    issue_date: date = described("Date of the issue, ISO 8601.", "2020-03-15")
    edition: str = described("Edition of that date (版本); `a` where there is only one.", "a")
    page_ids: tuple[str, ...] = described(
        "Pages that announce it, in page order; several when it jumps or is listed twice.", ["xmwb-2020-03-15-a-p14"]
    )
    page_label: str | None = described("Label (版次) of the first of them, as printed; never a number.", "2/3")
    page_name: str | None = described("Name (版名) of that page, as printed.", "文体汇/人物/专版")
    sections: tuple[str, ...] = described("The parts of the page name.", ["文体汇", "人物", "专版"])
    position: int | None = described(
        "Place among the articles of that page, from 1. Null: on no list, or nobody can say how many stand before it.",
        3,
    )
    url: str | None = described("The newspaper's own address. Null for a text capture, which carries none.", None)
    source_id: str | None = described("The publisher's own id. Null for a text capture.", "92381")
    rubric: str | None = described("Rubric (栏目).", "夜光杯", None)
    kicker: str | None = described("Kicker (引题), above the headline.", "全市一万名志愿者上岗", None)
    headline: str | None = described(
        "Headline (主题), its lines joined by one space. Null: a notice or picture without one.", "送菜供餐帮配药", None
    )
    subheadlines: tuple[str, ...] = described("Subheadlines (副题), without a leading dash.", [], ())
    standfirst: str | None = described("Standfirst (提要).", None, None)
    byline: str | None = described("Byline (署名) as printed, parts joined by one space.", "本报记者 左妍", None)
    authors: tuple[Author, ...] = described("Names read from the byline.", [{"name": "左妍", "role": "本报记者"}], ())
    dateline: str | None = described("Dateline (电头) as printed.", "新华社北京3月14日电", None)
    agency: str | None = described("News agency (通讯社) read from the dateline.", "新华社", None)
    body: tuple[Block, ...] = described("The body (正文) in printed order, without byline and jump notes.", [], ())
    text: str | None = described("Paragraphs and crossheads of the body, one a line. Null: no text.", "一段。\n二段。")
    char_count: int = described("Characters of `text` that are not white space.", 1248)
    language: str = described("BCP 47 tag.", "zh-Hans")
    photos: tuple[Photo, ...] = described("Pictures, in printed order.", [], ())
    regions: tuple[Region, ...] = described("Where it stands on its pages' facsimiles.", [], ())
    jump_to: Jump | None = described("Where it goes on (下转).", None, None)
    jump_from: Jump | None = described("Where it comes from (上接).", None, None)
    kind: ArticleKind = described("What it is.", "article", "article")
    flags: tuple[str, ...] = described("What is doubtful, in alphabetical order; see `docs/schema.md`.", [], ())
    text_sha256: str | None = described("SHA-256 of `text` in UTF-8, hexadecimal. Null: no text.", None, None)

    @property
    def content_key(self) -> str:
        """What tells it from another article with its identifier: its text; without one, its headline and pictures."""
        return self.text_sha256 or " ".join((folded(self.headline), *(photo.url or "" for photo in self.photos)))
