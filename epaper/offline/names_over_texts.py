"""The name of a newspaper over a text: whether it is another one's."""

from __future__ import annotations

import re
from itertools import islice

from crawler.platforms.contract import Newspaper
from crawler.printed.blanks import HAN
from crawler.sites import all_newspapers

_HEAD = 4_000  # characters of a text that are looked at for its newspaper's name
_HEAD_LINES = 10
_NAMES_END = ("日报", "晚报", "晨报", "早报", "时报", "商报", "都市报", "青年报", "晚刊")
_NAME = re.compile(
    rf"[《\s]*+(?P<name>[{HAN}]{{2,14}})[》\s]*+"
    r"(?P<date>[（(]?\s*+\d{4}\s?[-年./]\s?\d{1,2}\s?[-月./]\s?\d{1,2}[^。，,；;]{0,30})?"
)


def is_anothers(newspaper: Newspaper, text: str) -> bool:
    """Whether another newspaper's name stands over a text, and not its own: each fills a line, with a date or without.

    The name of one that is not known here has a date, and is the first line: `天气预报 2020年3月15日` is a headline.
    """
    titles = {one.title for one in all_newspapers().values()}
    lines = list(islice(filter(None, map(str.strip, text[:_HEAD].splitlines())), _HEAD_LINES))
    matches = [_NAME.fullmatch(line) for line in lines]
    names = [match["name"] for match in matches if match is not None]
    if any(name.endswith(newspaper.title) for name in names):
        return False
    for name in names:
        if name in newspaper.title:
            return False
        if name in titles:
            return True
    first = matches[0] if matches else None
    if first is None or first["date"] is None:
        return False
    return first["name"].endswith(_NAMES_END) or (first["name"].endswith("报") and lines[0].startswith("《"))
