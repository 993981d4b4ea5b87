"""The versions of pages and articles that an issue's captures hold: corrected, withdrawn, given back."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from archive.captures.dates import warc_date
from archive.captures.index import CAPTURES_FILE, CaptureEntry, in_time
from archive.captures.reader import capture_entries, captured_record
from archive.captures.warc import SUCCESS, BrokenRecord, WarcRecord
from archive.issues.history import Version, write_history
from archive.record.clipping import Clipping
from archive.record.identifiers import IssueKey, file_address
from archive.record.issue import Announced
from archive.record.jsonl import json_line
from archive.record.page import Page
from archive.record.reasons import CUT_SHORT

from ..platforms.contract import Newspaper, Place
from .recorded_captures import recorded_capture, shown_by

WITHDRAWN = frozenset({404, 410})


def issue_versions(newspaper: Newspaper, issue: IssueKey, folder: Path) -> Iterator[Version]:
    """Versions of every page and article that has more than one, by address and time."""
    versions: dict[str, list[Version]] = {}
    for url, entries in _responses(folder).items():
        place = newspaper.platform(issue.issue_date).place(url)
        if place is not None and len(entries) > 1:
            address = _Address(newspaper, issue, place.within(issue))
            for _, record in _records(folder, ((date, one) for date, one in entries if not one.is_revisit)):
                address.learn(record)
            for date, record in _records(folder, entries):
                address.add(record, date)
            versions |= address.versions
    for url in sorted(versions):
        if len(versions[url]) > 1:
            yield from versions[url]


def write_versions(newspaper: Newspaper, issue: IssueKey, folder: Path) -> None:
    """``history.jsonl``, as the captures tell it now.

    Raises:
        OSError: it cannot be written.
    """
    write_history(folder, issue_versions(newspaper, issue, folder))


def printed_versions(
    newspaper: Newspaper, issue: IssueKey, folder: Path, url: str
) -> Iterator[tuple[str, Page | Clipping]]:
    """When each version of one address was captured first, and what it showed."""
    before: bytes | None = None
    file = file_address(url)  # records that share a file are told apart by a fragment
    place = newspaper.platform(issue.issue_date).place(file)
    entries = [(date, one) for date, one in _responses(folder).get(file, ()) if not one.is_revisit]
    for date, record in _records(folder, entries if place is not None else ()):
        assert place is not None
        for one in _shown(newspaper, issue, place.within(issue), record):
            if one.url == url and json_line(one) != before:
                before = json_line(one)
                yield date, one


def _responses(folder: Path) -> dict[str, list[tuple[str, CaptureEntry]]]:
    """Responses and revisits by address, in the order in which they were captured: what is imported lies behind.

    Each with its date: UTC to the second, and of one of which nobody knows when, that of those before it.
    """
    found: dict[str, list[tuple[str, CaptureEntry]]] = defaultdict(list)
    for moment, entry in in_time(capture_entries(folder)):
        if not entry.is_document:
            found[entry.url].append((warc_date(datetime.fromtimestamp(moment, UTC)), entry))
    return found


def _records(folder: Path, entries: Iterable[tuple[str, CaptureEntry]]) -> Iterator[tuple[str, WarcRecord]]:
    """The records of captures that hold an HTTP response, each with its date; `verify` names the others."""
    with (folder / CAPTURES_FILE).open("rb") as file:
        for date, entry in entries:
            with suppress(BrokenRecord):
                record = captured_record(file, entry)
                recorded_capture(record)
                yield date, record


class _Address:
    """The versions of what one address shows, from its records in the order in which they were captured.

    All that are no revisits are learnt first: what a revisit refers to may have been captured later, and imported.
    ``versions``: by the address of the page or article, which has a fragment where it shares the file with others.
    """

    def __init__(self, newspaper: Newspaper, issue: IssueKey, place: Place) -> None:
        self.versions: dict[str, list[Version]] = {}
        self._newspaper = newspaper
        self._issue = issue
        self._place = place
        self._prints: dict[str, dict[str, _Print]] = {}  # by digest of the payload, then by address
        self._last: dict[str, _Print] = {}  # what was shown last

    def learn(self, record: WarcRecord) -> None:
        """Read what a response shows, for when it is added, or a revisit that refers to it."""
        payload = record.headers.get("warc-payload-digest", "")
        if not self._prints.get(payload):  # an error may have had the same payload
            self._prints[payload] = self._read(record)

    def add(self, record: WarcRecord, date: str) -> None:
        """Count a record of that date in: it extends the last versions, or begins others."""
        status = recorded_capture(record)[0].status
        shown = {} if status in WITHDRAWN else self._shown_by(record, status)
        if not shown and status not in WITHDRAWN:  # an error of the moment
            return
        for url, one in shown.items():
            self._add(url, one, status, date)
        for url in self.versions.keys() - shown.keys():
            self._add(url, None, status, date)

    def _add(self, url: str, shown: _Print | None, status: int, moment: str) -> None:
        """``shown`` ``None``: it was there, and is no more."""
        versions = self.versions.setdefault(url, [])
        state: Literal["printed", "withdrawn"] = "withdrawn" if shown is None else "printed"
        sha256 = None if shown is None else shown.sha256
        if versions and (versions[-1].state, versions[-1].sha256) == (state, sha256):
            versions[-1] = replace(versions[-1], last_seen=moment)
            return
        versions.append(
            Version(
                id=versions[0].id if shown is None else shown.id,
                url=url,
                kind=versions[0].kind if shown is None else shown.kind,
                state=state,
                status=status if shown is None else shown.status,
                first_seen=moment,
                last_seen=moment,
                headline=None if shown is None else shown.headline,
                sha256=sha256,
            )
        )

    def _shown_by(self, record: WarcRecord, status: int) -> dict[str, _Print]:
        """Summaries of what a record shows, by address.

        A revisit shows what the response with the same payload showed; one of a 304, or else what was shown last.
        """
        is_unchanged = record.type == "revisit" and status == 304
        if status not in SUCCESS and not is_unchanged:
            return {}
        shown = self._prints.get(record.headers.get("warc-payload-digest", ""), {})
        if is_unchanged:
            shown = shown or self._last
        self._last = shown or self._last
        return shown

    def _read(self, record: WarcRecord) -> dict[str, _Print]:
        status = recorded_capture(record)[0].status
        return {
            one.url or "": _Print(
                id=self._id(one),
                kind="article" if isinstance(one, Clipping) else "page",
                sha256=hashlib.sha256(json_line(one)).hexdigest(),
                headline=one.headline if isinstance(one, Clipping) else None,
                status=status,
            )
            for one in _shown(self._newspaper, self._issue, self._place, record)
        }

    def _id(self, shown: Page | Clipping) -> str:
        if isinstance(shown, Page):
            return shown.id
        return self._issue.id if shown.source_id is None else self._issue.article_id(shown.source_id)


@dataclass(frozen=True, slots=True)
class _Print:
    """Summary of one page or article as a response showed it."""

    id: str
    kind: Announced
    sha256: str
    headline: str | None
    status: int


def _shown(newspaper: Newspaper, issue: IssueKey, place: Place, record: WarcRecord) -> list[Page | Clipping]:
    """The pages and articles that a response shows whole; none, if it is an error or cannot be read."""
    shown = shown_by(newspaper, issue, record, place)
    return [one for one in shown if isinstance(one, Page | Clipping) and CUT_SHORT not in one.flags]
