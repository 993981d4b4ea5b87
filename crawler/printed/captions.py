"""Captions (图说) and their credits (摄影)."""

from __future__ import annotations

import re

from .blanks import collapsed
from .names import is_byline

_NAMES = r"[\u4e00-\u9fff·]{2,6}(?:[ 、][\u4e00-\u9fff·]{2,6}){0,3}"
_ROLE = r"(?:(?:本报|首席|特派|见习|实习|新华社)*(?:记者|通讯员) ?)?"
_WORK = r"(?:摄影报道|摄影|供图|绘图|摄|图|绘)"
_CREDIT = re.compile(rf"(?:(?<=[ 。（(])|^)(?P<credit>{_ROLE}{_NAMES} ?{_WORK})[)）]?$")
_EDGE = re.compile(r"^|[ 。（(]")


def split_credit(caption: str | None) -> tuple[str | None, str | None]:
    """Caption and credit: "晨练的人们  本报记者 王凯 摄" → ("晨练的人们", "本报记者 王凯 摄").

    A credit stands at the end, after a blank, a full stop or in brackets; otherwise the caption stays whole.
    """
    text = collapsed(caption or "")
    if text is None:
        return None, None
    places = (place.end() for place in _EDGE.finditer(text))
    matches = (match for place in places if (match := _CREDIT.match(text, place)))
    match = next((match for match in matches if is_byline(match["credit"])), None)  # 晨练的人们 is no name
    if match is None:
        return text, None
    head = text[: match.start("credit")].rstrip(" （(")
    return collapsed(head), match["credit"]
