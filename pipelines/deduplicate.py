"""Of several articles with one identity one is kept; the others become rejections when the walk ends.

Which one is kept does not depend on the order in which they came.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from archive.issues.account import place_key
from archive.record.article import Article
from archive.record.identifiers import IssueKey, folded, label_order
from archive.record.jsonl import json_line
from archive.record.page import Page
from archive.record.walk import Rejection, Walk

from .validate import rejection

_EDGE = 12  # characters by which two texts are told apart


class DeduplicatePipeline:
    """Stage 3: finds duplicates among the articles of an issue."""

    def __init__(self) -> None:
        self._articles: dict[str, list[Article]] = defaultdict(list)
        self._announced: dict[str, Counter[str]] = defaultdict(Counter)

    def process_item(self, item: Any) -> Any:
        """Pass pages and articles on; give a walk the rejections of its duplicates."""
        if isinstance(item, Article):
            self._articles[IssueKey.of(item).id].append(item)
        elif isinstance(item, Page):
            places = Counter(place_key(item.id, one.headline) for one in item.announced)
            self._announced[IssueKey.of(item).id] |= places  # of two captures of a page, the greater number
        elif isinstance(item, Walk):
            issue = IssueKey.of(item).id
            found = duplicates(self._articles.pop(issue, []), self._announced.pop(issue, Counter()))
            return replace(item, rejections=(*item.rejections, *found))
        return item


def duplicates(articles: Iterable[Article], announced: Mapping[str, int] | None = None) -> Iterator[Rejection]:
    """Rejections of the articles that are not kept.

    They are those with another text under the identifier of one that is kept, and text captures of an article that is
    kept with its address. The same text under one identifier is one article, and gives no rejection. ``announced``: how
    often a page announces a headline, by ``place_key``; of one that it announces more than once, the words decide.
    """
    times = announced or {}
    by_id: dict[str, list[Article]] = defaultdict(list)
    for article in articles:
        by_id[article.id].append(article)
    kept = []
    for same in by_id.values():
        first, *others = sorted(same, key=_order) if len(same) > 1 else same
        kept.append(first)
        yield from (rejection(one, ("duplicate_id",)) for one in others if one.text_sha256 != first.text_sha256)
    places: dict[str, list[Article]] = defaultdict(list)
    for article in kept:
        for page in article.page_ids if article.url is not None else ():
            places[place_key(page, article.headline)].append(article)
    for text in (one for one in kept if one.url is None):
        same_place = [other for page in text.page_ids for other in places.get(place_key(page, text.headline), ())]
        is_shared = any(times.get(place_key(page, text.headline), 0) > 1 for page in text.page_ids)
        if same_place and (not is_shared or any(_is_the_same(text, other) for other in same_place)):
            yield rejection(text, ("duplicate_text",))


def _is_the_same(text: Article, other: Article) -> bool:
    """Whether two articles under a headline that the page announces more than once are one: by their words.

    Beginning or end decides, folded: a text capture is NFKC-normalised, and may cut a byline where the page does not.
    """
    one, two = folded(text.text), folded(other.text)
    return not one or not two or one[:_EDGE] == two[:_EDGE] or one[-_EDGE:] == two[-_EDGE:]


def _order(article: Article) -> tuple[Any, ...]:
    return (
        "body_only" in article.flags,
        label_order(article.page_label or ""),
        article.url or "",
        article.text_sha256 or "",
        json_line(article),
    )
