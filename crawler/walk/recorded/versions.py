"""The versions of pages and articles that an issue's captures hold: corrected, withdrawn, given back."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from archive.captures.answers import in_time, that_say_when
from archive.captures.dates import seconds, warc_date
from archive.captures.index import CAPTURES_FILE, CaptureEntry
from archive.captures.reader import capture_entries, captured_record
from archive.captures.warc import SUCCESS, BrokenRecord, WarcRecord
from archive.issues.history import Version, lost_versions, seen_changes, whole_history, write_history
from archive.record.clipping import Clipping
from archive.record.identifiers import IssueKey, file_address
from archive.record.issue import Announced
from archive.record.jsonl import json_line
from archive.record.page import Page
from archive.record.reasons import NOT_WHOLE

from ...platforms.contract import Newspaper, Place
from ..books.impostors import Impostors
from .captures import recorded_capture, shown_by
from .replay import recorded_impostors

WITHDRAWN = frozenset({404, 410})


def issue_versions(newspaper: Newspaper, issue: IssueKey, folder: Path) -> Iterator[Version]:
    """Versions of every page and article that has more than one, by address and time.

    With what ``history.jsonl`` alone knows of: no capture shows it any more, and nobody can read it again.
    """
    versions: dict[str, list[Version]] = {}
    lost: set[str] = set()
    known: dict[str, list[Version]] = defaultdict(list)
    for one in whole_history(folder):
        if seconds(one.first_seen) <= seconds(one.last_seen):  # once, imports were not
            known[file_address(one.url)].append(one)
    responses = _responses(folder)
    impostors: Impostors | None = None
    for url in responses.keys() | known.keys():
        place = newspaper.platform(issue.issue_date).place(url)
        if place is not None and (len(responses[url]) > 1 or url in known):
            address = _Address(newspaper, issue, place.within(issue))
            entries = [address.learnt(entry, record) for _, entry, record in _records(folder, responses[url])]
            if address.is_doubtful:
                address.leave_out(impostors := impostors or recorded_impostors(newspaper, issue, folder))
            stay = lost_versions(known[url], entries)
            lost.update(one.url for one in stay)
            for date, _, record in _records(folder, responses[url]):
                stay = address.restored(stay, date)
                address.add(record, date)
            address.restored(stay)
            versions |= address.versions
    for url in sorted(versions):
        if len(versions[url]) > 1 or url in lost:
            yield from versions[url]


def write_versions(newspaper: Newspaper, issue: IssueKey, folder: Path) -> Counter[str]:
    """``history.jsonl``, as the captures tell it now; what of it is new: how often, by what changed.

    Raises:
        OSError: it cannot be written.
    """
    before = {(one.what, one.version.url, one.version.first_seen) for one in seen_changes(whole_history(folder))}
    versions = list(issue_versions(newspaper, issue, folder))
    write_history(folder, versions)
    found = ((one.what, one.version.url, one.version.first_seen) for one in seen_changes(versions))
    return Counter(what for what, url, seen in found if (what, url, seen) not in before)


def printed_versions(
    newspaper: Newspaper, issue: IssueKey, folder: Path, url: str
) -> Iterator[tuple[str, Page | Clipping]]:
    """When each version of one address was captured first, and what it showed."""
    before, file = b"", file_address(url)
    place = newspaper.platform(issue.issue_date).place(file)
    entries = [(date, one) for date, one in _responses(folder).get(file, ()) if not one.is_revisit]
    for date, _, record in _records(folder, entries if place is not None else ()):
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
    for moment, entry in in_time(that_say_when(capture_entries(folder))):
        if not entry.is_document:
            found[entry.url].append((warc_date(datetime.fromtimestamp(moment, UTC)), entry))
    return found


def _records(
    folder: Path, entries: Iterable[tuple[str, CaptureEntry]]
) -> Iterator[tuple[str, CaptureEntry, WarcRecord]]:
    """Captures that hold an HTTP response, each with its date and its record; `verify` names the others."""
    dated = list(entries)
    if not dated:  # perhaps there is no file
        return
    with (folder / CAPTURES_FILE).open("rb") as file:
        for date, entry in dated:
            with suppress(BrokenRecord):
                record = captured_record(file, entry)
                recorded_capture(record)
                yield date, entry, record


class _Address:
    """The versions of what one address shows, from its records in the order in which they were captured.

    All that are no revisits are learnt first: what a revisit refers to may have been captured later.
    ``versions``: by the address of the page or article, which has a fragment where it shares the file with others.
    """

    def __init__(self, newspaper: Newspaper, issue: IssueKey, place: Place) -> None:
        self.versions: dict[str, list[Version]] = {}
        self._newspaper = newspaper
        self._issue = issue
        self._place = place
        self._prints: dict[str, dict[str, _Print]] = {}  # by digest of the payload, then by address
        self._last: dict[str, _Print] = {}  # what was shown last
        self._restored: list[Version] = []
        self._articles: dict[str, list[Clipping]] = {}  # by digest of the payload, of an address of their own

    def learnt(self, entry: CaptureEntry, record: WarcRecord) -> CaptureEntry:
        """Read what a response shows, for when it is added, or a revisit that refers to it."""
        payload = record.headers.get("warc-payload-digest", "")
        if not (entry.is_revisit or self._prints.get(payload)):  # an error may have had the same payload
            shown = _shown(self._newspaper, self._issue, self._place, record)
            self._articles[payload] = [one for one in shown if isinstance(one, Clipping) and one.url == record.url]
            self._prints[payload] = self._prints_of(shown, recorded_capture(record)[0].status)
        return entry

    @property
    def is_doubtful(self) -> bool:
        """Whether it showed articles of several headlines: one of them may be of another address."""
        return len({one.headline for shown in self._articles.values() for one in shown}) > 1

    def leave_out(self, impostors: Impostors) -> None:
        """Take what shows nothing, or another article, for no answer."""
        for payload, shown in self._articles.items():
            if impostors.are_among(shown):
                self._prints[payload] = {}

    def restored(self, lost: Sequence[Version], until: str | None = None) -> list[Version]:
        """Count versions in that no capture shows; those that were seen first after ``until`` are left."""
        left = []
        for one in sorted(lost, key=lambda version: seconds(version.first_seen)):
            if until is None or seconds(one.first_seen) <= seconds(until):
                self.versions.setdefault(one.url, []).append(one)
                self._restored.append(one)  # as it is known: no capture extends it
            else:
                left.append(one)
        return left

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
        is_same = bool(versions) and (versions[-1].state, versions[-1].sha256) == (state, sha256)
        if is_same and versions[-1] not in self._restored:
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

    def _prints_of(self, shown: Iterable[Page | Clipping], status: int) -> dict[str, _Print]:
        return {
            one.url or "": _Print(
                id=self._id(one),
                kind="article" if isinstance(one, Clipping) else "page",
                sha256=hashlib.sha256(json_line(one)).hexdigest(),
                headline=one.headline if isinstance(one, Clipping) else None,
                status=status,
            )
            for one in shown
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
    return [one for one in shown if isinstance(one, Page | Clipping) and NOT_WHOLE.isdisjoint(one.flags)]
