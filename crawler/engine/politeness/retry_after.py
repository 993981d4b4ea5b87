"""How long to leave a server alone: what it says itself, and what is decent where it says nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from random import random

from scrapy.http import Response

THROTTLED = frozenset({429, 503})
"""Too Many Requests (RFC 6585, 4) and Service Unavailable (RFC 9110, 15.6.4): about the visitor, not the address."""

HEEDED = frozenset({413, *THROTTLED, *range(300, 400)})
"""Statuses with which Retry-After is defined (RFC 9110, 10.2.3 and 15.5.14; RFC 6585, 4)."""


def retry_after(response: Response) -> float | None:
    """Seconds for which the server asks not to be asked, in either form of the header (RFC 9110, 10.2.3).

    A date is read against the server's own ``Date``, so that its clock and ours need not agree. ``None``: it says
    nothing, or nothing readable.
    """
    if response.status not in HEEDED:
        return None
    text = _text(response, b"Retry-After")
    if text.isascii() and text.isdigit():
        return float(text[:12])
    until = _date(text)
    if until is None:
        return None
    now = _date(_text(response, b"Date")) or datetime.now(UTC)
    return max(0.0, (until - now).total_seconds())


class Backoff:
    """Waits that double: ``factor`` times the host's interval, twice that, … up to ``most`` seconds, and some more.

    ``jitter`` gives 0 to 1: up to half as long again, so that clients that were refused together do not come back
    together.
    """

    def __init__(self, factor: float, most: float, jitter: Callable[[], float] = random) -> None:
        self._factor = factor
        self._most = most
        self._jitter = jitter

    def seconds(self, failures: int, interval: float) -> float:
        """Wait after so many failures in a row, 1 or more."""
        plain: float = min(self._most, self._factor * interval * 2 ** min(failures - 1, 30))
        return plain * (1 + self._jitter() / 2)


def _text(response: Response, name: bytes) -> str:
    return (response.headers.get(name) or b"").decode("latin-1").strip()


def _date(text: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(text)
    except (ValueError, OverflowError):  # the latter of a number beyond all calendars
        return None
    return found if found.tzinfo is not None else found.replace(tzinfo=UTC)
