"""Jump notes (转版): "（下转第4版）", "上接1版" and their kin, taken out of the text that they interrupt."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from archive.record.article_parts import Jump

from .blanks import BLANK, stripped
from .labels import chinese_number

_LONGEST = 80  # characters of a note
_TO = ("下转", "下接")
_FROM = ("上接", "上转", "承接")
_EITHER = ("紧接",)  # of the page before at the head of an article, of the page after at its end
_VERBS = (*_TO, *_FROM, *_EITHER)
_CALLS = "[▶►▷▸→⇒➤☞>＞»]"  # marks that call to another page by themselves: ">>4版"
_SEEN = (
    "(?:相关|详细|更多|具体)?(?:报道|内容|消息|解读|详情|全文)?请?(?:详见|参见|另见|见|刊)(?:今[日天]|本报|本期){0,2}"
)

# Every repetition is bounded or possessive: a paragraph of a million arrows is read once.
_ARROWS = rf"[▶►▷▸→⇒➤☞>＞》▲▼△▽●■◆※{BLANK}]{{0,8}}"
_NUMERALS = "〇零一二三四五六七八九十百"
_LABEL = rf"(?:[A-Za-zＡ-Ｚ]{{0,3}}[0-9０-９]{{1,4}}(?:[/／][0-9０-９]{{1,4}})?|[{_NUMERALS}]{{1,6}})"
_GAP = rf"[{BLANK}]{{0,2}}"
_RANGE = "-－—–~～至到"
_LABELS = rf"{_LABEL}(?:{_GAP}版?{_GAP}[{_RANGE}、，,；;和及与]{_GAP}第?{_GAP}{_LABEL}){{0,11}}"
_BRACKETED = (
    rf"{_ARROWS}[（(【〔［\[]{_ARROWS}(?P<verb1>{'|'.join(_VERBS)}|转|接){_GAP}第?{_GAP}(?P<labels1>{_LABELS}){_GAP}"
    r"(?:版[^（()）)】〕］\]\n]{0,12}|(?<=[0-9０-９]))[）)】〕］\]]"
)
_OPEN = rf"{_ARROWS}(?P<verb2>{'|'.join(_VERBS)}){_GAP}第?{_GAP}(?P<labels2>{_LABELS}){_GAP}版{_ARROWS}"
_NOTE = f"(?:{_BRACKETED}|{_OPEN})"
_HINT = re.compile(  # quick: it begins with one of a few letters
    rf"[转接见刊▶►▷▸→⇒➤☞>＞»]{_GAP}(?:今[日天]|本报|本期)?第?{_GAP}[A-Za-zＡ-Ｚ0-9０-９{_NUMERALS}]"
)
_ANY = re.compile(_NOTE)
_AT_END = re.compile(rf"{_NOTE}[{BLANK}]*+\Z")
_BREAK = re.compile(rf"[{BLANK}▶►▷>＞》▲●■◆（(【“]|\Z")  # after an open note at the start, else it is prose
_TEASER = re.compile(
    rf"(?P<open>[（(【〔［\[]?)[▲▼△▽●■◆※]{{0,4}}(?:(?P<calls>(?:{_CALLS}[{BLANK}]?){{1,8}})(?:{_SEEN})?|(?P<seen>{_SEEN}))"
    rf"{_GAP}第?{_GAP}(?P<labels>{_LABELS}){_GAP}(?P<page>版?){_GAP}(?P<close>[）)】〕］\]]?)[。.]?[{BLANK}]*+\Z"
)
_SENTENCE = "。！？!?…”’」』）)】》.；;"  # what may stand before a teaser that no mark opens
_PART = re.compile(rf"(?P<range>[{_RANGE}]?)第?(?P<letters>[A-Za-z]*)(?P<number>[0-9]+(?:/[0-9]+)?|[{_NUMERALS}]+)")
_MANY = 32  # pages; a longer range is none
_DIGITS = 4  # of a page; more are a label and no number


@dataclass(frozen=True, slots=True, kw_only=True)
class Jumps:
    """Paragraphs without their jump notes, and the notes."""

    paragraphs: tuple[str, ...]
    jump_to: Jump | None
    jump_from: Jump | None


def split_jumps(paragraphs: Sequence[str]) -> Jumps:
    """Takes the note that leads on (the last) and the one that leads back (the first) out of ``paragraphs``.

    下转第4版 → Jump(page_label="4", printed="下转第4版"); Chinese numerals included. A teaser (">>4版", "详见A3、4")
    leads on where it is the only one; in a list of them, each belongs to its line. Only notes alone in a paragraph, or
    at its start or end, are notes; "他说下转第4版的故事" is prose and stays.
    """
    if not _HINT.search("\n".join(paragraphs)):
        return Jumps(paragraphs=tuple(paragraphs), jump_to=None, jump_from=None)
    remaining = list(paragraphs)
    jump_from = _taken(remaining, range(len(remaining)), "from")
    jump_to = _taken(remaining, range(len(remaining) - 1, -1, -1), "to") or _taken_teaser(remaining)
    return Jumps(
        paragraphs=tuple(paragraph for paragraph in remaining if paragraph), jump_to=jump_to, jump_from=jump_from
    )


def page_labels(printed: str) -> tuple[str, ...]:
    """Every page that a note names: "5-7" → 5, 6, 7; "A3、4" → A3, A4; "2/3" → 2/3, a spread; "十二" → 12."""
    found: list[str] = []
    letters, last = "", 0
    for part in _PART.finditer("".join(unicodedata.normalize("NFKC", printed).split())):
        number = part["number"]
        letters = part["letters"] or letters
        value = int(number) if number.isdecimal() and len(number) <= _DIGITS else chinese_number(number) or 0
        width = len(number) if number.startswith("0") else 0
        if part["range"] and 0 < value - last <= _MANY:
            found += [f"{letters}{between:0{width}}" for between in range(last + 1, value)]
        found.append(f"{letters}{value if value and not number.isdecimal() else number}")
        last = value
    return tuple(dict.fromkeys(found))


def _taken(paragraphs: list[str], order: range, direction: Literal["to", "from"]) -> Jump | None:
    """The first note of that direction in that order; its paragraph is left without it, perhaps empty."""
    for index in order:
        paragraph = paragraphs[index]
        for match, at_end in _notes(paragraph):
            last = at_end and index == len(paragraphs) - 1 and (index or match.start()) > 0
            if _direction(match["verb1"] or match["verb2"], last=last) == direction:
                paragraphs[index] = stripped(paragraph[: match.start()]) + stripped(paragraph[match.end() :])
                return _jump(match["labels1"] or match["labels2"], match.group())
    return None


def _taken_teaser(paragraphs: list[str]) -> Jump | None:
    """The teaser at the end of a paragraph, if no other paragraph has one."""
    found = [(index, match) for index, one in enumerate(paragraphs) if (match := _teaser(one)) is not None]
    if len(found) != 1:
        return None
    index, match = found[0]
    paragraphs[index] = stripped(paragraphs[index][: match.start()])
    return _jump(match["labels"], match.group())


def _teaser(paragraph: str) -> re.Match[str] | None:
    match = _TEASER.search(paragraph, _last(paragraph)) if _HINT.search(paragraph, _last(paragraph)) else None
    if match is None or bool(match["open"]) != bool(match["close"]):
        return None
    if not match["page"] and not match["labels"][0].isalpha():  # 详见附件3 is none, and 详见3 says nothing
        return None
    before = paragraph[: match.start()]
    is_marked = bool(match["open"] or match["calls"])
    is_own = is_marked or not before or before[-1] in _SENTENCE or before[-1].isspace()
    return match if is_own and (is_marked or not match["seen"].startswith(("见", "刊"))) else None


def _jump(labels: str, printed: str) -> Jump:
    found = page_labels(labels)
    return Jump(page_label=found[0], page_labels=found, printed=stripped(printed))


def _notes(paragraph: str) -> list[tuple[re.Match[str], bool]]:
    """The notes at the start and at the end of a paragraph, each with whether it ends it."""
    if not _HINT.search(paragraph):
        return []
    found = []
    match = _ANY.match(paragraph, len(paragraph) - len(paragraph.lstrip()))
    if match and (match["verb1"] or match.group()[-1] != "版" or _BREAK.match(paragraph, match.end())):
        found.append((match, not stripped(paragraph[match.end() :])))
    if not (found and found[0][1]) and (match := _AT_END.search(paragraph, _last(paragraph))):
        found.append((match, True))
    return found


def _last(paragraph: str) -> int:
    """Where the longest possible note at the end of a paragraph would begin."""
    return max(0, len(paragraph.rstrip()) - _LONGEST)


def _direction(verb: str, *, last: bool) -> Literal["to", "from"]:
    if verb in _EITHER:
        return "to" if last else "from"
    return "to" if verb in _TO or verb == "转" else "from"
