"""The newspaper's own day."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

SHANGHAI = timezone(timedelta(hours=8))  # no summer time since 1991


def now() -> datetime:
    """The time in Shanghai."""
    return datetime.now(SHANGHAI)


def today() -> date:
    """The date in Shanghai."""
    return now().date()
