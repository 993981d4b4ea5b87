"""Page labels and page names (版次, 版名) as catalogues and page heads print them."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from .blanks import BLANK, collapsed

_LONGEST = 16  # characters of a label; anything longer is prose
_RECURRING = 200  # characters of a page name; no longer one is remembered
_WORD = r"[^\W_版第]{1,16}+"  # letters, digits and numerals, full-width ones included; no control characters, no dots
_LABEL = rf"{_WORD}(?:[{BLANK}]{{0,2}}[/／\-－—–][{BLANK}]{{0,2}}{_WORD}){{0,3}}"
_COLON = r"[:：︰∶﹕]"
_PRINTED = re.compile(
    rf"[{BLANK}]*+(?:"
    rf"第[{BLANK}]{{0,4}}(?P<numbered>{_LABEL})[{BLANK}]{{0,4}}版"
    rf"|(?P<coded>[A-Za-zＡ-Ｚａ-ｚ]{{0,4}}+\d{{1,4}}+(?:[/／\-－]\d{{1,4}}+)?[A-Za-z]?)[{BLANK}]{{0,4}}"
    rf"(?:版?(?=[{BLANK}]*+(?:{_COLON}|\Z)))"
    rf")[{BLANK}]*+(?:{_COLON})?(?P<name>.*)",
    re.DOTALL,
)
_DIGITS = {character: number for number, character in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}


class UnknownLabel(ValueError):
    """Raised by ``page_label`` where a text shows no page label."""


def page_label(text: str) -> str:
    """The label as printed, full-width forms made half-width, without blanks. Raises UnknownLabel.

    "第2/3版：上海新闻" → "2/3"; "A01： 头版" → "A01"; "第０６版" → "06"; "第十二版" → "十二".
    """
    match = _PRINTED.match(text)
    printed = match and (match["numbered"] or match["coded"])
    label = "".join(unicodedata.normalize("NFKC", printed or "").split())
    if not label or len(label) > _LONGEST:
        raise UnknownLabel(f"no page label in {text[:80]!r}")
    return label


def page_name(text: str) -> str | None:
    """The name as printed: "第1版:一版要闻" → "一版要闻"; "第06版" → None; "要闻" (no label at all) → "要闻"."""
    match = _PRINTED.match(text)
    return collapsed(match["name"] if match else text)


def sections(name: str | None) -> tuple[str, ...]:
    """The parts of a page name: "文体汇/人物／专版" → ("文体汇", "人物", "专版")."""
    return _known_sections(name) if len(name or "") <= _RECURRING else _sections(name)


def _sections(name: str | None) -> tuple[str, ...]:
    return tuple(part for part in map(collapsed, re.split("[/／]", name or "")) if part)


_known_sections = lru_cache(maxsize=256)(_sections)  # an issue has few page names


def page_token(label: str) -> str:
    """The token that addresses use for a label: "2/3" → "2-3"."""
    return label.replace("/", "-")


def token_label(token: str) -> str:
    """The label that stands in an address as ``token``: "2-3" → "2/3". For pages whose label is printed nowhere."""
    return token.replace("-", "/")


def chinese_number(text: str) -> int | None:
    """Numerals up to 百: "四" → 4; "十二" → 12; "二十" → 20; "一百零六" → 106; "二〇" → 20; "四季" → None."""
    if not text or len(text) > 6:
        return None
    if all(character in _DIGITS for character in text):
        return int("".join(str(_DIGITS[character]) for character in text))
    total, digit = 0, None
    for character in text:
        if character in _DIGITS:
            digit = _DIGITS[character]
        elif character in "十百":
            total += (1 if digit is None else digit) * (10 if character == "十" else 100)
            digit = None
        else:
            return None
    return total + (digit or 0)
