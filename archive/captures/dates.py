"""Dates of captures: as they are written, and told from those on which nothing can have been captured.

A record that was imported, or an archive from elsewhere, may say anything. This module alone decides: dates are
compared as the moments that it reads. Which capture answers depends on no clock, so the same ones always read the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

_EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)  # there was no web
_TOO_LATE = datetime(2050, 1, 1, tzinfo=UTC)  # from then on, captures answer in the order in which they lie
_OTHER_CLOCKS = timedelta(days=1)  # by which they may be ahead of ours


def warc_date(moment: datetime | None = None) -> str:
    """Now, or ``moment``, in UTC to the second."""
    return (moment or datetime.now(UTC)).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def captured_moment(date: str) -> datetime | None:
    """The moment, in UTC to the second, of a WARC date; ``None``: it is no date, or not of the years 1990 to 2049.

    A date without a time zone is in UTC, as WARC has it; of a year or a month alone, which WARC/1.1 allows, it is the
    beginning.
    """
    if re.fullmatch(r"\d{4}(-\d{2})?", date):
        date = f"{date}-01-01"[:10]
    try:
        moment = datetime.fromisoformat(date)
        moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return moment.replace(microsecond=0) if _EARLIEST <= moment < _TOO_LATE else None


def seconds(date: str) -> float:
    """The moment of a WARC date, in seconds since 1970; 0 of one that is none."""
    moment = captured_moment(date)
    return 0.0 if moment is None else moment.timestamp()


def past_moment(date: str) -> datetime | None:
    """The moment of a WARC date; ``None`` also of one that is still to come, by more than clocks differ."""
    moment = captured_moment(date)
    return None if moment is None or moment > datetime.now(UTC) + _OTHER_CLOCKS else moment


def dates_to_come(dates: Iterable[str]) -> list[str]:
    """Those that say a moment still to come, by more than clocks differ: a clock was wrong, theirs or this one's."""
    return [one for one in dates if captured_moment(one) is not None and past_moment(one) is None]


def date_in_utc(date: str) -> str:
    """A WARC date in UTC to the second, as an index has it; one that is none stays as it is."""
    moment = captured_moment(date)
    return date if moment is None else warc_date(moment)
