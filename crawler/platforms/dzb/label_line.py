"""The line of a text capture that says where it stands: ``第14版:文体汇/人物/专版 2020-03-15``."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from ...printed.blanks import BLANK, stripped
from ...printed.dates import printed_date
from ...printed.labels import UnknownLabel, page_label, page_name
from ..errors import UnknownLayout

HEAD = 10  # lines among which the label line is
_B = rf"[{BLANK}]"
_DAY = rf"(?P<day>\d{{4}}-\d{{1,2}}-\d{{1,2}}|\d{{4}}{_B}?年{_B}?\d{{1,2}}{_B}?月{_B}?\d{{1,2}}{_B}?日)"
_WEEKDAY = rf"(?:{_B}{{0,8}}+星期[一二三四五六日天])?\Z"
_DATED = re.compile(_DAY + _WEEKDAY)
_DATED_ODDLY = re.compile(rf"(?<!\d)(?P<day>\d{{4}}(?:[/.／．]\d{{1,2}}){{2}}|\d{{8}}){_WEEKDAY}")
_TAIL = 48  # characters of a line within which its date is


@dataclass(frozen=True, slots=True)
class LabelLine:
    """Page label, page name and issue date, and which lines say so."""

    start: int
    end: int
    label: str
    name: str | None
    issue_date: date


def label_line(lines: Sequence[str], within: int = HEAD) -> LabelLine | None:
    """The first line ``within`` so many that has a page label and a date."""
    for start, line in enumerate(lines[:within]):
        dated, end = dated_line(line), start + 1
        printed = line if dated is None else dated[0]
        if dated is None and end < len(lines):  # the date may have a line of its own
            dated, end = dated_line(lines[end]), end + 1
            if dated is not None and dated[0]:
                continue
        day = None if dated is None else printed_date(unicodedata.normalize("NFKC", dated[1]))
        if day is None:
            continue
        try:
            return LabelLine(start, end, page_label(printed), page_name(printed), day)
        except UnknownLabel:
            continue
    return None


def refuse_odd_date(lines: Sequence[str]) -> None:
    """Raises UnknownLayout where a date behind a page label is none of the calendar, or is written otherwise."""
    for before, line in zip(("", *lines), lines[: HEAD + 1], strict=False):
        dated, odd = dated_line(line), dated_line(line, _DATED_ODDLY)
        if dated is not None and printed_date(unicodedata.normalize("NFKC", dated[1])) is None:
            what = f"there is no day {dated[1]}"
        elif dated is None and odd is not None:
            dated, what = odd, f"the date of its page is written {odd[1]}, and read only if written like 2020-03-15"
        else:
            continue
        with suppress(UnknownLabel):
            page_label(dated[0] or before)
            raise UnknownLayout(None, what)


def dated_line(line: str, dated: re.Pattern[str] = _DATED) -> tuple[str, str] | None:
    """A line that ends in a date: what stands before it, and the date. A line may be as long as a text."""
    match = dated.search(line, max(0, len(line) - _TAIL))
    return None if match is None else (stripped(line[: match.start()]), match["day"])
