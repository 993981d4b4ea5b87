"""A publisher's calendar, and the proof it gives."""

from __future__ import annotations

from datetime import date

import pytest

from crawler.platforms.calendars import period_dates, proves_absence
from crawler.platforms.errors import UnknownLayout
from crawler.platforms.limits import MAX_CALENDAR_BYTES

PERIODS = """<?xml version="1.0" encoding="UTF-8"?>
<periodlist>
  <period id="1"><period_name>第1期</period_name><period_date>2020-03-15</period_date></period>
  <period id="2"><paper_id>slwb</paper_id><period_date> 2020-03-17 </period_date></period>
  <period id="3"><period_date></period_date></period>
</periodlist>""".encode()


def test_it_lists_the_dates_of_issues() -> None:
    assert period_dates(PERIODS) == {date(2020, 3, 15), date(2020, 3, 17)}


@pytest.mark.parametrize("odd", ["20200316", "2020-W12-1", "2020/03/16", "2020-3-16", "2020-13-99", "星期一"])
def test_one_that_lists_something_else_is_not_read_by_half(odd: str) -> None:
    """What it lists so might be the very date that it would seem not to list."""
    body = PERIODS.replace(b"<period_date></period_date>", f"<period_date>{odd}</period_date>".encode())
    with pytest.raises(UnknownLayout, match=f"it lists '{odd}', no day written like 2020-03-15"):
        period_dates(body, "https://epaper.invalid/period.xml")


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
    assert period_dates(body) == frozenset()


def test_a_calendar_longer_than_any_lists_nothing() -> None:
    listed = b"<periodlist><period_date>2020-03-15</period_date>"
    padding = b" " * (MAX_CALENDAR_BYTES - len(listed + b"</periodlist>"))
    assert period_dates(listed + padding + b"</periodlist>") == frozenset({date(2020, 3, 15)})
    assert period_dates(listed + padding + b" </periodlist>") == frozenset()


MARCH = frozenset(date(2020, 3, number) for number in (13, 14, 15, 17))


@pytest.mark.parametrize(
    ("day", "captured_on", "listed", "proved"),
    [
        (16, date(2020, 3, 18), MARCH, True),  # a later date is listed
        (15, date(2020, 3, 18), MARCH, False),  # it is listed itself
        (18, date(2020, 3, 19), MARCH, False),  # the last that is listed is older: it may still come
        (18, date(2020, 3, 31), MARCH, False),
        (18, date(2020, 4, 1), MARCH, True),  # the month is over
        (18, date(2021, 1, 1), MARCH, True),
        (16, date(2020, 3, 16), MARCH, False),  # of the day itself it proves nothing, whatever it lists
        (16, date(2020, 3, 15), MARCH, False),  # nor of a day to come
        (15, date(2020, 3, 16), frozenset({date(2020, 3, 14), date(2020, 3, 31)}), False),  # it is filled in ahead
        (15, date(2020, 3, 16), frozenset({date(2020, 3, 14), date(2020, 3, 16)}), True),
        (16, None, MARCH, False),  # nobody knows when it was captured
        (16, date(2020, 5, 1), frozenset(), False),
        (16, date(2020, 5, 1), frozenset({date(2020, 4, 2)}), False),  # another month's
        (16, date(2020, 5, 1), frozenset({date(2019, 3, 17)}), False),
        (31, date(2020, 4, 2), frozenset({date(2020, 3, 30), date(2020, 4, 1)}), True),
    ],
)
def test_what_a_calendar_proves(day: int, captured_on: date | None, listed: frozenset[date], proved: bool) -> None:
    assert proves_absence(date(2020, 3, day), listed, captured_on) is proved
