"""What a record of another's web archive holds, after checks that warcio does not make when it reads one."""

from __future__ import annotations

import re
from typing import Literal

from warcio.bufferedreaders import ChunkedDataReader
from warcio.recordloader import ArcWarcRecord

from archive.captures.content_encoding import decoded
from archive.captures.dates import past_moment, warc_date
from archive.captures.warc import MAX_BODY, TRANSIENT
from crawler.platforms.capture import READ_AT_MOST, Capture
from crawler.platforms.html import says_blocked

from .candidates import Material
from .web_archives import drain, in_one_line

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


class PassedOver(Exception):
    """A record that is not imported. The message is the reason."""


class DamagedRecord(Exception):
    """A record that is not what its own checksum says, or larger than can be recorded."""


def record_type(record: ArcWarcRecord) -> str:
    """The type of a record; of one that no standard knows, ``unknown``."""
    return record.rec_type if record.rec_type in _TYPES else "unknown"


def body_of(record: ArcWarcRecord) -> bytes | None:
    """The body of a record without its transfer encoding; ``None``: it is larger than can be recorded."""
    if (record.length or 0) > MAX_BODY:
        return None
    encoding = "" if record.http_headers is None else record.http_headers.get_header("Transfer-Encoding") or ""
    stream = ChunkedDataReader(record.raw_stream) if encoding.strip().lower() == "chunked" else record.raw_stream
    body: bytes = stream.read(MAX_BODY + 1)
    return body if len(body) <= MAX_BODY else None


def record_material(record: ArcWarcRecord, url: str) -> Material:
    """What a record of ``url`` holds, to be recorded as it is, free of its transfer encoding alone.

    Raises:
        PassedOver: it says nothing of what it is the record of.
        DamagedRecord: it is damaged, or too large.
        ArchiveLoadFailed: the file ends within it.
    """
    body = body_of(record)
    drain(record)
    if body is None:
        raise DamagedRecord(f"a record of more than {MAX_BODY // 2**20} MB in it: {in_one_line(url)}")
    if record.digest_checker.passed is False and not (record.rec_type == "response" and record.http_headers is None):
        raise DamagedRecord(f"a damaged record in it: {in_one_line(url)}")
    reason = refusal_of_response(url, record, body)
    if reason is not None:
        raise PassedOver(reason)
    if record.rec_type != "response" or record.http_headers is None:
        mime = (record.content_type or "text/plain").partition(";")[0]
        kind: Literal["conversion", "resource"] = "conversion" if record.rec_type == "conversion" else "resource"
        return Material(kind=kind, mime=mime, body=body, date=captured_at(record))
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
    moment = past_moment(record.rec_headers.get_header("WARC-Date") or "")
    return "" if moment is None else warc_date(moment)
