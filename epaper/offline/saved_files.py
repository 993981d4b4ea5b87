"""Saved files: a page, JSON, a picture as somebody kept it, and where it stands by what is in it or by its path."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Sequence
from mimetypes import guess_type
from pathlib import Path

import orjson

from crawler.platforms.contract import Newspaper
from crawler.platforms.html import UTF_16, decoded_text, saved_from

from .candidates import Location, Material, location

MAX_FILE = 64 * 2**20  # bytes, of a saved page, a picture or a text capture
_HEAD = 100_000  # bytes in which a page says its address
_CANONICAL = re.compile(  # up to the next "<": else a page of nothing but beginnings is read again for each
    rb"<link\b(?=[^<>]*\brel=[\"']?canonical)[^<>]*\bhref=[\"']?([^\"'\s>]+)", re.IGNORECASE
)
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|div|h2)\b", re.IGNORECASE)
_MARKUP = re.compile(rb"(?:\xef\xbb\xbf)?\s*<[!?A-Za-z]")
_BOM = b"\xef\xbb\xbf"
_GZIP = b"\x1f\x8b"
_MANY_IN_ONE = (".zip", ".wacz", ".7z", ".rar")
_INDEX = re.compile(rb" CDX |!OpenWayback-CDXJ|[^\s()]+\)\S* \d{14} ")  # cn,com,xinmin,paper)/html/… 20200315123456
_BEGINNING = 512  # bytes: of a tar, the header of its first file
NO_ADDRESS = "its address is neither in it nor in its path; keep the path of the site, html/…"
NO_TEXT = "neither a page nor a text, and no page announces it"


def read_file(path: Path) -> bytes:
    """The whole of a file that may be imported.

    Raises:
        Unfit: it is too large, empty or compressed.
        OSError: it cannot be read.
    """
    if path.stat().st_size > MAX_FILE:
        raise Unfit(f"larger than {MAX_FILE // 2**20} MB")
    body = path.read_bytes()
    if not body.strip():
        raise Unfit("empty")
    head = _unpacked_head(body)
    if path.suffix.lower() in _MANY_IN_ONE or head[257:262] == b"ustar":
        raise Unfit("many files in one (zip, tar): unpack it, and import the folder")
    if _INDEX.match(head):
        raise IndexAlone("the index of a web archive, and not the archive itself")
    if body.startswith(_GZIP):
        raise Unfit("compressed, and no web archive: unpack it with gunzip, and import what comes out")
    return body


def _unpacked_head(body: bytes) -> bytes:
    """How a file begins, or what is packed in it with gzip."""
    if not body.startswith(_GZIP):
        return body[:_BEGINNING]
    try:
        return zlib.decompressobj(31).decompress(body, _BEGINNING)
    except zlib.error:
        return b""


class Unfit(Exception):
    """A file that cannot be imported, whatever it is. The message says why, for a person."""


class IndexAlone(Unfit):
    """A file that lists what is in a web archive, and holds nothing of it."""


def in_utf8(body: bytes) -> bytes:
    """A text in UTF-16 that begins with its mark, in UTF-8; whatever else as it is."""
    if not body.startswith(UTF_16):
        return body
    try:
        return body.decode("utf-16").encode()
    except UnicodeError:  # no text
        return body


def is_page(body: bytes) -> bool:
    """Whether a file is in a form in which sites send pages: HTML, JSON, XML."""
    return _is_json(body) or _MARKUP.match(body) is not None or _HTML.search(body[:_HEAD]) is not None


def is_picture(body: bytes) -> bool:
    """Whether a file is no text in any encoding: a picture, a PDF, another thing."""
    return b"\0" in body[:_HEAD] or body.startswith(b"%PDF")


def page_material(path: Path, body: bytes) -> Material:
    """A saved file, to be recorded as it is."""
    text = in_utf8(body)
    if _is_json(text):
        mime = "application/json"
    elif is_picture(text):
        mime = guess_type(path.name)[0] or "application/octet-stream"
    else:
        mime = "text/html" if _HTML.search(text[:_HEAD]) else "application/xml"
    return Material(kind="resource", mime=mime, body=body)


def saved_location(newspapers: Sequence[Newspaper], path: Path, body: bytes) -> Location:
    """Where a saved file stands: as the browser noted it, as the page says itself, as its path says.

    Of one whose path alone says something, and no page, by all the addresses that the path may stand for.
    """
    match = _CANONICAL.search(body[:_HEAD])
    for stated in (saved_from(body), None if match is None else match[1].decode("utf-8", "replace")):
        found = None if stated is None else location(newspapers, stated)
        if found is not None and found.url:
            return found
    keys: dict[str, None] = {}
    for address in _possible_addresses(newspapers, path):
        found = location(newspapers, address)
        if found is not None and found.url:
            return found
        keys |= dict.fromkeys(() if found is None else found.keys)
    return Location(keys=tuple(keys), otherwise=NO_ADDRESS if is_page(body) else NO_TEXT)


def _possible_addresses(newspapers: Sequence[Newspaper], path: Path) -> Iterator[str]:
    """The path of a file, from each of its folders on, on each host: it ends in that of the site. The longest first."""
    parts = path.resolve().parts
    hosts = dict.fromkeys(host for newspaper in newspapers for host in newspaper.hosts)
    for start in range(1, len(parts)):
        for host in hosts:
            yield f"https://{host}/{'/'.join(parts[start:])}"


def _is_json(body: bytes) -> bool:
    if body.removeprefix(_BOM).lstrip()[:1] not in (b"{", b"["):
        return False
    try:
        return isinstance(orjson.loads(decoded_text(body, None)[0]), dict | list)
    except ValueError:  # a text may begin like that
        return False
