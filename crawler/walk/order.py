"""The arguments of a crawl, as a person types them: which newspaper, which dates. A refusal says what to do instead."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from difflib import get_close_matches
from pathlib import Path

from archive.record.days import meant_days
from archive.record.identifiers import IssueKey

from .. import clock
from ..platforms.contract import Newspaper
from ..sites import all_newspapers, broken_newspapers

_SAID = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}
_WHICH = ("date", "from_date", "until_date", "edition")  # issues, where gaps does not name them
_ARGUMENTS = (*_WHICH, "gaps", "archive", "base_url", "refresh", "pictures")


class BadArgument(ValueError):
    """Something a person asked for that cannot be; the message is for that person."""


@dataclass(frozen=True, slots=True)
class IssueDates:
    """Dates from ``first`` to ``last``, both included, on which the newspaper appears; made one by one."""

    first: date
    last: date
    weekdays: tuple[int, ...]

    def __iter__(self) -> Iterator[date]:
        for days in range((self.last - self.first).days + 1):
            day = self.first + timedelta(days=days)
            if day.weekday() in self.weekdays:
                yield day

    def __len__(self) -> int:
        return sum(1 for _ in self)


@dataclass(frozen=True, slots=True)
class AskedIssues:
    """The issues of ``dates``, oldest first, each of ``editions``; made one by one."""

    newspaper: str
    dates: IssueDates
    editions: tuple[str, ...]

    def __iter__(self) -> Iterator[IssueKey]:
        for day in self.dates:
            for edition in self.editions:
                yield IssueKey(self.newspaper, day, edition)

    def __len__(self) -> int:
        return len(self.dates) * len(self.editions)


def known_newspaper(code: str) -> Newspaper:
    """The newspaper of that code.

    Raises:
        BadArgument: there is none; the message names the nearest. Or its module is broken.
    """
    newspapers = all_newspapers()
    if code in newspapers:
        return newspapers[code]
    if code in broken_newspapers():
        raise BadArgument(f"{code} cannot be used: there is a mistake in its module.")
    names = {one.title: known for known, one in newspapers.items()} | {known: known for known in newspapers}
    near = dict.fromkeys(names[name] for name in get_close_matches(code, names, cutoff=0.4))
    hint = f"Did you mean {' or '.join(near)}?" if near else f"There are: {', '.join(newspapers)}."
    raise BadArgument(f"no newspaper {code!r}. {hint}")


def asked_date(text: str) -> date:
    """The one date that a person types: ``2020-03-15``, ``today``, ``yesterday``; in Shanghai.

    Raises:
        BadArgument: it is none, or a month or a year.
    """
    days = meant_days(text, clock.today())
    if days is None or days[0] != days[1]:
        raise BadArgument(f"{text!r} is not a day. Write it like 2020-03-15, or today, yesterday.")
    return days[0]


def _asked_days(text: str) -> tuple[date, date]:
    """The first and the last day of what a person types: one date, or a month, or a year.

    Raises:
        BadArgument: it is none of these.
    """
    days = meant_days(text, clock.today())
    if days is None:
        raise BadArgument(f"{text!r} is not a date. Write it like 2020-03-15, 2020-03, 2020, or today, yesterday.")
    return days


def asked_range(first: str | None, last: str | None, open_end: date | None = None) -> tuple[date | None, date | None]:
    """The first and the last date as a person types them; ``None``: not given. ``open_end`` is the last one then.

    Of a month or a year, ``first`` is its first day, ``last`` its last.

    Raises:
        BadArgument: one is no date, or the last is before the first.
    """
    start, end = None if first is None else _asked_days(first)[0], None if last is None else _asked_days(last)[1]
    _refuse_inverted(start, open_end if end is None else end)
    return start, end


def _refuse_inverted(first: date | None, last: date | None) -> None:
    if first is not None and last is not None and last < first:
        raise BadArgument(f"the last date, {last}, is before the first, {first}.")


def refusal_of_date(newspaper: Newspaper, issue_date: date) -> str | None:
    """Why no issue of that date can be out, in words; ``None``: it can."""
    today = clock.today()
    if issue_date > today:
        return f"{issue_date} is in the future; in Shanghai it is {today}"
    if issue_date < newspaper.first_issue:
        return (
            f"{issue_date} is too early: {newspaper.title} ({newspaper.code}) is known from {newspaper.first_issue} on"
        )
    return None


def issue_dates(newspaper: Newspaper, day: str | None, first: str | None, last: str | None) -> IssueDates:
    """The dates asked for: ``day``, which may be a month or a year, or ``first`` to ``last``.

    An open end is the first issue, or today; what lies beyond them is left out.

    Raises:
        BadArgument: no date, or dates on which the newspaper cannot have appeared.
    """
    if day is not None and (first is not None or last is not None):
        raise BadArgument("give one date, or a first and a last one, not both.")
    if day is None and first is None and last is None:
        raise BadArgument("give a date, or a first and a last one.")
    today = clock.today()
    asked = asked_range(first if day is None else day, last if day is None else day)
    start, end = asked[0] or newspaper.first_issue, asked[1] or today
    _refuse_inverted(start, end)
    why = refusal_of_date(newspaper, start if start > today else min(end, today))
    if why is not None:
        raise BadArgument(f"{why}.")
    return IssueDates(max(start, newspaper.first_issue), min(end, today), newspaper.weekdays)


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlOrder:
    """What a spider is asked to do.

    ``issues``: those to walk, oldest first. ``is_mending``: they are gaps, to be walked even where an issue is settled.
    ``base_url``: of a mirror. ``refresh``: ask again for what is complete. ``pictures``: record facsimiles and photos
    too.
    """

    issues: Sequence[IssueKey] | AskedIssues = ()
    is_mending: bool = False
    archive: Path = Path("output")
    base_url: str | None = None
    refresh: bool = False
    pictures: bool = True


def crawl_order(newspaper: Newspaper, arguments: Mapping[str, str]) -> CrawlOrder:
    """The order that the arguments of ``scrapy crawl -a`` give; names that begin with ``_`` are Scrapyd's own.

    Raises:
        BadArgument: there is no such argument, date, edition or gap, or what should be yes or no is neither.
    """
    unknown = [name for name in arguments if not name.startswith("_") and name not in _ARGUMENTS]
    if unknown:
        raise BadArgument(f"no argument {', '.join(unknown)}. There are: {', '.join(_ARGUMENTS)}.")
    archive = Path(arguments.get("archive", "output"))
    gaps = sorted({_gap(newspaper, name, archive) for name in arguments.get("gaps", "").split(",") if name})
    beside = [name for name in _WHICH if gaps and name in arguments]
    if beside:
        raise BadArgument(f"gaps names the issues. Give no {' and no '.join(beside)} beside it.")
    editions = asked_editions(newspaper, arguments.get("edition"))
    return CrawlOrder(
        issues=gaps or AskedIssues(newspaper.code, _asked_dates(newspaper, arguments), editions),
        is_mending=bool(gaps),
        archive=archive,
        base_url=arguments.get("base_url"),
        refresh=_is_said(arguments, "refresh", default=False),
        pictures=_is_said(arguments, "pictures", default=True),
    )


def asked_editions(newspaper: Newspaper, edition: str | None) -> tuple[str, ...]:
    """The edition of each date that is asked for; ``None``: all of them.

    Raises:
        BadArgument: there is no such edition.
    """
    if edition is None:
        return newspaper.editions
    if edition not in newspaper.editions:
        there_are = ", ".join(newspaper.editions)
        raise BadArgument(f"{newspaper.title} ({newspaper.code}) has no edition {edition!r}. There are: {there_are}.")
    return (edition,)


def _asked_dates(newspaper: Newspaper, arguments: Mapping[str, str]) -> IssueDates:
    day, first, last = (arguments.get(name) for name in ("date", "from_date", "until_date"))
    return issue_dates(newspaper, day, first, last)


def _is_said(arguments: Mapping[str, str], name: str, *, default: bool) -> bool:
    text = arguments.get(name)
    said = default if text is None else _SAID.get(text.lower())
    if said is None:
        raise BadArgument(f"{name}={text} is neither yes nor no. Write {name}=1 or {name}=0.")
    return said


def _gap(newspaper: Newspaper, name: str, archive: Path) -> IssueKey:
    """The issue whose folder has that name: ``2020-03-15``, or ``2020-03-15-b`` of a second edition.

    Raises:
        BadArgument: there is none, or none can be out; but one that is archived may be mended whatever its date.
    """
    issue = newspaper.issue_in(name)
    if issue is None:
        raise BadArgument(f"{newspaper.title} ({newspaper.code}) has no issue {name!r}.")
    why = refusal_of_date(newspaper, issue.issue_date)
    if why is not None and not issue.folder(archive).exists():
        raise BadArgument(f"{why}.")
    return issue
