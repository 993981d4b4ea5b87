"""A publisher's calendar: the one positive proof that a date has no issue."""

from __future__ import annotations

from datetime import date

from lxml import etree


def calendar_dates(body: bytes) -> frozenset[date]:
    """The dates that Founder's ``period.xml`` of a month lists; none where it is no such file.

    ``/periodlist/period/period_date``, ISO dates: read in a copy of Founder's own ``mp.js``.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError):
        return frozenset()
    if root.tag != "periodlist":
        return frozenset()
    return frozenset(day for text in root.itertext("period_date") if (day := _iso_date(str(text).strip())) is not None)


def _iso_date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
