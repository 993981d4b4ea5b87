"""Dates as printed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.printed.dates import printed_date

DAY = date(2020, 3, 5)


@pytest.mark.parametrize(
    "text",
    [
        "2020-03-05",
        "2020-3-5",
        "2020年3月5日 星期四",
        "2020 年 03 月 05 日",
        "2020/03/05",
        "2020.3.5",
        "（2020年03月05日　第 01 版）",
    ],
)
def test_a_date_in_any_spelling(text: str) -> None:
    assert printed_date(text) == DAY


@pytest.mark.parametrize("text", ["", "星期四", "2020-13-01", "2020-02-30", "20200305", "0000-01-01"])
def test_no_date(text: str) -> None:
    assert printed_date(text) is None


@given(st.dates(date(1000, 1, 1)))
def test_every_day_is_read(day: date) -> None:
    assert printed_date(f"今天是{day.isoformat()}，晴") == day
    assert printed_date(f"{day.year}年{day.month}月{day.day}日") == day


@given(st.text(st.sampled_from("0123456789-年月日./ ０１"), max_size=16))
def test_any_text_has_a_date_or_none(text: str) -> None:
    assert isinstance(printed_date(text), date | None)
