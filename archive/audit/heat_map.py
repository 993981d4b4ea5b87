"""A year as two heat maps, a cell a day: inline SVG, coloured by classes that are called like the statuses."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta

from .status import STATUS_WORDS, DayEntry

_CELL, _GAP, _LEFT, _TOP = 12, 2, 30, 18
_STEP = _CELL + _GAP
_WEEKS = 28  # in half a year, at most
_WEEKDAYS = {0: "Mon", 2: "Wed", 4: "Fri", 6: "Sun"}
STYLE = f"""
svg{{flex:1 1 340px;min-width:0;max-width:440px;height:auto}}
svg text{{font-size:9px;fill:var(--faint)}}
rect{{width:{_CELL}px;height:{_CELL}px;rx:2px;fill:var(--c)}}
rect.suspect{{stroke:var(--ring);stroke-width:2}}
svg a:focus rect,svg a:hover rect{{stroke:var(--ink);stroke-width:2}}
"""


def summary(entry: DayEntry) -> str:
    """``2020-03-15 partial, 5/6 pages, 21/26 articles``, and what is far from habit."""
    parts = [f"{entry.issue_date} {STATUS_WORDS[entry.status]}"]
    if entry.pages.expected:
        parts.append(f"{entry.pages.found}/{entry.pages.expected} pages")
        parts.append(f"{entry.articles.found}/{entry.articles.expected} articles")
    habit = f"; far from habit: {'; '.join(entry.suspect)}" if entry.suspect else ""
    return ", ".join(parts) + habit


def heat_maps(
    year: int, entries: Sequence[DayEntry], escaped: Callable[[str], str], address: Callable[[DayEntry], str | None]
) -> Iterator[str]:
    """The halves of a year: side by side where there is room, one below the other on a phone.

    ``escaped``: a text as HTML. ``address``: where the cell of a day leads to, as HTML; ``None``: nowhere.
    """
    yield '<div class="year">'
    for half in (1, 7):
        first = date(year, half, 1)
        monday = first - timedelta(days=first.weekday())
        yield f'<svg viewBox="0 0 {_LEFT + _WEEKS * _STEP} {_TOP + 7 * _STEP}" role="group" '
        yield f'aria-label="{year}, months {half} to {half + 5}">'
        for month in range(half, half + 6):
            week = (date(year, month, 1) - monday).days // 7
            yield f'<text x="{_LEFT + week * _STEP}" y="{_TOP - 6}">{month}</text>'
        for row, name in _WEEKDAYS.items():
            yield f'<text x="4" y="{_TOP + row * _STEP + 10}">{name}</text>'
        for entry in entries:
            if half <= entry.issue_date.month < half + 6:
                cell = _cell(entry, monday, escaped(summary(entry)))
                leads_to = address(entry)
                yield cell if leads_to is None else f'<a href="{leads_to}">{cell}</a>'
        yield "</svg>\n"
    yield "</div>\n"


def _cell(entry: DayEntry, monday: date, told: str) -> str:
    """Weeks from left to right, Monday on top."""
    week, row = divmod((entry.issue_date - monday).days, 7)
    classes = f"{entry.status} suspect" if entry.suspect else entry.status
    place = f'x="{_LEFT + week * _STEP}" y="{_TOP + row * _STEP}"'
    return f'<rect class="{classes}" {place}><title>{told}</title></rect>'
