"""Captions (图说) and their credits (摄影)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .blanks import BLANK, HAN, collapsed
from .names import DEEDS, LONGEST, POST, is_byline

_NAMES = r"[\u4e00-\u9fff·]{2,6}(?:[ 、][\u4e00-\u9fff·]{2,6}){0,3}"
_ROLE = r"(?:(?:本报|首席|特派|见习|实习|新华社)*(?:记者|通讯员) ?)?"
_WORK = r"(?:摄影报道|摄影|供图|绘图|摄|图|绘)"
_CREDIT = re.compile(rf"(?:(?<=[ 。（(])|^)(?P<credit>{_ROLE}{_NAMES} ?{_WORK})[)）]?$")
_EDGE = re.compile(r"^|[ 。（(]")

# Of a paragraph of its own. It has one blank wherever there were some.
_WORKS = ("摄影", "供图", "绘图", "制图", "摄")
_ENDINGS = tuple(work + close for work in _WORKS for close in ("", ")", "）", "】", "]", ")。", "）。"))
_OF_ALL = re.compile(  # "本版摄影 本报记者 某某", "本版图片均由某某提供"
    r"(?:本[版组文]|以上|文中)(?:图片|照片|摄影|配图|供图|图)(?P<gap>[ :：/／|｜]?)(?P<by>[^。！？；]{2,50})"
)
_OPENINGS = ("本版", "本组", "本文", "以上", "文中", "摄影", "拍摄者")
_BEFORE = re.compile(
    r"(?:^|[ 。！？!?”’)）】])(?P<credit>(?:摄影者?|拍摄者) ?[:：/／|｜ ] ?[^ 。]{2,40}(?: [^ 。]{2,40})*)$"
)
_EDGES = re.compile(r"\A|(?<=[ 。！？!?”’…)）】（(【\[])(?! )")  # where a credit may begin that names no capacity
_GRADED_POST = re.compile(rf"[A-Za-z]{{2,8}}{POST}|{POST}")
_GLUED_POST = re.compile(  # in the middle of a line: of the name of a house nothing says where it begins, but for these
    r"(?:本报|本刊|本网|本社|本台|新华社|新华网|中新社|中新网|人民网|新民晚报)?"
    r"(?:首席|高级|资深|特派|特约|见习|实习|摄影|体育|全媒体|融媒体|全媒|融媒){0,3}(?:记者|通讯员|实习生|摄影师)"
)
_MADE_BY = re.compile(r"(?:摄影者?|拍摄者)[ :：/／|｜]+")
_GIVER = re.compile(rf"[{HAN}A-Za-z·]{{2,12}} ?供图")
_WIRE = re.compile(r"(?:\A|(?<=[ 。]))(?:新华社|中新社|人民图片|光明图片|视觉中国|东方IC) ?发? ?$")
_PARTS = re.compile(rf"[{BLANK}、，,/／&]+")
_LONGER_DEEDS = tuple(deed for deed in DEEDS if deed.endswith(_WORKS) and deed not in _WORKS)
_OTHER_DEEDS = frozenset(DEEDS)
_SOURCES = ("新华社", "中新社", "人民图片", "视觉中国", "东方IC", "IC", "CFP", "资料", "受访者", "网络", "本报")
_PROSE = ("由", "为", "是", "系")  # "照片由某某摄" is a sentence
_WRITTEN = re.compile(r"(?:采访|文字|文)(?:[ :：/／|｜].*)?")  # what stands before 摄影 in a byline
_CLOSING = {")": "(", "）": "（", "】": "【", "]": "["}
_SHOWS = re.compile(r"[▲▼◀▶△▽◁▷↑↓←→]|(?:图|上图|下图|左图|右图|题图|大图|小图)(?:为|[:：])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Caption:
    """A caption and its credit, as printed. ``of_all``: the credit says that it is of several pictures."""

    text: str | None
    credit: str
    of_all: bool = False


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


def printed_caption(paragraph: str) -> Caption | None:
    """The caption that a paragraph of a body is, known by the credit at its end; ``None``: it is none.

    "江边的梧桐落了叶本报记者 王凯 摄" → "江边的梧桐落了叶", "本报记者 王凯 摄": glued where a capacity begins it, else
    after a blank, the end of a sentence or a bracket. "王凯 摄", "本版摄影 本报记者 王凯" → a credit alone. What also
    says who wrote ("杨洁 文 王凯 摄", "王凯 摄影报道") is a byline.
    """
    if not ends_in_credit(paragraph):
        return None
    text = collapsed(paragraph) or ""
    if len(text) <= LONGEST and (match := _OF_ALL.fullmatch(text)) and _says_by_whom(match["gap"], match["by"]):
        return Caption(text=None, credit=text, of_all=True)
    match = _BEFORE.search(text, max(0, len(text) - LONGEST))
    found = (match.start("credit"), len(text)) if match and _is_credit(match["credit"]) else _credit_at_end(text)
    if found is None:
        return None
    start, end = found
    before = text[:start].rstrip(" （(【[")
    if text.endswith("。") and not before.endswith("。"):  # the full stop behind the brackets
        before += "。"
    is_signed_too = _WRITTEN.fullmatch(before) or is_byline(before) or before in _OTHER_DEEDS
    if before.endswith(_PROSE) or is_signed_too:
        return None
    wire = _WIRE.search(before) if end < len(text) else None  # 新华社发（某某 摄）
    if wire is not None:
        return Caption(text=collapsed(before[: wire.start()]), credit=text[wire.start() :])
    return Caption(text=collapsed(before.rstrip("▲▼◀▶△▽◁▷")), credit=text[start:end])


def ends_in_credit(paragraph: str) -> bool:
    """Whether a paragraph looks at a glance as if it ended in a credit, or were one."""
    if paragraph.endswith(_ENDINGS) or paragraph.startswith(_OPENINGS):
        return True
    tail = paragraph[-20:]
    return "摄影" in tail or "拍摄者" in tail


def shows_a_picture(paragraph: str) -> bool:
    """Whether a paragraph says by its first word or mark that a picture is near: "图为选手起跑。", "▲老桥"."""
    return _SHOWS.match(paragraph) is not None


def _says_by_whom(gap: str, by: str) -> bool:
    return by.endswith((*_WORKS, "提供")) or is_byline(by) or (bool(gap) and by.startswith(_SOURCES))


def _credit_at_end(text: str) -> tuple[int, int] | None:
    """Where the credit at the end of a line begins and ends: first what a capacity begins, then what a name does."""
    end = len(text.rstrip("。"))
    bracket = _CLOSING.get(text[end - 1 : end])
    if bracket is not None:
        start = text.rfind(bracket, max(0, end - LONGEST)) + 1
        inner = text[start : end - 1].strip()
        return (start, end - 1) if start and _is_credit(inner) else None
    first = max(0, end - LONGEST)
    edges = [match.end() for match in _EDGES.finditer(text, first)]
    for start in _with_capacity(text, first, edges):
        if _is_credit(text[start:]):
            return start, end
    return next(((start, end) for start in edges if _is_credit(text[start:], bare=True)), None)


def _with_capacity(text: str, first: int, edges: list[int]) -> Iterator[int]:
    """Where a capacity begins, from the first on."""
    glued = [match.start() for match in _GLUED_POST.finditer(text, first)]
    yield from sorted({*glued, *(edge for edge in edges if _GRADED_POST.match(text, edge))})


def _is_credit(text: str, *, bare: bool = False) -> bool:
    """Whether a text says who made a picture, and nothing else; ``bare``: without a capacity before the names."""
    if head := _MADE_BY.match(text):
        text = text[head.end() :]
        names, text = _PARTS.split(text), f"摄影/{text}"
    else:
        work = next((work for work in _WORKS if text.endswith(work)), None)
        if work is None or text.endswith(_LONGER_DEEDS):
            return False
        if work == "供图" and _GIVER.fullmatch(text):
            return True
        printed = text[: -len(work)].rstrip()
        names = _PARTS.split(printed)
        if names[-1].endswith("拍"):
            return False
        if bare and not is_byline(printed, bare=True) and not all(is_byline(name, bare=True) for name in names):
            return False  # 江边 begins like a name
    latin = re.match("[A-Za-z]{2,8}", text)
    return _OTHER_DEEDS.isdisjoint(names) and is_byline(text[latin.end() :] if latin else text)
