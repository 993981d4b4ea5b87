"""Limits of a page, each far above what any newspaper prints. What lies beyond one is refused, with the reason.

They are counts, never seconds: the same capture gives the same records on every machine. Whatever reads a page takes
time in proportion to what is counted here.
"""

from __future__ import annotations

import re

from .errors import TooComplex, TooLarge

MAX_CALENDAR_BYTES = 2**20  # a month takes 3 KB
MAX_ELEMENTS = 50_000  # the largest page seen has 570; a whole issue in one file would have some 10,000
MAX_ATTRIBUTES = 200_000
MAX_ATTRIBUTES_OF_ONE = 2_000  # libxml2 looks through all of them for each that it adds
MAX_CHARACTERS = 500_000  # read of one article, or of the lists of one page; a law printed whole may have 100,000

_SMALL = 128 * 2**10  # bytes; less than that has no room for too much of anything
_TAG = re.compile(rb"<[A-Za-z][^\s/>]*+")
_ATTRIBUTE = re.compile(rb"[\s/]*+[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:\"[^\"]*+\"?|'[^']*+'?|[^\s>]*+))?+")


def check_markup(markup: bytes, url: str | None) -> None:
    """Count elements and attributes before a tree is built, which would hold a hundred bytes for each.

    What looks like a tag in a comment or a script counts too: where those end, parsers disagree.

    Raises:
        TooComplex: there are too many.
    """
    if len(markup) <= _SMALL:
        return
    elements = markup.count(b"<")
    if elements > MAX_ELEMENTS:
        raise TooComplex(url, f"{elements:,} elements")
    total = at = 0
    while tag := _TAG.search(markup, at):
        of_one, at = 0, tag.end()
        while attribute := _ATTRIBUTE.match(markup, at):
            of_one, at = of_one + 1, attribute.end()
            if of_one > MAX_ATTRIBUTES_OF_ONE:
                raise TooComplex(url, f"an element has over {MAX_ATTRIBUTES_OF_ONE:,} attributes")
        total += of_one
        if total > MAX_ATTRIBUTES:
            raise TooComplex(url, f"over {MAX_ATTRIBUTES:,} attributes")


def check_length(characters: int, url: str | None) -> None:
    """Check how many characters are read of a capture.

    Raises:
        TooLarge: they are too many.
    """
    if characters > MAX_CHARACTERS:
        raise TooLarge(url, f"{characters:,} characters")
