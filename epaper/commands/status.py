"""``epaper status``: what is there, what is missing and why."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from math import ceil
from pathlib import Path
from typing import Annotated, Any

import orjson
import typer
from rich.table import Table
from rich.text import Text

from archive.audit.calendar_page import Frame, calendar_page
from archive.audit.status import STATUS_WORDS, NewspaperStatus, newspaper_status
from archive.audit.summaries import archived_days, newspapers
from archive.issues.lock import writing_since
from archive.issues.obstacles import dead_links
from archive.record.identifiers import IssueKey
from archive.record.issue import WITHOUT_GAP, Tally
from crawler import clock
from crawler.planning import gaps
from crawler.sites import all_newspapers
from crawler.walk.order import BadArgument, asked_range, known_newspaper
from crawler.wording import counted

from ..offline.worker_pool import worker_pool
from ..running.checked_options import held_newspaper, refuse_no_folder
from ..running.outcome import ExitStatus
from ..running.target_file import writing
from ..terminal.day_marks import MARKS, calendar, legend, room
from ..terminal.next_step import command_line, gaps_command
from ..terminal.words import ANSWERS, answer, complain, emit, fact, say
from .options import DATES, Archive, OneNewspaper

StatusOf = Callable[[str], NewspaperStatus]
"""The status of a newspaper, by its code."""

LISTED = 8  # days named one by one
_COLUMNS = ("days", "pages", "articles", "missing", "suspect", "newest")
_WIDE = 80  # columns of a terminal that has room for all of these beside the name of a newspaper
_AROUND = 10  # lines: what stands over the calendar, the table, the sums, and where the next command is typed
_WITHOUT_ACCOUNT = ("interrupted", "damaged")  # of which `show` can tell nothing
MANY = 8  # newspapers; from so many on, each core has a process


def status(
    newspaper: OneNewspaper = None,
    from_: Annotated[
        str | None, typer.Option("--from", help=f"First date: {DATES}; the oldest there.", metavar="DATE")
    ] = None,
    until: Annotated[
        str | None, typer.Option(help="Last date, of a month its last day; today.", metavar="DATE")
    ] = None,
    archive: Archive = Path("output"),
    json: Annotated[bool, typer.Option("--json", help="One JSON object per newspaper on stdout.")] = False,
    html: Annotated[Path | None, typer.Option(help="Write it as a page for a browser, too.", metavar="FILE")] = None,
) -> None:
    """Say what is there, what is missing and why: a table; of one newspaper, a calendar."""
    refuse_no_folder(archive)
    codes = newspapers(archive) if newspaper is None else [known_newspaper(newspaper).code]
    first, last = asked_range(from_, until, clock.today())
    if newspaper is not None:
        held_newspaper(archive, newspaper)
    if not codes:
        raise BadArgument(f"nothing is in {archive}. Crawl something first, or name another --archive.")
    links = dead_links(archive, 2) if newspaper is None else dead_links(archive / newspaper, 1)  # as far as the years
    left_out = [f"{path} {what}. What is behind it is left out." for path, what, _ in links]
    status_of = partial(_status, archive, first, last)
    if html is not None:
        titles = {code: _title(code) for code in codes}
        frame = Frame(archive=archive, file=html, made=clock.now(), titles=titles, left_out=left_out)
        totals = list(_in_parallel(partial(_totals, status_of), codes))
        with writing(html), html.open("w", encoding="utf-8") as file:
            file.writelines(calendar_page(frame, totals, map(status_of, codes)))
        say(f"Written: {html}")
    is_whole = _printed(status_of, codes, archive, json=json, is_one=newspaper is not None)
    for words in left_out:
        complain(words)
    raise typer.Exit(ExitStatus.COMPLETE if is_whole and not left_out else ExitStatus.PARTIAL)


def _printed(status_of: StatusOf, codes: Sequence[str], archive: Path, *, json: bool, is_one: bool) -> bool:
    """Print the status of these newspapers; whether all of them are whole."""
    if not json and is_one:
        only = status_of(codes[0])
        for line in _details(only, archive):
            answer(line)
        ANSWERS.print(_table([only]))
        for line in _sums(only):
            answer(line)
        return _is_whole(only)
    if json:
        whole = []
        for line, is_whole in _in_parallel(partial(_line, status_of), codes):
            emit(line)
            whole.append(is_whole)
        return all(whole)
    totals = list(_in_parallel(partial(_totals, status_of), codes))
    ANSWERS.print(_table(totals))
    for one in totals:
        if number := one.counts.get("damaged"):
            which = command_line("verify", one.newspaper, archive=archive)
            complain(f"{counted(number, 'issue')} of {one.newspaper} cannot be read. Which, and why: {which}")
    return all(map(_is_whole, totals))


def _in_parallel(work: Callable[[str], Any], codes: Sequence[str]) -> Iterator[Any]:
    if len(codes) < MANY:
        yield from map(work, codes)
        return
    with worker_pool() as pool:
        yield from pool.map(work, codes, chunksize=4)


def _line(status_of: StatusOf, code: str) -> tuple[bytes, bool]:
    """The JSON line of a newspaper, and whether all of it is whole."""
    summary = status_of(code)
    return _json(summary), _is_whole(summary)


def _totals(status_of: StatusOf, code: str) -> NewspaperStatus:
    """Totals of one newspaper, without its days, which are too many to be sent between processes."""
    return replace(status_of(code), entries=())


def _status(archive: Path, first: date | None, last: date | None, code: str) -> NewspaperStatus:
    newspaper, days, now = all_newspapers().get(code), archived_days(archive, code), clock.now()
    today = now.date()
    if newspaper is None:
        return newspaper_status(code, days, first, min(last or today, today), last_out=today, editions=())
    counted = gaps.counted_dates(newspaper, days, first, last, today)
    out = gaps.last_out(newspaper, now)
    return newspaper_status(code, days, first, last, newspaper.weekdays, out, newspaper.editions, counted)


def _title(code: str) -> str:
    newspaper = all_newspapers().get(code)
    return code if newspaper is None else newspaper.title


def _is_whole(summary: NewspaperStatus) -> bool:
    return set(summary.counts) <= set(WITHOUT_GAP) and not summary.suspects


def _table(statuses: Sequence[NewspaperStatus]) -> Table:
    """A row for each newspaper; ``days``: complete ones of all. In 80 columns a long title takes several lines."""
    left_out = ("pages", "articles") if ANSWERS.width < _WIDE else ()
    table = Table(box=None, pad_edge=False)
    table.add_column("newspaper", overflow="fold")
    names = [name for name in _COLUMNS if name not in left_out]
    for name in names:
        table.add_column(name, justify="right", no_wrap=True)
    for one in statuses:
        cells = dict(zip(_COLUMNS, _cells(one), strict=True))
        table.add_row(f"{_title(one.newspaper)} ({one.newspaper})", *(cells[name] for name in names))
    return table


def _cells(one: NewspaperStatus) -> Iterator[str]:
    yield f"{one.counts.get('complete', 0):,}/{sum(one.counts.values()):,}"
    yield f"{one.pages.found:,}"
    yield f"{one.articles.found:,}"
    yield f"{one.pages.missing + one.articles.missing:,}"
    yield f"{one.suspects:,}"
    yield "–" if one.newest is None else str(one.newest)


def _details(summary: NewspaperStatus, archive: Path) -> Iterator[Text]:
    """Lines about one newspaper: the calendar, and the days that lack something. The sums stand last, in sight."""
    below = [*legend(summary, ANSWERS), *_lacking(summary, archive), Text()]
    beside = sum(max(1, ceil(line.cell_len / ANSWERS.width)) for line in below) + _AROUND
    yield from calendar(summary, room(ANSWERS, beside))
    yield from below


def _sums(summary: NewspaperStatus) -> Iterator[Text]:
    yield Text()
    for name, tally in _tallies(summary):
        sums = f"{tally.expected:,} expected = {tally.found:,} found + {tally.rejected:,} refused"
        yield fact(name, f"{sums} + {tally.missing:,} missing")
    hole = summary.longest_hole
    if hole is not None:
        dates = f"{hole.first} to {hole.last}" if hole.days > 1 else f"{hole.first}"
        yield fact("hole", f"{counted(hole.days, 'day')} at most: {dates}")


def _tallies(summary: NewspaperStatus) -> list[tuple[str, Tally]]:
    """Its sums, those of pictures only where some were counted."""
    counted = [("pages", summary.pages), ("articles", summary.articles)]
    return [*counted, ("pictures", summary.pictures)] if summary.pictures.expected else counted


def _lacking(summary: NewspaperStatus, archive: Path) -> Iterator[Text]:
    lacking = [entry for entry in summary.entries if entry.suspect or entry.status not in (*WITHOUT_GAP, "never_tried")]
    if len(lacking) > LISTED:
        yield Text(f"… {counted(len(lacking) - LISTED, 'day')} before; --json names all", "dim")
    for entry in lacking[-LISTED:]:
        line = Text.assemble(f"{entry.issue_date} ", (STATUS_WORDS[entry.status], MARKS[entry.status][1]))
        if entry.pages.expected:
            line.append(f": {entry.pages.found}/{entry.pages.expected} pages, ")
            line.append(f"{entry.articles.found}/{entry.articles.expected} articles")
        if entry.suspect:
            line.append(f"; far from habit: {'; '.join(entry.suspect)}", "red")
        yield line
    told = [entry for entry in lacking if entry.status not in _WITHOUT_ACCOUNT]
    if told:
        last = IssueKey(summary.newspaper, told[-1].issue_date, told[-1].edition)
        yield Text(f"Why: {command_line('show', last.id, archive=archive)}", "dim")
    if any(entry.status == "interrupted" for entry in lacking) and writing_since(archive, summary.newspaper):
        yield Text("It is being crawled at this moment: what is called interrupted may be under way.", "dim")
    broken = [entry.issue_date for entry in lacking if entry.status in _WITHOUT_ACCOUNT]
    if broken:
        yield Text(f"Go on: {gaps_command(summary.newspaper, broken[0], broken[-1], archive)}", "dim")


def _json(summary: NewspaperStatus) -> bytes:
    record = {
        "newspaper": summary.newspaper,
        "title": _title(summary.newspaper),
        "counts": summary.counts,
        "pages": summary.pages,
        "articles": summary.articles,
        "pictures": summary.pictures,
        "newest": summary.newest,
        "longest_hole": summary.longest_hole,
        "suspects": summary.suspects,
        "days": summary.entries,
    }
    return orjson.dumps(record, option=orjson.OPT_APPEND_NEWLINE)
