"""Days as records, addresses, calendars and people write them."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def iso_day(text: str) -> date | None:
    """The day that is written ``2020-03-15``; ``None``: there is no such day, or it is written otherwise.

    ``date.fromisoformat`` takes ``20200315`` and ``2020-W11-7`` too, which nobody means who is to write a date here.
    """
    with suppress(ValueError):
        return date.fromisoformat(text) if _DAY.fullmatch(text) else None
    return None
