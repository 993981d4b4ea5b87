"""Which captures of an issue are newer than what is published of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from ..captures.dates import past_moment
from ..captures.index import CaptureEntry
from ..captures.seal import published_to
from ..record.issue import Issue
from ..record.reasons import WITHHELD
from .file_names import ARTICLES_FILE, ISSUE_FILE, PAGES_FILE


def newer_addresses(folder: Path, before: Issue | None, captures: Sequence[CaptureEntry]) -> frozenset[str]:
    """Addresses of which every success is newer: what was read from them for what is published is there no more.

    The place of a capture tells, for one that was imported may be of any date; in captures without a seal, its date.
    ``before``: ``issue.json`` of what is published, ``None`` if it cannot be read.
    """
    newer = set(_newer(folder, before, captures))
    successes = [one for one in captures if one.is_success]
    return frozenset({one.url for one in successes} - {one.url for one in successes if one not in newer})


def first_newer(folder: Path, before: Issue | None, captures: Sequence[CaptureEntry]) -> int:
    """Where the newer captures begin, or will begin. They lie in the order in which they were recorded."""
    end = max((one.offset + one.length for one in captures), default=0)
    return min((one.offset for one in _newer(folder, before, captures)), default=end)


def _newer(folder: Path, before: Issue | None, captures: Sequence[CaptureEntry]) -> Iterator[CaptureEntry]:
    place = published_to(folder, captures)
    if place is not None:
        return (one for one in captures if one.offset >= place)
    moment = _publication_time(folder, is_withheld=before is None or WITHHELD in before.account.flags)
    return (one for one in captures if _is_later(one, moment))


def with_several_payloads(successes: Iterable[CaptureEntry]) -> frozenset[str]:
    """Addresses that gave more than one payload: which of them a record was read from, nothing tells."""
    payloads: dict[str, set[str]] = defaultdict(set)
    for one in successes:
        payloads[one.url].add(one.sha256)
    return frozenset(url for url, found in payloads.items() if len(found) > 1)


def _publication_time(folder: Path, *, is_withheld: bool) -> float:
    """When the captures were read that gave what is published, in seconds since 1970.

    The date of ``issue.json`` tells, unless it was written for a reading that is withheld; then those of the records.
    """
    names = (PAGES_FILE, ARTICLES_FILE) if is_withheld else (ISSUE_FILE,)
    return min(((folder / name).stat().st_mtime for name in names if (folder / name).exists()), default=0.0)


def _is_later(entry: CaptureEntry, moment: float) -> bool:
    captured = past_moment(entry.date)
    return captured is not None and captured.timestamp() > moment
