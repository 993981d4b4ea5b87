"""CDXJ: where each address lies in a WARC. One line a capture, sorted, as the usual replay tools read it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import orjson

from ..record.own_files import replace_own
from .dates import date_in_utc, seconds
from .warc import SUCCESS, UNDATED, HttpHeaders, WarcRecord, hex_digest, http_message

CAPTURES_FILE = "captures.warc.gz"
INDEX_FILE = "captures.cdxj"
_CAPTURES = ("response", "revisit", "resource", "conversion")
_WWW = re.compile(r"^www\d*\.")
_END = 2**63  # no file is longer


@dataclass(frozen=True, slots=True, kw_only=True)
class CaptureEntry:
    """One capture. ``sha256`` is the payload's, in hexadecimal; ``date`` is UTC, ISO 8601, or what stands in its place.

    ``is_document``: imported, not received over HTTP (a ``resource`` or ``conversion`` record). ``is_crawled``: written
    here when it was captured, after all that lies before it; an import was not, and older captures do not say so.
    ``is_undated``: imported, and nobody knows when it was captured; ``date`` is that of the import.
    """

    url: str
    date: str
    status: int
    mime: str
    sha256: str
    offset: int
    length: int
    is_revisit: bool = False
    is_document: bool = False
    is_crawled: bool = False
    is_undated: bool = False

    @property
    def is_success(self) -> bool:
        """Whether it holds what was asked for."""
        return self.status in SUCCESS

    @property
    def authority(self) -> int:
        """How much its word counts of what stood at its address.

        3 a response, 2 one of which nobody knows when, 1 a saved page, 0 the text of a page.
        """
        if not self.is_document:
            return 2 if self.is_undated else 3
        return 0 if self.mime == "text/plain" else 1

    @property
    def moment(self) -> float:
        """When it was captured, in seconds since 1970; 0: nobody knows."""
        return 0.0 if self.is_undated else seconds(self.date)

    def line(self) -> bytes:
        """The CDXJ line, without its end."""
        fields = {
            "url": self.url,
            "mime": "warc/revisit" if self.is_revisit else self.mime,
            "status": str(self.status),
            "digest": f"sha256:{self.sha256}",
            "length": str(self.length),
            "offset": str(self.offset),
            "filename": CAPTURES_FILE,
        }
        if self.is_document:
            fields["imported"] = "yes"
        if self.is_crawled:
            fields["crawled"] = "yes"
        if self.is_undated:
            fields["undated"] = "yes"
        return b" ".join((surt(self.url).encode(), _timestamp(self.date).encode(), orjson.dumps(fields)))


def by_address(entries: Iterable[CaptureEntry]) -> dict[str, list[CaptureEntry]]:
    """Captures by their addresses, each list in the order of ``entries``."""
    found: dict[str, list[CaptureEntry]] = {}
    for entry in entries:
        found.setdefault(entry.url, []).append(entry)
    return found


def surt(url: str) -> str:
    """Sort-friendly form of an address: ``com,xinmin,paper)/html/xmwb/2020-03-15/1.html``; what is none stays."""
    try:
        parts = urlsplit(url)
        number = parts.port
    except ValueError:  # "http://[x", "http://h:99999"
        return url
    if parts.scheme not in ("http", "https"):
        return url
    host = _WWW.sub("", (parts.hostname or "").lower())
    port = "" if number in (None, 80, 443) else f":{number}"
    path = parts.path.lower().rstrip("/") or "/"
    query = "&".join(sorted(parts.query.lower().split("&"))) if parts.query else ""
    return f"{','.join(reversed(host.split('.')))}{port}){path}{'?' + query if query else ''}"


def write_index(folder: Path, entries: Iterable[CaptureEntry]) -> None:
    """``captures.cdxj`` of an issue, whole or not at all."""
    replace_own(folder / INDEX_FILE, index_of(entries))


def index_of(entries: Iterable[CaptureEntry]) -> bytes:
    """The index of these captures, as it is written."""
    return b"".join(sorted(entry.line() + b"\n" for entry in entries))


def read_index(folder: Path) -> list[CaptureEntry]:
    """The captures of an issue, by address and time; none where there is no index.

    Raises:
        ValueError: a line that is not CDXJ; the message names it.
    """
    try:
        return entries_of((folder / INDEX_FILE).read_bytes(), str(folder / INDEX_FILE))
    except FileNotFoundError:
        return []


def entries_of(index: bytes, where: str) -> list[CaptureEntry]:
    """The captures that an index lists. ``where``: the file, for the message.

    Raises:
        ValueError: a line that is not CDXJ; the message names it.
    """
    return [_entry(line, f"{where}:{number}") for number, line in enumerate(index.splitlines(), 1)]


def _entry(line: bytes, where: str) -> CaptureEntry:
    try:
        _, stamp, json = line.split(b" ", 2)
        fields = orjson.loads(json)
        return CaptureEntry(
            url=str.__str__(fields["url"]),  # nothing but a string
            date=_iso(stamp.decode()),
            status=int(fields["status"]),
            mime=fields["mime"],
            sha256=fields["digest"].removeprefix("sha256:"),
            offset=_place(fields["offset"]),
            length=_place(fields["length"]),
            is_revisit=fields["mime"] == "warc/revisit",
            is_document="imported" in fields,
            is_crawled="crawled" in fields,
            is_undated="undated" in fields,
        )
    except (ValueError, KeyError, AttributeError, TypeError) as error:
        raise ValueError(f"{where}: not a CDXJ line: {error!r}") from error


def _place(text: str) -> int:
    """An offset or a length.

    Raises:
        ValueError: no file has such a place.
    """
    place = int(text)
    if not 0 <= place < _END:
        raise ValueError(f"{place} is no place in a file")
    return place


def _timestamp(date: str) -> str:
    return re.sub(r"\D", "", date)[:14]


def _iso(stamp: str) -> str:
    return f"{stamp[:4]}-{stamp[4:6]}-{stamp[6:8]}T{stamp[8:10]}:{stamp[10:12]}:{stamp[12:14]}Z"


def capture_entry(record: WarcRecord) -> CaptureEntry | None:
    """The index entry of a record; ``None``: a request, or anything else that is no capture."""
    if record.type not in _CAPTURES or record.url is None:
        return None
    status, mime = 200, record.headers.get("content-type", "")
    if record.type in ("response", "revisit"):
        try:
            message = http_message(record.block)
        except ValueError:
            return None
        status, mime = message.status, mime_of(message.headers)
    return CaptureEntry(
        url=record.url,
        date=date_in_utc(record.date),
        status=status,
        mime=mime,
        sha256=hex_digest(record.headers.get("warc-payload-digest", "")),
        offset=record.offset,
        length=record.length,
        is_revisit=record.type == "revisit",
        is_document=record.type in ("resource", "conversion"),
        is_crawled="warc-concurrent-to" in record.headers,
        is_undated=UNDATED.lower() in record.headers,
    )


def mime_of(headers: HttpHeaders) -> str:
    """Media type of a response, without its parameters."""
    value = next((value for name, value in headers if name.lower() == b"content-type"), b"")
    return value.split(b";")[0].strip().lower().decode("latin-1") or "application/octet-stream"
