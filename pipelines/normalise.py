"""Clipping → article: derived fields, identifiers, flags."""

from __future__ import annotations

import hashlib
import re

from archive.record.article import Article, ArticleKind
from archive.record.clipping import Clipping
from archive.record.identifiers import IssueKey

_PRIVATE = re.compile(r"[\ue000-\uf8ff\U000f0000-\U0010fffd]")
_BLANKS = re.compile(r"\s+")
_HEADLINES: dict[str, ArticleKind] = {
    **dict.fromkeys(("导读", "今日导读", "要目", "今日要目", "目录"), "contents"),
    **dict.fromkeys(("广告", "公益广告", "分类广告"), "advertisement"),
    **dict.fromkeys(("公告", "声明", "启事", "通知", "更正", "本报信息", "特别提示", "本版责编"), "notice"),
}
_NOTICE_ENDINGS = ("公告", "启事", "声明")


class NormalisePipeline:
    """Stage 1: makes articles of clippings."""

    def process_item(self, item: object) -> object:
        """Make an article of a clipping, pass anything else on."""
        return normalised_article(item) if isinstance(item, Clipping) else item


def normalised_article(clipping: Clipping) -> Article:
    """The article of a clipping, as far as it can be known without its issue."""
    issue = IssueKey.of(clipping)
    text, digest = clipping.text, clipping.text_sha256
    is_bare = text is None and not clipping.photos and clipping.jump_to is None and clipping.jump_from is None
    named = digest or hashlib.sha256((clipping.headline or "").encode()).hexdigest()
    id_ = issue.text_article_id(named) if clipping.source_id is None else issue.article_id(clipping.source_id)
    return Article(
        id=id_,
        newspaper=clipping.newspaper,
        title=clipping.title,
        issue_date=clipping.issue_date,
        edition=clipping.edition,
        page_ids=(issue.page_id(clipping.page_token),),
        page_label=clipping.page_label,
        page_name=clipping.page_name,
        sections=clipping.sections,
        position=None,
        url=clipping.url,
        source_id=clipping.source_id,
        rubric=clipping.rubric,
        kicker=clipping.kicker,
        headline=clipping.headline,
        subheadlines=clipping.subheadlines,
        standfirst=clipping.standfirst,
        byline=clipping.byline,
        authors=clipping.authors,
        dateline=clipping.dateline,
        agency=clipping.agency,
        body=clipping.body,
        text=text,
        char_count=len(_BLANKS.sub("", text or "")),
        language=clipping.language,
        photos=clipping.photos,
        jump_to=clipping.jump_to,
        jump_from=clipping.jump_from,
        kind=_kind(clipping, text),
        flags=tuple(sorted({*clipping.flags, *doubts(clipping.headline, text, is_bare=is_bare)})),
        text_sha256=digest,
    )


def _kind(clipping: Clipping, text: str | None) -> ArticleKind:
    """Of a body alone nobody knows whether it has a headline: it is no notice for want of one."""
    if clipping.headline is None and text is not None and "body_only" in clipping.flags:
        return "article"
    return article_kind(clipping.headline, text, has_photos=bool(clipping.photos))


def article_kind(headline: str | None, text: str | None, *, has_photos: bool) -> ArticleKind:
    """What it is, by its headline alone; an untitled text is a notice."""
    if text is None and has_photos:
        return "photo"
    if headline is None:
        return "notice"
    return _HEADLINES.get(headline, "notice" if headline.endswith(_NOTICE_ENDINGS) else "article")


def doubts(headline: str | None, text: str | None, *, is_bare: bool) -> set[str]:
    """Flags that the text itself deserves. ``is_bare``: there is no text, no photo and no note that leads elsewhere."""
    printed = f"{headline or ''}{text or ''}"
    found = {
        "replacement_character": "\ufffd" in printed,
        "private_use_glyph": _PRIVATE.search(printed) is not None,
        "no_headline": headline is None,
        "empty_body": headline is not None and is_bare,
    }
    return {flag for flag, holds in found.items() if holds}
