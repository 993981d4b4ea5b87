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


def shown_elsewhere(articles: Iterable[T], headlines: Mapping[str, Collection[str]]) -> Iterator[T]:
    """The articles that are another one's, shown at the wrong address: a site under strain does so.

    Such a one has text and headline of an article that a page announces under that headline, and is itself announced
    under another one. ``headlines``: by identifier, as pages announce it, folded.
    """
    same: dict[tuple[str, str], list[T]] = defaultdict(list)
    for article in articles:
        if article.text_sha256 is not None and article.headline is not None:
            same[article.text_sha256, folded(article.headline)].append(article)
    for (_, headline), alike in same.items():
        if any(headline in headlines.get(one.id, ()) for one in alike):
            for one in alike:
                own = headlines.get(one.id, ())
                if own and not any(_fit(headline, name) for name in own):
                    yield one


def _fit(headline: str, listed: str) -> bool:
    """Whether a list may have meant that headline: it cuts some, and adds a word to others (``【公告】``)."""
    shorter, longer = sorted((headline, listed), key=len)
    return longer.startswith(shorter) or (2 * len(shorter) > len(longer) and shorter in longer)
