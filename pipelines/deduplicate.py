"""Of several articles with one identity one is kept; the others become rejections when the walk ends.

Which one is kept does not depend on the order in which they came. An article that an address shows in place of its own
becomes one, too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from typing import Any

from archive.issues.account.shown_instead import announced_headlines, shown_elsewhere
from archive.issues.account.texts_of_others import texts_of_others
from archive.record.article import Article
from archive.record.identifiers import IssueKey, label_order
from archive.record.jsonl import json_line
from archive.record.page import Page
from archive.record.walk import Rejection, Walk

from .validate import rejection


class DeduplicatePipeline:
    """Stage 3: finds duplicates among the articles of an issue."""

    def __init__(self) -> None:
        self._articles: dict[str, list[Article]] = defaultdict(list)
        self._pages: dict[str, list[Page]] = defaultdict(list)

    def process_item(self, item: object) -> object:
        """Pass pages and articles on; give a walk the rejections of its duplicates."""
        if isinstance(item, Article):
            self._articles[IssueKey.of(item).id].append(item)
        elif isinstance(item, Page):
            self._pages[IssueKey.of(item).id].append(item)
        elif isinstance(item, Walk):
            issue = IssueKey.of(item).id
            articles, pages = self._articles.pop(issue, []), self._pages.pop(issue, [])
            strangers = list(shown_elsewhere(articles, announced_headlines(pages)))
            if strangers:  # they are no article's duplicates
                refused = set(map(id, strangers))
                articles = [one for one in articles if id(one) not in refused]
            found = duplicates(articles, pages, item.of_others)
            refusals = (rejection(one, ("another_article_shown",)) for one in strangers)
            return replace(item, rejections=(*item.rejections, *refusals, *found))
        return item


def duplicates(
    articles: Iterable[Article], pages: Iterable[Page] = (), of_others: Collection[str] = ()
) -> Iterator[Rejection]:
    """Rejections of the articles that are not kept.

    They are those with another content under the identifier of one that is kept, and text captures of an article that
    is kept with its address. The same content under one identifier is one article, and gives no rejection.
    ``pages``: what they announce. ``of_others``: addresses that carry another issue; what has one of its own is kept.
    """
    by_id: dict[str, list[Article]] = defaultdict(list)
    for article in articles:
        by_id[article.id].append(article)
    kept = []
    for same in by_id.values():
        first, *others = sorted(same, key=lambda one: (one.url in of_others, *_order(one))) if len(same) > 1 else same
        kept.append(first)
        yield from (rejection(one, ("duplicate_id",)) for one in others if one.content_key != first.content_key)
    yield from (rejection(one, ("duplicate_text",)) for one in texts_of_others(kept, pages))


def _order(article: Article) -> tuple[Any, ...]:
    return (
        "body_only" in article.flags,
        label_order(article.page_label or ""),
        article.url or "",
        article.text_sha256 or "",
        json_line(article),
    )
