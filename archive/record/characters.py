"""Characters that no newspaper prints, and that would turn round or blot out what stands beside them.

Controls of terminals; marks that change the direction of writing, by which a line shows other words than it holds; what
is no character at all. What joins or varies letters (ZWJ, ZWNJ, variation selectors) stays: names and emoji need it.
"""

from __future__ import annotations

import re
from urllib.parse import quote

_DIRECTION = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_CONTROL = "\x00-\x1f\x7f-\x9f\u2028\u2029\u206a-\u206f\ufff9-\ufffb"  # with separators, and formats long deprecated
_NO_CHARACTER = "\ud800-\udfff\ufdd0-\ufdef\ufeff" + "".join(
    f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
)
_UNPRINTED = re.compile(f"[{_DIRECTION}{_CONTROL}{_NO_CHARACTER}]")
_UNSHOWN = re.compile(f"(?![\n\t])[{_DIRECTION}{_CONTROL}{_NO_CHARACTER}]")


def without_unprinted(text: str) -> str:
    """``text`` without such characters; the same object where it has none."""
    # str.isprintable() is several times as quick on the short strings of a record, and true of nearly all of them.
    return text if text.isprintable() or not _UNPRINTED.search(text) else _UNPRINTED.sub("", text)


def quoted_address(url: str) -> str:
    """``url`` with such characters percent-encoded, as whoever asks for it would: it stays the same address."""
    return url if url.isprintable() else _UNPRINTED.sub(_percent_encoded, url)


def visible(text: str) -> str:
    r"""``text`` for a terminal or a page: such characters as ``\u202e``; line ends and tabs stay."""
    return text if text.isprintable() else _UNSHOWN.sub(_escaped, text)


def json_visible(line: bytes) -> bytes:
    """A line of JSON in which such characters stand as JSON escapes them: the same value, harmless on a terminal."""
    return visible(line.decode("utf-8", "surrogatepass")).encode()


def _percent_encoded(match: re.Match[str]) -> str:
    return quote(match.group(), errors="surrogatepass")


def _escaped(match: re.Match[str]) -> str:
    units = match.group().encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at : at + 2].hex()}" for at in range(0, len(units), 2))
