"""White space as newspapers print it: blanks that separate, set wide or indent."""

from __future__ import annotations

import re
from functools import lru_cache

BLANK = r"\s\u200b\u2060\ufeff"  # for use inside [...]; the last three are blanks that str.isspace() denies
HAN = r"\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"  # likewise; 〇 is no ideograph to Unicode

_ZERO_WIDTH = re.compile(r"[\u200b\u2060\ufeff]")
_ALL = "\u200b\u2060\ufeff" + "".join(filter(str.isspace, map(chr, range(0x3001))))  # \u3000 is the last blank
_WIDE_SET = re.compile(rf"(?<=[{HAN}·])[{BLANK}]++(?=[{HAN}·])")
_BREAKS = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029\t"
_MAYBE_INDENT = re.compile(rf"[{BLANK}](?:[{BLANK}]++|(?<=[{_BREAKS}]))")  # begins with one class: quick
_INDENT = 4  # in half-width columns: four blanks, or two ideographic ones
_LONGEST = 64  # characters of a run; more of them say nothing new
_COLUMNS = {"\u3000": 2, "\u200b": 0, "\u2060": 0, "\ufeff": 0}


def collapsed(text: str | None) -> str | None:
    r"""``text`` on one line, every run of blanks as one space; None when nothing is left.

    "\u3000送菜 \xa0 供餐\ufeff" → "送菜 供餐"; "\u200b" → None.
    """
    if text is None:
        return None
    if "\u200b" in text or "\u2060" in text or "\ufeff" in text:  # quicker than the expression
        text = _ZERO_WIDTH.sub(" ", text)
    return " ".join(text.split()) or None


def stripped(text: str) -> str:
    """``text`` without blanks at its ends, the zero-width ones included; inner blanks stay as they are."""
    text = text.strip()
    return text.strip(_ALL) if text and (_ZERO_WIDTH.match(text) or text[-1] in _COLUMNS) else text  # hardly ever


def without_blanks(text: str) -> str:
    """``text`` without any blank: what two settings of the same words have in common."""
    return "".join(_ZERO_WIDTH.sub("", text).split())


def unspaced_name(text: str) -> str:
    """A name without the blanks that set it wide: "吴 越" → "吴越"; "John  Smith" → "John Smith"."""
    return _WIDE_SET.sub("", collapsed(text) or "")


def indented_paragraphs(text: str) -> list[str]:
    r"""The paragraphs of a run of text in which only an indent or a line break tells them apart.

    An indent is four blanks (or nbsp), two ideographic blanks, or a tab. "    首席记者  潘高峰    昨天，……" →
    ["首席记者  潘高峰", "昨天，……"]: lesser runs of blanks stay, because two of them part names in a byline.
    """
    paragraphs = []
    start = 0
    for match in _MAYBE_INDENT.finditer(text):
        if _is_indent(match.group()[:_LONGEST]):
            paragraphs.append(text[start : match.start()])
            start = match.end()
    paragraphs.append(text[start:])
    return [paragraph for paragraph in map(stripped, paragraphs) if paragraph]


@lru_cache(maxsize=256)  # a newspaper has few kinds of indent
def _is_indent(run: str) -> bool:
    columns = 0
    for character in run:
        columns += _COLUMNS.get(character, 1)
        if columns >= _INDENT or character in _BREAKS:
            return True
    return False


def listed(words: str) -> list[str]:
    """Vocabulary kept as prose is: words parted by blanks."""
    return words.split()
