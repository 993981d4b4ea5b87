"""The address of a text, and of one that was placed by hand."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.captures.text_address import HandPlacement, hand_placement, placed_address, text_address, unplaced

BODY = "江边无事。".encode()


def test_a_text_is_known_by_its_bytes() -> None:
    address = text_address(BODY)
    assert address.startswith("urn:sha256:")
    assert (len(address), hand_placement(address)) == (75, None)
    assert text_address(b"x") != address


@given(st.text(min_size=1), st.text(min_size=1))
def test_a_placement_is_read_back(page: str, headline: str) -> None:
    try:
        address = text_address(BODY, HandPlacement(page_token=page, headline=headline))
    except UnicodeEncodeError:  # a lone surrogate, which no terminal gives
        return
    assert address.isascii()
    assert address.split() == [address]
    assert address.startswith(text_address(BODY))
    assert hand_placement(address) == HandPlacement(page_token=page, headline=headline)


@given(st.dates(), st.text("ab-9", min_size=1), st.none() | st.text(min_size=1))
def test_its_issue_is_part_of_the_placement(day: date, edition: str, headline: str | None) -> None:
    """Of a text that says all but its edition, no page and no headline."""
    page = None if headline is None else "2-3"
    placement = HandPlacement(issue_date=day, edition=edition, page_token=page, headline=headline)
    try:
        address = text_address(BODY, placement)
    except UnicodeEncodeError:
        return
    assert hand_placement(address) == placement
    assert unplaced(address) == text_address(BODY)
    assert placed_address(unplaced(address), placement) == address
    assert not placement.is_elsewhere(day, edition)
    assert placement.is_elsewhere(day, edition + "c")


def test_an_older_placement_is_of_the_issue_in_whose_captures_it_stands() -> None:
    placement = hand_placement("urn:sha256:ab?=page=2-3&headline=x")
    assert placement == HandPlacement(page_token="2-3", headline="x")  # noqa: S106
    assert not placement.is_elsewhere(date(2020, 3, 15), "a")


@pytest.mark.parametrize(
    "url",
    [
        "",
        "urn:sha256:ab?=page=1",
        "urn:sha256:ab?=date=2020-03-15",
        "urn:sha256:ab?=edition=b&date=2020-02-30",
        "https://paper.xinmin.cn/x?=page=1&headline=x",
        "urn:x?=",
    ],
)
def test_what_says_nothing_of_a_placement(url: str) -> None:
    assert hand_placement(url) is None
