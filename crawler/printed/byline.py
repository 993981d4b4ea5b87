"""Bylines (署名) taken out of the body that repeats them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from archive.record.article_parts import Author

from .blanks import BLANK, collapsed, stripped, without_blanks
from .names import DEEDS, EDGE, LONGEST, MARKS, POST, either, is_byline
from .names import authors as authors
from .names import merged as merged

_B = rf"[{BLANK}]"
_SENTENCE_END = '。！？!?”"’…）)」』】》.；;'
_SHORT = 20  # characters of a line that is no prose
_MOST = 12  # paragraphs at either end that may be bylines
_LED = re.compile(rf"[（(【{MARKS}]?{_B}?(?:{POST}|(?:{either(DEEDS)}){EDGE}|摄影|撰文)")
_POST_ALONE = re.compile(POST)
_DEEDS = frozenset(deed for deed in DEEDS if len(deed) > 2)  # 摄影报道 and its like, on a line of their own
_GAP = re.compile(rf"{_B}{{2,}}+")
_BETWEEN = re.compile("[、，,;；]")
_CUT = re.compile(rf"(?<=[{_SENTENCE_END}])|(?<={_B}{_B})(?!{_B})")  # where a byline may follow the text


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitByline:
    """A body without the bylines at its ends, and these as printed, each once, with the names in them."""

    byline: str | None
    authors: tuple[Author, ...]
    paragraphs: tuple[str, ...]


def split_byline(paragraphs: Sequence[str], field: str | None) -> SplitByline:
    """Takes bylines off both ends of a body; ``field`` is the platform's own author element, as printed.

    At the head: the field again, however spaced; "首席记者  潘高峰", "◆韩浩月", "文/付秀宏", and without a field a bare
    "葛昆元", alone or before two blanks. At the end: what a capacity or mark leads, alone or after a sentence's end.
    What is doubtful stays: "求助" is a head. Jump notes go first (``split_jumps``), for they hide a byline.
    """
    field = collapsed(field)
    forms = _forms(field)
    rest = [paragraph for paragraph in paragraphs if paragraph and not paragraph.isspace()]
    # A bare name stands over prose; over another short line it may be verse, or a head.
    bare = field is None and len(rest) > 1 and len(rest[1]) > _SHORT
    first = _own_paragraphs(rest[:_MOST], forms, bare=bare)
    heads = rest[:first]
    if first < len(rest) and (cut := _head(rest[first], forms, bare=field is None and first == 0)):
        heads.append(rest[first][:cut])
        rest[first] = stripped(rest[first][cut:])
    tails: list[str] = []
    while len(rest) > first and len(tails) < _MOST:
        taken = next((n for n in (3, 2, 1) if first + n <= len(rest) and _own_paragraphs(rest[-n:], forms) == n), 0)
        if not taken:
            break
        tails[:0] = rest[-taken:]
        del rest[-taken:]
    if len(rest) > first and (cut := _tail(rest[-1])):
        tails.insert(0, rest[-1][cut:])
        rest[-1] = stripped(rest[-1][:cut])
    printed = list({without_blanks(part): part for part in map(stripped, heads + tails)}.values())
    if field and not _is_repeated(field, printed):
        printed = [field, *(part for part in printed if without_blanks(part) not in forms[0])]
    return SplitByline(
        byline=collapsed("  ".join(printed)),
        authors=merged(author for part in _whole(printed) for author in authors(part)),
        paragraphs=tuple(rest[first:]),
    )


def _is_repeated(field: str, printed: Sequence[str]) -> bool:
    """Whether the body prints all that the field says: the same words, or of a list of names every one."""
    whole = without_blanks(field)
    if whole in "\n".join(map(without_blanks, printed)):
        return True
    named = [author.name for author in authors(field)]
    repeated = {author.name for part in printed for author in authors(part)}
    return bool(named) and repeated.issuperset(named) and "".join(named) == _BETWEEN.sub("", whole)


def _whole(parts: Sequence[str]) -> Iterator[str]:
    """``parts`` with a capacity that is printed alone joined to the names after it, a deed to those before it."""
    names = ""
    for part in parts:
        if part in _DEEDS or _POST_ALONE.fullmatch(names):
            names = f"{names}  {part}"
            continue
        if names:
            yield names
        names = part
    if names and not _POST_ALONE.fullmatch(names):
        yield names


def _forms(field: str | None) -> tuple[str, ...]:
    """How a body may repeat the field: all of it, or its names alone. Without blanks."""
    if not field:
        return ()
    names = "".join(without_blanks(author.name) for author in authors(field))
    return tuple(dict.fromkeys(form for form in (without_blanks(field), names) if form))


def _own_paragraphs(paragraphs: Sequence[str], forms: tuple[str, ...], *, bare: bool = False) -> int:
    """How many paragraphs from the first on are bylines and nothing else."""
    count = 0
    while count < len(paragraphs):
        text = stripped(paragraphs[count])
        if not forms and len(text) > LONGEST:
            break
        following = paragraphs[count + 1 : count + 3]
        if is_byline(text, bare=bare and count == 0) or _repeat(text, forms) == len(text):
            lines = 1
        elif following and len(text) <= LONGEST and _POST_ALONE.fullmatch(text) and is_byline(following[0], bare=True):
            lines = 2  # the capacity on one line, the name on the next
        elif following and following[0] in _DEEDS and is_byline(f"{text} {following[0]}"):
            lines = 1
        else:
            break
        count += lines + (following[lines - 1 : lines] != [] and following[lines - 1] in _DEEDS)
    return count


def _head(paragraph: str, forms: tuple[str, ...], *, bare: bool) -> int:
    """Where the byline at the start of a paragraph ends; 0 where there is none."""
    if cut := _repeat(paragraph, forms):
        return cut
    gaps = [gap.start() for gap in _GAP.finditer(paragraph, 0, LONGEST) if gap.start()]
    bare = bare and bool(gaps) and len(paragraph) - gaps[0] > _SHORT  # else it may be verse: "白云  青山"
    return max((cut for cut in gaps if is_byline(paragraph[:cut], bare=bare)), default=0)


def _repeat(paragraph: str, forms: tuple[str, ...]) -> int:
    """Where one of ``forms`` ends at the start of a paragraph, if a blank or nothing comes after it."""
    for form in forms:
        at = 1 if paragraph[:1] in MARKS and form[:1] not in MARKS and paragraph else 0
        wanted = 0
        while at < len(paragraph) and wanted < len(form):
            if paragraph[at] == form[wanted]:
                wanted += 1
            elif without_blanks(paragraph[at]):
                break
            at += 1
        if wanted == len(form) and not without_blanks(paragraph[at : at + 1]):
            return at
    return 0


def _tail(paragraph: str) -> int:
    """Where the byline at the end of a paragraph begins; 0 where there is none."""
    paragraph = paragraph.rstrip()
    for match in _CUT.finditer(paragraph, max(1, len(paragraph) - LONGEST), len(paragraph) - 1):
        text = stripped(paragraph[match.start() :])
        if _LED.match(text) and is_byline(text):
            return match.start()
    return 0
