"""Whether a text capture shows a record, which names no address of it."""

from __future__ import annotations

import re

from ..record.article import Article
from ..record.identifiers import folded
from ..record.page import Page

_AFTER_LABEL = r"(?:版|[:∶](?!\d)|(?=\d{4}[-年]))"  # a colon not of a time of day; or the issue date, at once
_NAME = r"[^。！？]{0,48}?"  # of a page, between its label and its date

_EDGE = 12  # characters by which the beginning of a text is known
_FEW = 16  # characters that a parser may read otherwise between a headline and the first words


def is_of_text(record: Article | Page, text: str) -> bool:
    """Whether a record was read from a text capture; ``text`` is folded.

    A page's text has a line with its label and date: ``第6版:上海新闻 2020-03-15``, ``A16版:``, ``A09:上海新闻``. An
    article's has, below that line, its kicker and headline and soon its first words; or, with such a line or without,
    all of its words and little else: a paragraph may stand in two articles.
    """
    line = _label_line(record).search(text)
    if isinstance(record, Page):
        return line is not None
    parts = _parts(record)
    below = text if line is None else text[line.end() :]
    if line is not None and _begins(record, parts, below):
        return True
    return all(part in below for part in parts) and 2 * sum(map(len, parts)) >= len(below)


def _label_line(record: Article | Page) -> re.Pattern[str]:
    day = record.issue_date
    label = re.escape(folded(record.page_label))
    date = rf"{day.year}(?:-|年)0?{day.month}(?:-|月)0?{day.day}(?!\d)日?(?:星期[一二三四五六日天])?"
    return re.compile(rf"(?:第|(?<![0-9A-Za-z/-])){label}{_AFTER_LABEL}{_NAME}{date}")


def _begins(article: Article, parts: list[str], below: str) -> bool:
    """Whether what stands ``below`` a label begins as ``article`` does, and not with a longer headline alone."""
    headline = folded(article.headline)
    for title in (headline, folded(article.kicker) + headline):
        if headline and below.startswith(title):
            between = sum(map(len, map(folded, (*article.subheadlines, article.byline, article.dateline))))
            words = parts[0][:_EDGE] if parts else ""
            return words in below[len(title) : len(title) + between + _FEW + len(words)]
    return False


def _parts(article: Article) -> list[str]:
    """What is printed below the headline, folded; without the dateline, behind which a byline may have been cut out."""
    jumps = (jump.printed for jump in (article.jump_to, article.jump_from) if jump is not None)
    parts = (*(block.text for block in article.body), *(photo.credit for photo in article.photos), *jumps)
    dateline = folded(article.dateline)
    return [part for part in (folded(one).removeprefix(dateline) for one in parts) if part]
