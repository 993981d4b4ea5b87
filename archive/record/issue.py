"""The issue (期): its status, its account, its files."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

SCHEMA_VERSION = "1.2"

Announced = Literal["page", "article"]
Status = Literal["complete", "partial", "not_published", "not_yet", "unknown", "blocked"]

SETTLED: tuple[Status, ...] = ("complete", "not_published")
"""Statuses of an issue that is not asked for again."""

WITHOUT_GAP: tuple[Status, ...] = (*SETTLED, "not_yet")
"""Statuses of an issue of which nothing is missing, at least for now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """An announced page or article that is not in the archive, and why."""

    kind: Announced
    id: str | None
    url: str | None
    page_label: str | None
    headline: str | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """``expected == found + rejected + missing``, always."""

    expected: int
    found: int
    rejected: int
    missing: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What the newspaper announced for one issue, and what became of it; ``characters`` of all articles together.

    ``uncounted_pages``: labels of the pages that announce more articles than are expected here, nobody knows how many.
    ``pictures``: facsimiles, their PDFs and photos that the records name, each address once; ``rejected`` of them are
    off the newspaper's hosts and never asked for. ``missing_pictures``: how many are missing, by reason; the issue may
    be complete all the same. Both are of the captures that are there. ``pictures`` ``None``: written before schema 1.2.
    """

    pages: Tally
    articles: Tally
    missing: tuple[Missing, ...]
    rejected: dict[str, int]
    flags: dict[str, int]
    characters: int = 0
    without_byline: int = 0
    uncounted_pages: tuple[str, ...] = ()
    pictures: Tally | None = None
    missing_pictures: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveFile:
    """One file of a published issue."""

    name: str
    bytes: int
    records: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """``issue.json``: its presence means that the issue (期) is published.

    ``proof``: address of the capture that proves that there was no such issue. ``sha256``: checksum of the canonical
    line of this record without ``sha256``; it proves the whole issue.
    """

    id: str
    newspaper: str
    title: str
    issue_date: date
    edition: str
    status: Status
    front_page: str
    account: Account
    files: tuple[ArchiveFile, ...]
    parser_version: str
    schema_version: str = SCHEMA_VERSION
    proof: str | None = None
    sha256: str | None = None

    def is_settled(self, *, pictures: bool) -> bool:
        """Whether it is not asked for again. ``pictures``: whether they are wanted, and one that is missing counts."""
        return self.status in SETTLED and not (pictures and self.account.missing_pictures)
