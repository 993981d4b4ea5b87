"""The WARC records of one capture, each a gzip member ready to be appended."""

from __future__ import annotations

from .dates import warc_date
from .index import CAPTURES_FILE, CaptureEntry
from .warc import UNDATED, Headers, HttpHeaders, http_block, new_record_id, record_member, sha256_digest

_UNCHANGED = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"


def response_members(
    url: str,
    moment: str,
    *,
    request: bytes | None,
    status_line: str,
    headers: HttpHeaders,
    body: bytes,
    payload_digest: str,
    before: CaptureEntry | None,
    is_undated: bool = False,
) -> list[bytes]:
    """A response and its request. ``before`` is the capture that had the same payload: it makes a ``revisit``.

    ``is_undated``: nobody knows when it was captured; ``moment`` is there because a record has to have a date.
    """
    kind: Headers = [("WARC-Type", "response")]
    if before is not None:
        kind = [
            ("WARC-Type", "revisit"),
            ("WARC-Profile", _UNCHANGED),
            ("WARC-Refers-To-Target-URI", url),
            ("WARC-Refers-To-Date", before.date),
        ]
    response_id, request_id = new_record_id(), new_record_id()
    about = [("WARC-Target-URI", url), ("WARC-Date", moment)]
    response = [
        *kind,
        *about,
        ("WARC-Record-ID", response_id),
        *([] if request is None else [("WARC-Concurrent-To", request_id)]),  # by which a capture of ours is known
        *([(UNDATED, "yes")] if is_undated else []),
        ("WARC-Payload-Digest", payload_digest),
        ("Content-Type", "application/http; msgtype=response"),
    ]
    members = [record_member(response, http_block(status_line, headers, b"" if before is not None else body))]
    if request is not None:
        asked = [
            ("WARC-Type", "request"),
            *about,
            ("WARC-Record-ID", request_id),
            ("WARC-Concurrent-To", response_id),
            ("Content-Type", "application/http; msgtype=request"),
        ]
        members.append(record_member(asked, request))
    return members


def document_member(url: str, moment: str, *, kind: str, mime: str, body: bytes) -> bytes:
    """What was not received over HTTP: a ``resource`` or a ``conversion``."""
    headers = [
        ("WARC-Type", kind),
        ("WARC-Target-URI", url),
        ("WARC-Date", moment),
        ("WARC-Payload-Digest", sha256_digest(body)),
        ("Content-Type", mime),
    ]
    return record_member(headers, body)


def warcinfo_member(software: str) -> bytes:
    """What a new file begins with."""
    fields = (
        f"software: {software}",
        "format: WARC File Format 1.1",
        "conformsTo: http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
        "description: responses as a Scrapy cache sees them: de-chunked, content encoding kept;"
        " order and case of header names and the reason phrase are Scrapy's",
    )
    headers = [
        ("WARC-Type", "warcinfo"),
        ("WARC-Date", warc_date()),
        ("WARC-Filename", CAPTURES_FILE),
        ("Content-Type", "application/warc-fields"),
    ]
    return record_member(headers, "".join(f"{field}\r\n" for field in fields).encode())
