"""What a person asks for: every refusal says what to do instead."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from crawler.sites import all_newspapers
from crawler.sites.xmwb import NEWSPAPER
from crawler.walk.order import BadArgument, IssueDates, asked_date, crawl_order, issue_dates, known_newspaper
from tests.conftest import ClockRead

FIRST = NEWSPAPER.first_issue


def test_a_known_newspaper() -> None:
    assert known_newspaper("xmwb") is NEWSPAPER


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("xmbw", "Did you mean xmwb"),
        ("新民晚报", "xmwb"),
        ("shequ2", "shequ"),
        ("???", f"There are: {', '.join(all_newspapers())}"),
    ],
)
def test_an_unknown_newspaper_names_the_nearest(asked: str, told: str) -> None:
    with pytest.raises(BadArgument) as error:
        known_newspaper(asked)
    assert asked in str(error.value)
    assert told in str(error.value)


@pytest.mark.usefixtures("today")
@pytest.mark.parametrize("text", ["2020-02-30", "15.3.2020", "Today", "", "2020-3-15", "0000-00-00", "2020-03", "2020"])
def test_no_one_date(text: str) -> None:
    with pytest.raises(BadArgument, match="is not a day"):
        asked_date(text)


def test_one_date(today: date) -> None:
    assert asked_date("2020-03-15") == date(2020, 3, 15)
    assert asked_date("today") == today
    assert asked_date("yesterday") == today - timedelta(days=1)


def asked(one: str | None = None, first: str | None = None, last: str | None = None) -> tuple[date, date]:
    dates = issue_dates(NEWSPAPER, one, first, last)
    return dates.first, dates.last


def test_dates_that_can_be(today: date) -> None:
    assert asked("2020-03-15") == (date(2020, 3, 15), date(2020, 3, 15))
    assert asked(None, "2020-03-15", "2020-03-17") == (date(2020, 3, 15), date(2020, 3, 17))
    assert asked(None, "2020-03-15") == (date(2020, 3, 15), today)
    assert asked(None, None, "2019-02-01") == (FIRST, date(2019, 2, 1))
    assert asked(str(today)) == (today, today)


def test_a_month_and_a_year_are_all_of_their_dates(today: date) -> None:
    assert asked("2020-02") == (date(2020, 2, 1), date(2020, 2, 29))
    assert asked("2020") == (date(2020, 1, 1), date(2020, 12, 31))
    assert asked(None, "2020-02", "2021") == (date(2020, 2, 1), date(2021, 12, 31))
    assert asked(None, "yesterday", "today") == (today - timedelta(days=1), today)
    assert asked("2019") == (FIRST, date(2019, 12, 31))
    assert asked("2026") == (date(2026, 1, 1), today)


def test_a_range_is_cut_to_what_can_have_appeared(today: date) -> None:
    assert asked(None, "2018-01-01", "2019-01-05") == (FIRST, date(2019, 1, 5))
    assert asked(None, "2020-03-15", "2999-01-01") == (date(2020, 3, 15), today)


@pytest.mark.usefixtures("today")
@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((None, None, None), "give a date"),
        (("2020-03-15", "2020-03-15", None), "not both"),
        (("2020-03-15", None, "2020-03-15"), "not both"),
        ((None, "2020-03-17", "2020-03-15"), "is before the first"),
        (("2999-01-01", None, None), "is in the future; in Shanghai it is 2026-10-05"),
        ((None, "2999-01-01", "2999-01-02"), "is in the future"),
        (("2026-11", None, None), "2026-11-01 is in the future"),
        (("2018", None, None), "is known from 2019-01-02 on"),
        (("", None, None), "'' is not a date"),
        (("2018-12-31", None, None), "is known from 2019-01-02 on"),
        ((None, "2018-01-01", "2018-12-31"), "is known from 2019-01-02 on"),
        (("2020-02-30", None, None), "'2020-02-30' is not a date"),
    ],
)
def test_dates_that_cannot_be(arguments: tuple[str | None, str | None, str | None], told: str) -> None:
    with pytest.raises(BadArgument) as error:
        issue_dates(NEWSPAPER, *arguments)
    assert told in str(error.value)


def test_the_day_is_never_read_from_the_wall() -> None:
    with pytest.raises(ClockRead):
        issue_dates(NEWSPAPER, "2020-03-15", None, None)


def test_only_days_of_publication() -> None:
    week = IssueDates(date(2020, 3, 9), date(2020, 3, 15), (0, 2))  # a Monday to a Sunday
    assert list(week) == [date(2020, 3, 9), date(2020, 3, 11)]
    assert len(week) == 2
    daily = IssueDates(date(2020, 2, 28), date(2020, 3, 1), (0, 1, 2, 3, 4, 5, 6))
    assert list(daily) == [date(2020, 2, 28) + timedelta(days=days) for days in range(3)]


@pytest.mark.usefixtures("today")
@pytest.mark.parametrize(
    ("text", "said"), [("1", True), ("True", True), ("yes", True), ("0", False), ("false", False), ("NO", False)]
)
def test_yes_and_no_as_people_write_them(text: str, said: bool) -> None:
    order = crawl_order(NEWSPAPER, {"gaps": "2020-03-15", "pictures": text, "refresh": text})
    assert (order.pictures, order.refresh) == (said, said)


@pytest.mark.usefixtures("today")
@pytest.mark.parametrize("name", ["pictures", "refresh"])
@pytest.mark.parametrize("text", ["", "on", "2", "none"])
def test_what_is_neither_yes_nor_no(name: str, text: str) -> None:
    with pytest.raises(BadArgument) as error:
        crawl_order(NEWSPAPER, {"gaps": "2020-03-15", name: text})
    assert str(error.value) == f"{name}={text} is neither yes nor no. Write {name}=1 or {name}=0."


@pytest.mark.usefixtures("today")
def test_a_gap_that_is_named_twice_is_one() -> None:
    order = crawl_order(NEWSPAPER, {"gaps": "2020-03-16,2020-03-15,2020-03-16"})
    assert [one.folder_name for one in order.issues] == ["2020-03-15", "2020-03-16"]


@pytest.mark.usefixtures("today")
@pytest.mark.parametrize(
    ("gaps", "told"),
    [
        ("2020-03-15,2026-10-06", "2026-10-06 is in the future; in Shanghai it is 2026-10-05."),
        ("2018-12-31", "2018-12-31 is too early: "),
        ("2020-03", "新民晚报 (xmwb) has no issue '2020-03'."),
        ("2020-03-15-b", "新民晚报 (xmwb) has no issue '2020-03-15-b'."),
    ],
)
def test_gaps_that_cannot_be(tmp_path: Path, gaps: str, told: str) -> None:
    with pytest.raises(BadArgument) as error:
        crawl_order(NEWSPAPER, {"gaps": gaps, "archive": str(tmp_path)})
    assert str(error.value).startswith(told)


@pytest.mark.usefixtures("today")
@pytest.mark.parametrize("day", ["2026-10-06", "2018-12-31"])
def test_what_is_archived_of_an_impossible_date_is_a_gap_like_any_other(tmp_path: Path, day: str) -> None:
    """An older version archived texts of whatever date they printed; damage to them is mended."""
    (tmp_path / f"xmwb/{day[:4]}/{day}").mkdir(parents=True)
    order = crawl_order(NEWSPAPER, {"gaps": day, "archive": str(tmp_path)})
    assert [one.folder_name for one in order.issues] == [day]


@pytest.mark.usefixtures("today")
@pytest.mark.parametrize(
    ("beside", "told"),
    [
        ({"date": "2020-03-15"}, "gaps names the issues. Give no date beside it."),
        (
            {"from_date": "2020-03", "until_date": "2020-04"},
            "gaps names the issues. Give no from_date and no until_date beside it.",
        ),
        ({"edition": "a"}, "gaps names the issues. Give no edition beside it."),
    ],
)
def test_gaps_stand_in_the_place_of_dates(beside: dict[str, str], told: str) -> None:
    with pytest.raises(BadArgument) as error:
        crawl_order(NEWSPAPER, {"gaps": "2020-03-15", **beside})
    assert str(error.value) == told
