"""Areas of an image map."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.record.ranges import MAX_CORNERS, MAX_PIXELS
from crawler.platforms.regions import Polygon, polygon


@pytest.mark.parametrize(
    ("shape", "coords", "corners"),
    [
        ("polygon", "0,0,10,0,10,5", ((0, 0), (10, 0), (10, 5))),
        ("POLY", "0, 0 10 0; 10,5", ((0, 0), (10, 0), (10, 5))),
        ("rect", "1,2,30,40", ((1, 2), (30, 2), (30, 40), (1, 40))),
        (None, "1,2,30,40", ((1, 2), (30, 2), (30, 40), (1, 40))),
        ("poly", "0.4,0.6,10,0,10,5", ((0, 1), (10, 0), (10, 5))),
        ("poly", "-5,0,10,0,10,5", ((-5, 0), (10, 0), (10, 5))),
        ("poly", "0,0,10,0,10,5,0,0", ((0, 0), (10, 0), (10, 5), (0, 0))),
        ("poly", "1,2,30,40", None),
        ("poly", "0,0,10,0,10", None),
        ("circle", "5,5,3", None),
        ("rect", "1,2,3", None),
        ("poly", "", None),
        (None, None, None),
        ("poly", "a,b,c,d,e,f", None),
        ("poly", "0.46,0.51,10.4999999999999999999,0,10,5", ((0, 1), (10, 0), (10, 5))),
        ("poly", f"0,0,{MAX_PIXELS},0,10,{-MAX_PIXELS}", ((0, 0), (MAX_PIXELS, 0), (10, -MAX_PIXELS))),
        ("poly", f"0,0,{MAX_PIXELS + 1},0,10,5", None),
        ("poly", f"0,0,10,{-MAX_PIXELS - 1},10,5", None),
        ("poly", "0,0,99999999999999999999,0,10,5", None),
        ("poly", f"0,0,{'9' * 5000},0,10,5", None),
        ("rect", "0,0,99999999999999999999,5", None),
        ("poly", "٣,٣,٣,٣,٣,٣", None),
        ("poly", "1,2," * MAX_CORNERS, ((1, 2),) * MAX_CORNERS),
        ("poly", "1,2," * (MAX_CORNERS + 1), None),
    ],
)
def test_corners(shape: str | None, coords: str | None, corners: Polygon | None) -> None:
    assert polygon(shape, coords) == corners


@given(st.none() | st.text(max_size=8), st.text(st.sampled_from("0123456789,.- a"), max_size=40))
def test_any_area_has_corners_or_none(shape: str | None, coords: str) -> None:
    found = polygon(shape, coords)
    assert found is None or len(found) >= 3


@given(st.lists(st.tuples(st.integers(-999, 9999), st.integers(-999, 9999)), min_size=3, max_size=9))
def test_what_is_printed_is_kept(corners: list[tuple[int, int]]) -> None:
    assert polygon("polygon", ",".join(f"{x},{y}" for x, y in corners)) == tuple(corners)
