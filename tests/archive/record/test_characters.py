"""Which characters a record never holds, and how they are shown where an older one does."""

from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.record.characters import json_visible, quoted_address, visible, without_unprinted

BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
CONTROLS = "".join(map(chr, (*range(0x20), *range(0x7F, 0xA0)))) + "\u2028\u2029"
NONE_AT_ALL = "\ud800\udfff\ufdd0\ufdef\ufeff\ufffe\uffff\U0001fffe\U0010ffff"
KEPT = [
    "江边　送菜\xa0供餐",
    "买买提\u200c江",  # ZWNJ
    "\U0001f468\u200d\U0001f469\u200d\U0001f467",  # a family, by ZWJ
    "葛\U000e0100",  # a variation of an ideograph
    "\u2764\ufe0f",
    "\ue123\U000f0001",  # private glyphs: flagged, and kept
    "\ufffd",
    "شنغهاي",  # letters that are written from right to left
    "\xad\u200b\u2060",
]


@pytest.mark.parametrize("character", [*BIDI, *CONTROLS, *NONE_AT_ALL], ids=lambda one: f"{ord(one):04x}")
def test_what_nobody_prints_is_cut(character: str) -> None:
    assert without_unprinted(f"江{character}边") == "江边"


@pytest.mark.parametrize("text", KEPT)
def test_what_a_newspaper_may_print_is_kept(text: str) -> None:
    assert without_unprinted(text) is text
    assert visible(text) is text or visible(text) == text


@given(st.text())
def test_what_is_left_turns_nothing_round(text: str) -> None:
    left = without_unprinted(text)
    assert not {unicodedata.category(one) for one in left} & {"Cc", "Cs", "Zl", "Zp"}
    assert not {unicodedata.bidirectional(one) for one in left} & {
        "LRE",
        "RLE",
        "LRO",
        "RLO",
        "PDF",
        "LRI",
        "RLI",
        "FSI",
    }
    assert without_unprinted(left) is left


def test_an_address_is_quoted_as_a_client_would() -> None:
    assert quoted_address("https://x/\u202e\x1b\x00.html?图=\ud800") == "https://x/%E2%80%AE%1B%00.html?图=%ED%A0%80"


def test_on_a_terminal_each_is_an_escape() -> None:
    assert (
        visible("江\x1b[31m\u202e边\x9b\ufffe\U0010ffff\n\t")
        == "江\\u001b[31m\\u202e边\\u009b\\ufffe\\udbff\\udfff\n\t"
    )


@given(
    st.dictionaries(
        st.text(st.characters(exclude_categories=["Cs"])), st.text(st.characters(exclude_categories=["Cs"]))
    )
)
def test_json_stays_the_same_json(record: dict[str, str]) -> None:
    line = json.dumps(record, ensure_ascii=False).encode() + b"\n"
    shown = json_visible(line)
    assert json.loads(shown) == record
    assert without_unprinted(shown.decode().removesuffix("\n")) == shown.decode().removesuffix("\n")
