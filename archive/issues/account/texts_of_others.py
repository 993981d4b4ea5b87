"""Text captures of articles that are archived from their own addresses: the words decide."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from ...record.article import Article
from ...record.identifiers import folded
from ...record.page import Page
from .balance import place_key

_EDGE = 12  # characters by which two texts are told apart


def texts_of_others(articles: Iterable[Article], pages: Iterable[Page]) -> Iterator[Article]:
    """Those of ``articles`` that are text captures of others among them, which have an address; each is looked at once.

    Under a headline of the article, on a page of it, one edge of its words will do; under any other, both must be the
    same, and the headline not be that of an announced article which was not found.
    """
    articles = list(articles)
    texts = [one for one in articles if one.url is None]
    if not texts:
        return
    addressed = [one for one in articles if one.url is not None]
    found: dict[str | None, Article] = {name: one for one in addressed for name in (one.id, one.url)}
    stand = [(one, page_id, one.headline) for one in addressed for page_id in one.page_ids]
    not_found: set[str] = set()
    for page in pages:
        for one in page.announced:
            article = found.get(one.article_id or one.url)
            if article is not None:
                stand += [(article, page.id, headline) for headline in (one.headline, article.headline)]
            elif one.article_id is not None or one.url is not None:
                not_found.add(place_key(page.id, one.headline))
    edges_at: dict[str, set[str]] = defaultdict(set)  # by page and headline
    words_on: set[tuple[str, tuple[str, ...]]] = set()
    for article, page_id, headline in stand:
        edges = _edges(article)
        edges_at[place_key(page_id, headline)].update(edges)
        words_on.add((page_id, edges))
    for text in texts:
        edges = _edges(text)
        for page_id in text.page_ids:
            place = place_key(page_id, text.headline)
            known = edges_at.get(place)
            is_alike = known is not None and ("" in edges or "" in known or not known.isdisjoint(edges))
            if is_alike or ("" not in edges and (page_id, edges) in words_on and place not in not_found):
                yield text
                break


def _edges(article: Article) -> tuple[str, ...]:
    """Beginning and end of its words, by which a text of it is known.

    Folded: a text capture is NFKC-normalised, and may cut a byline where the page does not. Of no words, "": they may
    be any article's.
    """
    text = folded(article.text)
    return (f"^{text[:_EDGE]}", f"{text[-_EDGE:]}$") if text else ("",)
