"""Issues under way: which requests and which items are still out, and which recorded responses answer."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Literal

from archive.captures.store import capture_entries
from archive.issues.reader import BrokenArchive, articles, pages, published_issue, rejections
from archive.record.identifiers import issue_folder
from archive.record.reasons import is_of_print
from archive.record.walk import Walk

from ..platforms.contract import Site
from .issue_walk import IssueWalk
from .order import CrawlOrder

Recorded = Literal["any", "success", "never"]
SETTLED = ("complete", "not_published")
STILL_CHANGES = timedelta(days=2)


class OpenIssue(IssueWalk):
    """One issue under way. ``recorded``: which recorded responses answer (see ``crawler.engine.recording``)."""

    def __init__(
        self, site: Site, issue_date: date, folder: Path, recorded: Recorded, recorded_pages: Recorded
    ) -> None:
        super().__init__(site, issue_date)
        self.folder = folder
        self.asked: set[str] = set()
        self.unanswered: set[str] = set()
        self.items_out = 0
        self.has_pages = False
        self.lost_pictures = 0
        self.known_before: tuple[str, ...] = ()  # to be asked for even if no page announces them any more
        self.is_asked_again = "never" in (recorded, recorded_pages)
        self.has_imports = any(entry.is_document for entry in capture_entries(folder))
        self._recorded = recorded
        self._recorded_pages = recorded_pages
        refused = rejections(folder) if recorded == "success" else ()
        self._doubted = {one.url for one in refused if not all(map(is_of_print, one.reasons))}

    def ask(self, url: str) -> bool:
        """Whether ``url`` is still to be asked for; from now on it counts as asked."""
        if url in self.asked:
            return False
        self.asked.add(url)
        self.unanswered.add(url)
        return True

    def recorded(self, url: str, kind: str) -> Recorded:
        """Which recorded responses answer for a ``page``, ``article`` or ``picture``; none for one refused before."""
        if url in self._doubted:
            return "never"
        return self._recorded_pages if kind == "page" else self._recorded

    def lose(self, url: str, reason: str) -> None:
        """A picture is counted, not accounted for: the newspaper does not say how many there are."""
        if url == self.calendar:  # proves nothing then
            return
        if self.site.address(url) is None:
            self.lost_pictures += 1
        else:
            super().lose(url, reason)

    def ended_walk(self, today: date) -> Walk:
        """The end of its walk; today's issue, if nothing of it was found, is not out yet."""
        walk = self.walk()
        is_open = self.has_pages or self.issue_date < today or walk.absent is not None
        return walk if is_open else replace(walk, absent="not_yet")

    @property
    def is_over(self) -> bool:
        """Nothing is out any more."""
        return not self.unanswered and self.items_out == 0


class OpenIssues:
    """The issues of a newspaper that are under way: a few."""

    def __init__(self, site: Site, order: CrawlOrder) -> None:
        self._site = site
        self._order = order
        self._issues: dict[str, OpenIssue] = {}

    def __len__(self) -> int:
        return len(self._issues)

    def __iter__(self) -> Iterator[OpenIssue]:
        return iter(self._issues.values())

    def open(self, issue_date: date, today: date) -> OpenIssue | None:
        """Begin an issue; ``None``: it is complete, and was not asked for again.

        What is recorded is not asked for again; of a published issue, what was not got is. A refresh asks for
        everything again; of an issue of the last two days, which still changes, its front and pages.
        """
        folder = issue_folder(self._order.archive, self._site.newspaper, issue_date)
        published = published_issue(folder)
        still_changes = self._order.refresh or today - issue_date < STILL_CHANGES
        is_done = published is not None and published.status in SETTLED
        if is_done and not self._order.is_mending and not still_changes:
            return None
        recorded: Recorded = "never" if self._order.refresh else "any" if published is None else "success"
        issue = OpenIssue(self._site, issue_date, folder, recorded, "never" if still_changes else recorded)
        if issue.is_asked_again and published is not None:
            issue.known_before = tuple(_published_addresses(folder))
        self._issues[issue.issue_id] = issue
        return issue

    def close(self, issue: OpenIssue) -> None:
        """It is over."""
        del self._issues[issue.issue_id]

    def that_asked(self, url: str) -> OpenIssue:
        """The issue that asked for ``url``."""
        return next(issue for issue in self._issues.values() if url in issue.asked)

    def folder_for(self, url: str, asked: str | None) -> Path | None:
        """Where the response of ``url`` is recorded: with the issue it is of, or that asked; robots.txt with any."""
        address = self._site.address(url)
        if address is not None and address.issue_id in self._issues:
            return self._issues[address.issue_id].folder
        is_robots = url.endswith("/robots.txt")
        return next((issue.folder for issue in self._issues.values() if is_robots or asked in issue.asked), None)


def _published_addresses(folder: Path) -> Iterator[str]:
    """Addresses of the pages and articles that are published; none of what is damaged."""
    with suppress(BrokenArchive):
        yield from (page.url for page in pages(folder) if page.url is not None)
        yield from (article.url for article in articles(folder) if article.url is not None)
