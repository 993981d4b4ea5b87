"""Datelines (电头): "新华社北京3月14日电", "本报讯", and the names bracketed after them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from archive.record.article_parts import Author

from .blanks import BLANK, HAN, collapsed, listed, stripped
from .byline import authors

_AGENCIES = listed(
    "新华社 新华网 中新社 中新网 中国新闻社 中国新闻网 央视新闻 人民网 法新社 路透社 美联社 共同社 时事社 韩联社 "
    "朝中社 塔斯社 俄新社 俄塔社 国际文传电讯社 德新社 安莎社 埃菲社 彭博社 合众国际社 中央社 "
    "土耳其阿纳多卢通讯社 阿纳多卢通讯社 哈新社 越通社 印新社"
)
_B = rf"[{BLANK}]"
_DAY = r"(?:[\d一二三四五六七八九十〇]{2,4}年)?(?:[\d一二三四五六七八九十]{1,3}月)?[\d一二三四五六七八九十]{1,3}日"
_PLACE = rf"[{HAN}、/／·{BLANK}]{{0,24}}?"
_WIRE = rf"(?:{_B}?[（(][^（()）]{{1,12}}[)）])?{_B}?[{HAN}]{{0,4}}?(?:电|讯)"
_STOP = rf"(?={_B}|[（(【：:，,。、—\-]|\Z)"  # what keeps 电影 and 电视台 from being wires
_DATELINE = re.compile(
    rf"[{BLANK}■□●◆▲【〔\[（(]{{0,4}}+(?P<printed>"
    rf"(?:据|综合|转自)?(?P<agency>{'|'.join(sorted(_AGENCIES, key=len, reverse=True))})"
    rf"(?:{_PLACE}{_DAY}{_WIRE}|{_PLACE}(?:今日|今天|昨日|昨天)?(?:专|急|快)?(?:电|讯){_STOP})"
    rf"|(?:据|综合)?本[报网刊社台](?:{_PLACE}(?:{_DAY}|今[日天]|昨[日天]){_WIRE}|综合消息|(?:专|快|综合)?[讯电]{_STOP}|讯(?!息))"
    rf"|[{HAN}]{{2,6}}[报网]讯{_STOP}"
    r")"
)
_POINTS = "，。：；、,.:;"
_BRACKETED = re.compile(rf"[】〕\]）)]?{_B}{{0,8}}[（(]([^（()）]{{2,80}})[)）]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dateline:
    """A dateline as printed, and the news agency that it names."""

    printed: str
    agency: str | None


def dateline(first_paragraph: str) -> Dateline | None:
    """The dateline that opens a paragraph, which keeps it.

    "新华社北京3月14日电（记者 某某）……" → ("新华社北京3月14日电", "新华社"); "本报讯 ……" → ("本报讯", None).
    """
    match = _DATELINE.match(first_paragraph)
    return match and Dateline(printed=collapsed(match["printed"]) or "", agency=match["agency"])


def split_dateline(first_paragraph: str) -> tuple[str | None, tuple[Author, ...], str]:
    """The byline in brackets after the dateline, its authors, and the paragraph without it, which keeps the dateline.

    "本报讯（记者 左妍）昨天……" → "记者 左妍", 左妍/记者, "本报讯 昨天……".
    """
    match = _DATELINE.match(first_paragraph)
    bracket = match and _BRACKETED.match(first_paragraph, match.end())
    found = authors(bracket[1]) if bracket else ()
    if match is None or not bracket or not any(author.role for author in found):
        return None, (), first_paragraph
    head = first_paragraph[: bracket.start(1) - 1].rstrip()
    rest = stripped(first_paragraph[bracket.end() :])
    glue = "" if not rest or rest[0] in _POINTS else " "
    return collapsed(stripped(bracket[1])), found, f"{head}{glue}{rest}"
