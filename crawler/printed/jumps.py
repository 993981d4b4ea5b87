"""Jump notes (转版): "（下转第4版）", "上接1版" and their kin, taken out of the text that they interrupt."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from archive.record.parts import Jump

from .blanks import BLANK, stripped
from .labels import chinese_number

_LONGEST = 80  # characters of a note
_TO = ("下转", "下接")
_FROM = ("上接", "上转", "承接")
_EITHER = ("紧接",)  # of the page before at the head of an article, of the page after at its end
_VERBS = (*_TO, *_FROM, *_EITHER)

# Every repetition is bounded or possessive: a paragraph of a million arrows is read once.
_ARROWS = rf"[▶►▷▸→⇒➤☞>＞》▲▼△▽●■◆※{BLANK}]{{0,8}}"
_LABEL = r"[A-Za-zＡ-Ｚ]{0,3}[0-9０-９]{1,4}(?:[/／\-][0-9０-９]{1,4})?|[〇零一二三四五六七八九十百]{1,6}"
_GAP = rf"[{BLANK}]{{0,2}}"
_BRACKETED = (
    rf"{_ARROWS}[（(【〔［\[]{_ARROWS}(?P<verb1>{'|'.join(_VERBS)}|转|接){_GAP}第?{_GAP}(?P<label1>{_LABEL}){_GAP}"
    r"(?:版[^（(）)】〕］\]\n]{0,12}|(?<=[0-9０-９]))[）)】〕］\]]"
)
_OPEN = rf"{_ARROWS}(?P<verb2>{'|'.join(_VERBS)}){_GAP}第?{_GAP}(?P<label2>{_LABEL}){_GAP}版{_ARROWS}"
_NOTE = f"(?:{_BRACKETED}|{_OPEN})"
_HINT = re.compile(rf"(?:{'|'.join(_VERBS)}|转|接){_GAP}第?{_GAP}(?:{_LABEL})")  # quick: it begins with a letter
_ANY = re.compile(_NOTE)
_AT_END = re.compile(rf"{_NOTE}[{BLANK}]*+\Z")
_BREAK = re.compile(rf"[{BLANK}▶►▷>＞》▲●■◆（(【“]|\Z")  # after an open note at the start, else it is prose


@dataclass(frozen=True, slots=True, kw_only=True)
class Jumps:
    """Paragraphs without their jump notes, and the notes."""

    paragraphs: tuple[str, ...]
    jump_to: Jump | None
    jump_from: Jump | None


def split_jumps(paragraphs: Sequence[str]) -> Jumps:
    """Takes the note that leads on (the last) and the one that leads back (the first) out of ``paragraphs``.

    下转第4版 → Jump(page_label="4", printed="下转第4版"); Chinese numerals included. Only notes alone in a
    paragraph, or at its start or end, are notes; "他说下转第4版的故事" is prose and stays.
    """
    if not _HINT.search("\n".join(paragraphs)):
        return Jumps(paragraphs=tuple(paragraphs), jump_to=None, jump_from=None)
    remaining = list(paragraphs)
    jump_from = _taken(remaining, range(len(remaining)), "from")
    jump_to = _taken(remaining, range(len(remaining) - 1, -1, -1), "to")
    return Jumps(
        paragraphs=tuple(paragraph for paragraph in remaining if paragraph), jump_to=jump_to, jump_from=jump_from
    )


def _taken(paragraphs: list[str], order: range, direction: Literal["to", "from"]) -> Jump | None:
    """The first note of that direction in that order; its paragraph is left without it, perhaps empty."""
    for index in order:
        paragraph = paragraphs[index]
        for match, at_end in _notes(paragraph):
            last = at_end and index == len(paragraphs) - 1 and (index or match.start()) > 0
            if _direction(match["verb1"] or match["verb2"], last=last) == direction:
                paragraphs[index] = stripped(paragraph[: match.start()]) + stripped(paragraph[match.end() :])
                label = unicodedata.normalize("NFKC", match["label1"] or match["label2"])
                number = chinese_number(label)
                return Jump(page_label=label if number is None else str(number), printed=stripped(match.group()))
    return None


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
