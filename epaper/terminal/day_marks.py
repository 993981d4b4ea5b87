"""The calendar of a newspaper on a terminal: a line a month, a mark a day."""

from __future__ import annotations

from collections.abc import Iterator

from rich.text import Text

from archive.audit.status import NOTHING_THERE, STATUS_WORDS, DayEntry, NewspaperStatus
from crawler.wording import counted

MARKS = {
    "complete": ("■", "green"),
    "not_published": ("·", "dim"),
    "not_yet": ("◌", "cyan"),
    "partial": ("◧", "yellow"),
    "interrupted": ("◔", "yellow"),
    "damaged": ("✗", "red"),
    "unknown": ("?", "magenta"),
    "blocked": ("✖", "red"),
    "never_tried": ("□", "dim"),
}
LINES = 14  # of the calendar on a terminal, the newest; --html shows all

Months = dict[str, dict[int, DayEntry]]
"""By ``2020-03``, what is known of each day of the month."""


def calendar(summary: NewspaperStatus) -> Iterator[Text]:
    """A line a month, a mark a day; months of which nothing is there are one line."""
    months: Months = {}
    for entry in summary.entries:
        months.setdefault(f"{entry.issue_date:%Y-%m}", {})[entry.issue_date.day] = entry
    runs: list[list[str]] = []
    for month in sorted(months):
        if runs and _is_empty(months[month]) and _is_empty(months[runs[-1][-1]]):
            runs[-1].append(month)
        else:
            runs.append([month])
    shown = runs[-LINES:]
    earlier = sum(map(len, runs[: len(runs) - len(shown)]))
    if earlier:
        yield Text(f"… {counted(earlier, 'month')} before; --html FILE shows all", "dim")
    yield Text("         1       8       15      22      29", "dim")
    for run in shown:
        if len(run) > 1:
            yield Text(f"{run[0]}  to {run[-1]}: {len(run)} months, nothing there", "dim")
        else:
            yield _line(run[0], months[run[0]])


def _is_empty(days: dict[int, DayEntry]) -> bool:
    return all(entry.status in NOTHING_THERE for entry in days.values())


def _line(month: str, days: dict[int, DayEntry]) -> Text:
    line = Text(f"{month}  ", "dim")
    for day in range(1, 32):
        found = days.get(day)
        line.append(*(" ", "") if found is None else _mark(found))
        if day % 7 == 0:
            line.append(" ")
    return line


def _mark(entry: DayEntry) -> tuple[str, str]:
    mark, style = MARKS[entry.status]
    return mark, f"{style} reverse" if entry.suspect else style


def legend(summary: NewspaperStatus, width: int) -> Iterator[Text]:
    """The marks and how many days have them, as many in a line of ``width`` columns as fit."""
    yield Text()
    line = Text()
    for name, number in summary.counts.items():
        part = Text.assemble(MARKS[name], f" {STATUS_WORDS[name]} {number:,}")
        if line and line.cell_len + part.cell_len + 3 > width:
            yield line
            line = Text()
        line = Text.assemble(line, "   ", part) if line else part
    yield line
