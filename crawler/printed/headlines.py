"""The headlines of a page in one line, parted by blanks, which headlines hold themselves."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .blanks import BLANK, collapsed, without_blanks

_WORD = re.compile(rf"[^{BLANK}]+")


@dataclass(frozen=True, slots=True)
class HeadlineLine:
    """What of a line can be told apart, and the stretches of it that cannot, both in printed order."""

    headlines: tuple[str, ...]
    unsplit: tuple[str, ...]


def split_headlines(line: str, known: Iterable[str]) -> HeadlineLine:
    """The headlines of a line in which they run together.

    ``known`` are headlines of that page. What is left between them is one headline where it is one word; of more words
    nothing tells how many it is, and they stay as printed: "素材 送菜 供餐 灯 桥", ["送菜　供餐"] → 素材, 送菜 供餐;
    and "灯 桥". Where a known headline stands twice, any word may belong to another one: none is taken.
    """
    spans = [match.span() for match in _WORD.finditer(line)]
    words = [plain_headline(line[start:end]) for start, end in spans]
    taken, is_sure = _taken(words, known)
    headlines: list[str] = []
    unsplit: list[str] = []
    for start, end, is_known in _stretches(len(words), taken):
        printed = line[spans[start][0] : spans[end - 1][1]]
        if is_known or (end - start == 1 and is_sure):
            headlines.append(collapsed(printed) or printed)
        else:
            unsplit.append(printed)
    return HeadlineLine(tuple(headlines), tuple(unsplit))


def plain_headline(text: str) -> str:
    """What two settings of a headline have in common: NFKC, blanks collapsed."""
    return " ".join(map(_plain_word, (collapsed(text) or "").split()))


def _plain_word(word: str) -> str:
    return without_blanks(unicodedata.normalize("NFKC", word)) or word  # NFKC of some accents begins with a blank


def _taken(words: list[str], known: Iterable[str]) -> tuple[dict[int, int], bool]:
    """Index of the first word of each known headline: index after its last; and whether each stands there once."""
    taken: dict[int, int] = {}
    is_sure = True
    free = [(0, f" {' '.join(words)} ")]  # what is left of the line, with the index of its first word
    for headline in sorted(
        {plain_headline(headline) for headline in known} - {""}, key=lambda text: (-len(text), text)
    ):
        wanted = f" {headline} "
        places = [place for place, (_, part) in enumerate(free) if wanted in part]
        if not places:
            continue
        start, part = free[places[0]]
        before, _, behind = part.partition(wanted)
        is_sure = is_sure and len(places) == 1 and wanted not in f" {behind}"
        first = start + (before.count(" ") if before else 0)
        taken[first] = first + headline.count(" ") + 1
        free[places[0] : places[0] + 1] = [(start, f"{before} "), (taken[first], f" {behind}")]
    return taken, is_sure


def _stretches(count: int, taken: dict[int, int]) -> Iterator[tuple[int, int, bool]]:
    """First and end of every known headline and of every stretch between them; whether it is known."""
    begun = index = 0
    while index < count:
        end = taken.get(index)
        if end is None:
            index += 1
            continue
        if begun < index:
            yield begun, index, False
        yield index, end, True
        begun = index = end
    if begun < count:
        yield begun, count, False
