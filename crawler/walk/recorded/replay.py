"""An issue from its recorded captures: what a crawl of it would have given, without a request. Reads files alone."""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urljoin

from archive.captures.answers import in_time
from archive.captures.index import CAPTURES_FILE, CaptureEntry
from archive.captures.reader import capture_entries, captured_record, newest_entries
from archive.captures.text_address import unplaced
from archive.captures.warc import SUCCESS, BrokenRecord, reason_of_status
from archive.record.clipping import Clipping
from archive.record.identifiers import IssueKey
from archive.record.page import Page
from archive.record.walk import Loss, Walk

from ... import clock
from ...platforms.capture import Capture
from ...platforms.contract import Link, Newspaper, Place
from ..books.impostors import Impostors
from ..books.issue_walk import IssueWalk
from ..mirror import Mirror
from .captures import day_in_shanghai, earlier_announcements, recorded_capture
from .known_losses import known_losses
from .text_pages import with_known_headlines


def replayed_issue(
    newspaper: Newspaper,
    issue: IssueKey,
    folder: Path,
    on_error: Callable[[Exception], None] = lambda _: None,
    *,
    losses: Iterable[Loss] = (),
) -> Iterator[Page | Clipping | Walk]:
    """Pages and clippings of the captures in ``folder``, then the end of the walk. Pictures are not even read.

    Walks from the front, as a crawl does, then through whatever else is recorded: imports, and what no page announces
    any more. Of an address that was asked for and never recorded, only the published account knows the reason, and
    ``losses``, of a walk that has just ended: it is taken from there. ``on_error`` is called with each error raised
    while reading: the account has it too, unless it is a ``BrokenRecord``, whose capture was not read.

    Where the newest capture of an article shows nothing, or another article, all is read a second time, and an earlier
    one answers: only the whole issue tells.
    """
    losses = tuple(losses)
    walk = _Replay(newspaper, issue, folder, losses)
    items = list(walk.items())
    captured = Counter(one.url for one in capture_entries(folder) if one.is_success and not one.is_revisit)
    if any(captured[url] > 1 for url in walk.impostors.reasons()):
        walk = _Replay(newspaper, issue, folder, losses, but=walk.impostors)
        items = list(walk.items())
    text_pages: list[Page] = []
    headlines: dict[str, list[str]] = defaultdict(list)  # by page
    for item in items:
        if item.url is None and isinstance(item, Page):
            text_pages.append(item)
        else:
            yield item
        if isinstance(item, Clipping) and item.headline is not None:
            headlines[issue.page_id(item.page_token)].append(item.headline)
    for error in walk.errors:
        on_error(error)
    yield from with_known_headlines(text_pages, headlines)
    yield walk.ended_walk(clock.today())


class _Replay(IssueWalk):
    """A walk that asks the captures of ``folder``; ``but``: what is not to be believed if another capture is there."""

    def __init__(
        self,
        newspaper: Newspaper,
        issue: IssueKey,
        folder: Path,
        losses: Iterable[Loss] = (),
        but: Impostors | None = None,
    ) -> None:
        super().__init__(newspaper, issue)
        self._but = but or Impostors(issue)
        self._doubted = frozenset(self._but.reasons())
        self._folder = folder
        self._unread = newest_entries(folder)
        self._known = known_losses(folder, self._unread) | {loss.url: loss.reason for loss in losses}
        self._links: deque[Link] = deque([self.front])
        self._announced: set[str] = {self.front.url}
        self._read_back: set[str] = set()
        self._successes: dict[str, list[CaptureEntry]] | None = None  # by address, once they are asked for

    def items(self) -> Iterator[Page | Clipping]:
        """Everything that is recorded and is no picture, each address once."""
        if self._unread:
            with (self._folder / CAPTURES_FILE).open("rb") as file:
                yield from self._followed(file)
                refused: list[Link] = []
                for link in self._unannounced():
                    self._links.append(link)
                    yield from self._followed(file)
                    refused += [link] if self.is_refused(link) else []
                for link in refused:  # only now is every page read
                    if link.url not in self._announced and link.url in self._announced_earlier:
                        self.refuse_no_more(link)  # the newspaper took a dead link off its page: nothing is lacking
                if not self.is_begun and self.calendar is not None:
                    self._links.append(self.calendar)
                    yield from self._followed(file)
        for url, reason in self._known.items():
            if url not in self._read_back:
                self.lose(Link(url=url, place=Place(kind="page")), reason)

    def _followed(self, file: BinaryIO) -> Iterator[Page | Clipping]:
        while self._links:
            link = self._links.popleft()
            entry = self._unread.pop(link.url, None)
            if entry is None:
                continue
            try:
                capture, location = recorded_capture(captured_record(file, entry))
            except BrokenRecord as error:
                self.errors.append(error)
                continue
            self._read_back.add(link.url)
            if link.place.kind == "calendar":  # given again unchanged, it says so of a later day
                capture = replace(capture, captured_on=_last_day(self._folder, entry))
            shown = list(self._shown(link, capture, location))
            if self.is_refused(link) or self.is_cut(link) or link.url in self._doubted:
                better = self._better_version(link, file, entry)
                if better is not None:
                    self.refuse_no_more(link)
                    shown = list(self._shown(link, better, None))
            yield from shown
            if link.url in self.shared.files:
                yield from self._withdrawn_parts(link, file, entry)

    def _better_version(self, link: Link, file: BinaryIO, read: CaptureEntry) -> Capture | None:
        """The last capture of an address that is whole, as the newest is not; ``None``: there is none.

        In the place of one that is refused, or shows another article, one that is cut short will do.
        """
        cut: Capture | None = None
        for capture in self._earlier(link.url, file, read):
            trial = IssueWalk(self.newspaper, self.issue)
            shown = trial.records(capture, link)
            if trial.is_refused(link) or self._but.are_among(shown):
                continue
            if not trial.is_cut(link):
                return capture
            cut = cut or capture
        return cut if self.is_refused(link) or link.url in self._doubted else None

    def _withdrawn_parts(self, link: Link, file: BinaryIO, read: CaptureEntry) -> Iterator[Page | Clipping]:
        """What earlier captures of a file of several records showed and the newest does not: it stays."""
        shown = set(self.shared.shown)
        for capture in self._earlier(link.url, file, read):
            for item in IssueWalk(self.newspaper, self.issue).records(capture, link):
                if not isinstance(item, Link) and item.url not in shown:
                    shown.add(item.url or "")
                    yield item

    def _earlier(self, url: str, file: BinaryIO, read: CaptureEntry) -> Iterator[Capture]:
        """The other successes of an address, newest first, responses before what was saved; without revisits.

        A revisit has no payload of its own.
        """
        if self._successes is None:
            self._successes = defaultdict(list)
            for one in capture_entries(self._folder):
                if one.is_success and not one.is_revisit:
                    self._successes[one.url].append(one)
        entries = self._successes.get(url, ())
        newest_first = (entry for _, entry in reversed(in_time(entries)))
        for entry in sorted(newest_first, key=lambda one: -one.authority):
            if entry.offset != read.offset:
                with suppress(BrokenRecord):  # `verify` names it
                    yield recorded_capture(captured_record(file, entry))[0]

    def _shown(self, link: Link, capture: Capture, location: str | None) -> Iterator[Page | Clipping]:
        if capture.status not in SUCCESS:
            if location is None or link.url in self._known:
                self.lose(link, self._known.get(link.url, reason_of_status(capture.status)))
            elif self._leads_back(link, location):  # and what it led to was never got
                self.lose(link, "redirected_elsewhere")
            return
        for item in self.records(capture, link):
            if not isinstance(item, Link):
                yield item
            elif item.place.kind != "picture" and item.url not in self._announced:
                self._announced.add(item.url)
                self._links.append(item)

    def _leads_back(self, link: Link, location: str) -> bool:
        """Whether a recorded redirect may be followed, or leads nowhere; where it may not, the account says so."""
        try:
            target = Mirror().canonical(urljoin(link.url, location), self.platform, link.url)
        except ValueError:  # not a URL
            return True
        return not target or self.may_follow(link, target)

    @cached_property
    def _announced_earlier(self) -> dict[str, tuple[Link, str]]:
        return earlier_announcements(self.newspaper, self.issue, self._folder)

    def _unannounced(self) -> Iterator[Link]:
        """Recorded indexes, pages and articles that nothing read so far leads to, in the order in which they lie.

        Texts that were imported come last: on which page one was placed, the catalogues of the others know.
        """
        entries = sorted(self._unread.values(), key=lambda one: (one.url.startswith("urn:"), one.offset))
        last = {unplaced(one.url, one.sha256): one for one in entries}  # of a text that was placed by hand again
        for entry in entries:
            if entry.url not in self._unread:  # one of the others led to it
                continue
            if entry.url.startswith("urn:"):
                if last[unplaced(entry.url, entry.sha256)] is entry:
                    yield Link(url=entry.url, place=Place(kind="article", issue=self.issue))
                continue
            place = self.platform.place(entry.url)
            if place is None:
                continue
            is_silent = place.kind in ("page", "article") and place.is_silent_in(self.issue)
            if is_silent and entry.url in self._announced_earlier:
                yield self._announced_earlier[entry.url][0]
            elif place.issue in (None, self.issue):  # what is of another issue got here by mistake
                yield Link(url=entry.url, place=place.within(self.issue))


def recorded_impostors(newspaper: Newspaper, issue: IssueKey, folder: Path) -> Impostors:
    """What the captures in ``folder`` show in place of an article, by all of them together."""
    walk = _Replay(newspaper, issue, folder)
    for _ in walk.items():
        pass
    return walk.impostors


def _last_day(folder: Path, recorded: CaptureEntry) -> date | None:
    """The last day on which the address of ``recorded`` gave the same payload, today at the latest: clocks differ."""
    same = [one for one in capture_entries(folder) if (one.url, one.sha256) == (recorded.url, recorded.sha256)]
    days = (day_in_shanghai(one.date) for one in same if not one.is_document)
    return max((min(day, clock.today()) for day in days if day is not None), default=None)
