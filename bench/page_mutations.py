"""Mutations of a page: at its bytes, tags, attributes, text and structure. Each is a function of a random generator.

None knows what it breaks. A mutated page is never longer than ``LONGEST``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from random import Random

from .odd_words import ADDRESSES, BYTES, CODECS, NAMES, NUMBERS, WORDS

LONGEST = 8 * 2**20  # bytes

_TAG = re.compile(rb"<[^<>]{1,300}>")
_VALUE = re.compile(rb"(\b[\w-]{1,40})=(\"[^\"]{0,4000}\"|'[^']{0,4000}')")
_TEXT = re.compile(rb">([^<>]+)<")
_BLOCK = re.compile(rb"<(?:div|p|a|span|h2|map|area|img)\b[^<>]*>")

Mutation = Callable[[Random, bytes, bytes], bytes]
"""Of a page, and of another one to take from."""


def mutated(random: Random, page: bytes, other: bytes) -> bytes:
    """``page`` after one to eight mutations."""
    for _ in range(random.choice((1, 1, 1, 2, 3, 5, 8))):
        page = random.choice(MUTATIONS)(random, page, other)[:LONGEST]
    return page


def _spelled(word: str) -> bytes:
    return word.encode("utf-8", "surrogatepass")


def _span(random: Random, page: bytes) -> tuple[int, int]:
    start = random.randint(0, len(page))
    return start, min(len(page), start + random.choice((0, 1, 3, 40, 400, 4_000)))


def _at(page: bytes, span: tuple[int, int], new: bytes) -> bytes:
    return page[: span[0]] + new + page[span[1] :]


def _found(random: Random, pattern: re.Pattern[bytes], page: bytes) -> re.Match[bytes] | None:
    """One of the places where ``pattern`` matches: the first from somewhere in the page on."""
    return pattern.search(page, random.randint(0, len(page))) or pattern.search(page)


def _times(random: Random, unit: bytes) -> bytes:
    """``unit`` several times; seldom, very often."""
    often = random.random() < 0.01
    times = random.choice((1_000, 3_000, 60_000)) if often else random.choice((1, 2, 2, 3, 10, 50))
    return unit * min(times, LONGEST // max(1, len(unit)))


# Bytes


def _flip(random: Random, page: bytes, _: bytes) -> bytes:
    changed = bytearray(page)
    for _flipped in range(random.choice((1, 1, 4, 64)) if page else 0):
        changed[random.randrange(len(changed))] ^= 1 << random.randrange(8)
    return bytes(changed)


def _cut(random: Random, page: bytes, _: bytes) -> bytes:
    return _at(page, _span(random, page), b"")


def _cut_off(random: Random, page: bytes, _: bytes) -> bytes:
    return page[: random.randint(0, len(page))]


def _insert_bytes(random: Random, page: bytes, _: bytes) -> bytes:
    at = random.randint(0, len(page))
    return _at(page, (at, at), _times(random, random.choice(BYTES)))


def _repeat_span(random: Random, page: bytes, _: bytes) -> bytes:
    start, end = _span(random, page)
    return _at(page, (start, end), _times(random, page[start:end]))


def _encode_otherwise(random: Random, page: bytes, _: bytes) -> bytes:
    return page.decode("utf-8", "replace").encode(random.choice(CODECS), "replace")


# Tags


def _drop_tag(random: Random, page: bytes, _: bytes) -> bytes:
    tag = _found(random, _TAG, page)
    return page if tag is None else _at(page, tag.span(), b"")


def _repeat_tag(random: Random, page: bytes, _: bytes) -> bytes:
    tag = _found(random, _TAG, page)
    return page if tag is None else _at(page, tag.span(), _times(random, tag.group()))


def _rename_tag(random: Random, page: bytes, _: bytes) -> bytes:
    tag = _found(random, _TAG, page)
    name = random.choice(NAMES).encode()
    return page if tag is None else _at(page, tag.span(), re.sub(rb"\w+", name, tag.group(), count=1))


def _insert_tag(random: Random, page: bytes, _: bytes) -> bytes:
    at = random.randint(0, len(page))
    name = random.choice(NAMES)
    tag = random.choice((f"<{name}>", f"</{name}>", f"<{name}></{name}>")).encode()
    return _at(page, (at, at), _times(random, tag))


def _move_tag(random: Random, page: bytes, _: bytes) -> bytes:
    tag = _found(random, _TAG, page)
    if tag is None:
        return page
    rest = _at(page, tag.span(), b"")
    at = random.randint(0, len(rest))
    return _at(rest, (at, at), tag.group())


# Attributes


def _change_value(random: Random, page: bytes, _: bytes) -> bytes:
    value = _found(random, _VALUE, page)
    new = _spelled(random.choice(random.choice((NUMBERS, ADDRESSES, WORDS))))
    quoted = random.choice((b'"%b"', b"'%b'", b"%b", b'"%b')) % new
    return page if value is None else _at(page, value.span(2), quoted)


def _drop_attribute(random: Random, page: bytes, _: bytes) -> bytes:
    value = _found(random, _VALUE, page)
    return page if value is None else _at(page, value.span(), b"")


def _repeat_attribute(random: Random, page: bytes, _: bytes) -> bytes:
    value = _found(random, _VALUE, page)
    if value is None:
        return page
    count = random.choice((2, 2, 5, 300, 3_000))
    return _at(page, value.span(), b" ".join(b"%b%d=%b" % (value[1], number, value[2]) for number in range(count)))


def _swap_values(random: Random, page: bytes, other: bytes) -> bytes:
    """A class or an address where another one belongs."""
    value, new = _found(random, _VALUE, page), _found(random, _VALUE, random.choice((page, other)))
    return page if value is None or new is None else _at(page, value.span(2), new[2])


# Text


def _change_text(random: Random, page: bytes, _: bytes) -> bytes:
    text = _found(random, _TEXT, page)
    new = _spelled(random.choice((*WORDS, *NUMBERS)))
    return page if text is None else _at(page, text.span(1), new)


def _insert_text(random: Random, page: bytes, _: bytes) -> bytes:
    text = _found(random, _TEXT, page)
    at = random.randint(*((0, len(page)) if text is None else text.span(1)))
    return _at(page, (at, at), _times(random, _spelled(random.choice((*WORDS, *NUMBERS)))))


def _repeat_text(random: Random, page: bytes, _: bytes) -> bytes:
    text = _found(random, _TEXT, page)
    return page if text is None else _at(page, text.span(1), _times(random, text[1]))


# Structure


def _nest(random: Random, page: bytes, _: bytes) -> bytes:
    """An element opened several times, one inside the other."""
    block = _found(random, _BLOCK, page)
    if block is None:
        return page
    deep = random.random() < 0.05
    return _at(
        page, (block.start(),) * 2, block.group() * random.choice((500, 1_500, 2_100) if deep else (1, 1, 2, 40))
    )


def _copy_block(random: Random, page: bytes, other: bytes) -> bytes:
    """What stands from one tag to another, of this page or of the other one, in another place."""
    source = random.choice((page, other))
    tags = [tag for tag in (_found(random, _TAG, source), _found(random, _TAG, source)) if tag is not None]
    into = _found(random, _TAG, page)
    if into is None or not tags:
        return page
    start, end = min(tag.start() for tag in tags), max(tag.end() for tag in tags)
    return _at(page, (into.start(),) * 2, _times(random, source[start:end]))


def _cross(random: Random, page: bytes, other: bytes) -> bytes:
    """The beginning of one page and the end of the other."""
    return page[: random.randint(0, len(page))] + other[random.randint(0, len(other)) :]


MUTATIONS: Sequence[Mutation] = (
    *(_flip, _cut, _cut_off, _insert_bytes, _repeat_span, _encode_otherwise),
    *(_drop_tag, _repeat_tag, _rename_tag, _insert_tag, _move_tag),
    *(_change_value, _change_value, _drop_attribute, _repeat_attribute, _swap_values),
    *(_change_text, _change_text, _insert_text, _repeat_text),
    *(_nest, _copy_block, _cross),
)
