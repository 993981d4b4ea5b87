"""Ranges of the numbers that a page gives. What lies outside of one is as if it were not printed."""

from __future__ import annotations

from itertools import chain

MAX_PIXELS = 100_000  # of a side of a facsimile, and so of any corner on it
MAX_CORNERS = 1_000  # of an area; a wrapped article has some 20


def in_pixels(text: str | None) -> int | None:
    """A side of a picture: "350" → 350; "100%", "", "0", "²", "99999999999999999999" → None."""
    if text is None or not (text.isascii() and text.isdigit() and len(text) <= len(str(MAX_PIXELS))):
        return None
    return known_side(int(text))


def known_side(pixels: int | None) -> int | None:
    """``pixels``, where a facsimile may have a side that long."""
    return pixels if pixels is not None and 1 <= pixels <= MAX_PIXELS else None


def is_drawn(corners: tuple[tuple[int, int], ...]) -> bool:
    """Whether an area with these corners can lie on a facsimile; a corner may lie a little outside of it."""
    if len(corners) > MAX_CORNERS:
        return False
    numbers = [*chain.from_iterable(corners), 0]
    return max(numbers) <= MAX_PIXELS and min(numbers) >= -MAX_PIXELS
