"""How much of one issue is asked for: far above what any newspaper prints, so that no site can keep a crawl for ever.

Only asking has these limits. What was recorded is read back whole, in whatever order, so that a replay gives the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from ...platforms.contract import Kind

MAX_ASKED: Mapping[Kind, int] = {
    "index": 100,
    "page": 500,  # the thickest issues have some 200
    "article": 5_000,  # and some 600 articles
    "picture": 10_000,
    "calendar": 10,
}
MAX_BYTES = 256 * 2**20  # of all indexes, pages and articles, decoded; 700 of 30 KB are 20 MB
MAX_LINKS = 250_000  # on all of them together; each of 100 pages may list 100 pages and 30 articles with their pictures


class Allowance:
    """What one issue has had of it."""

    def __init__(self) -> None:
        self._asked: Counter[Kind] = Counter()
        self._bytes = 0
        self._links = 0

    def grants(self, kind: Kind) -> bool:
        """Whether one more address of this kind may be asked for; then it is counted as asked."""
        if self._asked[kind] >= MAX_ASKED[kind] or self._bytes > MAX_BYTES or self._links > MAX_LINKS:
            return False
        self._asked[kind] += 1
        return True

    def count_body(self, size: int) -> None:
        """An answer has come, of so many bytes."""
        self._bytes += size

    def count_link(self) -> None:
        """A capture has announced one more address, known or new."""
        self._links += 1
