"""Who announces what waits: of which issue an article or a picture is, pages say and not its address."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from archive.captures.index import CAPTURES_FILE
from archive.captures.reader import capture_entries
from archive.captures.warc import SUCCESS, BrokenRecord, WarcRecord, records
from archive.issues.file_names import ARTICLES_FILE, PAGES_FILE
from archive.issues.newer_captures import with_several_payloads
from archive.issues.reader import issue_folders
from archive.record.identifiers import IssueKey
from crawler.platforms.contract import Link, Newspaper
from crawler.walk.books.issue_walk import IssueWalk
from crawler.walk.recorded.captures import recorded_capture

from .candidates import Candidate, announcement_key

_ADDRESSES = re.compile(rb'"(?:url|facsimile_url|pdf_url)":"https?://([^"\\#]*)')


class Announcements:
    """The candidates that wait for a page to announce them, and the issues that do. Holds no body.

    ``on_unreadable`` hears of each issue that may announce some of them and cannot be read.
    """

    def __init__(
        self,
        newspapers: Sequence[Newspaper],
        archive: Path,
        waiting: Iterable[Candidate],
        on_unreadable: Callable[[IssueKey, OSError], None],
    ) -> None:
        self._newspapers = {newspaper.code: newspaper for newspaper in newspapers}
        self._archive = archive
        self._on_unreadable = on_unreadable
        self._waiting = list(waiting)
        self._issues: dict[int, set[IssueKey]] = {}  # by its number among those that wait
        self._by_key: dict[str, list[int]] = {}
        for number, candidate in enumerate(self._waiting):
            for key in candidate.location.keys:
                if key in self._by_key:
                    self._by_key[key].append(number)
                else:
                    self._by_key[key] = [number]  # one, nearly always: no room for more
        self._has_pictures = any(candidate.is_picture for candidate in self._waiting)
        self._due: dict[IssueKey, list[tuple[int, str]]] = defaultdict(list)
        self._read_until: dict[IssueKey, int] = {}  # offset in its captures

    @property
    def named_issues(self) -> set[IssueKey]:
        """The issues that addresses of articles name: one of them may announce it, or another."""
        return {one.location.issue for one in self._waiting if one.location.issue is not None}

    def look_at(self, issue: IssueKey, *, asks_calendar: bool = False) -> None:
        """Note what the captures of ``issue`` announce, those that were not looked at before.

        ``asks_calendar``: where they show no page, note its calendar too, for which a crawl asks then.
        """
        if not self._waiting:
            return
        try:
            for link in self._links(issue, asks_calendar=asks_calendar):
                for number in self._by_key.get(announcement_key(link.url), ()):
                    self._note(number, issue, link.url)
        except OSError as error:
            self._on_unreadable(issue, error)

    def look_everywhere(self) -> None:
        """Note what recorded issues announce of what no issue that was looked at does: in print now, or earlier."""
        articles = self._unannounced_keys(are_pictures=False)
        pictures = self._unannounced_keys(are_pictures=True)
        for newspaper in self._newspapers.values() if articles or pictures else ():
            for folder in issue_folders(self._archive, newspaper.code):
                issue = newspaper.issue_in(folder.name)
                if issue is None or issue in self._read_until:
                    continue
                try:
                    is_named = (
                        _names(folder / PAGES_FILE, articles | pictures)
                        or _names(folder / ARTICLES_FILE, pictures)
                        or _has_earlier_pages(newspaper, issue, folder)
                    )
                except OSError as error:
                    self._on_unreadable(issue, error)
                    continue
                if is_named:
                    self.look_at(issue)

    def own_issues(self) -> None:
        """Note of what no page announces that it belongs to the issue that its address names."""
        for number, candidate in enumerate(self._waiting):
            if number not in self._issues and candidate.location.issue is not None:
                self._note(number, candidate.location.issue, candidate.location.url)

    def due(self) -> dict[IssueKey, list[tuple[Candidate, str]]]:
        """What was noted since the last call, by issue: each candidate with the address that it has there."""
        due, self._due = self._due, defaultdict(list)
        return {issue: [(self._waiting[number], url) for number, url in sorted(due[issue])] for issue in sorted(due)}

    def left(self) -> Iterator[Candidate]:
        """What belongs to no issue."""
        return (candidate for number, candidate in enumerate(self._waiting) if number not in self._issues)

    def _note(self, number: int, issue: IssueKey, url: str) -> None:
        if issue not in self._issues.setdefault(number, set()):
            self._issues[number].add(issue)
            self._due[issue].append((number, url))

    def _unannounced_keys(self, *, are_pictures: bool) -> frozenset[bytes]:
        left = (one for one in self.left() if one.can_be_announced and bool(one.location.url) is not are_pictures)
        return frozenset(key.encode(errors="surrogateescape") for candidate in left for key in candidate.location.keys)

    def _links(self, issue: IssueKey, *, asks_calendar: bool) -> Iterator[Link]:
        newspaper = self._newspapers[issue.newspaper]
        walk = IssueWalk(newspaper, issue)
        start = self._read_until.setdefault(issue, 0)
        with suppress(FileNotFoundError), (issue.folder(self._archive) / CAPTURES_FILE).open("rb") as file:
            for record in records(file, start):
                if isinstance(record, WarcRecord):
                    self._read_until[issue] = record.offset + record.length
                    yield from self._record_links(record, walk)
        if asks_calendar and start == 0 and not walk.is_begun and walk.calendar is not None:
            yield walk.calendar

    def _record_links(self, record: WarcRecord, walk: IssueWalk) -> Iterator[Link]:
        if record.type not in ("response", "resource") or record.url is None:
            return
        place = walk.platform.place(record.url)
        if place is None or place.kind == "calendar" or (place.kind == "article" and not self._has_pictures):
            return
        try:
            capture, _ = recorded_capture(record)
        except BrokenRecord:  # `verify` names it
            return
        if capture.status in SUCCESS:
            link = Link(url=record.url, place=place.within(walk.issue))
            yield from (one for one in walk.records(capture, link) if isinstance(one, Link))
            walk.errors.clear()  # each holds what could not be read; the replay that follows names it


def _has_earlier_pages(newspaper: Newspaper, issue: IssueKey, folder: Path) -> bool:
    """Whether the captures hold more of pages than is published: earlier versions of one, or nothing is published."""
    if not (folder / PAGES_FILE).exists():
        return True
    platform = newspaper.platform(issue.issue_date)
    several = with_several_payloads(entry for entry in capture_entries(folder) if entry.is_success)
    return any(place is not None and place.kind in ("index", "page") for place in map(platform.place, several))


def _names(file: Path, keys: frozenset[bytes]) -> bool:
    """Whether a file of published records names one of these addresses."""
    if not keys:
        return False
    try:
        data = file.read_bytes()
    except FileNotFoundError:
        return False
    return any(match[1] in keys for match in _ADDRESSES.finditer(data))
