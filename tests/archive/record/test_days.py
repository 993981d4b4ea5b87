"""Days as they are written, and as they are not."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.record.days import iso_day


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
