"""Pages of which text captures alone are there: their lines of headlines, split by the headlines of their articles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from archive.record.page import Announcement, Page

from ...printed.headlines import split_headlines


def with_known_headlines(pages: Iterable[Page], headlines: Mapping[str, Sequence[str]]) -> Iterator[Page]:
    """Text captures of one page as one page, its line of headlines split by those of the articles that are known of it.

    ``headlines``: of the articles of each page, by its identifier; a word of the line may be another page's headline.
    Flagged where some of the line is left.
    """
    by_id: dict[str, Page] = {}
    for page in pages:
        by_id[page.id] = max(by_id.get(page.id, page), page, key=_line_length)
    for page in by_id.values():
        split = split_headlines("  ".join(page.unsplit_headlines), headlines.get(page.id, ()))
        yield replace(
            page,
            announced=tuple(Announcement(article_id=None, url=None, headline=headline) for headline in split.headlines),
            unsplit_headlines=split.unsplit,
            flags=("headlines_run_together",) if split.unsplit else (),
        )


def _line_length(page: Page) -> tuple[int, tuple[str, ...]]:
    return sum(map(len, page.unsplit_headlines)), page.unsplit_headlines
