"""What a record of another's web archive holds, after checks that warcio does not make when it reads one."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO
from typing import Literal

from warcio.bufferedreaders import ChunkedDataReader
from warcio.recordloader import ArcWarcRecord

from archive.captures.content_encoding import decoded
from archive.captures.dates import past_moment, warc_date
from archive.captures.warc import MAX_BODY, SUCCESS, TRANSIENT, UNDATED, HttpHeaders
from crawler.platforms.capture import READ_AT_MOST, Capture
from crawler.platforms.html import says_blocked

from .candidates import Material
from .digests import known_digest
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
_CUT_SHORT = ("WARC-Truncated", "WARC-Segment-Number")  # the rest was never got, or stands in other records
_TRANSFER_HEADERS = ("transfer-encoding", "content-length")


class PassedOver(Exception):
    """A record that is not imported. The message is the reason."""


class DamagedRecord(Exception):
    """A record that is not what its own checksum says, or larger than can be recorded."""


def record_type(record: ArcWarcRecord) -> str:
    """The type of a record; of one that no standard knows, ``unknown``."""
    return record.rec_type if record.rec_type in _TYPES else "unknown"


class _Chunks(ChunkedDataReader):  # type: ignore[misc]  # warcio has no types
    """warcio's reader of a chunked body, which takes one that was cut for whole: ``is_cut``."""

    is_cut = _is_begun = False

    def _try_decode(self, length_header: bytes) -> None:
        self.is_cut = self._is_begun and not length_header.endswith(b"\n")  # there is no more, and no last chunk was
        super()._try_decode(length_header)
        self._is_begun = True
        self.is_cut = self.all_chunks_read and int(length_header.split(b";")[0], 16) > 0  # the last one has no byte


def _body_of(record: ArcWarcRecord) -> tuple[bytes, bytes, bool]:
    """The body of a record as it is stored, and without its transfer encodings; whether anything says that it was cut.

    Raises:
        DamagedRecord: it is larger than can be recorded.
        ArchiveLoadFailed: the file ends within it.
    """
    if record.length > MAX_BODY:
        where = in_one_line(record.rec_headers.get_header("WARC-Target-URI") or "")
        raise DamagedRecord(f"a record of more than {MAX_BODY // 2**20} MB in it: {where}")
    body = stored = record.raw_stream.read()
    drain(record)
    is_cut = any(map(record.rec_headers.get_header, _CUT_SHORT))
    codings = [one.strip() for one in _header(record, "Transfer-Encoding").lower().split(",")]
    if codings[-1] == "chunked":
        codings.pop()
        stream = _Chunks(BytesIO(stored))
        body = stream.read()
        is_cut |= stream.is_cut
    elif re.fullmatch("[0-9]{1,18}", length := _header(record, "Content-Length").strip()):
        is_cut |= len(stored) < int(length)
    return stored, decoded(body, [one.encode() for one in codings], MAX_BODY).body, is_cut


def _is_intact(record: ArcWarcRecord, stored: bytes, body: bytes) -> bool:
    """Whether a record is what its digest says; one of an algorithm that nobody knows says nothing.

    That of the block is believed. That of the payload is over the body as it is stored, without its transfer encodings
    (WARC 1.1, after RFC 7231) or, of some writers, without its content encodings too.
    """
    if record.digest_checker.passed is not None:
        return bool(record.digest_checker.passed)
    digest = known_digest(record.rec_headers.get_header("WARC-Payload-Digest"))
    is_segment = record.rec_headers.get_header("WARC-Segment-Number") is not None
    if digest is None or is_segment or digest.is_of((stored, body)):
        return True
    return digest.is_of([_decoded(record, body)])


def _decoded(record: ArcWarcRecord, body: bytes) -> bytes:
    headers = () if record.http_headers is None else record.http_headers.headers
    encodings = [value.encode("utf-8") for name, value in headers if name.lower() == "content-encoding"]
    return decoded(body, encodings, READ_AT_MOST).body


def _header(record: ArcWarcRecord, name: str) -> str:
    """A header of the answer; ``""``: there is none."""
    return "" if record.http_headers is None else record.http_headers.get_header(name) or ""


def record_material(record: ArcWarcRecord, url: str) -> Material:
    """What a record of ``url`` holds, to be recorded as it is, free of its transfer encoding alone.

    Raises:
        PassedOver: it says nothing of what it is the record of, or not all.
        DamagedRecord: it is damaged, or too large.
        ArchiveLoadFailed: the file ends within it.
    """
    stored, body, is_cut = _body_of(record)
    is_http = record.http_headers is not None or record.rec_type != "response"
    if is_http and not _is_intact(record, stored, body):
        raise DamagedRecord(f"a damaged record in it: {in_one_line(url)}")
    reason = _refusal(url, record, body, is_cut=is_cut)
    if reason is not None:
        raise PassedOver(reason)
    if record.rec_type != "response" or record.http_headers is None:
        mime = (record.content_type or "text/plain").partition(";")[0]
        kind: Literal["conversion", "resource"] = "conversion" if record.rec_type == "conversion" else "resource"
        return Material(kind=kind, mime=mime, body=body, date=captured_at(record))
    return Material(
        kind="response",
        mime=_header(record, "Content-Type").partition(";")[0],
        body=body,
        status_line=f"HTTP/1.1 {record.http_headers.statusline}",
        headers=_kept_headers(record),
        date=captured_at(record),
    )


def payload_key(record: ArcWarcRecord) -> str | None:
    """What a revisit has in common with the response whose body it does not repeat: its checksum, and the status.

    ``None``: it does not say, or is no record of an HTTP answer.
    """
    digest = record.rec_headers.get_header("WARC-Payload-Digest")
    return None if not digest or record.http_headers is None else f"{digest} {record.http_headers.get_statuscode()}"


def revisit_material(record: ArcWarcRecord, original: Material) -> Material:
    """What a revisit stands for: its own date and headers, and the body of ``original``."""
    own, of_body = (
        [pair for pair in pairs if pair[0].lower() == b"content-encoding"]
        for pairs in (_kept_headers(record), original.headers)
    )
    headers = _kept_headers(record) if own == of_body else original.headers
    return replace(original, headers=headers, date=captured_at(record))


def _kept_headers(record: ArcWarcRecord) -> HttpHeaders:
    """The headers of an HTTP answer that are true of its body as it is recorded."""
    kept = (pair for pair in record.http_headers.headers if pair[0].lower() not in _TRANSFER_HEADERS)
    return [(name.encode("latin-1", "replace"), value.encode("utf-8")) for name, value in kept]


def _refusal(url: str, record: ArcWarcRecord, body: bytes, *, is_cut: bool) -> str | None:
    """Why a record is not imported, as a crawl would not have recorded it either; ``None``: it is imported."""
    if record.rec_type != "response":
        return f"a {record.rec_type} that was cut short" if is_cut else None
    code = "" if record.http_headers is None else record.http_headers.get_statuscode()
    if not re.fullmatch("[2-5][0-9][0-9]", code):
        return "response that is not HTTP"
    if int(code) in TRANSIENT:
        return f"status {code}"
    if is_cut and int(code) in SUCCESS:  # a redirect or an error says all without a body
        return "a response that was cut short"
    capture = Capture(url=url, body=_decoded(record, body), content_type=_header(record, "Content-Type"))
    return "block page" if code == "403" or says_blocked(capture) else None


def captured_at(record: ArcWarcRecord) -> str:
    """When a record was captured, as a WARC date to the second; ``""``: it has no date on which it can have been.

    Nor has one of ours that was imported so.
    """
    if record.rec_headers.get_header(UNDATED) is not None:
        return ""
    moment = past_moment(record.rec_headers.get_header("WARC-Date") or "")
    return "" if moment is None else warc_date(moment)
