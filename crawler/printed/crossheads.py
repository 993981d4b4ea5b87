"""Crossheads (小标题): the short lines between paragraphs."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence

from archive.record.article_parts import Block

MAX_CROSSHEAD = 20  # characters
MAX_LINES = 2  # set together, they are one crosshead; a longer run of short lines is verse
_SENTENCE_END = re.compile(r"[。！？；：，、…!?;:,.]$|[。！？…!?.][”’」』）)]$")


def is_short(line: str) -> bool:
    """Whether a line is too short for a paragraph, and no sentence."""
    return len(line) <= MAX_CROSSHEAD and not _SENTENCE_END.search(line)


def text_blocks(lines: Sequence[str], breaks: Container[int] = ()) -> Iterator[tuple[int, Block]]:
    """Paragraphs and crossheads in order, each with the index of its first line; every line is in exactly one.

    A crosshead is one short line, or two set together, without the end of a sentence, before a paragraph. ``breaks``:
    indexes of lines above which a picture stands; it parts two lines.
    """
    start = 0
    while start < len(lines):
        end = start
        while end < len(lines) and is_short(lines[end]) and (end == start or end not in breaks):
            end += 1
        if 0 < end - start <= MAX_LINES and end < len(lines):
            yield start, Block(kind="crosshead", text=" ".join(lines[start:end]))
        else:
            end = max(end, start + 1)
            for index in range(start, end):
                yield index, Block(kind="paragraph", text=lines[index])
        start = end
