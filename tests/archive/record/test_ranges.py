"""Numbers as pages give them."""

from __future__ import annotations

import pytest

from archive.record.ranges import MAX_PIXELS, in_pixels


@pytest.mark.parametrize(
    ("printed", "pixels"),
    [
        ("350", 350),
        ("1", 1),
        ("0350", 350),
        (str(MAX_PIXELS), MAX_PIXELS),
        (str(MAX_PIXELS + 1), None),
        ("99999999999999999999", None),
        ("9" * 5_000, None),  # of which Python makes no number
        ("0", None),
        ("-1", None),
        ("100%", None),
        ("350px", None),
        ("3.5", None),
        ("²", None),  # a digit to str.isdigit(), and no number
        ("٣٥٠", None),
        ("", None),
        (" ", None),
        (None, None),
    ],
)
def test_a_side_of_a_picture(printed: str | None, pixels: int | None) -> None:
    assert in_pixels(printed) == pixels
