"""Dates as printed."""

from __future__ import annotations

import re
from datetime import date

_DATE = re.compile(r"(\d{4})\s*[-年./]\s*(\d{1,2})\s*[-月./]\s*(\d{1,2})", re.ASCII)


def printed_date(text: str) -> date | None:
    """First date in ``text``: "2020-03-15", "2020年3月15日 星期日". ``None``: none there, or none of the calendar."""
    match = _DATE.search(text)
    if match is None:
        return None
    try:
        return date(*map(int, match.groups()))
    except ValueError:
        return None
