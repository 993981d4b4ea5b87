"""Other people's web archives: checks that warcio does not make when it reads them."""

from __future__ import annotations

import gzip
import re
import zlib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import ChunkedDataReader, DecompressingBufferedReader
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord

from archive.captures.content_encoding import decoded
from archive.captures.warc import MAX_BODY, TRANSIENT, warc_date
from crawler.platforms.capture import READ_AT_MOST, Capture
from crawler.platforms.html import says_blocked

MAX_HEAD = 2**20  # bytes of a record's headers, those of HTTP and the blank lines after it included


def is_web_archive(path: Path) -> bool:
    """Whether the file is a WARC, WET or ARC, compressed or not, by its name."""
    return re.search(r"\.(warc|wet|arc)(\.gz)?$", path.name, re.IGNORECASE) is not None


def gzip_damage(path: Path) -> str | None:
    """The damage of a compressed file, in words; ``None``: it is whole. warcio reads it as if it ended there."""
    with path.open("rb") as file:
        if file.read(2) != b"\x1f\x8b":
            return None
    try:
        with gzip.open(path) as unpacked:
            while unpacked.read(2**20):
                pass
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        return f"damaged: {error}"
    return None


class _Reader(DecompressingBufferedReader):  # type: ignore[misc]  # warcio has no types
    """warcio's reader, which would read a line of any length, and as many lines as there are."""

    head = 0

    def readline(self, length: int | None = None) -> bytes:
        line: bytes = super().readline(MAX_HEAD if length is None else min(length, MAX_HEAD))
        self.head += len(line)
        if self.head > MAX_HEAD:
            raise ArchiveLoadFailed(f"a record with more than {MAX_HEAD:,} bytes of headers")
        return line


def web_records(file: BinaryIO) -> Iterator[ArcWarcRecord]:
    """The records of a web archive, one by one.

    Raises:
        ArchiveLoadFailed: it is none, or is damaged.
    """
    iterator = ArchiveIterator(file, check_digests=True, arc2warc=True)
    iterator.reader = _Reader(file)
    for record in iterator:
        yield record
        iterator.reader.head = 0


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
    return "block page" if code == "403" or (content_type.startswith("text/") and says_blocked(capture)) else None


def captured_at(record: ArcWarcRecord) -> str:
    """When a record was captured, as a WARC date to the second; ``""``: it has no date that can be read."""
    try:
        return warc_date(datetime.fromisoformat(record.rec_headers.get_header("WARC-Date") or ""))
    except ValueError:
        return ""
