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
from itertools import pairwise, takewhile

from archive.record.clipping import Clipping
from archive.record.identifiers import IssueKey
from archive.record.page import Announcement, Page

from ...printed.blanks import BLANK, collapsed, listed, stripped, without_blanks
from ...printed.clipping import PrintedPart, printed_clipping
from ...printed.dates import printed_date
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
    """The page that a text capture shows, with the headlines it announces, and the one article on it.

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
        announced=tuple(
            Announcement(article_id=None, url=None, headline=known)
            for known in announced_headlines(headlines, [headline])
        ),
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


def announced_headlines(line: str, known: Sequence[str]) -> tuple[str, ...]:
    """The headlines of a line in which they run together, parted by blanks, in printed order.

    ``known`` are headlines of that page, which may hold blanks themselves; what is left of the line is parted at
    every blank: "素材 送菜供餐 帮配药 灯", ["送菜供餐　帮配药"] → ("素材", "送菜供餐 帮配药", "灯").
    """
    words = (collapsed(line) or "").split()
    text = " ".join(map(_plain_word, words))
    taken: dict[int, int] = {}  # index of the first word of a known headline: index after its last
    free = [(0, f" {text} ")]  # what is left of the line, with the index of its first word
    for headline in sorted({_plain(headline) for headline in known} - {""}, key=lambda text: (-len(text), text)):
        for place, (start, part) in enumerate(free):
            before, found, behind = part.partition(f" {headline} ")
            if found:
                start += before.count(" ") if before else 0
                taken[start] = start + headline.count(" ") + 1
                free[place : place + 1] = [(free[place][0], f"{before} "), (taken[start], f" {behind}")]
                break
    headlines, index = [], 0
    while index < len(words):
        end = taken.get(index, index + 1)
        headlines.append(" ".join(words[index:end]))
        index = end
    return tuple(headlines)


def with_known_headlines(pages: Iterable[Page], headlines: Sequence[str]) -> Iterator[Page]:
    """Text captures of one page as one page, its headlines parted again by all that are known.

    Flagged where some were still parted at blanks, which may be too often.
    """
    by_id: dict[str, Page] = {}
    for page in pages:
        by_id.setdefault(page.id, page)
    for page in by_id.values():
        line = " ".join(one.headline or "" for one in page.announced)
        announced = announced_headlines(line, headlines)
        known = {_plain(headline) for headline in headlines}
        pairs = pairwise(_plain(headline) in known for headline in announced)
        unsure = any(not first and not second for first, second in pairs)
        yield replace(
            page,
            announced=tuple(Announcement(article_id=None, url=None, headline=headline) for headline in announced),
            flags=("headlines_run_together",) if unsure else (),
        )


def _plain(text: str) -> str:
    """What two settings of a headline have in common: NFKC, blanks collapsed."""
    return " ".join(map(_plain_word, (collapsed(text) or "").split()))


def _plain_word(word: str) -> str:
    return without_blanks(unicodedata.normalize("NFKC", word)) or word  # NFKC of some accents begins with a blank


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
    known = f" {_plain(headlines)} "
    if not known.strip():
        if not lines:
            raise MissingHeadline(None, "nothing after the page label")
        return 0, lines[:1]
    for at, line in enumerate(lines[:_KICKER]):
        if f" {_plain(line)} " in known:
            end = at + 1
            while end < min(len(lines), at + _HEADLINE) and f" {_plain(' '.join(lines[at : end + 1]))} " in known:
                end += 1
            return at, lines[at:end]
    raise MissingHeadline(None, "no line after the page label is among the headlines of the page")
