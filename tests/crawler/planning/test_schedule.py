"""What is due, and when: a newspaper that is out at 17:00, looked at from one evening."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.audit.run_log import Standing
from archive.record.identifiers import IssueKey
from archive.record.issue import Status
from crawler.clock import SHANGHAI
from crawler.planning.schedule import LONGEST, Due, next_due, planned_issues, spans
from crawler.platforms.contract import Masthead, Newspaper
from crawler.platforms.dzb import Dzb

TODAY = date(2026, 10, 5)  # a Monday
EVENING = datetime(2026, 10, 5, 18, tzinfo=SHANGHAI)
COMPLETE = Standing(status="complete", is_begun=True, last_asked=datetime(2026, 10, 1, tzinfo=UTC))


def newspaper(*, first_issue: date = date(2019, 1, 2), **changed: Any) -> Newspaper:
    masthead = Masthead("jwwb", "江湾晚报")
    platform = Dzb(masthead=masthead, home="https://epaper.invalid", since=first_issue)
    return Newspaper(masthead=masthead, platforms=(platform,), **({"publication_hour": 17} | changed))


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def asked(hours: float, status: Status | None, fruitless: int = 1) -> Standing:
    return Standing(status=status, is_begun=True, last_asked=EVENING - timedelta(hours=hours), fruitless=fruitless)


def plan(
    shelf: dict[date, Standing], now: datetime = EVENING, days: int = 14, rest: Standing = COMPLETE, **changed: Any
) -> list[Due]:
    return list(planned_issues(newspaper(**changed), lambda issue: shelf.get(issue.issue_date, rest), now, days))


def due(shelf: dict[date, Standing], now: datetime = EVENING, **given: Any) -> list[tuple[date, str]]:
    return [(one.issue_date, one.why) for one in plan(shelf, now, **given) if one.at <= now]


SETTLED_TILL_TODAY = {ago(1): asked(1, "complete")}


def test_todays_issue_is_due_from_its_hour_on() -> None:
    shelf = {TODAY: Standing(), **SETTLED_TILL_TODAY}
    before = EVENING.replace(hour=16, minute=59)
    assert due(shelf, before) == []
    first = next_due(plan(shelf, before))
    assert first is not None
    assert (first.issue_date, first.at) == (TODAY, EVENING.replace(hour=17))
    assert due(shelf, EVENING.replace(hour=17)) == [(TODAY, "today")]


def test_the_day_is_that_of_shanghai() -> None:
    shelf = {TODAY: Standing(), **SETTLED_TILL_TODAY}
    assert due(shelf, datetime(2026, 10, 5, 8, 59, tzinfo=UTC)) == []
    assert due(shelf, datetime(2026, 10, 5, 9, 0, tzinfo=UTC)) == [(TODAY, "today")]


@pytest.mark.parametrize(("hours", "is_due"), [(3.9, False), (4, True)])
def test_the_issues_of_the_last_two_days_are_asked_again_every_four_hours(hours: float, is_due: bool) -> None:
    shelf = {ago(1): asked(hours, "complete"), TODAY: asked(hours, "complete")}
    assert due(shelf) == ([(ago(1), "still_changes"), (TODAY, "still_changes")] if is_due else [])


def test_after_two_days_a_complete_issue_is_settled() -> None:
    assert [one.issue_date for one in plan({}) if one.at <= EVENING] == [ago(1), TODAY]


def test_what_is_proved_not_published_is_left_alone() -> None:
    assert due({}, rest=Standing(status="not_published", is_begun=True)) == []


@pytest.mark.parametrize(
    ("status", "fruitless", "hours"),
    [
        ("partial", 1, 4),
        ("partial", 2, 8),
        ("unknown", 3, 16),
        ("unknown", 9, 48),
        ("blocked", 1, 12),
        ("blocked", 99, 48),
        (None, 1, 0.5),
    ],
)
def test_what_was_asked_in_vain_waits_longer_each_time(status: Status | None, fruitless: int, hours: float) -> None:
    for waited, is_due in ((hours - 0.1, False), (hours, True)):
        shelf = {
            ago(5): asked(waited, status, fruitless),
            TODAY: asked(0, "complete"),
            ago(1): asked(0, "complete"),
        }
        assert due(shelf) == ([(ago(5), status or "interrupted")] if is_due else [])


@pytest.mark.parametrize(("fruitless", "minutes"), [(1, 30), (2, 60), (3, 120)])
def test_a_late_issue_is_asked_again_soon(fruitless: int, minutes: int) -> None:
    shelf = {TODAY: asked(0.25, "not_yet", fruitless), **SETTLED_TILL_TODAY}
    (late,) = (one for one in plan(shelf) if one.issue_date == TODAY)
    assert late.why == "late"
    assert late.at == EVENING + timedelta(minutes=minutes - 15)


@pytest.mark.parametrize(("fruitless", "minutes"), [(1, 30), (2, 60), (4, 240), (9, 240)])
def test_a_front_page_that_the_site_failed_to_give_is_asked_for_again_soon(fruitless: int, minutes: int) -> None:
    """Of the last two days: a server's error says nothing of the issue, which may be out by now."""
    shelf = {TODAY: asked(0.25, "unknown", fruitless), **SETTLED_TILL_TODAY}
    (unknown,) = (one for one in plan(shelf) if one.issue_date == TODAY)
    assert (unknown.why, unknown.at) == ("unknown", EVENING + timedelta(minutes=minutes - 15))


def test_what_was_never_tried_is_due_as_far_back_as_is_looked() -> None:
    assert due({}, rest=Standing(), days=3) == [
        (ago(3), "never_tried"),
        (ago(2), "never_tried"),
        (ago(1), "never_tried"),
        (TODAY, "today"),
    ]


def test_nothing_before_the_first_issue() -> None:
    assert due({}, rest=Standing(), first_issue=ago(1)) == [(ago(1), "never_tried"), (TODAY, "today")]


def test_a_weekly_is_due_on_its_day() -> None:
    wednesdays = plan({}, rest=Standing(), weekdays=(2,), days=14)
    assert [one.issue_date for one in wednesdays] == [ago(12), ago(5), date(2026, 10, 7)]
    assert next_due(one for one in wednesdays if one.at > EVENING) == Due(
        issue=IssueKey("jwwb", date(2026, 10, 7)), why="today", at=datetime(2026, 10, 7, 17, tzinfo=SHANGHAI)
    )


def test_each_edition_of_a_date_is_due_for_itself() -> None:
    one_site = newspaper(editions=("a", "b"))
    shelf = {IssueKey("jwwb", ago(2), "b"): Standing(), IssueKey("jwwb", ago(4), "b"): asked(1, "partial")}
    found = list(planned_issues(one_site, lambda issue: shelf.get(issue, COMPLETE), EVENING, 5))
    now_due = [one for one in found if one.at <= EVENING]
    assert [(one.issue.edition, one.issue_date, one.why) for one in now_due] == [
        ("b", ago(2), "never_tried"),
        *[(edition, day, "still_changes") for day in (ago(1), TODAY) for edition in "ab"],
    ]
    (only,) = spans(one_site, now_due, lambda issue: shelf.get(issue, COMPLETE), EVENING)
    assert only.dates == (ago(2), ago(1), TODAY)


STANDINGS = st.builds(
    Standing,
    status=st.sampled_from(["complete", "partial", "not_published", "not_yet", "unknown", "blocked", None]),
    is_begun=st.booleans(),
    last_asked=st.none() | st.integers(0, 40 * 24 * 60).map(lambda minutes: EVENING - timedelta(minutes=minutes)),
    fruitless=st.integers(0, 100),
)


@given(shelf=st.dictionaries(st.integers(0, 14).map(ago), STANDINGS), weekdays=st.sets(st.integers(0, 6)).map(tuple))
def test_it_always_knows_when_and_never_asks_for_what_is_settled(
    shelf: dict[date, Standing], weekdays: tuple[int, ...]
) -> None:
    one_site = newspaper(weekdays=weekdays)

    def standing(issue: IssueKey) -> Standing:
        return shelf.get(issue.issue_date, COMPLETE)

    planned = list(planned_issues(one_site, standing, EVENING))
    assert bool(planned) >= bool(weekdays)
    assert all(one.issue_date.weekday() in weekdays and one.issue_date >= ago(14) for one in planned)
    assert all(one.at <= EVENING + max(LONGEST, timedelta(days=8)) for one in planned)
    now_due = [one for one in planned if one.at <= EVENING]
    assert [one for one in now_due if one.issue_date > TODAY or standing(one.issue).status == "not_published"] == []
    ranges = list(spans(one_site, now_due, standing, EVENING))
    assert [day for span in ranges for day in span.dates] == [one.issue_date for one in now_due]
    for span in ranges:
        for offset in range((span.last - span.first).days + 1):
            day = span.first + timedelta(days=offset)
            is_free = day.weekday() not in weekdays or standing(IssueKey("jwwb", day)).status in (
                "complete",
                "not_published",
            )
            assert day in span.dates or is_free
