"""A publisher's calendar: the one positive proof that a date has no issue."""

from __future__ import annotations

from collections.abc import Set
from datetime import date

from lxml import etree

from archive.record.days import iso_day

from .errors import UnknownLayout
from .limits import MAX_CALENDAR_BYTES


def proves_absence(issue_date: date, listed: Set[date], captured_on: date | None) -> bool:
    """Whether a calendar that lists these dates, captured on that day, proves that there is no issue of ``issue_date``.

    It must list a date of that month, or it may be another month's, or none. What it does not list may still come: so
    it must list a later date that had come by then, for some are filled in ahead, or have been captured after the month
    was over. Of the day itself it never proves anything: an evening paper's calendar lists yesterday until five.
    """
    if captured_on is None or issue_date >= captured_on or issue_date in listed:
        return False
    if not any(_month(day) == _month(issue_date) for day in listed):
        return False
    return _month(captured_on) > _month(issue_date) or any(issue_date < day <= captured_on for day in listed)


def _month(day: date) -> tuple[int, int]:
    return day.year, day.month


def period_dates(body: bytes, url: str | None = None) -> frozenset[date]:
    """The dates that Founder's ``period.xml`` of a month lists; none where it is no such file, or far too long for one.

    ``/periodlist/period/period_date``, ISO dates: read in a copy of Founder's own ``mp.js``.

    Raises:
        UnknownLayout: it lists something else, too, which may be the very date that would seem not to be listed.
    """
    if len(body) > MAX_CALENDAR_BYTES:
        return frozenset()
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError):
        return frozenset()
    if root.tag != "periodlist":
        return frozenset()
    listed = {text: iso_day(text) for text in map(str.strip, root.itertext("period_date")) if text}
    odd = next((text for text, day in listed.items() if day is None), None)
    if odd is not None:
        raise UnknownLayout(url, f"it lists {odd[:20]!r}, no day written like 2020-03-15, and so it proves nothing")
    return frozenset(day for day in listed.values() if day is not None)
