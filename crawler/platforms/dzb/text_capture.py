"""A text capture: what a reader sees of one article page of a dzb e-paper, line by line, without markup.

The newspaper's own ``innerText``, NFKC-normalised or not. It carries no address and no publisher's id; some hold less
of it, down to the body alone::

    2024年11月27日 星期三                  the day of the visit, never the issue date
    菜场开到家门口 桥上的灯                 the headlines of the page, run together
    第6版:上海新闻 2020-03-15              page label, page name, issue date
    一个引题                              kicker, where there is one
    菜场开到家门口                         headline: the line that the second line knows too
    ——副题                               subheadlines
    …                                    crossheads, paragraphs, byline
    放大 … 读报纸首页                       furniture
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from itertools import islice, takewhile

from archive.record.clipping import Clipping
from archive.record.identifiers import IssueKey
from archive.record.page import Page

from ...printed.blanks import BLANK, HAN, collapsed, stripped
from ...printed.clipping import PrintedPart, printed_clipping
from ...printed.dates import printed_date
from ...printed.furniture import is_furniture
from ...printed.headlines import plain_headline
from ...printed.labels import UnknownLabel, page_label, page_name, page_token, sections, token_label
from ..contract import Masthead, Place
from ..errors import BodyAlone, MissingHeadline, UnknownLayout
from ..html import refusal_of_text
from ..limits import check_length

_HEAD = 10  # lines among which the label line is
_KICKER = 6  # lines among which the headline is; further down a crosshead may repeat one
_HEADLINE = 6  # lines of a headline
_LEAST = 10  # ideographs of a body that is told from no text at all
_HAN = re.compile(rf"[{HAN}]")
_B = rf"[{BLANK}]"
_DAY = rf"(?P<day>\d{{4}}-\d{{1,2}}-\d{{1,2}}|\d{{4}}{_B}?年{_B}?\d{{1,2}}{_B}?月{_B}?\d{{1,2}}{_B}?日)"
_WEEKDAY = rf"(?:{_B}{{0,8}}+星期[一二三四五六日天])?\Z"
_DATED = re.compile(_DAY + _WEEKDAY)
_DATED_ODDLY = re.compile(rf"(?<!\d)(?P<day>\d{{4}}(?:[/.／．]\d{{1,2}}){{2}}|\d{{8}}){_WEEKDAY}")
_TAIL = 48  # characters of a line within which its date is
_SUBHEADLINE = re.compile(rf"[—─―]++{_B}*+(.*[^。])", re.DOTALL)


def text_capture(
    text: str, masthead: Masthead, place: Place | None = None, given_headline: str | None = None
) -> tuple[Page | None, Clipping]:
    """The page that a text capture shows, its line of headlines unsplit, and the one article on it.

    Of a text that shows an article's body alone, ``place`` says where it stands: its address, or whoever imported it,
    who also gives the headline. Nothing is known of the page then.

    Raises:
        BodyAlone: no line like ``第14版:文体汇/人物/专版 2020-03-15`` among the first ten, but text, and no ``place``.
        TooLarge: it is longer than any article.
        MissingHeadline: none of the lines after it is a headline of the page, and no ``place``.
        ParseError: it is no article of this platform's.
    """
    check_length(len(text), None)
    lines = [line for line in map(stripped, text.splitlines()) if line]
    is_placed = place is not None and place.kind == "article" and None not in (place.issue, place.page_token)
    label = _label_line(lines)
    if label is None:
        body = _body_alone(lines)
        if place is None or not is_placed:
            _refuse_odd_date(lines)
            raise BodyAlone(None, "the body of an article alone: no line of it says page and issue date")
        return None, _placed(body, masthead, place, given_headline)
    article = _without_furniture(lines[label.end :])
    headlines = "  ".join(line for line in lines[: label.start] if not _is_head_furniture(line, masthead.title))
    try:
        above, headline_lines = _headline(article, headlines)
    except MissingHeadline:
        if place is None or not is_placed:
            raise
        return None, _placed(article, masthead, place, given_headline)
    below = article[above + len(headline_lines) :]
    subheadlines = [match[1] for match in takewhile(bool, map(_SUBHEADLINE.fullmatch, below)) if match]
    token = page_token(label.label) if place is None or place.page_token is None else place.page_token
    edition = "a" if place is None or place.issue is None else place.issue.edition
    page = Page(
        id=IssueKey(masthead.code, label.issue_date, edition).page_id(token),
        newspaper=masthead.code,
        title=masthead.title,
        issue_date=label.issue_date,
        edition=edition,
        page_label=label.label,
        page_name=label.name,
        sections=sections(label.name),
        url=None,
        unsplit_headlines=(headlines,) if headlines else (),
    )
    frame = Clipping(
        newspaper=masthead.code,
        title=masthead.title,
        issue_date=label.issue_date,
        edition=edition,
        url=None,
        source_id=None,
        page_token=token,
        page_label=label.label,
        page_name=label.name,
        printed_date=label.issue_date,
        kicker=collapsed(" ".join(article[:above])),
        headline=" ".join(filter(None, map(collapsed, headline_lines))),
        subheadlines=tuple(line for line in map(collapsed, subheadlines) if line),
        language=masthead.language,
    )
    return page, _read(below[len(subheadlines) :], frame)


def _read(lines: Sequence[str], frame: Clipping) -> Clipping:
    return printed_clipping([PrintedPart(text=line) for line in lines], frame)


def _placed(body: Sequence[str], masthead: Masthead, place: Place, headline: str | None) -> Clipping:
    """The clipping of a body that stands where ``place`` says; the label of its page is the token."""
    assert place.issue is not None
    assert place.page_token is not None
    frame = Clipping(
        newspaper=masthead.code,
        title=masthead.title,
        issue_date=place.issue.issue_date,
        edition=place.issue.edition,
        url=None,
        source_id=None,
        page_token=place.page_token,
        page_label=token_label(place.page_token),
        headline=collapsed(headline),
        language=masthead.language,
        flags=("body_only",),
    )
    return _read(body, frame)


def _body_alone(lines: Sequence[str]) -> Sequence[str]:
    """The body that a text without a label line is.

    Raises:
        ParseError: it is a notice, the text of a whole page with its lists, or no text at all.
    """
    body = _without_furniture(lines)
    text = "\n".join(body)
    refusal = refusal_of_text(None, text)
    if refusal is not None:
        raise refusal
    furniture = {word for line in body if is_furniture(line) for word in line.split()}
    ideographs = sum(1 for _ in islice(_HAN.finditer(text), _LEAST))
    if ideographs < _LEAST or len(furniture) > 1 or _label_line(lines, len(lines)) is not None:
        raise UnknownLayout(None, "no line with page label and issue date among the first ten")
    return body


@dataclass(frozen=True, slots=True)
class _LabelLine:
    """Page label, page name and issue date, and which lines say so."""

    start: int
    end: int
    label: str
    name: str | None
    issue_date: date


def _label_line(lines: Sequence[str], within: int = _HEAD) -> _LabelLine | None:
    """The first line ``within`` so many that has a page label and a date."""
    for start, line in enumerate(lines[:within]):
        dated, end = _dated(line), start + 1
        printed = line if dated is None else dated[0]
        if dated is None and end < len(lines):  # the date may have a line of its own
            dated, end = _dated(lines[end]), end + 1
            if dated is not None and dated[0]:
                continue
        day = None if dated is None else printed_date(unicodedata.normalize("NFKC", dated[1]))
        if day is None:
            continue
        try:
            return _LabelLine(start, end, page_label(printed), page_name(printed), day)
        except UnknownLabel:
            continue
    return None


def _refuse_odd_date(lines: Sequence[str]) -> None:
    """Raises UnknownLayout where a date behind a page label is none of the calendar, or is written otherwise."""
    for before, line in zip(("", *lines), lines[: _HEAD + 1], strict=False):
        dated, odd = _dated(line), _dated(line, _DATED_ODDLY)
        if dated is not None and printed_date(unicodedata.normalize("NFKC", dated[1])) is None:
            what = f"there is no day {dated[1]}"
        elif dated is None and odd is not None:
            dated, what = odd, f"the date of its page is written {odd[1]}, and read only if written like 2020-03-15"
        else:
            continue
        with suppress(UnknownLabel):
            page_label(dated[0] or before)
            raise UnknownLayout(None, what)


def _dated(line: str, dated: re.Pattern[str] = _DATED) -> tuple[str, str] | None:
    """A line that ends in a date: what stands before it, and the date. A line may be as long as a text."""
    match = dated.search(line, max(0, len(line) - _TAIL))
    return None if match is None else (stripped(line[: match.start()]), match["day"])


def _is_head_furniture(line: str, title: str) -> bool:
    dated = _dated(line)
    return line == title or is_furniture(line) or bool(dated and not dated[0])


def _without_furniture(lines: Sequence[str]) -> Sequence[str]:
    end = len(lines)
    while end and is_furniture(lines[end - 1]):
        end -= 1
    return lines[:end]


def _headline(lines: Sequence[str], headlines: str) -> tuple[int, Sequence[str]]:
    """How many lines stand above the headline, and its lines: those which the headlines of the page know in a row."""
    known = f" {plain_headline(headlines)} "
    if not known.strip():
        if not lines:
            raise MissingHeadline(None, "nothing after the page label")
        return 0, lines[:1]
    for at, line in enumerate(lines[:_KICKER]):
        if f" {plain_headline(line)} " in known:
            end = at + 1
            while (
                end < min(len(lines), at + _HEADLINE) and f" {plain_headline(' '.join(lines[at : end + 1]))} " in known
            ):
                end += 1
            return at, lines[at:end]
    raise MissingHeadline(None, "no line after the page label is among the headlines of the page")
