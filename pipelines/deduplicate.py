"""Of several articles with one identity one is kept; the others become rejections when the walk ends.

Which one is kept does not depend on the order in which they came.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from archive.issues.account import place_key
from archive.record.article import Article
from archive.record.identifiers import IssueKey, label_order
from archive.record.jsonl import json_line
from archive.record.walk import Rejection, Walk

from .validate import rejection


class DeduplicatePipeline:
    """Stage 3: finds duplicates among the articles of an issue."""

    def __init__(self) -> None:
        self._articles: dict[str, list[Article]] = defaultdict(list)

    def process_item(self, item: Any) -> Any:
        """Pass articles on; give a walk the rejections of its duplicates."""
        if isinstance(item, Article):
            self._articles[IssueKey.of(item).id].append(item)
        elif isinstance(item, Walk):
            articles = self._articles.pop(IssueKey.of(item).id, [])
            return replace(item, rejections=(*item.rejections, *duplicates(articles)))
        return item


def duplicates(articles: Iterable[Article]) -> Iterator[Rejection]:
    """Rejections of the articles that are not kept.

    They are those with another text under the identifier of one that is kept, and text captures of an article that is
    kept with its address. The same text under one identifier is one article, and gives no rejection.
    """
    by_id: dict[str, list[Article]] = defaultdict(list)
    for article in articles:
        by_id[article.id].append(article)
    kept = []
    for same in by_id.values():
        first, *others = sorted(same, key=_order) if len(same) > 1 else same
        kept.append(first)
        yield from (rejection(one, ("duplicate_id",)) for one in others if one.text_sha256 != first.text_sha256)
    places = {place_key(page, one.headline) for one in kept if one.url is not None for page in one.page_ids}
    for one in kept:
        if one.url is None and any(place_key(page, one.headline) in places for page in one.page_ids):
            yield rejection(one, ("duplicate_text",))


def _order(article: Article) -> tuple[Any, ...]:
    return (
        "body_only" in article.flags,
        label_order(article.page_label or ""),
        article.url or "",
        article.text_sha256 or "",
        json_line(article),
    )
