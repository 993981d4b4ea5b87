"""The newspaper's own day."""

from __future__ import annotations

import os
from datetime import date, datetime, timedelta, timezone

SHANGHAI = timezone(timedelta(hours=8))  # no summer time since 1991


def now() -> datetime:
    """The time in Shanghai; that of ``EPAPER_NOW`` (ISO 8601) where it is set, as tests do."""
    fixed = os.environ.get("EPAPER_NOW")
    return datetime.fromisoformat(fixed).astimezone(SHANGHAI) if fixed else datetime.now(SHANGHAI)


def today() -> date:
    """The date in Shanghai."""
    return now().date()
