"""What a page may have, and what is counted before a tree of it is built."""

from __future__ import annotations

import pytest

from crawler.platforms.errors import TooComplex, TooLarge
from crawler.platforms.limits import (
    MAX_ATTRIBUTES,
    MAX_ATTRIBUTES_OF_ONE,
    MAX_CHARACTERS,
    MAX_ELEMENTS,
    check_length,
    check_markup,
)

PADDING = b" " * 2**18  # a small page is not looked at


def named(count: int, separator: bytes = b" ") -> bytes:
    return b"<p " + separator.join(b"a%d" % number for number in range(count)) + b">"


def refusal(markup: bytes) -> str | None:
    try:
        check_markup(markup + PADDING, "u")
    except TooComplex as error:
        return error.detail
    return None


def test_as_many_elements_as_are_allowed_are_read() -> None:
    assert refusal(b"<b>" * MAX_ELEMENTS) is None
    assert refusal(b"<b>" * (MAX_ELEMENTS + 1)) == "50,001 elements"


@pytest.mark.parametrize("separator", [b" ", b"/", b"\n", b'=">" ', b"='<' ", b" = 1 ", b"=x ", b'="1"'])
def test_attributes_are_counted_however_they_are_written(separator: bytes) -> None:
    assert refusal(named(MAX_ATTRIBUTES_OF_ONE, separator)) is None
    assert refusal(named(MAX_ATTRIBUTES_OF_ONE + 1, separator)) == "an element has over 2,000 attributes"


def test_those_of_all_elements_are_counted_together() -> None:
    tags = MAX_ATTRIBUTES // 100
    assert refusal(named(100) * tags) is None
    assert refusal(named(100) * tags + named(1)) == "over 200,000 attributes"


@pytest.mark.parametrize(
    "markup", [b"<p a='", b'<p a="', b"<p a=", b"<p ", b"<p/", b"< a b c", b"</p a b c", b"<p>a b c"]
)
def test_what_stands_in_a_value_or_in_text_is_no_attribute(markup: bytes) -> None:
    assert refusal(markup + b"x" * 10_000 + b"<" + b"x>" * 10_000) is None


def test_a_picture_in_its_address_is_one_attribute() -> None:
    assert refusal(b'<img src="data:image/png;base64,' + b"iV/B+ " * 20_000 + b'">') is None


def test_as_much_text_as_is_allowed_is_read() -> None:
    check_length(MAX_CHARACTERS, "u")
    with pytest.raises(TooLarge, match="500,001 characters"):
        check_length(MAX_CHARACTERS + 1, "u")
