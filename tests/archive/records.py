"""Records made up for tests: a small issue of 新民晚报, and whatever differs from it."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Any

from archive.record.article import Article
from archive.record.article_parts import Block
from archive.record.clipping import Clipping
from archive.record.page import Announcement, CatalogueEntry, Page
from archive.record.walk import Loss, Rejection, Walk

DAY = date(2020, 3, 15)
ISSUE = "xmwb-2020-03-15-a"
HOME = "https://paper.xinmin.cn/html/xmwb/2020-03-15"
SQUARE = ((0, 0), (10, 0), (10, 10), (0, 10))


def page_url(token: str) -> str:
    return f"{HOME}/{token}.html"


def article_url(token: str, number: int | str) -> str:
    return f"{HOME}/{token}/{number}.html"


def article(number: int | str = 1, token: str = "1", text: str | None = "江边无事。", **fields: Any) -> Article:  # noqa: S107 - of a page
    """The article with that publisher's id on that page; ``fields`` are set last."""
    made: dict[str, Any] = {
        "id": f"{ISSUE}-{number}",
        "newspaper": "xmwb",
        "title": "新民晚报",
        "issue_date": DAY,
        "edition": "a",
        "page_ids": (f"{ISSUE}-p{token}",),
        "page_label": token.replace("-", "/"),
        "page_name": None,
        "sections": (),
        "position": None,
        "url": article_url(token, number),
        "source_id": str(number),
        "headline": f"第{number}条",
        "body": () if text is None else (Block(kind="paragraph", text=text),),
        "text": text,
        "char_count": len(text or ""),
        "language": "zh-Hans",
        "text_sha256": None if text is None else hashlib.sha256(text.encode()).hexdigest(),
    }
    return Article(**(made | fields))


def clipping(*paragraphs: str, **fields: Any) -> Clipping:
    """What a capture of an article prints."""
    made: dict[str, Any] = {
        "newspaper": "xmwb",
        "title": "新民晚报",
        "issue_date": DAY,
        "url": "https://paper.xinmin.cn/html/xmwb/2020-03-15/2-3/92381.html",
        "source_id": "92381",
        "page_token": "2-3",
        "page_label": "2/3",
        "page_name": "文体汇/人物／专版",
        "sections": ("文体汇", "人物", "专版"),
        "headline": "江边",
        "body": tuple(Block(kind="paragraph", text=text) for text in paragraphs),
    }
    return Clipping(**(made | fields))


def text_article(headline: str, token: str = "1", text: str = "江边无事。") -> Article:  # noqa: S107 - of a page
    """One that was imported from a text capture: no address, no publisher's id."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    return article("", token, text, id=f"{ISSUE}-t{digest[:8]}", url=None, source_id=None, headline=headline)


def announcement(number: int | str, token: str = "1", **fields: Any) -> Announcement:  # noqa: S107 - of a page
    made: dict[str, Any] = {
        "article_id": f"{ISSUE}-{number}",
        "url": article_url(token, number),
        "headline": f"第{number}条",
        "polygons": (SQUARE,),
    }
    return Announcement(**(made | fields))


def page(token: str = "1", *announced: Announcement, **fields: Any) -> Page:  # noqa: S107 - of a page
    made: dict[str, Any] = {
        "id": f"{ISSUE}-p{token}",
        "newspaper": "xmwb",
        "title": "新民晚报",
        "issue_date": DAY,
        "page_label": token.replace("-", "/"),
        "page_name": "要闻",
        "sections": ("要闻",),
        "url": page_url(token),
        "width": 350,
        "height": 500,
        "announced": announced,
    }
    return Page(**(made | fields))


def entry(token: str) -> CatalogueEntry:
    return CatalogueEntry(page_id=f"{ISSUE}-p{token}", url=page_url(token), page_label=token.replace("-", "/"))


def walk(*tokens: str, **fields: Any) -> Walk:
    """A walk that began at page 1 and whose catalogue has those pages."""
    made: dict[str, Any] = {
        "newspaper": "xmwb",
        "title": "新民晚报",
        "issue_date": DAY,
        "front_page": page_url("1"),
        "front_page_id": f"{ISSUE}-p1",
        "catalogue": tuple(entry(token) for token in tokens),
    }
    return Walk(**(made | fields))


def loss(url: str, reason: str = "http_404") -> Loss:
    return Loss(url=url, reason=reason)


def refused(one: Article, *reasons: str) -> Rejection:
    """A rejection that holds the article, as the pipelines make it."""
    return Rejection(
        kind="article",
        id=one.id,
        url=one.url,
        page_label=one.page_label,
        headline=one.headline,
        reasons=reasons or ("invalid: url",),
        article=one,
    )


def refused_capture(url: str, id_: str, kind: str = "article", reason: str = "unknown_layout") -> Rejection:
    """A rejection of an address, as the walk makes it."""
    return Rejection(kind=kind, id=id_, url=url, reasons=(reason,))  # type: ignore[arg-type]
