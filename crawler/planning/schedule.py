"""When each issue should be asked for. Pure: the time and the standing of each issue are arguments.

An issue is due from its hour of publication. One that is not there is asked for again after half an hour, then after
twice as long each time; one that is there in part, after four hours; two days is the longest wait. The issues of the
last two days still change and are asked for again every four hours. An issue that is settled is left alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal

from archive.audit.run_log import Standing
from archive.record.identifiers import IssueKey
from archive.record.issue import SETTLED

from ..clock import SHANGHAI
from ..platforms.contract import Newspaper
from ..walk.live.open_issues import STILL_CHANGES

Why = Literal["today", "late", "still_changes", "partial", "unknown", "blocked", "interrupted", "never_tried"]

DAYS = 14  # that are looked back; older gaps are for `epaper crawl --from --until`
FRESH = timedelta(hours=4)  # an issue that still changes costs its front and pages each time
LATE = timedelta(minutes=30)
BLOCKED = timedelta(hours=12)
LONGEST = timedelta(days=2)
AHEAD = 8  # days: the next publication day of a weekly is among them


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """An issue to ask for, from ``at`` on (Asia/Shanghai), and why."""

    issue: IssueKey
    why: Why
    at: datetime

    @property
    def issue_date(self) -> date:
        """Its date."""
        return self.issue.issue_date


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Dates to ask for in one crawl, both ends included; ``dates`` are those that are due."""

    first: date
    last: date
    dates: tuple[date, ...]


def planned_issues(
    newspaper: Newspaper, standing: Callable[[IssueKey], Standing], now: datetime, days: int = DAYS
) -> Iterator[Due]:
    """Every issue of the last ``days`` days, and of the next week, that is due now or will be."""
    today = now.astimezone(SHANGHAI).date()
    for offset in range(-days, AHEAD):
        day = today + timedelta(days=offset)
        if day < newspaper.first_issue or day.weekday() not in newspaper.weekdays:
            continue
        for issue in newspaper.issues(day):
            found = Standing() if day > today else standing(issue)
            why = _why(day, today, found)
            if why is not None:
                yield Due(issue=issue, why=why, at=_moment(newspaper, day, found, why, today))


def next_due(planned: Iterable[Due]) -> Due | None:
    """The planned issue that is due first; ``None``: none is planned."""
    return min(planned, key=lambda one: (one.at, one.issue), default=None)


def spans(
    newspaper: Newspaper, due: Iterable[Due], standing: Callable[[IssueKey], Standing], now: datetime
) -> Iterator[Span]:
    """The due dates in as few ranges as can be. The other dates in a range are free: a crawl passes them by."""
    today = now.astimezone(SHANGHAI).date()
    run: list[date] = []
    for day in sorted({one.issue_date for one in due}):
        if run and not all(_is_free(newspaper, one, standing, today) for one in _between(run[-1], day)):
            yield Span(first=run[0], last=run[-1], dates=tuple(run))
            run = []
        run.append(day)
    if run:
        yield Span(first=run[0], last=run[-1], dates=tuple(run))


def _why(day: date, today: date, found: Standing) -> Why | None:
    if found.status == "complete":
        return "still_changes" if today - day < STILL_CHANGES else None
    if found.status == "partial" or found.status == "unknown" or found.status == "blocked":
        return found.status
    if found.status == "not_published":
        return None
    if found.status == "not_yet":
        return "late"
    if found.is_begun or found.last_asked is not None:
        return "interrupted"
    return "today" if day >= today else "never_tried"


def _moment(newspaper: Newspaper, day: date, found: Standing, why: Why, today: date) -> datetime:
    out = datetime.combine(day, time(newspaper.publication_hour), SHANGHAI)
    if found.last_asked is None:
        return out
    return max(out, found.last_asked.astimezone(SHANGHAI) + _wait(why, found.fruitless, today - day < STILL_CHANGES))


def _wait(why: Why, fruitless: int, is_fresh: bool) -> timedelta:
    if is_fresh and why in ("still_changes", "partial"):
        return FRESH
    longest = FRESH if is_fresh and why == "unknown" else LONGEST
    first = BLOCKED if why == "blocked" else FRESH if why in ("partial", "unknown") and not is_fresh else LATE
    doublings = min(max(fruitless - 1, 0), 10)
    return min(first * (1 << doublings), longest)


def _between(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=days) for days in range(1, (last - first).days))


def _is_free(newspaper: Newspaper, day: date, standing: Callable[[IssueKey], Standing], today: date) -> bool:
    """Whether a crawl passes that date by without a request."""
    if day.weekday() not in newspaper.weekdays:
        return True
    return today - day >= STILL_CHANGES and all(standing(one).status in SETTLED for one in newspaper.issues(day))
