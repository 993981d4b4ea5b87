"""The address of a text, and of one that was placed by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.captures.text_address import HandPlacement, hand_placement, text_address

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


@pytest.mark.parametrize(
    "url", ["", "urn:sha256:ab?=page=1", "https://paper.xinmin.cn/x?=page=1&headline=x", "urn:x?="]
)
def test_what_says_nothing_of_a_placement(url: str) -> None:
    assert hand_placement(url) is None
