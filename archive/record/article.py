"""The record: one typed, frozen definition of everything the archive keeps; the schema is generated from it.

Everywhere: ``None`` means "not printed"; ``""`` never appears; lists are ``()``, never ``None``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from .issue import SCHEMA_VERSION as SCHEMA_VERSION
from .issue import Account as Account
from .issue import Announced as Announced
from .issue import ArchiveFile as ArchiveFile
from .issue import Issue as Issue
from .issue import Missing as Missing
from .issue import Status as Status
from .issue import Tally as Tally
from .parts import Author as Author
from .parts import Block as Block
from .parts import Jump as Jump
from .parts import Photo as Photo
from .parts import Region as Region
from .parts import described

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
    position: int | None = described("Place among the articles of that page, from 1. Null: on no list.", 3)
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Clipping:
    """One article as printed: what a single capture shows, before it is joined to its issue.

    ``page_token``: the page's in addresses (``2-3`` of ``2/3``). ``printed_date`` may contradict ``issue_date``.
    """

    newspaper: str
    title: str
    issue_date: date
    edition: str = "a"
    url: str | None
    source_id: str | None
    page_token: str
    page_label: str | None = None
    page_name: str | None = None
    printed_date: date | None = None
    rubric: str | None = None
    kicker: str | None = None
    headline: str | None = None
    subheadlines: tuple[str, ...] = ()
    standfirst: str | None = None
    byline: str | None = None
    authors: tuple[Author, ...] = ()
    dateline: str | None = None
    agency: str | None = None
    body: tuple[Block, ...] = ()
    photos: tuple[Photo, ...] = ()
    jump_to: Jump | None = None
    jump_from: Jump | None = None
    language: str = "zh-Hans"
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """An article that a page says stands on it: the union of its list and its image map."""

    article_id: str | None = described("Null where the page gives no address (a text capture).", None)
    url: str | None = described("Address of the article.", None)
    headline: str | None = described("Headline as the page lists it.", "送菜供餐帮配药", None)
    polygons: tuple[tuple[tuple[int, int], ...], ...] = described("Its areas on the facsimile.", [], ())
    refused: str | None = described("Reason for which its address is not followed. Null: it is.", None, None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page (版) and what it announces. Field order is the order of keys in ``pages.jsonl``.

    ``width`` and ``height`` are those of the image that polygons refer to, in pixels.
    """

    id: str
    newspaper: str
    title: str
    issue_date: date
    edition: str = "a"
    page_label: str
    page_order: int | None = None
    page_name: str | None = None
    sections: tuple[str, ...] = ()
    url: str | None
    facsimile_url: str | None = None
    pdf_url: str | None = None
    width: int | None = None
    height: int | None = None
    announced: tuple[Announcement, ...] = ()
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueEntry:
    """A page that the newspaper's catalogue (目录) announces."""

    page_id: str
    url: str
    page_label: str
    page_name: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejection:
    """A page or article that was fetched and refused, with every reason. One line of ``rejected.jsonl``."""

    kind: Announced
    id: str | None
    url: str | None
    page_label: str | None = None
    headline: str | None = None
    reasons: tuple[str, ...]
    article: Article | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """An address that a walk asked for and did not get."""

    url: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """The end of one walk over an issue: sent down the pipelines after all its pages and clippings.

    ``front_page``: where the walk began, or would have; every issue has one, so it is expected. ``catalogue``: what any
    page's catalogue announced, in printed order. ``absent``: there is no such issue, or not yet; ``proof``
    is the address that says so.
    """

    newspaper: str
    title: str
    issue_date: date
    edition: str = "a"
    front_page: str
    front_page_id: str
    absent: Literal["not_published", "not_yet"] | None = None
    proof: str | None = None
    catalogue: tuple[CatalogueEntry, ...] = ()
    losses: tuple[Loss, ...] = ()
    rejections: tuple[Rejection, ...] = ()
