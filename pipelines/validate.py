"""Article → article, or a rejection with every reason."""

from __future__ import annotations

import re
from collections.abc import Callable

from archive.issues.account.shown_instead import is_nothing
from archive.record.article import Article
from archive.record.walk import Rejection

_IDENTIFIER = re.compile(r"[a-z][a-z0-9]*-\d{4}-\d{2}-\d{2}-[0-9A-Za-z~_-]+-[0-9A-Za-z~_-]{1,80}")
_ADDRESS = re.compile(r"https?://[^\s/]+/\S*")


RULES: tuple[tuple[str, Callable[[Article], bool]], ...] = (
    ("no_content", is_nothing),
    ("invalid: id", lambda one: _IDENTIFIER.fullmatch(one.id) is None),
    ("invalid: page_ids", lambda one: not one.page_ids),
    ("invalid: url", lambda one: one.url is not None and _ADDRESS.fullmatch(one.url) is None),
)
"""Each reason, with the test that tells whether an article has that fault."""


class ValidatePipeline:
    """Stage 2: refuses what cannot be archived as an article."""

    def process_item(self, item: object) -> object:
        """Make a rejection of an article with a fault, pass anything else on."""
        if not isinstance(item, Article):
            return item
        reasons = faults(item)
        return rejection(item, reasons) if reasons else item


def faults(article: Article) -> tuple[str, ...]:
    """Every reason for which ``article`` cannot be archived as one."""
    return tuple(reason for reason, has_fault in RULES if has_fault(article))


def rejection(article: Article, reasons: tuple[str, ...]) -> Rejection:
    """The rejection of ``article``, which holds it whole."""
    return Rejection(
        kind="article",
        id=article.id,
        url=article.url,
        page_label=article.page_label,
        headline=article.headline,
        reasons=reasons,
        article=article,
    )
