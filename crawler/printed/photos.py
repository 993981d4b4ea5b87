"""The pictures of a body: those that it shows, and those of which it only prints caption or credit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count, groupby, islice, takewhile

from archive.record.article_parts import Photo

from .blanks import collapsed
from .captions import ends_in_credit, printed_caption, shows_a_picture
from .crossheads import is_short
from .datelines import dateline
from .names import authors, is_byline

_MOST = 500  # captions of an article; more lines that end in a credit are a list
_MOST_OF_ALL = 8  # credits that say that they are of several pictures


@dataclass(frozen=True, slots=True)
class PlacedPhoto:
    """A picture, and how many paragraphs of the body stand before it."""

    place: int
    photo: Photo


def split_captions(
    paragraphs: Sequence[str], places: Sequence[int], shown: Sequence[PlacedPhoto]
) -> tuple[Sequence[str], Sequence[int], Sequence[PlacedPhoto]]:
    """Takes the captions out of a body: its paragraphs without them, their places, and its pictures in printed order.

    A paragraph that ends in a credit is a caption: of the picture above it that has none, else of one without an
    address. A credit alone belongs to the picture above, or to a paragraph that says 图为…; as the last line, and where
    it says so (本版摄影 …), to every picture that has none. Such a credit of several also tells that short lines in a
    row above the first paragraph are captions: a crosshead never stands there.
    """
    printed = "\n".join(paragraphs)
    if "摄" not in printed and "图" not in printed and "照片" not in printed:
        return paragraphs, places, shown
    if sum(map(ends_in_credit, paragraphs)) > _MOST:
        return paragraphs, places, shown
    captions = map(printed_caption, paragraphs)
    found = {place: caption for place, caption in zip(places, captions, strict=True) if caption is not None}
    if not found:
        return paragraphs, places, shown
    last = places[-1]
    text = {place: one for place, one in zip(places, paragraphs, strict=True) if place not in found}
    photos: dict[int, Photo] = {}  # by the place of the caption
    of_all: list[int] = []
    for place, caption in found.items():
        words = caption.text
        if words is not None and dateline(words):  # it opens the text; the credit alone is a picture's
            text[place], words = words, None
        elif words is None and not caption.of_all and shows_a_picture(text.get(place - 1, "")):
            words = collapsed(text.pop(place - 1))
        elif words is None and place == last and shown and not caption.of_all:
            if all(one.photo.credit is not None for one in shown):  # a signature then: it says nothing new of them
                text[place] = caption.credit
                continue
            of_all.append(place)
        if caption.of_all:
            of_all.append(place)
            for above in () if len(of_all) > _MOST_OF_ALL else _captions_above(text, caption.credit):
                photos[above] = Photo(url=None, caption=collapsed(text.pop(above)))
        photos[place] = Photo(url=None, caption=words, credit=caption.credit)
    credits_of_all = [PlacedPhoto(place, photos.pop(place)) for place in of_all]
    joined = _joined(shown, photos)
    if credits_of_all:
        joined = _credited(joined, credits_of_all[0]) + credits_of_all[1:]  # after the first, none is without
    left = sorted(text)
    return [text[place] for place in left], left, sorted(joined, key=lambda one: one.place)


def _captions_above(text: Mapping[int, str], credit: str) -> list[int]:
    """The places of the short lines between byline and text, if there are several."""
    lines = sorted(text.items())
    end = next((index for index, (_, line) in enumerate(lines) if not is_short(line)), 0)
    start = 0
    while start < end and is_byline(lines[start][1]):
        start += 1
    if start < end and is_byline(lines[start][1], bare=True):
        names = [author.name for author in authors(lines[start][1])]
        # Whoever is named in the text rather stands on a picture.
        is_author = any(name in credit or not any(name in line for _, line in lines[end:]) for name in names)
        start += is_author
    return [place for place, _ in lines[start:end]] if end - start > 1 else []


def _joined(shown: Sequence[PlacedPhoto], captions: Mapping[int, Photo]) -> list[PlacedPhoto]:
    """Pictures without a caption, and as many captions below them: each caption goes to its picture."""
    waiting = dict(captions)
    joined: list[PlacedPhoto] = []
    for place, here in groupby(shown, key=lambda one: one.place):
        pictures = list(here)
        below = list(islice(takewhile(waiting.__contains__, count(place)), len(pictures) + 1))
        is_bare = all(one.photo.caption is None and one.photo.credit is None for one in pictures)
        if is_bare and len(pictures) == len(below):
            captioned = zip(pictures, map(waiting.pop, below), strict=True)
            pictures = [PlacedPhoto(place, replace(caption, url=one.photo.url)) for one, caption in captioned]
        joined += pictures
    return joined + [PlacedPhoto(place, photo) for place, photo in sorted(waiting.items())]


def _credited(photos: Sequence[PlacedPhoto], credit: PlacedPhoto) -> list[PlacedPhoto]:
    """The pictures that have no credit with this one; where there is none, one more picture."""
    if all(one.photo.credit is not None for one in photos):
        return [*photos, credit]
    return [
        one if one.photo.credit is not None else replace(one, photo=replace(one.photo, credit=credit.photo.credit))
        for one in photos
    ]
