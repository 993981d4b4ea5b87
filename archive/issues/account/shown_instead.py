"""What an article's address shows in place of the article: nothing at all, or another article of the issue.

Known alike to the stage that refuses it, and to the walk that looks for an earlier capture of that address.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Protocol, TypeVar

from ...record.article import Article
from ...record.clipping import Clipping
from ...record.identifiers import folded
from ...record.page import Page


class Shown(Protocol):
    """What is compared of an article: its identifier, headline, and the checksum of its text."""

    @property
    def id(self) -> str:
        """Its identifier."""

    @property
    def headline(self) -> str | None:
        """Its headline."""

    @property
    def text_sha256(self) -> str | None:
        """The checksum of its text; ``None``: it has none."""


T = TypeVar("T", bound=Shown)


def is_nothing(one: Article | Clipping) -> bool:
    """Whether it has neither headline nor text, photo or jump note."""
    return one.headline is None and one.text is None and not (one.photos or one.jump_to or one.jump_from)


def announced_headlines(pages: Iterable[Page]) -> dict[str, set[str]]:
    """The headlines under which pages announce an article, folded, by its identifier."""
    headlines: dict[str, set[str]] = defaultdict(set)
    for one in (one for page in pages for one in page.announced):
        if one.article_id is not None and one.headline is not None:
            headlines[one.article_id].add(folded(one.headline))
    return headlines


def shown_elsewhere(articles: Iterable[T], headlines: Mapping[str, Collection[str]]) -> Iterator[T]:
    """The articles that are another one's, shown at the wrong address: a site under strain does so.

    Such a one has text and headline of an article that a page announces under that headline, and is itself announced
    under another one. Or two show each other's article. ``headlines``: by identifier, as pages announce it, folded.
    """
    articles = list(articles)
    exchanged = {id(one): one for one in _exchanged(articles, headlines)}
    yield from exchanged.values()
    same: dict[tuple[str, str], list[T]] = defaultdict(list)
    for article in articles:
        if id(article) not in exchanged and article.text_sha256 is not None and article.headline is not None:
            same[article.text_sha256, folded(article.headline)].append(article)
    for (_, headline), alike in same.items():
        if any(headline in headlines.get(one.id, ()) for one in alike):
            yield from (one for one in alike if _is_announced_otherwise(headline, headlines.get(one.id, ())))


def _exchanged(articles: Iterable[T], headlines: Mapping[str, Collection[str]]) -> Iterator[T]:
    """Those of two that each have the headline under which the other one alone is announced, and not their own.

    Both, and not exchanged: whether the page or the addresses are wrong, another capture has to say.
    """
    announced: dict[str, set[str]] = defaultdict(set)  # identifiers, by headline
    for id_, own in headlines.items():
        for headline in own:
            announced[headline].add(id_)
    shown: dict[str, dict[str, T]] = defaultdict(dict)  # by identifier, then by whose headline it has
    for one in articles:
        headline = folded(one.headline or "")
        if len(announced[headline]) == 1 and _is_announced_otherwise(headline, headlines.get(one.id, ())):
            (other,) = announced[headline]
            shown[one.id][other] = one
    for id_, found in shown.items():
        yield from (one for other, one in found.items() if id_ in shown.get(other, ()))


def _is_announced_otherwise(headline: str, own: Collection[str]) -> bool:
    """Whether pages announce an article, and not under its ``headline``."""
    return bool(own) and not any(_fit(headline, name) for name in own)


def _fit(headline: str, listed: str) -> bool:
    """Whether a list may have meant that headline: it cuts some, and adds a word to others (``【公告】``)."""
    shorter, longer = sorted((headline, listed), key=len)
    return longer.startswith(shorter) or (2 * len(shorter) > len(longer) and shorter in longer)
