"""Areas of an image map (热区)."""

from __future__ import annotations

import re

from archive.record.ranges import is_drawn

_NUMBER = re.compile(r"(-?\d++(?:\.\d{1,6}+)?+)\d*+", re.ASCII)
_LONGEST = 16  # characters of a number; a longer one is nowhere near a picture

Polygon = tuple[tuple[int, int], ...]


def polygon(shape: str | None, coords: str | None) -> Polygon | None:
    """Corners (x, y) in pixels of an ``<area>``; a rectangle gives its four.

    ``None``: it is not an area, or none that lies on a facsimile. Points may repeat and the outline may be concave:
    kept as printed.
    """
    printed = _NUMBER.findall(coords or "")
    if max(map(len, printed), default=0) > _LONGEST:
        return None
    numbers = [round(float(number)) for number in printed]
    corners = tuple(zip(numbers[::2], numbers[1::2], strict=False))
    if len(numbers) == 4 and not (shape or "rect").lower().startswith("poly"):
        (left, top), (right, bottom) = corners
        corners = ((left, top), (right, top), (right, bottom), (left, bottom))
    elif len(numbers) < 6 or len(numbers) % 2:
        return None
    return corners if is_drawn(corners) else None
