"""An issue far from its newspaper's habit is suspect, and what is far is said."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from archive.audit.summary import Day
from archive.audit.thin_issues import MIN_HABIT, oddities
from archive.record.issue import Tally

MONDAY = date(2020, 3, 2)


def day(number: int, pages: int = 16, articles: int = 100, **measures: Any) -> Day:
    """A day of a newspaper that varies a little, as all do."""
    made = {"characters": 60_000 + 997 * (number % 5), "empty": number % 3, "without_byline": 30 + number % 7}
    return Day(
        issue_date=MONDAY + timedelta(days=number),
        edition="a",
        status="complete",
        pages=tally(pages),
        articles=tally(articles + number % 4),
        **(made | measures),
    )


def tally(found: int) -> Tally:
    return Tally(expected=found, found=found, rejected=0, missing=0)


def test_a_newspaper_as_always_has_no_suspect() -> None:
    assert set(oddities([day(number) for number in range(100)])) == {()}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"pages": tally(7)}, ("pages: 7, usually 16",)),
        ({"articles": tally(50), "without_byline": 15}, ("articles: 50, usually 101",)),
        ({"characters": 30_000}, ("characters: 30,000, usually 61,994",)),
        ({"empty": 60}, ("empty bodies: 59%, usually 1%",)),
        ({"without_byline": 100}, ("no bylines: 98%, usually 32%",)),
    ],
)
def test_what_is_far_from_habit_is_said(changes: dict[str, Any], said: tuple[str, ...]) -> None:
    days = [day(number) for number in range(22)]
    days[10] = replace(days[10], **changes)
    found = oddities(days)
    assert (found[10], set(found[:10] + found[11:])) == (said, {()})


def test_a_habit_of_a_weekday_is_its_own() -> None:
    """A thick Thursday and a thin Sunday are no suspects, once there are enough of them."""
    pages = {3: 48, 6: 4}
    days = [day(number, pages=pages.get(number % 7, 16)) for number in range(7 * (MIN_HABIT + 2))]
    assert set(oddities(days)) == {()}
    thursday = 7 * 5 + 3
    days[thursday] = replace(days[thursday], pages=tally(16))
    assert oddities(days)[thursday] == ("pages: 16, usually 48",)


def test_a_newspaper_that_slowly_gets_thinner_has_no_suspect() -> None:
    assert set(oddities([day(number, pages=64 - number // 20) for number in range(1000)])) == {()}


def test_with_too_few_issues_there_is_no_habit() -> None:
    days = [day(number) for number in range(MIN_HABIT)]
    assert oddities([*days, day(MIN_HABIT, pages=1)])[-1] == ("pages: 1, usually 16",)
    assert oddities([*days[1:], day(MIN_HABIT, pages=1)])[-1] == ()


def test_a_day_without_anything_is_neither_suspect_nor_part_of_the_habit() -> None:
    nothing = replace(day(3), status="unknown", pages=tally(0), articles=tally(0), characters=0, empty=0)
    days = [day(0), *(replace(nothing, issue_date=MONDAY + timedelta(days=n)) for n in range(1, 40)), day(40, pages=1)]
    assert set(oddities(days)) == {()}


def test_a_redesign_is_suspect_on_its_first_day_and_for_weeks() -> None:
    """What a redesign does to a crawler: half the pages, all bodies empty, day after day."""
    days = [day(number) for number in range(120)] + [day(number, pages=4, empty=90) for number in range(120, 150)]
    found = oddities(days)
    assert not any(found[:120])
    assert all(found[120:])


def test_one_of_many_editions_counts_as_any_issue() -> None:
    days = [replace(day(number // 2), edition="ab"[number % 2]) for number in range(40)]
    days[20] = replace(days[20], pages=tally(2))
    assert [bool(one) for one in oddities(days)].index(True) == 20


def test_a_habit_of_an_edition_is_its_own() -> None:
    """A thick morning and a thin evening edition are no suspects; a thin morning edition is one."""
    numbers = range(MIN_HABIT + 2)
    mornings = [day(number) for number in numbers]
    evenings = [replace(day(number, pages=4, articles=20, characters=9_000), edition="b") for number in numbers]
    mornings[-1] = replace(mornings[-1], pages=tally(4))
    days = [one for both in zip(mornings, evenings, strict=True) for one in both]
    assert [one for one in oddities(days) if one] == [("pages: 4, usually 16",)]
