"""One issue under way: which requests and which items are still out, and which recorded responses answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from archive.captures.index import by_address
from archive.captures.reader import capture_entries
from archive.issues.history import outdated_addresses
from archive.issues.newer_captures import with_several_payloads
from archive.issues.pictures import is_picture_there
from archive.record.clipping import Clipping
from archive.record.identifiers import IssueKey
from archive.record.page import Page
from archive.record.walk import Walk

from ...platforms.capture import Capture
from ...platforms.contract import Link, Newspaper
from ..books.impostors import not_given
from ..books.issue_walk import IssueWalk
from .allowance import Allowance
from .published_before import doubted_addresses

Recorded = Literal["any", "success", "never", "anew"]
"""Which recorded responses answer; ``never``: the site may say that nothing has changed; ``anew``: not even that."""


class OpenIssue(IssueWalk):
    """One issue under way. ``recorded``: which recorded responses answer (see ``crawler.engine.recording``)."""

    def __init__(
        self,
        newspaper: Newspaper,
        issue: IssueKey,
        folder: Path,
        recorded: Recorded,
        recorded_pages: Recorded,
        *,
        pictures: bool = True,
    ) -> None:
        super().__init__(newspaper, issue)
        self.folder = folder
        self.asked: set[str] = set()
        self.unanswered: dict[str, Link] = {}  # by address
        self._allowance = Allowance()
        self._left_out: set[str] = set()  # beyond it
        self._items_out: list[Link] = []  # of each item in the pipelines, what it was read from
        self.answered_before: dict[str, str] = {}  # by address, why the site did not; what is recorded did
        self.is_heard = False  # whether the site itself answered, whatever it said
        # To be asked for even if no page announces them any more, each with the address that announced it.
        self.known_before: tuple[tuple[Link, str | None], ...] = ()
        entries = capture_entries(folder)
        outdated = outdated_addresses(folder, entries)
        self.has_imports = any(entry.is_document for entry in entries)
        self._captured_before = by_address(entry for entry in entries if entry.is_success)
        self._wants_pictures = pictures
        self._recorded = recorded
        self._recorded_pages = recorded_pages
        self._is_closed = False
        self._doubted = {*outdated, *(doubted_addresses(newspaper, folder, entries) if recorded != "any" else ())}
        if recorded == "never":  # what such an address gave last may be no more than a page in its place
            self._doubted |= with_several_payloads(entry for entry in entries if entry.is_success)

    def ask(self, link: Link) -> bool:
        """Whether ``link`` is still to be asked for; from now on it counts as asked. What is too many is lost."""
        self._allowance.count_link()
        if link.url in self.asked or link.url in self._left_out:
            return False
        if not self._allowance.grants(link.place.kind):
            self._left_out.add(link.url)
            self.lose(link, "too_many")
            return False
        self.asked.add(link.url)
        self.unanswered[link.url] = link
        return True

    def records(self, capture: Capture, link: Link) -> list[Link | Page | Clipping]:
        """What a capture shows of this issue."""
        self._allowance.count_body(len(capture.body))
        return super().records(capture, link)

    @property
    def items_out(self) -> int:
        """How many of its items are in the pipelines."""
        return len(self._items_out)

    def item_sent(self, link: Link) -> None:
        """An item that was read from ``link`` goes to the pipelines."""
        self._items_out.append(link)

    def item_through(self, link: Link, *, is_lost: bool) -> None:
        """An item that was read from ``link`` has left the pipelines."""
        if is_lost:
            self.lose(link, "dropped")
        self._items_out.remove(link)

    def lose_what_is_out(self) -> None:
        """Lose what was asked for and never answered, and items that never came to the pipelines' end.

        A component dropped them without a word.
        """
        for link in self.unanswered.values():
            self.lose(link, "ignored")
        for link in self._items_out:
            self.lose(link, "dropped")
        self.unanswered.clear()
        self._items_out.clear()

    def wants(self, link: Link) -> bool:
        """Whether what a page announces is to be asked for: pictures only if ordered, and of the newspaper's hosts."""
        if link.place.kind != "picture":
            return True
        return self._wants_pictures and urlsplit(link.url).netloc in self.platform.hosts

    def recorded(self, link: Link) -> Recorded:
        """Which recorded responses answer for ``link``; none, if what it gave was refused before, or lost since.

        Then on no condition: with the validators of what does not do, a site may say for ever that nothing has changed.
        """
        if link.place.kind == "calendar":  # one that proves nothing is asked for again
            return "any"
        before = self._captured_before.get(link.url, ())
        if link.url in self._doubted or (
            link.place.kind == "picture" and before and not is_picture_there(self.folder, before)
        ):
            return "anew"
        return self._recorded_pages if link.place.kind in ("index", "page") else self._recorded

    @property
    def is_captured_before(self) -> bool:
        """Whether something of it was recorded before this walk."""
        return bool(self._captured_before)

    @property
    def has_older_captures(self) -> bool:
        """Whether what was captured before may show what this walk did not get: it was refused, lost or cut short.

        Or what it did not ask for: no page announces it any more, and nothing that is published names it. Of a file of
        several records, too: it may have shown some that it shows no more.
        """
        before = self._captured_before.keys()
        if not before.isdisjoint(self.not_got) or any(map(self._is_own, before - self.asked - self._captures)):
            return True
        captured = Counter(entry.url for entry in capture_entries(self.folder) if not entry.is_revisit)
        return any(captured[url] > 1 for url in self.shared.files)

    def _is_own(self, url: str) -> bool:
        """Whether a replay reads what is recorded of ``url``, announced or not: it may be of this issue."""
        place = self.platform.place(url)
        return place is not None and place.kind in ("index", "page", "article") and place.issue in (None, self.issue)

    def recorded_instead(self, replayed: Iterable[Page | Clipping | Walk]) -> dict[str, str]:
        """By address, why earlier captures answer, some as ``replayed``, for what this walk did not get.

        What the site said now goes before why a recorded answer of it does not do.
        """
        neither = not_given(self.issue, replayed)
        not_got = {url: reason for url, reason in self.not_got.items() if url in self._captured_before}
        return {url: reason for url, reason in (not_got | self.answered_before).items() if url not in neither}

    def try_to_close(self) -> bool:
        """Close the issue if every request and every item of it is through; whether this call did."""
        if self._is_closed or self.unanswered or self._items_out:
            return False
        self._is_closed = True
        return True
