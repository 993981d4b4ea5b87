"""The calendar of a newspaper on a terminal: a line a month, a mark a day."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console
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
LINES = 14  # of the calendar, the newest, where there is no terminal; --html shows all
FEWEST = 5

Months = dict[str, dict[int, DayEntry]]
"""By ``2020-03``, what is known of each day of the month."""


def calendar(summary: NewspaperStatus, lines: int) -> Iterator[Text]:
    """A line a month, the newest ``lines``, a mark a day; months of which nothing is there are one line."""
    months: Months = {}
    for entry in summary.entries:
        months.setdefault(f"{entry.issue_date:%Y-%m}", {})[entry.issue_date.day] = entry
    runs: list[list[str]] = []
    for month in sorted(months):
        if runs and _is_empty(months[month]) and _is_empty(months[runs[-1][-1]]):
            runs[-1].append(month)
        else:
            runs.append([month])
    shown = runs[-lines:]
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


def room(console: Console, beside: int) -> int:
    """How many lines of the calendar its terminal shows at once with ``beside`` others."""
    return max(FEWEST, console.height - beside) if console.is_terminal else LINES


def legend(summary: NewspaperStatus, console: Console) -> Iterator[Text]:
    """The marks and how many days have them, as many in a line as fit. What is reversed, a terminal alone shows."""
    yield Text()
    parts = [Text.assemble(MARKS[name], f" {STATUS_WORDS[name]} {number:,}") for name, number in summary.counts.items()]
    if summary.suspects and console.is_terminal and not console.is_dumb_terminal:
        parts.append(Text.assemble(("■", "green reverse"), f" suspect {summary.suspects:,}"))
    line = Text()
    for part in parts:
        if line and line.cell_len + part.cell_len + 3 > console.width:
            yield line
            line = Text()
        line = Text.assemble(line, "   ", part) if line else part
    yield line
