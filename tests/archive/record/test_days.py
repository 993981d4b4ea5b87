"""Days as they are written, and as they are not."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.record.days import iso_day, meant_days


@given(st.dates())
def test_every_day_is_read_as_it_is_written(day: date) -> None:
    assert iso_day(day.isoformat()) == day


@pytest.mark.parametrize(
    "text", ["", "20200315", "2020-W11-7", "2020W117", "2020-3-15", "2020-02-30", "2020-03-15 ", "２０２０-03-15"]
)
def test_written_otherwise_it_is_none(text: str) -> None:
    assert iso_day(text) is None


@given(st.text())
def test_any_text_is_a_day_or_none(text: str) -> None:
    day = iso_day(text)
    assert day is None or day.isoformat() == text


@given(st.dates())
def test_a_month_and_a_year_are_meant_whole(day: date) -> None:
    """As the calendar has them: the day before the first and the day after the last are of others."""
    for written, kept in ((day.isoformat()[:7], ("year", "month")), (day.isoformat()[:4], ("year",))):
        days = meant_days(written, date(2026, 10, 5))
        assert days is not None
        first, last = days
        assert first <= day <= last
        around = [first - timedelta(days=1)] if first > date.min else []
        around += [last + timedelta(days=1)] if last < date.max else []
        assert all([getattr(end, name) for name in kept] == [getattr(day, name) for name in kept] for end in days)
        assert all([getattr(end, name) for name in kept] != [getattr(day, name) for name in kept] for end in around)


def test_a_day_is_meant_alone() -> None:
    today = date(2024, 3, 1)
    assert meant_days("2020-03-15", today) == (date(2020, 3, 15), date(2020, 3, 15))
    assert meant_days("today", today) == (today, today)
    assert meant_days("yesterday", today) == (date(2024, 2, 29), date(2024, 2, 29))


@pytest.mark.parametrize(
    "text",
    ["", "2020-13", "2020-00", "2020-3", "0000", "202003", "20", "2020-", "2020-02-30", "Today", "today ", "２０２０"],
)
def test_what_nobody_means(text: str) -> None:
    assert meant_days(text, date(2026, 10, 5)) is None
