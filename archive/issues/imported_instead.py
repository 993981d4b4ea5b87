"""Addresses that have imports alone in the place of the capture that was read for what is published."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ..captures.index import CaptureEntry
from ..captures.seal import published_to
from .file_names import ARTICLES_FILE, PAGES_FILE


def imported_instead(folder: Path, captures: Sequence[CaptureEntry]) -> frozenset[str]:
    """Addresses of which every success was imported since, and none is known to be later than what is published.

    What is published may be a correction of what they show.
    """
    place = published_to(folder, captures)
    if place is None:
        return frozenset()
    moment = _publication_time(folder)
    successes = [one for one in captures if one.is_success]
    known = {one.url for one in successes if one.offset < place or one.is_crawled or one.moment > moment}
    return frozenset({one.url for one in successes} - known)


def _publication_time(folder: Path) -> float:
    """When the published records were written, in seconds since 1970."""
    paths = [folder / name for name in (PAGES_FILE, ARTICLES_FILE)]
    return max((path.stat().st_mtime for path in paths if path.exists()), default=0.0)
