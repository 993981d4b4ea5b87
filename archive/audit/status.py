"""The calendar of a newspaper: the status of every date, and their sums."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Literal

from ..record.issue import WITHOUT_GAP, Status, Tally
from .summary import NO_TALLY, Day

DayStatus = Status | Literal["damaged", "interrupted", "never_tried"]

STATUS_WORDS = {
    "complete": "complete",
    "not_published": "not published (proved)",
    "not_yet": "not yet out",
    "partial": "partial",
    "interrupted": "interrupted",
    "damaged": "damaged",
    "unknown": "unknown",
    "blocked": "blocked",
    "never_tried": "never tried",
}
NOTHING_THERE = ("never_tried", "not_yet")
"""Statuses of days of which no issue is in the archive."""


@dataclass(frozen=True, slots=True)
class DayEntry:
    """One date of the calendar. ``suspect`` names what is far from the newspaper's habit.

    ``edition``: of several, the one that gives the ``status``.
    """

    issue_date: date
    status: DayStatus
    pages: Tally = NO_TALLY
    articles: Tally = NO_TALLY
    suspect: tuple[str, ...] = ()
    edition: str = "a"
    pictures: Tally = NO_TALLY


@dataclass(frozen=True, slots=True, kw_only=True)
class Hole:
    """Dates in a row without a complete issue, both included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """How many dates they are."""
        return (self.last - self.first).days + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class NewspaperStatus:
    """A newspaper over a range of dates: its days and their sums.

    ``counts``: by status, in the order of ``STATUS_WORDS``. ``newest``: last date of which an article was found.
    ``longest_hole``: ``None`` where there is no hole. ``suspects``: how many days are suspect.
    """

    newspaper: str
    entries: tuple[DayEntry, ...]
    counts: dict[str, int]
    pages: Tally
    articles: Tally
    newest: date | None
    longest_hole: Hole | None
    suspects: int = 0
    pictures: Tally = NO_TALLY


def newspaper_status(
    newspaper: str,
    days: Sequence[Day],
    first: date | None = None,
    last: date | None = None,
    weekdays: Sequence[int] = range(7),
    last_out: date = date.max,
    editions: Sequence[str] = ("a",),
    counted: tuple[date, date] | None = None,
) -> NewspaperStatus:
    """The calendar from ``first`` to ``last`` (default: of what is archived) on publication days.

    ``counted``: the dates, both included, between which a day counts that is not archived; default: all of them.
    The ``editions`` of a date (none named: those that are archived) count together; the worst of them, which may be one
    never tried, gives the day's status. A date after ``last_out`` of which nothing is published is ``not_yet``.
    """
    by_date: dict[date, list[Day]] = defaultdict(list)
    for day in days:
        by_date[day.issue_date].append(day)
    first, last = first or min(by_date, default=date.max), last or max(by_date, default=date.min)
    start, end = counted or (first, last)
    days_between = map(date.fromordinal, range(start.toordinal(), end.toordinal() + 1))
    outside = sorted(day for day in by_date if first <= day <= last and not start <= day <= end)
    dates = chain((day for day in outside if day < start), days_between, (day for day in outside if day > end))
    entries = tuple(_entries(by_date, dates, weekdays, last_out, editions))
    found = [entry.issue_date for entry in entries if entry.articles.found]
    counts: Counter[str] = Counter(entry.status for entry in entries)
    return NewspaperStatus(
        newspaper=newspaper,
        entries=entries,
        counts={name: counts[name] for name in STATUS_WORDS if name in counts},
        pages=_total(entry.pages for entry in entries),
        articles=_total(entry.articles for entry in entries),
        newest=max(found, default=None),
        longest_hole=_longest_hole([entry for entry in entries if start <= entry.issue_date <= end]),
        suspects=sum(bool(entry.suspect) for entry in entries),
        pictures=_total(entry.pictures for entry in entries),
    )


def _entries(
    by_date: dict[date, list[Day]],
    dates: Iterable[date],
    weekdays: Sequence[int],
    last_out: date,
    editions: Sequence[str],
) -> Iterator[DayEntry]:
    usual = editions[0] if editions else "a"
    for day in dates:
        there = by_date.get(day, [])
        untried: DayStatus = "never_tried" if day <= last_out else "not_yet"
        if not there:
            if day.weekday() in weekdays:
                yield DayEntry(day, untried, edition=usual)
            continue
        only = there[0]
        is_all = len(there) == 1 and len(editions) < 2 and (only.edition == usual or not editions)
        if is_all and only.status is not None:  # nearly every day
            yield DayEntry(day, only.status, only.pages, only.articles, only.suspect, only.edition, only.pictures)
            continue
        begun: DayStatus = "interrupted" if day <= last_out else "not_yet"
        statuses = dict.fromkeys(editions, untried) | {one.edition: one.status or begun for one in there}
        worst = max(statuses, key=lambda edition: _WORST_LAST.index(statuses[edition]))
        yield DayEntry(
            issue_date=day,
            status=statuses[worst],
            pages=_total(one.pages for one in there),
            articles=_total(one.articles for one in there),
            suspect=tuple(dict.fromkeys(why for one in there for why in one.suspect)),
            edition=worst,
            pictures=_total(one.pictures for one in there),
        )


_WORST_LAST: tuple[DayStatus, ...] = (
    "complete",
    "not_published",
    "not_yet",
    "partial",
    "interrupted",
    "damaged",
    "unknown",
    "blocked",
    "never_tried",
)


def _total(tallies: Iterator[Tally]) -> Tally:
    sums = [0, 0, 0, 0]
    for one in tallies:
        sums = [sums[0] + one.expected, sums[1] + one.found, sums[2] + one.rejected, sums[3] + one.missing]
    return Tally(expected=sums[0], found=sums[1], rejected=sums[2], missing=sums[3])


def _longest_hole(entries: Sequence[DayEntry]) -> Hole | None:
    longest: Hole | None = None
    start: date | None = None
    for entry in entries:
        if entry.status in WITHOUT_GAP:
            start = None
            continue
        start = start or entry.issue_date
        if longest is None or (entry.issue_date - start).days >= longest.days:
            longest = Hole(first=start, last=entry.issue_date)
    return longest
