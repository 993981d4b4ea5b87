"""From the printed parts of an article to its clipping: the one order in which print is read.

Jump notes, then captions, byline, dateline and crossheads: each reads what the one before left over.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from archive.record.article_parts import Block, Photo
from archive.record.clipping import Clipping

from .blanks import collapsed, indented_paragraphs, without_blanks
from .byline import merged, split_byline
from .crossheads import text_blocks
from .datelines import dateline, split_dateline
from .jumps import split_jumps
from .labels import sections
from .photos import PlacedPhoto, split_captions


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedPart:
    """A run of text of the body, or a picture: then ``text`` is its caption, and ``url`` may be unknown."""

    is_picture: bool = False
    text: str | None = None
    url: str | None = None
    credit: str | None = None


def printed_clipping(parts: Iterable[PrintedPart], frame: Clipping) -> Clipping:
    """The clipping of an article: ``frame`` is what stands around its body, ``parts`` are its body, in printed order.

    The ``byline`` of the frame is the platform's own author element, as printed.
    """
    paragraphs: list[str] = []
    shown: list[PlacedPhoto] = []
    for part in parts:
        if part.is_picture:
            photo = Photo(url=part.url, caption=part.text, credit=part.credit)
            shown.append(PlacedPhoto(len(paragraphs), photo))
        elif part.text:
            paragraphs.extend(indented_paragraphs(part.text))
    jumps = split_jumps(paragraphs)
    places = _kept(paragraphs, jumps.paragraphs, range(len(paragraphs)))
    lines, places, photos = split_captions(jumps.paragraphs, places, shown)
    signed = split_byline(lines, frame.byline)
    text = list(signed.paragraphs)
    line = dateline(text[0]) if text else None
    printed, authors = signed.byline, signed.authors
    if line is not None:
        bracketed, names, text[0] = split_dateline(text[0])
        printed, authors = _joined(printed, bracketed), merged((*names, *authors))
    places = _kept(lines, signed.paragraphs, places)
    return replace(
        frame,
        sections=sections(frame.page_name),
        byline=printed,
        authors=authors,
        dateline=None if line is None else line.printed,
        agency=None if line is None else line.agency,
        body=tuple(_body(text, places, photos)),
        photos=tuple(one.photo for one in photos),
        jump_to=jumps.jump_to,
        jump_from=jumps.jump_from,
        flags=tuple(sorted(frame.flags)),
    )


def _joined(byline: str | None, bracketed: str | None) -> str | None:
    """Both bylines as printed; the shorter form is not said twice."""
    if byline is None or bracketed is None or without_blanks(byline) in without_blanks(bracketed):
        return bracketed or byline
    return f"{bracketed} {byline}"


def _kept(before: Sequence[str], after: Sequence[str], places: Sequence[int]) -> Sequence[int]:
    """The places of the paragraphs that are left; ``places`` are those of all that there were."""
    if len(before) == len(after):
        return places
    kept: list[int] = []
    for place, paragraph in zip(places, before, strict=True):
        if len(kept) < len(after) and after[len(kept)] in paragraph:
            kept.append(place)
    return kept


def _body(paragraphs: Sequence[str], places: Sequence[int], photos: Sequence[PlacedPhoto]) -> Iterator[Block]:
    """Text blocks with a photo block wherever a photo stands between them."""
    waiting = deque(photos)
    breaks = {bisect_left(places, one.place) for one in photos}
    for line, block in text_blocks([collapsed(text) or "" for text in paragraphs], breaks):
        while waiting and waiting[0].place <= places[line]:
            yield Block(kind="photo", text=waiting.popleft().photo.caption)
        yield block
    for one in waiting:
        yield Block(kind="photo", text=one.photo.caption)
