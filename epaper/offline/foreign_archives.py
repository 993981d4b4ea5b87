"""Other people's web archives: their records one by one, and checks that warcio does not make when it reads them."""

from __future__ import annotations

import gzip
import os
import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr
from pathlib import Path
from typing import BinaryIO

from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import ChunkedDataReader, DecompressingBufferedReader
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord

from archive.captures.content_encoding import decoded
from archive.captures.dates import captured_moment, latest_moment, warc_date
from archive.captures.warc import MAX_BODY, TRANSIENT
from crawler.platforms.capture import READ_AT_MOST, Capture
from crawler.platforms.html import says_blocked

from .candidates import Material

_GZIP = b"\x1f\x8b"
_HEAD = 64  # bytes by which a web archive is known
MAX_HEAD = 2**20  # bytes of a record's headers, those of HTTP and the blank lines after it included
MAX_RECORDS = 2_000_000  # of one file: web archives are split at some 100,000
_LONGEST = 200  # characters of a message
_TYPES = (
    "warcinfo",
    "response",
    "resource",
    "request",
    "metadata",
    "revisit",
    "conversion",
    "continuation",
    "arc_header",
)
_TRANSFER_HEADERS = ("transfer-encoding", "content-length")


class BadArchive(Exception):
    """A web archive that cannot be read, or not to its end. The message says why, for a person."""


class PassedOver(Exception):
    """A record that is not imported. The message is the reason."""


@contextmanager
def without_warnings() -> Iterator[None]:
    """Keep warcio's own words from stderr: what is damaged is said once, and here."""
    with Path(os.devnull).open("w") as nowhere, redirect_stderr(nowhere):
        yield


def record_type(record: ArcWarcRecord) -> str:
    """The type of a record; of one that no standard knows, ``unknown``."""
    return record.rec_type if record.rec_type in _TYPES else "unknown"


def is_web_archive(path: Path) -> bool:
    """Whether the file is a WARC, WET or ARC, compressed or not: by its name, or by how it begins."""
    by_name = re.search(r"\.(warc|wet|arc)(\.gz)?$", path.name, re.IGNORECASE) is not None
    return by_name or _head(path).startswith((b"WARC/", b"filedesc://"))


def _head(path: Path) -> bytes:
    """How a file begins, unpacked."""
    with path.open("rb") as file:
        head = file.read(2**15)
    if not head.startswith(_GZIP):
        return head[:_HEAD]
    try:
        return zlib.decompressobj(31).decompress(head, _HEAD)
    except zlib.error:
        return b""


def archive_records(path: Path) -> Iterator[tuple[int, ArcWarcRecord]]:
    """Every record of a web archive, and the offset at which it begins.

    Raises:
        BadArchive: the file is damaged, too long, or no web archive; what is whole before that comes first.
    """
    with path.open("rb") as file:
        records, count = _iterator(file), 0
        try:
            for record in records:
                offset, count = records.offset, count + 1
                if count > MAX_RECORDS:
                    raise BadArchive(f"more than {MAX_RECORDS:,} records: split it, for the rest of it is not read")
                yield offset, record
                drain(record)
                records.reader.head = 0
        except ArchiveLoadFailed as error:
            raise BadArchive(_damage(str(error), count)) from error
        if records.err_count:
            raise BadArchive("damaged: a record is longer or shorter than it says")
    damage = gzip_damage(path)
    if damage is not None or count == 0:
        raise BadArchive(damage or ("no record in it" if path.stat().st_size else "empty"))


def record_at(file: BinaryIO, offset: int) -> ArcWarcRecord:
    """The record of a web archive that begins at ``offset``, as ``archive_records`` gave it.

    Raises:
        ArchiveLoadFailed, StopIteration: the file is not what it was.
    """
    file.seek(offset)
    return next(iter(_iterator(file)))


def _damage(message: str, count: int) -> str:
    """Of warcio's message, what a person can use; in one line."""
    if "non-chunked gzip" in message:
        return "compressed in one piece, not record by record: unpack it with gunzip, and import what comes out"
    words = in_one_line(message)
    return f"damaged: {words}" if count else f"no web archive, or damaged: {words}"


def in_one_line(message: str) -> str:
    """A message that may quote a damaged file, without what a terminal would take for a command."""
    words = " ".join(message.split())
    words = "".join(letter if letter.isprintable() else "\ufffd" for letter in words)
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…"


def gzip_damage(path: Path) -> str | None:
    """The damage of a compressed file, in words; ``None``: it is whole. warcio reads it as if it ended there."""
    with path.open("rb") as file:
        if file.read(2) != _GZIP:
            return None
    try:
        with gzip.open(path) as unpacked:
            while unpacked.read(2**20):
                pass
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        return f"damaged: {error}"
    return None


def _iterator(file: BinaryIO) -> ArchiveIterator:
    """The records of a web archive from where ``file`` stands, the headers of each within ``MAX_HEAD``."""
    iterator = ArchiveIterator(file, check_digests=True, arc2warc=True)
    iterator.reader = _Reader(file)
    return iterator


class _Reader(DecompressingBufferedReader):  # type: ignore[misc]  # warcio has no types
    """warcio's reader, which would read a line of any length, and as many lines as there are."""

    head = 0  # bytes of headers of this record so far

    def readline(self, length: int | None = None) -> bytes:
        line: bytes = super().readline(MAX_HEAD if length is None else min(length, MAX_HEAD))
        self.head += len(line)
        if self.head > MAX_HEAD:
            raise ArchiveLoadFailed(f"a record with more than {MAX_HEAD:,} bytes of headers")
        return line


def body_of(record: ArcWarcRecord) -> bytes | None:
    """The body of a record without its transfer encoding; ``None``: it is larger than can be recorded."""
    if (record.length or 0) > MAX_BODY:
        return None
    encoding = "" if record.http_headers is None else record.http_headers.get_header("Transfer-Encoding") or ""
    stream = ChunkedDataReader(record.raw_stream) if encoding.strip().lower() == "chunked" else record.raw_stream
    body: bytes = stream.read(MAX_BODY + 1)
    return body if len(body) <= MAX_BODY else None


def drain(record: ArcWarcRecord) -> None:
    """Read on to the end of a record.

    Raises:
        ArchiveLoadFailed: the file ends before, which warcio does not say.
    """
    while record.raw_stream.read(2**20):
        pass
    if getattr(record.raw_stream, "limit", 0) > 0:
        raise ArchiveLoadFailed(
            f"the file ends within the record of {record.rec_headers.get_header('WARC-Target-URI')}"
        )


def record_material(record: ArcWarcRecord, url: str) -> Material:
    """What a record of ``url`` holds, to be recorded as it is, free of its transfer encoding alone.

    Raises:
        PassedOver: it is damaged, or says nothing of what it is the record of.
        ArchiveLoadFailed: the file ends within it.
    """
    body = body_of(record)
    drain(record)
    if body is None:
        raise PassedOver(f"larger than {MAX_BODY // 2**20} MB")
    if record.digest_checker.passed is False:
        raise PassedOver("damaged record")
    reason = refusal_of_response(url, record, body)
    if reason is not None:
        raise PassedOver(reason)
    if record.rec_type != "response" or record.http_headers is None:
        mime = (record.content_type or "text/plain").partition(";")[0]
        return Material(kind="conversion" if record.rec_type == "conversion" else "resource", mime=mime, body=body)
    headers = [pair for pair in record.http_headers.headers if pair[0].lower() not in _TRANSFER_HEADERS]
    return Material(
        kind="response",
        mime=(record.http_headers.get_header("Content-Type") or "").partition(";")[0],
        body=body,
        status_line=f"HTTP/1.1 {record.http_headers.statusline}",
        headers=[(name.encode("latin-1", "replace"), value.encode("utf-8")) for name, value in headers],
        date=captured_at(record),
    )


def refusal_of_response(url: str, record: ArcWarcRecord, body: bytes) -> str | None:
    """Why a response is not imported, as a crawl would not have recorded it either; ``None``: it is imported."""
    if record.rec_type != "response":
        return None
    code = "" if record.http_headers is None else record.http_headers.get_statuscode()
    if not re.fullmatch("[2-5][0-9][0-9]", code):
        return "response that is not HTTP"
    if int(code) in TRANSIENT:
        return f"status {code}"
    content_type = record.http_headers.get_header("Content-Type") or ""
    headers = record.http_headers.headers
    encodings = [value.encode("utf-8") for name, value in headers if name.lower() == "content-encoding"]
    capture = Capture(url=url, body=decoded(body, encodings, READ_AT_MOST).body, content_type=content_type)
    return "block page" if code == "403" or says_blocked(capture) else None


def captured_at(record: ArcWarcRecord) -> str:
    """When a record was captured, as a WARC date to the second; ``""``: it has no date on which it can have been."""
    moment = captured_moment(record.rec_headers.get_header("WARC-Date") or "", latest_moment())
    return "" if moment is None else warc_date(moment)
