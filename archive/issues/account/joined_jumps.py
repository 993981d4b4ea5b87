"""Both halves of an article that jumps to another page (转版), joined."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from ...record.article import Article
from ...record.article_parts import Jump
from ...record.identifiers import folded


def joined_jumps(articles: Sequence[Article]) -> list[Article]:
    """The articles with ``jump_to`` and ``jump_from`` naming each other, where each side has exactly one answer.

    "下转第4版" on page 1 is answered by an article on page 4 that says "上接第1版"; a note may name several pages.
    Several candidates are told apart by the same headline; what stays ambiguous stays unjoined.
    """
    arrivals: dict[tuple[str, str, str | None], dict[str, None]] = defaultdict(dict)  # identifiers, in printed order
    for article in articles:
        if article.jump_from is not None:
            for label in _labels(article.page_label):
                for origin in _named(article.jump_from):
                    for headline in (None, folded(article.headline)):
                        arrivals[origin, label, headline][article.id] = None
    pairs: dict[str, str] = {}
    for article in articles:
        if article.jump_to is None:
            continue
        places = [(label, target) for label in _labels(article.page_label) for target in _named(article.jump_to)]
        for headline in (None, folded(article.headline)):
            found = (id_ for place in places for id_ in arrivals.get((*place, headline), ()) if id_ != article.id)
            answers = _two_at_most(found)
            if len(answers) == 1:
                pairs[article.id] = answers[0]
            if len(answers) < 2:
                break
    claimed = Counter(pairs.values())
    both = {start: end for start, end in pairs.items() if claimed[end] == 1}
    back = {end: start for start, end in both.items()}
    return [_with_jumps(article, both.get(article.id), back.get(article.id)) for article in articles]


def _labels(label: str | None) -> list[str]:
    """A spread answers for its two pages: "2/3" → "2/3", "2", "3"; "2/15", printed around others, for 2 and 15."""
    parts = [] if label is None else re.split("[/-]", label)
    is_spread = len(parts) > 1 and all(any(map(str.isdigit, part)) for part in parts)
    return [] if label is None else [label, *parts] if is_spread else [label]


def _named(jump: Jump) -> tuple[str, ...]:
    """The pages of a note, each once; records of schema 1.0 name one."""
    return jump.page_labels or (jump.page_label,)


def _two_at_most(ids: Iterable[str]) -> list[str]:
    """The first two different ones: more need not be looked at to know that they are several."""
    found: list[str] = []
    for id_ in ids:
        if id_ not in found:
            found.append(id_)
        if len(found) == 2:
            break
    return found


def _with_jumps(article: Article, to: str | None, from_: str | None) -> Article:
    if article.jump_to is not None and to is not None:
        article = replace(article, jump_to=replace(article.jump_to, article_id=to))
    if article.jump_from is not None and from_ is not None:
        article = replace(article, jump_from=replace(article.jump_from, article_id=from_))
    return article
