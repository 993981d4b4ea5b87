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
from collections.abc import Sequence
from contextlib import suppress
from itertools import islice, takewhile

from archive.record.clipping import Clipping
from archive.record.identifiers import IssueKey
from archive.record.page import Page

from ...printed.blanks import BLANK, HAN, collapsed, stripped
from ...printed.clipping import PrintedPart, printed_clipping
from ...printed.furniture import is_furniture
from ...printed.headlines import plain_headline
from ...printed.labels import page_token, sections, token_label
from ..contract import Masthead, Place
from ..errors import BodyAlone, MissingHeadline, UnknownLayout
from ..html import refusal_of_text
from ..limits import check_length
from .label_line import dated_line, label_line, refuse_odd_date

_KICKER = 6  # lines among which the headline is; further down a crosshead may repeat one
_HEADLINE = 6  # lines of a headline
_LEAST = 10  # ideographs of a body that is told from no text at all
_HAN = re.compile(rf"[{HAN}]")
_SUBHEADLINE = re.compile(rf"[—─―]++[{BLANK}]*+(.*[^。])", re.DOTALL)


def text_capture(
    text: str, masthead: Masthead, place: Place | None = None, given_headline: str | None = None
) -> tuple[Page | None, Clipping]:
    """The page that a text capture shows, its line of headlines unsplit, and the one article on it.

    Of a text that shows an article's body alone, ``place`` says where it stands: its address, or whoever imported it,
    who also gives the headline. Nothing is known of the page then. What a text prints goes before what a person said:
    of one whose headline alone is not known, no more than that is taken.

    Raises:
        BodyAlone: no line like ``第14版:文体汇/人物/专版 2020-03-15`` among the first ten, but text, and no ``place``.
        TooLarge: it is longer than any article.
        MissingHeadline: none of the lines after it is a headline of the page, with no ``place`` and none given.
        ParseError: it is no article of this platform's.
    """
    check_length(len(text), None)
    lines = [line for line in map(stripped, text.splitlines()) if line]
    is_placed = place is not None and place.kind == "article" and None not in (place.issue, place.page_token)
    label = label_line(lines)
    if label is None:
        body = _body_alone(lines)
        if place is None or not is_placed:
            refuse_odd_date(lines)
            raise BodyAlone(None, "the body of an article alone: no line of it says page and issue date")
        return None, _placed(body, masthead, place, given_headline)
    below_label = lines[label.end :]
    _refuse_second(below_label)
    article = _without_furniture(below_label)
    headlines = "  ".join(line for line in lines[: label.start] if not _is_head_furniture(line, masthead.title))
    try:
        above, headline_lines = _headline(article, headlines)
    except MissingHeadline:
        if given_headline is not None and article:
            above, headline_lines = _given_headline(article, given_headline)
        elif place is not None and is_placed:
            return None, _placed(article, masthead, place, None)
        else:
            raise
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
        headline=" ".join(filter(None, map(collapsed, headline_lines))) or collapsed(given_headline),
        subheadlines=tuple(line for line in map(collapsed, subheadlines) if line),
        language=masthead.language,
        flags=() if headline_lines else ("body_only",),
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
    if ideographs < _LEAST or len(furniture) > 1 or label_line(lines, len(lines)) is not None:
        raise UnknownLayout(None, "no line with page label and issue date among the first ten")
    return body


def _is_head_furniture(line: str, title: str) -> bool:
    dated = dated_line(line)
    return line == title or is_furniture(line) or bool(dated and not dated[0])


def _without_furniture(lines: Sequence[str]) -> Sequence[str]:
    end = len(lines)
    while end and is_furniture(lines[end - 1]):
        end -= 1
    return lines[:end]


def _refuse_second(lines: Sequence[str]) -> None:
    """Raises UnknownLayout where a second page label stands below the buttons of the first text."""
    second = label_line(lines, len(lines))
    if second is not None and any(map(is_furniture, lines[: second.start])):
        raise UnknownLayout(None, "it holds several text captures; save each in a file of its own")


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


def _given_headline(lines: Sequence[str], headline: str) -> tuple[int, Sequence[str]]:
    """The same of a headline that a person gave; no lines, where they do not print it."""
    with suppress(MissingHeadline):
        above, found = _headline(lines, headline)
        if plain_headline(" ".join(found)) == plain_headline(headline):
            return above, found
    return 0, ()
