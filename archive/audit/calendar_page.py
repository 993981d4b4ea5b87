"""The status as one HTML page: a heat map for each year; a day that lacks something opens to a list of what it lacks.

The page is self-contained: inline SVG, no script, no outside file. Everything from the archive is escaped.
"""

from __future__ import annotations

import html
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

from ..issues.account.balance import uncounted_articles
from ..issues.reader import BrokenArchive, published_issue
from ..record.characters import visible
from ..record.identifiers import IssueKey
from ..record.issue import Issue
from .status import DayEntry, NewspaperStatus

COLOURS = {
    "complete": ("#2e7d32", "complete"),
    "not_published": ("#a5b4a6", "not published (proved)"),
    "not_yet": ("#81c0e6", "not yet out"),
    "partial": ("#f9a825", "partial"),
    "interrupted": ("#ffcc80", "interrupted"),
    "damaged": ("#ef9a9a", "damaged"),
    "unknown": ("#8e24aa", "unknown"),
    "blocked": ("#c62828", "blocked"),
    "never_tried": ("#e4e4e0", "never tried"),
}
_CELL, _GAP, _LEFT, _TOP = 12, 2, 30, 18
_STEP = _CELL + _GAP
_WEEKS = 28  # in half a year, at most
_RUNS = 6  # runs of days never tried that are named one by one; of more, only the longest is named
_OPEN = ("partial", "interrupted", "damaged", "unknown", "blocked")
_WEEKDAYS = "一二三四五六日"
_STYLE = """
body{font:16px/1.5 system-ui,"Noto Sans CJK SC","PingFang SC","Microsoft YaHei",sans-serif;margin:1rem auto;
max-width:60rem;padding:0 .75rem;color:#222;background:#fff}
h1{font-size:1.3rem}h2{font-size:1.15rem;margin:2rem 0 .25rem}h3{font-size:1rem;margin:1rem 0 .2rem}
.year{display:flex;flex-wrap:wrap}svg{flex:1 1 340px;min-width:0;max-width:440px;height:auto}
svg text{font-size:9px;fill:#666}
svg a:focus rect,svg a:hover rect{stroke:#000;stroke-width:2}:target{background:#ffeb3b33}
.legend{display:flex;flex-wrap:wrap;gap:.25rem 1rem;font-size:.85rem}
.legend i{display:inline-block;width:.8em;height:.8em;border-radius:2px;margin-right:.35em;vertical-align:-.05em}
table{border-collapse:collapse;font-variant-numeric:tabular-nums}td,th{padding:.1rem 0 .1rem .9rem;text-align:right}
th{font-weight:500}th:first-child,td:first-child{text-align:left;padding-left:0}
details{border-left:4px solid var(--c);padding-left:.6rem;margin:.3rem 0}
summary{cursor:pointer}ul{margin:.2rem 0;padding-left:1.2rem}code{font-size:.85em;overflow-wrap:anywhere}
@media(prefers-color-scheme:dark){body{background:#161616;color:#ddd}svg text{fill:#999}
svg a:focus rect,svg a:hover rect{stroke:#fff}}
@media(max-width:30rem){table{font-size:.85rem}}
"""


def calendar_page(archive: Path, statuses: Iterable[tuple[NewspaperStatus, str]]) -> Iterator[str]:
    """The page, in pieces. ``statuses``: each with the title of its newspaper."""
    yield '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width,initial-scale=1"><title>Archive status</title>'
    yield f"<style>{_STYLE}</style></head><body><h1>Archive status</h1>\n"
    yield '<p class="legend">'
    yield "".join(f'<span><i style="background:{colour}"></i>{name}</span>' for colour, name in COLOURS.values())
    yield '<span><i style="background:none;border:2px solid #d50000"></i>far from habit</span></p>\n'
    for status, title in statuses:
        yield from _newspaper(archive, status, title)
    yield "</body></html>\n"


def _escaped(text: str) -> str:
    """``text`` as HTML shows it; what nobody prints, which an older archive may hold, as an escape."""
    return html.escape(visible(text))


def _newspaper(archive: Path, status: NewspaperStatus, title: str) -> Iterator[str]:
    yield f"<section><h2>{_escaped(title)} ({_escaped(status.newspaper)})</h2>\n"
    newest = "none" if status.newest is None else f"{status.newest}"
    hole = status.longest_hole
    longest = "none" if hole is None else f"{hole.days} days, {hole.first} to {hole.last}"
    counts = ", ".join(f"{number:,} {COLOURS[name][1]}" for name, number in status.counts.items())
    yield f"<p>{counts}. Newest issue: {newest}. Longest hole: {longest}.</p>\n"
    yield "<table><tr><th></th><th>expected</th><th>found</th><th>refused</th><th>missing</th></tr>"
    for name, tally in (("pages", status.pages), ("articles", status.articles), ("pictures", status.pictures)):
        cells = "".join(f"<td>{number:,}</td>" for number in _numbers(tally))
        yield f"<tr><td>{name}</td>{cells}</tr>"
    yield "</table>\n"
    years: dict[int, list[DayEntry]] = defaultdict(list)
    for entry in status.entries:
        years[entry.issue_date.year].append(entry)
    for year in sorted(years, reverse=True):
        yield f'<h3>{year}</h3>\n<div class="year">'
        for half in (1, 7):  # side by side where there is room; one below the other on a phone
            months = range(half, half + 6)
            entries = [entry for entry in years[year] if entry.issue_date.month in months]
            yield from _heat_map(status.newspaper, year, months, entries)
        yield "</div>\n"
        yield from _never_tried(years[year])
        for entry in years[year]:
            if _opens(entry):
                yield from _day(archive, status.newspaper, entry)
    yield "</section>\n"


def _numbers(tally: object) -> Sequence[int]:
    return [getattr(tally, name) for name in ("expected", "found", "rejected", "missing")]


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


def _heat_map(newspaper: str, year: int, months: Sequence[int], entries: Sequence[DayEntry]) -> Iterator[str]:
    """A cell for each day: weeks from left to right, Monday on top."""
    first = date(year, months[0], 1)
    monday = first - timedelta(days=first.weekday())
    width, height = _LEFT + _WEEKS * _STEP, _TOP + 7 * _STEP
    label = f"{year}, months {months[0]} to {months[-1]}"
    yield f'<svg viewBox="0 0 {width} {height}" role="group" aria-label="{label}">'
    for month in months:
        week = (date(year, month, 1) - monday).days // 7
        yield f'<text x="{_LEFT + week * _STEP}" y="{_TOP - 6}">{month}</text>'
    for row in (0, 2, 4, 6):
        yield f'<text x="8" y="{_TOP + row * _STEP + 10}">{_WEEKDAYS[row]}</text>'
    for entry in entries:
        week, row = divmod((entry.issue_date - monday).days, 7)
        x, y = _LEFT + week * _STEP, _TOP + row * _STEP
        ring = ' stroke="#d50000" stroke-width="2"' if entry.suspect else ""
        cell = (
            f'<rect x="{x}" y="{y}" width="{_CELL}" height="{_CELL}" rx="2" fill="{COLOURS[entry.status][0]}"{ring}>'
            f"<title>{_escaped(_summary(entry))}</title></rect>"
        )
        yield f'<a href="#{newspaper}-{entry.issue_date}">{cell}</a>' if _opens(entry) else cell
    yield "</svg>\n"


def _summary(entry: DayEntry) -> str:
    parts = [f"{entry.issue_date} {COLOURS[entry.status][1]}"]
    if entry.pages.expected:
        parts.append(f"{entry.pages.found}/{entry.pages.expected} pages")
        parts.append(f"{entry.articles.found}/{entry.articles.expected} articles")
    habit = f"; far from habit: {'; '.join(entry.suspect)}" if entry.suspect else ""
    return ", ".join(parts) + habit


def _day(archive: Path, newspaper: str, entry: DayEntry) -> Iterator[str]:
    """A day that opens to what it lacks; the anchor is inside, so that following a link to it opens it."""
    yield f'<details style="--c:{COLOURS[entry.status][0]}"><summary>{_escaped(_summary(entry))}</summary>'
    yield f'<ul id="{newspaper}-{entry.issue_date}">'
    folder = IssueKey(newspaper, entry.issue_date).folder(archive)
    for edition in sorted(folder.parent.glob(f"{folder.name}*")):
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
