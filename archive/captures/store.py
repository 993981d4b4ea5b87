"""The captures of one issue: every response as received, in a WARC that only grows.

Appending survives a kill at any instant: a torn last record is cut away before the next one is written.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from ..record.own_files import open_own
from .answers import Answers
from .dates import date_in_utc, warc_date
from .index import CAPTURES_FILE, CaptureEntry, capture_entry, mime_of, write_index
from .new_records import document_member, response_members, warcinfo_member
from .repair import set_aside
from .seal import is_sealed, seal_captures, whole_seal
from .text_address import unplaced
from .warc import (
    BrokenRecord,
    HttpHeaders,
    HttpMessage,
    hex_digest,
    http_message,
    read_record,
    records,
    sha256_digest,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """A response read back. ``date`` is when its address was last captured, ``message`` what it then gave."""

    entry: CaptureEntry
    message: HttpMessage


class Captures:
    """The captures of the issue in ``folder``, open for reading and appending. A context manager.

    ``torn_bytes`` is how much of a torn last record was cut away on opening. Kept in memory: one small entry an
    address, never a body. ``software`` stands in the ``warcinfo`` of a new file. Captures that lack what was sealed
    keep their seal when they are closed: only ``mend_captures`` writes another one.
    """

    def __init__(self, folder: Path, software: str = "epaper-archive") -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self.torn_bytes = 0
        self._file = open_own(folder / CAPTURES_FILE, "r+b", buffering=0)
        self._entries: list[CaptureEntry] = []
        self._answers = Answers()  # over HTTP
        # By address, date, status and payload; and without a date, the first one with the others.
        self._responses: dict[tuple[str, str, int, str], CaptureEntry] = {}
        self._documents: dict[tuple[str, str], CaptureEntry] = {}  # by address and payload
        self._end = self._scan()
        if whole_seal(folder) is None:  # from here on, what is captured was not read before it is so noted
            seal_captures(folder, self._entries, self._end)
        self._changed = not is_sealed(folder, self._entries, self._end)
        seal = whole_seal(folder) if self._changed else None
        self._is_short = seal is not None and not seal.holds(self._entries, self._end)
        if self._end == 0:
            self._append([warcinfo_member(software)])
            self._changed = True

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Sync the captures to the disk, close them, write their index and seal them.

        Raises:
            OSError: no room, or a disk that fails; what was recorded stays in the file.
        """
        if self._file.closed:
            return
        try:
            if self._changed:
                os.fsync(self._file.fileno())
        finally:
            self._file.close()
        if self._changed:
            if self._is_short:
                write_index(self.folder, self._entries)
            else:
                seal_captures(self.folder, self._entries, self._end)
            self._changed = False

    @property
    def size(self) -> int:
        """How many bytes are recorded: what is captured from now on has an entry whose offset is no smaller."""
        return self._end

    def recorded(self, url: str) -> Recorded | None:
        """The response that answers for an address, with its payload; ``None``: never recorded over HTTP.

        That is the newest success; an error answers only for what never was one: what is withdrawn stays.
        """
        entry = self._answers.newest.get(url)
        payload = self._answers.payloads.get(url)
        if entry is None or payload is None:
            return None
        message = http_message(read_record(self._file, payload.offset).block)
        return Recorded(entry=entry, message=message)

    def has_success(self, url: str) -> bool:
        """Whether the site ever sent what was asked for at an address: it answers, whatever is imported."""
        newest = self._answers.newest.get(url)
        return newest is not None and newest.is_success

    def add_response(
        self,
        url: str,
        *,
        request: bytes | None,
        status_line: str,
        headers: HttpHeaders,
        body: bytes,
        date: str | None = None,
    ) -> CaptureEntry:
        """Append a response and the request that asked for it, written before this returns.

        From then on no kill of the process loses it. A crash of the machine may, until the captures are closed or
        their issue is published: both sync them to the disk, for one sync a response would cost more than the rest.
        ``date`` is when it was captured (default: now; ``""``: nobody knows, and it is marked so, and written as of
        now); ``request`` is ``None`` where it is not known. The same payload and status as before are recorded as a
        ``revisit`` that refers to it; of the same ``date`` too, or if nobody knows when, not at all. A failed write
        leaves the file as it was.

        Raises:
            OSError: no room, or no access.
        """
        moment, payload = date or warc_date(), sha256_digest(body)
        before = self._answers.payloads.get(url)
        status = int(status_line.split()[1])
        known = None if date is None else self._responses.get((url, date_in_utc(date), status, hex_digest(payload)))
        if known is not None:
            return known
        is_revisit = before is not None and before.sha256 == hex_digest(payload) and before.status == status
        if before is not None and before.is_undated:  # which may be left out where a date is known
            is_revisit = False
        members = response_members(
            url,
            moment,
            request=request,
            status_line=status_line,
            headers=headers,
            body=body,
            payload_digest=payload,
            before=before if is_revisit else None,
            is_undated=date == "",
        )
        offset = self._append(members)
        entry = CaptureEntry(
            url=url,
            date=date_in_utc(moment),
            status=status,
            mime=mime_of(headers),
            sha256=hex_digest(payload),
            offset=offset,
            length=len(members[0]),
            is_revisit=is_revisit,
            is_crawled=request is not None,
            is_undated=date == "",
        )
        self._enter(entry)
        return entry

    def add_document(self, url: str, *, kind: str, mime: str, body: bytes, date: str = "") -> CaptureEntry:
        """Append what was not received over HTTP: a saved page (``resource``) or a text capture (``conversion``).

        ``date`` is when it was captured (default: now). The same bytes again are not recorded again, unless they were
        placed elsewhere by hand in the meantime.
        """
        digest = hex_digest(sha256_digest(body))
        before = self._documents.get((unplaced(url, digest), digest))
        if before is not None and before.url.partition("?=")[2] == url.partition("?=")[2]:
            return before
        moment = date or warc_date()
        member = document_member(url, moment, kind=kind, mime=mime, body=body)
        offset = self._append([member])
        entry = CaptureEntry(
            url=url,
            date=date_in_utc(moment),
            status=200,
            mime=mime,
            sha256=digest,
            offset=offset,
            length=len(member),
            is_document=True,
        )
        self._enter(entry)
        return entry

    def _append(self, members: Iterable[bytes]) -> int:
        """Append whole or not at all; the offset at which the first one lies."""
        start = self._end
        data = memoryview(b"".join(members))
        self._file.seek(start)
        try:
            while data:
                data = data[self._file.write(data) :]
        except OSError:
            self._file.truncate(start)
            raise
        self._end = self._file.tell()
        return start

    def _scan(self) -> int:
        """Fill the index; the end of the last whole record. What lies behind it is cut away."""
        end = 0
        for record in records(self._file):
            if isinstance(record, BrokenRecord):
                continue
            end = record.offset + record.length
            entry = capture_entry(record)
            if entry is not None:
                self._enter(entry)
        size = self._file.seek(0, 2)
        if size > end:
            self.torn_bytes = size - end
            seal = whole_seal(self.folder)
            if seal is not None and end < seal.bytes:  # not a write that was cut short: it was whole once
                set_aside(self.folder, self._file, [(end, size)])
            self._file.truncate(end)
        return end

    def _enter(self, entry: CaptureEntry) -> None:
        self._entries.append(entry)
        self._changed = True
        if entry.is_document:
            self._documents[unplaced(entry.url, entry.sha256), entry.sha256] = entry
            return
        for date in (entry.date, ""):
            self._responses.setdefault((entry.url, date, entry.status, entry.sha256), entry)
        self._answers.enter(entry)
