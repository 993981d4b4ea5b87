"""A publisher's calendar, and the proof it gives."""

from __future__ import annotations

from datetime import date

import pytest

from crawler.platforms.calendars import calendar_dates
from crawler.platforms.capture import Capture
from crawler.sites.slwb import SITE
from crawler.walk.issue_walk import IssueWalk

PERIODS = """<?xml version="1.0" encoding="UTF-8"?>
<periodlist>
  <period id="1"><period_name>第1期</period_name><period_date>2020-03-15</period_date></period>
  <period id="2"><paper_id>slwb</paper_id><period_date> 2020-03-17 </period_date></period>
  <period id="3"><period_date>2020-13-99</period_date></period>
</periodlist>""".encode()


def test_it_lists_the_dates_of_issues() -> None:
    assert calendar_dates(PERIODS) == {date(2020, 3, 15), date(2020, 3, 17)}


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html><body>404</body></html>",
        PERIODS[:80],
        b"<periodlist/>",
        b'<!DOCTYPE p [<!ENTITY x SYSTEM "file:///etc/passwd">]><periodlist><period_date>&x;</period_date></periodlist>',
    ],
)
def test_anything_else_lists_nothing(body: bytes) -> None:
    assert calendar_dates(body) == frozenset()


@pytest.mark.parametrize(
    ("day", "body", "proved"),
    [
        (date(2020, 3, 16), PERIODS, True),
        (date(2020, 3, 15), PERIODS, False),
        (date(2020, 3, 16), b"<periodlist/>", False),
    ],
)
def test_only_a_calendar_without_the_date_is_a_proof(day: date, body: bytes, proved: bool) -> None:
    walk = IssueWalk(SITE, day)
    calendar = SITE.calendar_page(day)
    assert calendar == "https://epaper.invalid/html/slwb/2020-03/period.xml"
    assert list(walk.records(Capture(url=calendar, body=body), calendar)) == []
    end = walk.walk()
    assert (end.absent, end.proof) == (("not_published", calendar) if proved else (None, None))
