"""The status as one HTML page: an overview, and for each newspaper a heat map of every year that holds something.

The cell of a day leads to its folder; that of a day that lacks something, to a list of what it lacks. The page is
self-contained: inline SVG, no script, no outside file. Everything from the archive is escaped.
"""

from __future__ import annotations

import html
import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from urllib.parse import quote

from ..issues.account.balance import uncounted_articles
from ..issues.reader import BrokenArchive, published_issue
from ..record.characters import visible
from ..record.identifiers import IssueKey, is_folder_name
from ..record.issue import Issue
from .heat_map import heat_maps, summary
from .page_style import STYLE
from .status import NOTHING_THERE, STATUS_WORDS, DayEntry, NewspaperStatus

_RUNS = 6  # runs of days never tried that are named one by one; of more, only the longest is named
_OPEN = ("partial", "interrupted", "damaged", "unknown", "blocked")


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What the page says of itself.

    ``file``: the page, from which its links to folders lead. ``titles``: by code, where the title is another word.
    ``left_out``: sentences about what the archive holds and the page does not tell.
    """

    archive: Path
    file: Path
    made: datetime
    titles: Mapping[str, str]
    left_out: Sequence[str] = ()

    def name(self, code: str) -> str:
        """``新民晚报 (xmwb)``, as HTML."""
        return _escaped(f"{self.titles.get(code, code)} ({code})")

    def address(self, folder: Path) -> str:
        """Where ``folder`` lies, as seen from the page."""
        way = os.path.relpath(folder, self.file.parent)
        return _escaped(f"./{quote(os.fsencode(way))}/")


def calendar_page(
    frame: Frame, totals: Sequence[NewspaperStatus], statuses: Iterable[NewspaperStatus]
) -> Iterator[str]:
    """The page, in pieces. ``totals``: the same as ``statuses``, for which their days do not matter."""
    yield '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width,initial-scale=1"><title>Archive status</title>'
    yield f"<style>{STYLE}</style></head><body><h1>Archive status</h1>\n"
    yield f'<p class="faint">{_escaped(str(frame.archive.absolute()))}, as of {frame.made:%Y-%m-%d %H:%M %Z}</p>\n'
    for words in frame.left_out:
        yield f"<p>{_escaped(words)}</p>\n"
    if len(totals) > 1:
        yield from _overview(frame, totals)
    yield '<p class="legend">'
    yield "".join(f'<span><i class="{status}"></i>{words}</span>' for status, words in STATUS_WORDS.items())
    yield '<span><i class="suspect"></i>suspect: far from habit</span></p>\n'
    for status in statuses:
        yield from _newspaper(frame, status)
    yield "</body></html>\n"


def _escaped(text: str) -> str:
    """``text`` as HTML shows it; what nobody prints, which an older archive may hold, as an escape."""
    return html.escape(visible(text))


def _link(anchor: str) -> str:
    return f"#{quote(anchor, errors='surrogateescape')}"


def _anchor(newspaper: str, entry: DayEntry) -> str:
    return f"{newspaper}-{entry.issue_date}"


def _overview(frame: Frame, totals: Sequence[NewspaperStatus]) -> Iterator[str]:
    yield '<table class="overview"><tr><th>newspaper</th><th>days</th><th class="wide">pages</th>'
    yield '<th class="wide">articles</th><th>missing</th><th>suspect</th><th>newest</th></tr>\n'
    for one in totals:
        bar = "".join(f'<i class="{name}" style="flex:{number}"></i>' for name, number in one.counts.items())
        yield f'<tr><td><a href="{_link(one.newspaper)}">{frame.name(one.newspaper)}</a>'
        yield f'<div class="bar" title="{_told(one)}">{bar}</div></td>'
        yield f"<td>{one.counts.get('complete', 0):,}/{sum(one.counts.values()):,}</td>"
        yield f'<td class="wide">{one.pages.found:,}</td><td class="wide">{one.articles.found:,}</td>'
        yield f"<td>{one.pages.missing + one.articles.missing:,}</td><td>{one.suspects:,}</td>"
        yield f"<td>{one.newest or '–'}</td></tr>\n"
    yield "</table>\n"


def _told(status: NewspaperStatus) -> str:
    return ", ".join(f"{number:,} {STATUS_WORDS[name]}" for name, number in status.counts.items())


def _newspaper(frame: Frame, status: NewspaperStatus) -> Iterator[str]:
    yield f'<section><h2 id="{_escaped(status.newspaper)}">{frame.name(status.newspaper)}</h2>\n'
    if status.entries:
        yield f"<p>{status.entries[0].issue_date} to {status.entries[-1].issue_date}: {_told(status)}.</p>\n"
    hole = status.longest_hole
    longest = "none" if hole is None else f"{hole.days:,} days, {hole.first} to {hole.last}"
    yield f"<p>Newest issue: {status.newest or 'none'}. Longest hole: {longest}.</p>\n"
    yield "<table><tr><th></th><th>expected</th><th>found</th><th>refused</th><th>missing</th></tr>"
    for name, tally in (("pages", status.pages), ("articles", status.articles), ("pictures", status.pictures)):
        numbers = (tally.expected, tally.found, tally.rejected, tally.missing)
        yield f"<tr><td>{name}</td>{''.join(f'<td>{number:,}</td>' for number in numbers)}</tr>"
    yield "</table>\n"
    years: dict[int, list[DayEntry]] = defaultdict(list)
    for entry in status.entries:
        years[entry.issue_date.year].append(entry)
    for run in _runs_of_years(years):
        if len(run) > 1 or _is_empty(years[run[0]]):
            named = f"{run[0]}" if len(run) == 1 else f"{run[-1]} to {run[0]}"
            yield f'<p class="faint">{named}: nothing there.</p>\n'
        else:
            yield from _year(frame, status.newspaper, run[0], years[run[0]])
    yield "</section>\n"


def _runs_of_years(years: Mapping[int, Sequence[DayEntry]]) -> list[list[int]]:
    """The newest first; years of which nothing is there are one run."""
    runs: list[list[int]] = []
    for year in sorted(years, reverse=True):
        if runs and _is_empty(years[year]) and _is_empty(years[runs[-1][-1]]):
            runs[-1].append(year)
        else:
            runs.append([year])
    return runs


def _is_empty(entries: Sequence[DayEntry]) -> bool:
    return all(entry.status in NOTHING_THERE for entry in entries)


def _year(frame: Frame, newspaper: str, year: int, entries: Sequence[DayEntry]) -> Iterator[str]:
    def address(entry: DayEntry) -> str | None:
        if _opens(entry):
            return _link(_anchor(newspaper, entry))
        key = IssueKey(newspaper, entry.issue_date, entry.edition)
        return None if entry.status in NOTHING_THERE else frame.address(key.folder(frame.archive))

    yield f"<h3>{year}</h3>\n"
    yield from heat_maps(year, entries, _escaped, address)
    yield from _never_tried(entries)
    for entry in entries:
        if _opens(entry):
            yield from _day(frame, newspaper, entry)


def _opens(entry: DayEntry) -> bool:
    return entry.status in _OPEN or bool(entry.suspect)


def _never_tried(entries: Sequence[DayEntry]) -> Iterator[str]:
    """A line that names the runs of days never tried. Nothing is known of these days, so they do not open."""
    runs: list[list[date]] = []
    before = None
    for entry in entries:
        if entry.status == "never_tried":
            if before == "never_tried":
                runs[-1].append(entry.issue_date)
            else:
                runs.append([entry.issue_date])
        before = entry.status
    if runs:
        shown = runs if len(runs) <= _RUNS else [max(runs, key=len)]
        named = [f"{run[0]} to {run[-1]} ({len(run)})" if len(run) > 1 else f"{run[0]}" for run in shown]
        longest = "" if shown is runs else f"{sum(map(len, runs))} days, the longest time "
        yield f"<p>Never tried: {longest}{', '.join(named)}.</p>\n"


def _day(frame: Frame, newspaper: str, entry: DayEntry) -> Iterator[str]:
    """A day that opens to what it lacks; the anchor is inside, so that following a link to it opens it."""
    yield f'<details class="{entry.status}"><summary>{_escaped(summary(entry))}</summary>'
    yield f'<ul id="{_escaped(_anchor(newspaper, entry))}">'
    folder = IssueKey(newspaper, entry.issue_date).folder(frame.archive)
    for edition in sorted(folder.parent.glob(f"{folder.name}*")):
        if not is_folder_name(edition.name):
            continue
        yield f'<li>Folder: <a href="{frame.address(edition)}">{_escaped(edition.name)}</a></li>'
        try:
            issue = published_issue(edition)
        except BrokenArchive as error:
            yield f"<li>{_escaped(str(error))}</li>"
        else:
            yield from ("<li>Its crawl was interrupted.</li>",) if issue is None else _lacks(issue)
    yield "</ul></details>\n"


def _lacks(issue: Issue) -> Iterator[str]:
    for one in issue.account.missing:
        where = f"page {one.page_label} " if one.page_label else ""
        what = _escaped(f"{where}{one.headline or one.kind}")
        address = f" <code>{_escaped(one.url)}</code>" if one.url else ""
        yield f"<li>{what}: {_escaped(one.reason)}{address}</li>"
    if uncounted := uncounted_articles(issue.account):
        yield f"<li>{_escaped(uncounted)}</li>"
    for reason, number in issue.account.rejected.items():
        yield f"<li>{number:,} refused: {_escaped(reason)}</li>"
    for flag, number in issue.account.flags.items():
        yield f"<li>{number:,} doubtful: {_escaped(flag)}</li>"
