"""One issue in a few numbers, of which calendars and habits are made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from ..record.issue import Status, Tally

NO_TALLY = Tally(expected=0, found=0, rejected=0, missing=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """One issue in numbers. ``suspect``: see ``thin_issues``. ``pictures``: none were counted before schema 1.2.

    ``status`` ``None``: its crawl was interrupted; ``damaged``: its ``issue.json`` cannot be read.
    """

    issue_date: date
    edition: str
    status: Status | Literal["damaged"] | None
    pages: Tally
    articles: Tally
    characters: int
    empty: int
    without_byline: int
    suspect: tuple[str, ...] = ()
    pictures: Tally = NO_TALLY
