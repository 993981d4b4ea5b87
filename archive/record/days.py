"""Days as records, addresses, calendars and people write them."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date, timedelta

_ENDS = (31, 30, 29, 28)  # of months
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def iso_day(text: str) -> date | None:
    """The day that is written ``2020-03-15``; ``None``: there is no such day, or it is written otherwise.

    ``date.fromisoformat`` takes ``20200315`` and ``2020-W11-7`` too, which nobody means who is to write a date here.
    """
    with suppress(ValueError):
        return date.fromisoformat(text) if _DAY.fullmatch(text) else None
    return None


def meant_days(text: str, today: date) -> tuple[date, date] | None:
    """The first and the last day of what a person means by ``2020-03-15``, ``2020-03``, ``2020``, ``yesterday``.

    ``None``: there is no such day, month or year, or it is written otherwise.
    """
    day = {"today": today, "yesterday": today - timedelta(days=1)}.get(text) or iso_day(text)
    first = day or iso_day(f"{text}-01") or iso_day(f"{text}-01-01")
    last = day or iso_day(f"{text}-12-31") or next(filter(None, (iso_day(f"{text}-{end}") for end in _ENDS)), None)
    return None if first is None or last is None else (first, last)
