"""The versions of pages and articles that an issue's captures hold: corrected, withdrawn, given back."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from archive.captures.reader import all_records
from archive.captures.warc import SUCCESS, BrokenRecord, WarcRecord
from archive.issues.history import Version
from archive.record.clipping import Clipping
from archive.record.identifiers import IssueKey, file_address
from archive.record.issue import Announced
from archive.record.jsonl import json_line
from archive.record.page import Page
from archive.record.reasons import CUT_SHORT

from ..platforms.contract import Link, Newspaper, Place
from .issue_walk import IssueWalk
from .recorded_captures import recorded_capture

WITHDRAWN = frozenset({404, 410})


def issue_versions(newspaper: Newspaper, issue: IssueKey, folder: Path) -> Iterator[Version]:
    """Versions of every page and article that has more than one, by address and time."""
    found: dict[str, _Address] = {}
    for record in all_records(folder):
        place = newspaper.platform(issue.issue_date).place(record.url or "")
        if place is not None and record.type in ("response", "revisit"):
            address = found.setdefault(record.url or "", _Address(newspaper, issue, place.within(issue)))
            with suppress(BrokenRecord):  # `verify` names it
                address.add(record)
    versions = {url: some for address in found.values() for url, some in address.versions.items()}
    for url in sorted(versions):
        if len(versions[url]) > 1:
            yield from versions[url]


def printed_versions(
    newspaper: Newspaper, issue: IssueKey, folder: Path, url: str
) -> Iterator[tuple[str, Page | Clipping]]:
    """When each version of one address was captured first, and what it showed."""
    before: bytes | None = None
    file = file_address(url)  # records that share a file are told apart by a fragment
    place = newspaper.platform(issue.issue_date).place(file)
    for record in all_records(folder):
        if record.url != file or record.type != "response" or place is None:
            continue
        for one in _shown(newspaper, issue, place.within(issue), record):
            if one.url == url and json_line(one) != before:
                before = json_line(one)
                yield record.date, one


class _Address:
    """The versions of what one address shows, from its records in the order in which they were captured.

    ``versions``: by the address of the page or article, which has a fragment where it shares the file with others.
    """

    def __init__(self, newspaper: Newspaper, issue: IssueKey, place: Place) -> None:
        self.versions: dict[str, list[Version]] = {}
        self._newspaper = newspaper
        self._issue = issue
        self._place = place
        self._prints: dict[str, dict[str, _Print]] = {}  # by digest of the payload, then by address

    def add(self, record: WarcRecord) -> None:
        """Count a record in: it extends the last versions, or begins others."""
        status = recorded_capture(record)[0].status
        shown = {} if status in WITHDRAWN else self._shown_by(record, status)
        if not shown and status not in WITHDRAWN:  # an error of the moment
            return
        for url, one in shown.items():
            self._add(url, one, status, record.date)
        for url in self.versions.keys() - shown.keys():
            self._add(url, None, status, record.date)

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

        A revisit shows what the record with the same payload showed; one of a 304, or else the last record.
        """
        payload = record.headers.get("warc-payload-digest", "")
        if record.type == "revisit":
            last = next(reversed(self._prints.values()), {}) if status == 304 else {}
            return self._prints.get(payload, last) if status in SUCCESS or status == 304 else {}
        shown = {
            one.url or "": _Print(
                id=self._id(one),
                kind="article" if isinstance(one, Clipping) else "page",
                sha256=hashlib.sha256(json_line(one)).hexdigest(),
                headline=one.headline if isinstance(one, Clipping) else None,
                status=status,
            )
            for one in _shown(self._newspaper, self._issue, self._place, record)
        }
        if shown:
            self._prints.pop(payload, None)  # the last one comes last
            self._prints[payload] = shown
        return shown

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
    try:
        capture, _ = recorded_capture(record)
    except BrokenRecord:  # `verify` names it
        return []
    if capture.status not in SUCCESS:
        return []
    walk = IssueWalk(newspaper, issue)
    records = walk.records(capture, Link(url=record.url or "", place=place))
    return [one for one in records if isinstance(one, Page | Clipping) and CUT_SHORT not in one.flags]
