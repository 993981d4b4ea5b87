"""Dates of captures: written to the second, and read whatever stands there."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.captures.dates import captured_moment, date_in_utc, past_moment, warc_date


def test_a_date_is_utc_to_the_second() -> None:
    evening = datetime(2020, 3, 15, 1, 2, 3, 456, tzinfo=timezone(timedelta(hours=8)))
    assert warc_date(evening) == "2020-03-14T17:02:03Z"
    assert warc_date(datetime(2020, 3, 15, tzinfo=UTC)) == "2020-03-15T00:00:00Z"


@pytest.mark.parametrize(
    ("date", "read"),
    [
        ("2020-03-15T01:02:03Z", "2020-03-15T01:02:03Z"),
        ("2020-03-15T01:02:03.456789Z", "2020-03-15T01:02:03Z"),
        ("2020-03-15T01:02:03", "2020-03-15T01:02:03Z"),  # in UTC, whatever the time zone of this machine
        ("2020-03-15T01:02:03+08:00", "2020-03-14T17:02:03Z"),
        ("2020-03-15", "2020-03-15T00:00:00Z"),
        ("2020-03", "2020-03-01T00:00:00Z"),  # as WARC/1.1 has it: no more is known
        ("2020", "2020-01-01T00:00:00Z"),
        ("2020-13", None),
        ("1970", None),
        ("2049-12-31T23:59:59Z", "2049-12-31T23:59:59Z"),
        ("2050-01-01T00:00:00Z", None),
        ("2099-01-01T00:00:00Z", None),
        ("9999-12-31T23:59:59Z", None),
        ("9999-12-31T23:59:59-14:00", None),
        ("1990-01-01T00:00:00Z", "1990-01-01T00:00:00Z"),
        ("1989-12-31T23:59:59Z", None),
        ("0999-01-01T00:00:00Z", None),
        ("0001-01-01T00:00:00+14:00", None),
        ("2020-03-15T24:00:01Z", None),
        ("garbage", None),
        ("", None),
    ],
)
def test_a_date_on_which_nothing_can_have_been_captured_is_none(date: str, read: str | None) -> None:
    moment = captured_moment(date)
    assert (None if moment is None else warc_date(moment)) == read
    assert date_in_utc(date) == (read or date)


@given(st.text(max_size=40))
def test_any_text_is_a_date_or_none(text: str) -> None:
    captured_moment(text)


def test_what_is_captured_now_has_a_date() -> None:
    assert past_moment(warc_date()) is not None


@pytest.mark.parametrize("date", ["2049-12-31T23:59:59Z", "9999-12-31T23:59:59Z", "garbage"])
def test_what_is_still_to_come_or_no_date_is_not_past(date: str) -> None:
    assert past_moment(date) is None
