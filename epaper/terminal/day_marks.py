"""The calendar of a newspaper on a terminal: a line a month, a mark a day."""

from __future__ import annotations

from collections.abc import Iterator

from rich.text import Text

from archive.audit.calendar_page import COLOURS
from archive.audit.status import DayEntry, NewspaperStatus

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
MONTHS = 24  # of the calendar on a terminal, the newest; --html shows all


def calendar(summary: NewspaperStatus) -> Iterator[Text]:
    """A line a month, a mark a day."""
    months: dict[tuple[int, int], dict[int, DayEntry]] = {}
    for entry in summary.entries:
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


def _mark(entry: DayEntry) -> tuple[str, str]:
    mark, style = MARKS[entry.status]
    return mark, f"{style} reverse" if entry.suspect else style


def legend(summary: NewspaperStatus, width: int) -> Iterator[Text]:
    """The marks and how many days have them, as many in a line of ``width`` columns as fit."""
    yield Text()
    line = Text()
    for name, number in summary.counts.items():
        part = Text.assemble(MARKS[name], f" {COLOURS[name][1]} {number:,}")
        if line and line.cell_len + part.cell_len + 3 > width:
            yield line
            line = Text()
        line = Text.assemble(line, "   ", part) if line else part
    yield line
