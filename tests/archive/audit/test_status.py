"""The calendar of a newspaper, its sums and its holes, from the statuses of its issues."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from archive.audit.status import STATUS_WORDS, DayStatus, Hole, NewspaperStatus, newspaper_status
from archive.audit.summary import Day
from archive.record.issue import Status, Tally

SUNDAY = date(2020, 3, 1)


def tally(found: int, missing: int = 0, rejected: int = 0) -> Tally:
    return Tally(expected=found + missing + rejected, found=found, rejected=rejected, missing=missing)


def issue_day(number: int, status: Status | None = "complete", **fields: Any) -> Day:
    """The day of that number from 2020-03-01, a Sunday."""
    found = 4 if status in ("complete", "partial") else 0
    made: dict[str, Any] = {
        "issue_date": SUNDAY + timedelta(days=number),
        "edition": "a",
        "status": status,
        "pages": tally(found // 2),
        "articles": tally(found),
        "characters": 0,
        "empty": 0,
        "without_byline": 0,
    }
    return Day(**(made | fields))


def statuses(calendar: NewspaperStatus) -> list[DayStatus]:
    return [entry.status for entry in calendar.entries]


def test_a_calendar_has_every_status() -> None:
    given: list[Status | None] = ["complete", "partial", "not_published", "not_yet", "unknown", "blocked", None]
    days = [issue_day(number, status) for number, status in enumerate(given)]
    calendar = newspaper_status("xmwb", days, last=SUNDAY + timedelta(days=7))
    shown = ["complete", "partial", "not_published", "not_yet", "unknown", "blocked", "interrupted", "never_tried"]
    assert statuses(calendar) == shown
    assert calendar.counts == dict.fromkeys(shown, 1)
    assert list(calendar.counts) == [name for name in STATUS_WORDS if name in shown]


def test_totals_are_sums_and_the_newest_is_of_what_was_found() -> None:
    days = [
        issue_day(0, pages=tally(2), articles=tally(7, rejected=1)),
        issue_day(1, "partial", pages=tally(1, missing=1), articles=tally(3, missing=2)),
        issue_day(2, "unknown", pages=tally(0, missing=1)),
    ]
    calendar = newspaper_status("xmwb", days)
    assert (calendar.pages, calendar.articles) == (tally(3, missing=2), tally(10, missing=2, rejected=1))
    assert calendar.newest == SUNDAY + timedelta(days=1)


def test_without_dates_it_is_of_what_is_archived() -> None:
    calendar = newspaper_status("xmwb", [issue_day(5), issue_day(9)])
    assert [entry.issue_date.day for entry in calendar.entries] == [6, 7, 8, 9, 10]
    assert statuses(calendar)[1:-1] == ["never_tried"] * 3


def test_dates_asked_for_bound_it_on_both_sides() -> None:
    days = [issue_day(number) for number in range(10)]
    inner = newspaper_status("xmwb", days, SUNDAY + timedelta(days=3), SUNDAY + timedelta(days=5))
    assert (len(inner.entries), inner.articles.found) == (3, 12)
    outer = newspaper_status("xmwb", days, SUNDAY - timedelta(days=2), SUNDAY + timedelta(days=11))
    assert outer.counts == {"never_tried": 4, "complete": 10}


def test_nothing_archived_is_an_empty_calendar_or_one_never_tried() -> None:
    empty = newspaper_status("xmwb", [])
    assert (empty.entries, empty.counts, empty.newest, empty.longest_hole) == ((), {}, None, None)
    asked = newspaper_status("xmwb", [], SUNDAY, SUNDAY + timedelta(days=2))
    assert (statuses(asked), asked.longest_hole) == (
        ["never_tried"] * 3,
        Hole(first=SUNDAY, last=SUNDAY + timedelta(days=2)),
    )


def test_a_weekly_newspaper_has_no_holes_between_its_issues() -> None:
    weekly = [issue_day(number) for number in range(3, 70, 7)]  # Wednesdays
    calendar = newspaper_status("shequ", weekly, weekdays=(2,))
    assert (set(statuses(calendar)), len(calendar.entries), calendar.longest_hole) == ({"complete"}, 10, None)


def test_an_issue_on_another_weekday_is_shown_all_the_same() -> None:
    calendar = newspaper_status("shequ", [issue_day(3), issue_day(5), issue_day(10)], weekdays=(2,))
    assert [entry.issue_date.day for entry in calendar.entries] == [4, 6, 11]


def test_a_hole_of_a_weekly_is_as_long_as_it_lasted() -> None:
    days = [issue_day(3), issue_day(24)]
    hole = newspaper_status("shequ", days, weekdays=(2,)).longest_hole
    assert hole == Hole(first=date(2020, 3, 11), last=date(2020, 3, 18))
    assert hole.days == 8


@pytest.mark.parametrize("status", ["partial", "unknown", "blocked", None])
def test_what_is_not_whole_is_a_hole(status: Status | None) -> None:
    days = [issue_day(0), issue_day(1, status), issue_day(2, status), issue_day(3), issue_day(4, status)]
    assert newspaper_status("xmwb", days).longest_hole == Hole(first=date(2020, 3, 2), last=date(2020, 3, 3))


@pytest.mark.parametrize("status", ["complete", "not_published", "not_yet"])
def test_what_is_whole_or_cannot_be_is_no_hole(status: Status) -> None:
    assert newspaper_status("xmwb", [issue_day(0), issue_day(1, status)]).longest_hole is None


def test_of_two_holes_the_longest_counts_and_of_equals_the_first() -> None:
    days = [issue_day(number) for number in (0, 2, 5, 8)]
    assert newspaper_status("xmwb", days).longest_hole == Hole(first=date(2020, 3, 4), last=date(2020, 3, 5))


def test_editions_of_a_date_count_together_and_the_worst_tells() -> None:
    days = [issue_day(0), issue_day(0, "partial", edition="b", suspect=("pages: 1, usually 16",))]
    (entry,) = newspaper_status("xmwb", days).entries
    assert (entry.status, entry.articles.found, entry.suspect) == ("partial", 8, ("pages: 1, usually 16",))


def test_an_edition_that_was_never_tried_is_lacking() -> None:
    days = [issue_day(0), issue_day(0, edition="b"), issue_day(1)]
    calendar = newspaper_status("xmwb", days, editions=("a", "b"))
    assert [(one.status, one.edition) for one in calendar.entries] == [("complete", "a"), ("never_tried", "b")]
    assert statuses(newspaper_status("xmwb", days, editions=())) == ["complete", "complete"]
    assert statuses(newspaper_status("xmwb", [issue_day(0, edition="b")], editions=("a",))) == ["never_tried"]


def test_what_is_not_there_of_a_date_that_is_not_out_is_no_hole() -> None:
    days = [issue_day(0), issue_day(1, None), issue_day(2, None), issue_day(3, "partial")]
    until = SUNDAY + timedelta(days=4)
    calendar = newspaper_status("xmwb", days, last=until, last_out=SUNDAY + timedelta(days=1))
    assert statuses(calendar) == ["complete", "interrupted", "not_yet", "partial", "not_yet"]
