"""``epaper status``: what is there, what is missing and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated

import orjson
import typer
from rich.table import Table
from rich.text import Text

from archive.calendar_page import COLOURS, calendar_page
from archive.days import UnreadableIssue, archived_days, newspapers
from archive.status import DayEntry, NewspaperStatus, newspaper_status

from .. import clock
from ..arguments import BadArgument, iso_date, known_site
from ..sites import all_sites
from .outcome import ExitStatus
from .terminal import ERRORS, complain, emit, say

MARKS = {
    "complete": ("■", "green"),
    "not_published": ("·", "dim"),
    "not_yet": ("◌", "cyan"),
    "partial": ("◧", "yellow"),
    "interrupted": ("◔", "yellow"),
    "unknown": ("?", "magenta"),
    "blocked": ("✖", "red"),
    "never_tried": ("□", "dim"),
}
MONTHS = 24  # of the calendar on a terminal, the newest; --html shows all
LISTED = 20  # days named one by one


def status(
    newspaper: Annotated[str | None, typer.Argument(help="Code of the newspaper; without it, all.")] = None,
    from_: Annotated[str | None, typer.Option("--from", help="First date; the oldest there.", metavar="DATE")] = None,
    until: Annotated[str | None, typer.Option(help="Last date; today.", metavar="DATE")] = None,
    archive: Annotated[Path, typer.Option(help="Folder of the archive.")] = Path("output"),
    json: Annotated[bool, typer.Option("--json", help="One JSON object per newspaper on stdout.")] = False,
    html: Annotated[Path | None, typer.Option(help="Write a page with heat maps.", metavar="FILE")] = None,
) -> None:
    """Say what is there, what is missing and why: a table, and a calendar for one newspaper."""
    codes = newspapers(archive) if newspaper is None else [known_site(newspaper).newspaper]
    if not codes:
        raise BadArgument(f"nothing is in {archive}. Crawl something first, or name another --archive.")
    first = None if from_ is None else iso_date(from_)
    last = clock.today() if until is None else iso_date(until)
    try:
        statuses = [_status(archive, code, first, last) for code in codes]
    except UnreadableIssue as error:
        complain(f"{error}. Say `epaper verify`; delete that file to have its issue crawled again.")
        raise typer.Exit(ExitStatus.CRASHED) from None
    if html is not None:
        with html.open("w", encoding="utf-8") as file:
            file.writelines(calendar_page(archive, ((one, _title(one.newspaper)) for one in statuses)))
        say(f"Written: {html}")
    if json:
        for one in statuses:
            emit(_json(one))
    else:
        ERRORS.print(_table(statuses))
        if newspaper is not None:
            for line in _calendar(statuses[0]):
                say(line)
    raise typer.Exit(ExitStatus.COMPLETE if all(map(_is_whole, statuses)) else ExitStatus.PARTIAL)


def _status(archive: Path, code: str, first: date | None, last: date) -> NewspaperStatus:
    site = all_sites().get(code)
    weekdays: Sequence[int] = range(7) if site is None else site.weekdays
    return newspaper_status(code, archived_days(archive, code), first, last, weekdays)


def _title(code: str) -> str:
    site = all_sites().get(code)
    return code if site is None else site.title


def _is_whole(one: NewspaperStatus) -> bool:
    return set(one.counts) <= {"complete", "not_published", "not_yet"} and not any(day.suspect for day in one.entries)


def _table(statuses: Sequence[NewspaperStatus]) -> Table:
    """``days``: complete ones of all. The longest hole: its length and where it begins."""
    table = Table(box=None, pad_edge=False)
    table.add_column("newspaper", no_wrap=True)
    for name in ("days", "pages", "articles", "missing", "newest"):
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("longest hole", no_wrap=True)
    for one in statuses:
        hole = one.longest_hole
        table.add_row(
            f"{_title(one.newspaper)} ({one.newspaper})",
            f"{one.counts.get('complete', 0):,}/{len(one.entries):,}",
            f"{one.pages.found:,}/{one.pages.expected:,}",
            f"{one.articles.found:,}/{one.articles.expected:,}",
            f"{one.pages.missing + one.articles.missing:,}",
            "–" if one.newest is None else str(one.newest),
            "none" if hole is None else f"{hole.days:,} from {hole.first}",
        )
    return table


def _calendar(one: NewspaperStatus) -> Iterator[Text]:
    """A line a month, a mark a day; then the days that lack something."""
    months: dict[tuple[int, int], dict[int, DayEntry]] = {}
    for entry in one.entries:
        months.setdefault((entry.issue_date.year, entry.issue_date.month), {})[entry.issue_date.day] = entry
    shown = sorted(months)[-MONTHS:]
    yield Text()
    if len(shown) < len(months):
        yield Text(f"… {len(months) - len(shown)} months before; --html FILE shows all", "dim")
    yield Text("         1       8       15      22      29", "dim")
    for year, month in shown:
        line = Text(f"{year}-{month:02}  ", "dim")
        for day in range(1, 32):
            found = months[year, month].get(day)
            line.append(*(" ", "") if found is None else _mark(found))
            if day % 7 == 0:
                line.append(" ")
        yield line
    yield Text()
    yield Text("   ").join(
        [Text.assemble(MARKS[name], f" {COLOURS[name][1]} {number:,}") for name, number in one.counts.items()]
    )
    yield from _lacking(one)


def _mark(entry: DayEntry) -> tuple[str, str]:
    mark, style = MARKS[entry.status]
    return mark, f"{style} reverse" if entry.suspect else style


def _lacking(one: NewspaperStatus) -> Iterator[Text]:
    lacking = [
        entry
        for entry in one.entries
        if entry.suspect or entry.status not in ("complete", "not_published", "not_yet", "never_tried")
    ]
    for entry in lacking[-LISTED:]:
        line = Text.assemble(f"{entry.issue_date} ", (COLOURS[entry.status][1], MARKS[entry.status][1]))
        line.append(f": {entry.pages.found}/{entry.pages.expected} pages, ")
        line.append(f"{entry.articles.found}/{entry.articles.expected} articles")
        if entry.suspect:
            line.append(f"; far from habit: {'; '.join(entry.suspect)}", "red")
        yield line
    if lacking:
        yield Text(f"Why: epaper show {one.newspaper}-{lacking[-1].issue_date}-a", "dim")


def _json(one: NewspaperStatus) -> bytes:
    record = {
        "newspaper": one.newspaper,
        "title": _title(one.newspaper),
        "counts": one.counts,
        "pages": one.pages,
        "articles": one.articles,
        "newest": one.newest,
        "longest_hole": one.longest_hole,
        "days": one.entries,
    }
    return orjson.dumps(record, option=orjson.OPT_APPEND_NEWLINE)
