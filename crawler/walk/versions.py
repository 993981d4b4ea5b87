"""The versions of pages and articles that an issue's captures hold: corrected, withdrawn, given back."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal
from urllib.parse import urldefrag

from archive.captures.store import all_records
from archive.captures.warc import WarcRecord
from archive.issues.history import Version
from archive.record.clipping import Clipping
from archive.record.identifiers import IssueKey
from archive.record.jsonl import json_line
from archive.record.page import Page

from ..platforms.contract import Place, Platform
from ..platforms.errors import ParseError
from .replay import recorded_capture

WITHDRAWN = frozenset({404, 410})


def issue_versions(platform: Platform, issue: IssueKey, folder: Path) -> Iterator[Version]:
    """Versions of every address that has more than one, by address and time."""
    found: dict[str, _Address] = {}
    for record in all_records(folder):
        place = platform.place(record.url or "")
        if place is not None and record.type in ("response", "revisit"):
            found.setdefault(record.url or "", _Address(platform, issue, place.within(issue))).add(record)
    for url in sorted(found):
        if len(found[url].versions) > 1:
            yield from found[url].versions


def printed_versions(
    platform: Platform, issue: IssueKey, folder: Path, url: str
) -> Iterator[tuple[str, Page | Clipping]]:
    """When each version of one address was captured first, and what it showed."""
    before: bytes | None = None
    file = urldefrag(url).url  # records that share a file are told apart by a fragment
    place = platform.place(file)
    for record in all_records(folder):
        if record.url != file or record.type != "response" or place is None:
            continue
        for one in _shown(platform, issue, place.within(issue), record):
            if one.url == url and json_line(one) != before:
                before = json_line(one)
                yield record.date, one


class _Address:
    """The versions of one address, from its records in the order in which they were captured."""

    def __init__(self, platform: Platform, issue: IssueKey, place: Place) -> None:
        self.versions: list[Version] = []
        self._platform = platform
        self._issue = issue
        self._place = place
        self._prints: dict[str, _Print] = {}  # by digest of the payload

    def add(self, record: WarcRecord) -> None:
        """Count a record in: it extends the last version, or begins another one."""
        status = recorded_capture(record)[0].status
        last = self.versions[-1] if self.versions else None
        is_withdrawn = status in WITHDRAWN
        shown = None if is_withdrawn else self._print(record, status)
        if shown is None and (not is_withdrawn or last is None):  # an error of the moment; or there was nothing before
            return
        state: Literal["printed", "withdrawn"] = "withdrawn" if is_withdrawn else "printed"
        digest = None if shown is None else shown.sha256
        if last is not None and (last.state, last.sha256) == (state, digest):
            self.versions[-1] = replace(last, last_seen=record.date)
            return
        self.versions.append(
            Version(
                id=self._place.id_in(self._issue) or self._issue.id,
                url=record.url or "",
                kind=self._place.counts_as,
                state=state,
                status=status if shown is None else shown.status,
                first_seen=record.date,
                last_seen=record.date,
                headline=None if shown is None else shown.headline,
                sha256=digest,
            )
        )

    def _print(self, record: WarcRecord, status: int) -> _Print | None:
        """Summary of what a record shows; ``None``: nothing.

        A revisit shows what the record with the same payload showed, or else the last record.
        """
        payload = record.headers.get("warc-payload-digest", "")
        if record.type == "revisit":
            is_print = status < 300 or status == 304
            last = next(reversed(self._prints.values()), None)
            return self._prints.get(payload, last) if is_print else None
        shown = _shown(self._platform, self._issue, self._place, record)
        if not shown:
            return None
        made = _Print(
            sha256=hashlib.sha256(b"".join(map(json_line, shown))).hexdigest(),
            headline=shown[0].headline if isinstance(shown[0], Clipping) else None,
            status=status,
        )
        self._prints.pop(payload, None)  # the last one comes last
        self._prints[payload] = made
        return made


@dataclass(frozen=True, slots=True)
class _Print:
    """Summary of what was read from one response."""

    sha256: str
    headline: str | None
    status: int


def _shown(platform: Platform, issue: IssueKey, place: Place, record: WarcRecord) -> list[Page | Clipping]:
    """The pages and articles that a response shows; none, if it is an error or cannot be read."""
    capture, _ = recorded_capture(record)
    if capture.status >= 300:
        return []
    try:
        return [one for one in platform.read(capture, place, issue) if isinstance(one, Page | Clipping)]
    except ParseError:
        return []
