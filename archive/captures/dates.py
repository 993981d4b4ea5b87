"""Dates of captures: as they are written, and told from those on which nothing can have been captured.

A record that was imported, or an archive from elsewhere, may say anything. This module alone decides.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

_EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)  # there was no web
_OTHER_CLOCKS = timedelta(days=1)  # by which they may be ahead of ours


def warc_date(moment: datetime | None = None) -> str:
    """Now, or ``moment``, in UTC to the second."""
    return (moment or datetime.now(UTC)).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def latest_moment() -> datetime:
    """The last moment at which something can have been captured by now, whichever clock dated it."""
    return datetime.now(UTC) + _OTHER_CLOCKS


def captured_moment(date: str, latest: datetime) -> datetime | None:
    """The moment, in UTC, of a WARC date; ``None``: it is no date, from before there was a web, or after ``latest``.

    A date without a time zone is in UTC, as WARC has it.
    """
    try:
        moment = datetime.fromisoformat(date)
        moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return moment if _EARLIEST <= moment <= latest else None
