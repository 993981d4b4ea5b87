"""WARC/1.1, as far as this archive writes it: one record a gzip member, read back by offset or in one pass.

Standard library alone. Files of other makers are read with warcio, on import.
"""

from __future__ import annotations

import base64
import hashlib
import re
import uuid
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from .content_encoding import GZIP_MAGIC, Decoded, decoded

GZIP_LEVEL = 6
MAX_RECORD = 256 * 2**20  # bytes of a record, unpacked: its headers, those of HTTP, and a body
MAX_BODY = MAX_RECORD - 2**20  # bytes of a body that can be recorded
_CHUNK = 2**15  # a typical record of a page; larger ones are read in growing pieces
_BEGINNING = 2**16  # bytes of a record, unpacked: a typical page, and in any case the headers of the record
_LOOKAHEAD = 262  # bytes of a window that zlib keeps free
_MEMBER = GZIP_MAGIC + b"\0"  # one with a name in its header could be read to the end of the file for its name alone
_DIGITS = 18  # of a length, at the most: Python reads no number of any length
_LENGTH = re.compile(rb"^content-length: *(\d{1,%d})\r?$" % _DIGITS, re.IGNORECASE | re.MULTILINE)
TRANSIENT = frozenset({408, 429, *range(500, 600)})
"""Statuses that say nothing about the address: recorded, they would answer their own retries."""

SUCCESS = frozenset(range(200, 300)) - {206}  # which is a part of what was asked for, and nobody asks for parts
UNDATED = "Epaper-Undated"  # header of an imported record: nobody knows when it was captured
FINAL = range(200, 600)
"""The statuses with which HTTP answers (RFC 9110, 15); those below are provisional."""

Headers = Sequence[tuple[str, str]]
HttpHeaders = Sequence[tuple[bytes, bytes]]


class BrokenRecord(Exception):
    """A gzip member that does not hold a whole WARC record. ``offset`` is where it begins."""

    def __init__(self, offset: int, detail: str) -> None:
        super().__init__(f"offset {offset}: {detail}")
        self.offset = offset


@dataclass(frozen=True, slots=True)
class WarcRecord:
    """One record. ``offset`` and ``length`` are those of its gzip member in the file, in bytes."""

    headers: dict[str, str]  # names in lower case
    block: bytes
    offset: int
    length: int

    @property
    def type(self) -> str:
        """``response``, ``request``, ``revisit``, …"""
        return self.headers.get("warc-type", "")

    @property
    def url(self) -> str | None:
        """The address it is about."""
        return self.headers.get("warc-target-uri")

    @property
    def date(self) -> str:
        """When it was captured: UTC, ISO 8601 with ``Z``."""
        return self.headers.get("warc-date", "")


@dataclass(frozen=True, slots=True)
class HttpMessage:
    """The HTTP response in a record's block. Header names as received; repeated ones stay repeated."""

    status: int
    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes

    def header(self, name: bytes) -> str | None:
        """First value of a header; ``None``: there is none."""
        return next((value.decode("latin-1") for key, value in self.headers if key.lower() == name.lower()), None)

    def decoded_body(self, limit: int) -> Decoded:
        """The body without its content encodings, ``limit`` bytes of it at the most."""
        return decoded(self.body, (value for name, value in self.headers if name.lower() == b"content-encoding"), limit)


def reason_of_status(status: int) -> str:
    """The loss of an address that answers with ``status``, which is no success: ``http_404``."""
    return f"http_{status}" if status in FINAL else "not_http"


def sha256_digest(data: bytes) -> str:
    """``sha256:`` and base32 with its padding (RFC 4648), as ``warcio check`` wants it."""
    return "sha256:" + base64.b32encode(hashlib.sha256(data).digest()).decode()


def hex_digest(digest: str) -> str:
    """The hexadecimal form of a WARC digest: what ``sha256sum`` prints; empty where it is no digest."""
    try:
        return base64.b32decode(digest.partition(":")[2]).hex()
    except ValueError:
        return ""


def new_record_id() -> str:
    """``<urn:uuid:…>``, random."""
    return f"<urn:uuid:{uuid.uuid4()}>"


def record_member(headers: Headers, block: bytes) -> bytes:
    """A record as one gzip member. ``headers`` come without length, block digest and, where they may, an id."""
    names = {name.lower() for name, _ in headers}
    lines = ["WARC/1.1", *(f"{name}: {_one_line(value)}" for name, value in headers)]
    if "warc-record-id" not in names:
        lines.append(f"WARC-Record-ID: {new_record_id()}")
    lines += [f"WARC-Block-Digest: {sha256_digest(block)}", f"Content-Length: {len(block)}"]
    head = "\r\n".join(lines).encode() + b"\r\n\r\n"
    # A window no larger than the record packs it alike, bit for bit, without a quarter of a megabyte of fresh memory.
    bits = min(max((len(head) + len(block) + 4 + _LOOKAHEAD).bit_length(), 9), 15)
    packer = zlib.compressobj(GZIP_LEVEL, zlib.DEFLATED, 16 + bits)
    return b"".join((packer.compress(head), packer.compress(block), packer.compress(b"\r\n\r\n"), packer.flush()))


GZIP_HEADER = record_member([], b"")[:10]
"""How each of our members begins: no name, no time. A flipped bit in it would pass zlib unseen."""


def http_block(first_line: str, headers: HttpHeaders, body: bytes) -> bytes:
    """An HTTP message as it stands in a record."""
    head = b"".join(name + b": " + value + b"\r\n" for name, value in headers)
    return first_line.encode("latin-1", "replace") + b"\r\n" + head + b"\r\n" + body


def http_message(block: bytes) -> HttpMessage:
    """The HTTP response of a block.

    Raises:
        ValueError: it is none.
    """
    head, separator, body = block.partition(b"\r\n\r\n")
    status_line, *lines = head.split(b"\r\n")
    parts = status_line.split(None, 2)
    if not separator or len(parts) < 2 or not parts[0].startswith(b"HTTP/") or not parts[1].isdigit():
        raise ValueError("not an HTTP response")
    pairs = (line.partition(b":") for line in lines)
    return HttpMessage(int(parts[1]), tuple((name.strip(), value.strip()) for name, _, value in pairs), body)


def read_record(file: BinaryIO, offset: int) -> WarcRecord:
    """The record whose member begins at ``offset``.

    Raises:
        BrokenRecord: there is no whole record there.
    """
    file.seek(offset)
    unpacker = zlib.decompressobj(31)
    parts: list[bytes] = []
    length = size = 0
    limit = _BEGINNING
    try:
        while not unpacker.eof:
            chunk = unpacker.unconsumed_tail
            if not chunk:
                chunk = file.read(max(_CHUNK, length))
                length += len(chunk)
            if not chunk:
                raise BrokenRecord(offset, "the file ends within the record")
            parts.append(unpacker.decompress(chunk, limit - size))
            size += len(parts[-1])
            if size >= limit and not unpacker.eof:
                if limit > _BEGINNING:
                    raise BrokenRecord(offset, "larger than it says")
                limit = 1 + _claimed_size(parts, offset)
    except zlib.error as error:
        raise BrokenRecord(offset, "its gzip data are wrong") from error
    return _record(b"".join(parts), offset, length - len(unpacker.unused_data))


def _claimed_size(parts: Sequence[bytes], offset: int) -> int:
    """How many bytes a large record has, as its headers say.

    Raises:
        BrokenRecord: they do not say, or it is larger than a record may be.
    """
    head, separator, _ = b"".join(parts).partition(b"\r\n\r\n")
    claimed = _LENGTH.search(head)
    if not separator or not head.startswith(b"WARC/") or claimed is None:
        raise BrokenRecord(offset, "not a WARC record")
    size = len(head) + 4 + int(claimed[1]) + 4
    if not _BEGINNING <= size <= MAX_RECORD:
        raise BrokenRecord(offset, f"{size:,} bytes, as it says: more than a record may have, or less than it has")
    return size


def records(file: BinaryIO, start: int = 0) -> Iterator[WarcRecord | BrokenRecord]:
    """Every record from ``start`` on; where one is broken, what is wrong, and on with the next that begins like one."""
    offset = start
    end = file.seek(0, 2)
    while offset < end:
        try:
            record = read_record(file, offset)
        except BrokenRecord as error:
            yield error
            offset = _next_member(file, offset + 1, end)
            continue
        yield record
        offset += record.length


def _next_member(file: BinaryIO, start: int, end: int) -> int:
    """Offset of the next whole record behind a broken one, or the end of the file."""
    while start < end:
        file.seek(start)
        chunk = file.read(_CHUNK)
        found = chunk.find(_MEMBER)
        if found < 0:
            start += max(len(chunk) - len(_MEMBER) + 1, 1)
            continue
        try:
            read_record(file, start + found)
        except BrokenRecord:
            start += found + 1
        else:
            return start + found
    return end


def _record(raw: bytes, offset: int, length: int) -> WarcRecord:
    head, separator, rest = raw.partition(b"\r\n\r\n")
    version, *lines = head.decode("utf-8", "replace").split("\r\n")
    if not separator or not version.startswith("WARC/"):
        raise BrokenRecord(offset, "not a WARC record")
    pairs = (line.partition(":") for line in lines)
    headers = {name.strip().lower(): value.strip() for name, _, value in pairs}
    size = headers.get("content-length", "")
    if not (size.isascii() and size.isdigit() and len(size) <= _DIGITS) or len(rest) < int(size):
        raise BrokenRecord(offset, "shorter than it says")
    return WarcRecord(headers, rest[: int(size)], offset, length)


def _one_line(value: str) -> str:
    return value.replace("\r", "%0D").replace("\n", "%0A")
