"""Links that lead out of an issue, and pages most of whose links do: in a copy, after a move, or of another issue."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from archive.record.cleaning import flagged
from archive.record.clipping import Clipping
from archive.record.identifiers import IssueKey
from archive.record.page import Announcement, Page
from archive.record.reasons import ANOTHER_ISSUE, LINKS_ELSEWHERE

from ...platforms.contract import Link
from .hosts import host_of

_MANY = 3  # articles of a page that lead to one other host, or nowhere, and hardly one else: no advertisements


def judged_links(records: Iterable[Link | Page | Clipping], issue: IssueKey) -> Iterator[Link | Page | Clipping]:
    """``records``, the links to pages of another issue than ``issue`` refused."""
    for one in records:
        if isinstance(one, Link) and one.place.kind == "page" and one.place.issue not in (None, issue):
            yield replace(one, refused=one.refused or ANOTHER_ISSUE)
        else:
            yield one


def with_stray_links(records: Sequence[Link | Page | Clipping]) -> list[Link | Page | Clipping]:
    """``records`` of one capture; a page has a flag if most of what it lists, aside from itself, is refused.

    One link that leads elsewhere is harmless, an advertisement's or a supplement's. Where most pages of the catalogue
    do, or nearly all articles, nobody printed it so: its links were changed, or they are those of another issue.
    """
    entries = [one for one in records if isinstance(one, Link) and one.entry is not None]
    return [
        flagged(one, (LINKS_ELSEWHERE,)) if isinstance(one, Page) and _is_astray(one, entries) else one
        for one in records
    ]


def _is_astray(page: Page, entries: Sequence[Link]) -> bool:
    others = [one for one in entries if one.url != page.url]
    refused = sum(one.refused is not None for one in others)
    return 2 * refused > len(others) or _are_astray(page.announced)


def _are_astray(announced: Sequence[Announcement]) -> bool:
    hosts = [host_of(one.url) for one in announced if one.refused is not None]
    most = max(map(hosts.count, set(hosts)), default=0)
    return most >= _MANY and 4 * most > 3 * len(announced)
