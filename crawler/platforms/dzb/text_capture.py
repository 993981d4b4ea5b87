"""A text capture: what a reader sees of one article page of a dzb e-paper, line by line, without markup.

The newspaper's own ``innerText``, NFKC-normalised or not. It carries no address and no publisher's id::

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
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import takewhile

from archive.record.clipping import Clipping
from archive.record.identifiers import IssueKey
from archive.record.page import Announcement, Page

from ...printed.blanks import BLANK, collapsed, listed, stripped
from ...printed.clipping import PrintedPart, printed_clipping
from ...printed.dates import printed_date
from ...printed.headlines import plain_headline, split_headlines
from ...printed.labels import UnknownLabel, page_label, page_name, page_token, sections
from ..errors import MissingHeadline, UnknownLayout

_FURNITURE = frozenset(listed("放大 缩小 默认 上一版 下一版 上一篇 下一篇 上一期 下一期 下载 打印 返回目录 读报纸首页"))
_HEAD = 10  # lines among which the label line is
_KICKER = 6  # lines among which the headline is; further down a crosshead may repeat one
_HEADLINE = 6  # lines of a headline
_B = rf"[{BLANK}]"
_DAY = rf"(?P<day>\d{{4}}-\d{{1,2}}-\d{{1,2}}|\d{{4}}{_B}?年{_B}?\d{{1,2}}{_B}?月{_B}?\d{{1,2}}{_B}?日)"
_DATED = re.compile(rf"(?P<label>.*?){_B}*+{_DAY}(?:{_B}*+星期[一二三四五六日天])?")
_SUBHEADLINE = re.compile(rf"[—─―]++{_B}*+(.*[^。])", re.DOTALL)


def text_capture(text: str, newspaper: str, title: str) -> tuple[Page, Clipping]:
    """The page that a text capture shows, its line of headlines unsplit, and the one article on it.

    Raises:
        UnknownLayout: no line like ``第14版:文体汇/人物/专版 2020-03-15`` among the first ten.
        MissingHeadline: none of the lines after it is a headline of the page.
    """
    lines = [line for line in map(stripped, text.splitlines()) if line]
    at, after, label, name, issue_date = _label_line(lines)
    headlines = "  ".join(line for line in lines[:at] if not _is_head_furniture(line, title))
    article = _without_furniture(lines[after:])
    above, headline_lines = _headline(article, headlines)
    headline = " ".join(filter(None, map(collapsed, headline_lines)))
    below = article[above + len(headline_lines) :]
    subheadlines = [match[1] for match in takewhile(bool, map(_SUBHEADLINE.fullmatch, below)) if match]
    page = Page(
        id=IssueKey(newspaper, issue_date).page_id(page_token(label)),
        newspaper=newspaper,
        title=title,
        issue_date=issue_date,
        page_label=label,
        page_name=name,
        sections=sections(name),
        url=None,
        unsplit_headlines=(headlines,) if headlines else (),
    )
    frame = Clipping(
        newspaper=newspaper,
        title=title,
        issue_date=issue_date,
        url=None,
        source_id=None,
        page_token=page_token(label),
        page_label=label,
        page_name=name,
        printed_date=issue_date,
        kicker=collapsed(" ".join(article[:above])),
        headline=headline,
        subheadlines=tuple(line for line in map(collapsed, subheadlines) if line),
    )
    clipping = printed_clipping([PrintedPart(text=line) for line in below[len(subheadlines) :]], frame)
    return page, clipping


def with_known_headlines(pages: Iterable[Page], headlines: Iterable[str]) -> Iterator[Page]:
    """Text captures of one page as one page, its line of headlines split by those that the captures of the issue know.

    Flagged where some of the line is left.
    """
    known = tuple(headlines)
    by_id: dict[str, Page] = {}
    for page in pages:
        by_id[page.id] = max(by_id.get(page.id, page), page, key=_line_length)
    for page in by_id.values():
        split = split_headlines("  ".join(page.unsplit_headlines), known)
        yield replace(
            page,
            announced=tuple(Announcement(article_id=None, url=None, headline=headline) for headline in split.headlines),
            unsplit_headlines=split.unsplit,
            flags=("headlines_run_together",) if split.unsplit else (),
        )


def _line_length(page: Page) -> tuple[int, tuple[str, ...]]:
    return sum(map(len, page.unsplit_headlines)), page.unsplit_headlines


def _label_line(lines: Sequence[str]) -> tuple[int, int, str, str | None, date]:
    """Its place, the place of the line after it, label, page name and issue date."""
    for at, line in enumerate(lines[:_HEAD]):
        match, after = _DATED.fullmatch(line), at + 1
        printed = match["label"] if match else line
        if match is None and after < len(lines):  # the date may have a line of its own
            match, after = _DATED.fullmatch(lines[after]), after + 1
            if match and match["label"]:
                continue
        day = printed_date(unicodedata.normalize("NFKC", match["day"])) if match else None
        try:
            label = page_label(printed)
        except UnknownLabel:
            continue
        if day is not None:
            return at, after, label, page_name(printed), day
    raise UnknownLayout(None, "no line with page label and issue date among the first ten")


def _is_head_furniture(line: str, title: str) -> bool:
    match = _DATED.fullmatch(line)
    return line == title or _is_furniture(line) or bool(match and not match["label"])


def _is_furniture(line: str) -> bool:
    return all(word in _FURNITURE for word in line.split())


def _without_furniture(lines: Sequence[str]) -> Sequence[str]:
    end = len(lines)
    while end and _is_furniture(lines[end - 1]):
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
