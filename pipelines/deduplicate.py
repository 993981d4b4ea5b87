"""Of several articles with one identity one is kept; the others become rejections when the walk ends.

Which one is kept does not depend on the order in which they came. An article that an address shows in place of its own
becomes one, too.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from archive.issues.account import place_key
from archive.issues.impostors import shown_elsewhere
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
        self._headlines: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))

    def process_item(self, item: object) -> object:
        """Pass pages and articles on; give a walk the rejections of its duplicates."""
        if isinstance(item, Article):
            self._articles[IssueKey.of(item).id].append(item)
        elif isinstance(item, Page):
            places = Counter(place_key(item.id, one.headline) for one in item.announced)
            self._announced[IssueKey.of(item).id] |= places  # of two captures of a page, the greater number
            for one in item.announced:
                if one.article_id is not None and one.headline is not None:
                    self._headlines[IssueKey.of(item).id][one.article_id].add(folded(one.headline))
        elif isinstance(item, Walk):
            issue = IssueKey.of(item).id
            articles = self._articles.pop(issue, [])
            strangers = list(shown_elsewhere(articles, self._headlines.pop(issue, {})))
            if strangers:  # they are no article's duplicates
                refused = set(map(id, strangers))
                articles = [one for one in articles if id(one) not in refused]
            found = duplicates(articles, self._announced.pop(issue, Counter()))
            refusals = (rejection(one, ("another_article_shown",)) for one in strangers)
            return replace(item, rejections=(*item.rejections, *refusals, *found))
        return item


def duplicates(articles: Iterable[Article], announced: Mapping[str, int] | None = None) -> Iterator[Rejection]:
    """Rejections of the articles that are not kept.

    They are those with another content under the identifier of one that is kept, and text captures of an article that
    is kept with its address. The same content under one identifier is one article, and gives no rejection.
    ``announced``: how often a page announces a headline, by ``place_key``; of one that it announces more than once, the
    words decide.
    """
    by_id: dict[str, list[Article]] = defaultdict(list)
    for article in articles:
        by_id[article.id].append(article)
    kept = []
    for same in by_id.values():
        first, *others = sorted(same, key=_order) if len(same) > 1 else same
        kept.append(first)
        yield from (rejection(one, ("duplicate_id",)) for one in others if one.content_key != first.content_key)
    yield from _texts_of_others(kept, announced or {})


def _texts_of_others(kept: Sequence[Article], times: Mapping[str, int]) -> Iterator[Rejection]:
    """Rejections of text captures of what is kept with its address. Each text is looked at once, however many share."""
    texts = [one for one in kept if one.url is None]
    places: dict[str, list[Article]] = defaultdict(list)
    for article in kept if texts else ():
        for page in article.page_ids if article.url is not None else ():
            places[place_key(page, article.headline)].append(article)
    words: dict[str, set[str]] = {}  # of all articles of a place, made where they are asked for
    for text in texts:
        keys = [place_key(page, text.headline) for page in text.page_ids]
        same_place = [key for key in keys if key in places]
        if any(times.get(key, 0) > 1 for key in keys):
            own = _edges(text)
            for key in same_place:
                if key not in words:
                    words[key] = set().union(*map(_edges, places[key]))
            same_place = [key for key in same_place if "" in own or "" in words[key] or not own.isdisjoint(words[key])]
        if same_place:
            yield rejection(text, ("duplicate_text",))


def _edges(article: Article) -> set[str]:
    """Beginning and end of its words, by which it is known under a headline that the page announces more than once.

    Folded: a text capture is NFKC-normalised, and may cut a byline where the page does not. Of no words, "": they may
    be any article's.
    """
    text = folded(article.text)
    return {f"^{text[:_EDGE]}", f"{text[-_EDGE:]}$"} if text else {""}


def _order(article: Article) -> tuple[Any, ...]:
    return (
        "body_only" in article.flags,
        label_order(article.page_label or ""),
        article.url or "",
        article.text_sha256 or "",
        json_line(article),
    )
