"""Areas of an image map (热区)."""

from __future__ import annotations

import re

_NUMBER = re.compile(r"-?\d{1,6}(?:\.\d+)?", re.ASCII)

Polygon = tuple[tuple[int, int], ...]


def polygon(shape: str | None, coords: str | None) -> Polygon | None:
    """Corners (x, y) in pixels of an ``<area>``; a rectangle gives its four. ``None``: not an area.

    Points may repeat and the outline may be concave: kept as printed.
    """
    numbers = [round(float(number)) for number in _NUMBER.findall(coords or "")]
    if len(numbers) == 4 and not (shape or "rect").lower().startswith("poly"):
        left, top, right, bottom = numbers
        return ((left, top), (right, top), (right, bottom), (left, bottom))
    if len(numbers) < 6 or len(numbers) % 2:
        return None
    return tuple(zip(numbers[::2], numbers[1::2], strict=True))
