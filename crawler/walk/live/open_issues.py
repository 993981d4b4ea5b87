"""The issues of a newspaper that are under way: opened with what is published of them, and over when all is through."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from archive.captures.index import INDEX_FILE
from archive.captures.repair import mend_captures
from archive.captures.seal import is_all_read
from archive.issues.obstacles import NO_ROOM, Blocked, clear
from archive.issues.reader import has_files, readable_issue
from archive.record.identifiers import IssueKey

from ...platforms.contract import Newspaper
from ..order import CrawlOrder
from .open_issue import OpenIssue, Recorded
from .published_before import published_links

STILL_CHANGES = timedelta(days=2)


class OpenIssues:
    """The issues of a newspaper that are under way: a few."""

    def __init__(self, newspaper: Newspaper, order: CrawlOrder) -> None:
        self._newspaper = newspaper
        self._order = order
        self._issues: list[OpenIssue] = []
        self._over: asyncio.Queue[OpenIssue | None] = asyncio.Queue()
        self.left_out: dict[IssueKey, str] = {}  # what stands in the way of it
        self._is_abandoned = False
        self.is_awaited = False  # whether all that is to be asked for was handed on, and an end alone is waited for

    def __len__(self) -> int:
        return len(self._issues)

    def __iter__(self) -> Iterator[OpenIssue]:
        return iter(self._issues)

    def open(self, issue: IssueKey, today: date) -> OpenIssue | None:
        """Begin an issue; ``None``: nothing of it is missing, and it was not asked for again, or it is ``left_out``.

        A recorded response answers. Of a published issue, addresses without a recorded success are asked for again; of
        one of the last two days, which still changes, front and pages too. A refresh asks for all of it again. What was
        recorded and never read is read. An ``issue.json`` that cannot be read is none, and what stands in the way of a
        file is moved aside.
        """
        try:
            return self._opened(issue, issue.folder(self._order.archive), today)
        except (Blocked, OSError) as error:
            if isinstance(error, OSError) and error.errno in NO_ROOM:  # for no other issue either
                raise
            self.left_out[issue] = str(error)
            return None

    def _opened(self, issue: IssueKey, folder: Path, today: date) -> OpenIssue | None:
        published = readable_issue(folder)
        still_changes = self._order.refresh or today - issue.issue_date < STILL_CHANGES
        pictures = self._order.pictures
        is_done = (
            published is not None
            and published.is_settled(pictures=pictures)
            and IssueKey.of(published) == issue
            and has_files(folder, published)
            and is_all_read(folder)
        )
        if is_done and not self._order.is_mending and not still_changes:
            if not (folder / INDEX_FILE).exists():  # of a disk that was full when it was to be written
                mend_captures(folder)
            return None
        clear(folder)
        recorded: Recorded = "never" if self._order.refresh else "any" if published is None else "success"
        recorded_pages: Recorded = "never" if still_changes else recorded
        opened = OpenIssue(self._newspaper, issue, folder, recorded, recorded_pages, pictures=pictures)
        with_lacking = recorded_pages == "success"
        opened.known_before = tuple(published_links(self._newspaper, issue, folder, with_lacking=with_lacking))
        self._issues.append(opened)
        return opened

    def settle(self, issue: OpenIssue) -> None:
        """Note that a request or an item of ``issue`` is through; after the last one the issue is over."""
        if not self._is_abandoned and issue.try_to_close():
            self._over.put_nowait(issue)

    def lose_what_is_out(self) -> None:
        """Lose of each issue what is still out, once all that is to be asked for was handed on."""
        for issue in list(self._issues) if self.is_awaited else ():
            issue.lose_what_is_out()
            self.settle(issue)

    async def over(self) -> OpenIssue | None:
        """The next issue that is over, open no more; ``None``: the issues were abandoned."""
        self.is_awaited = True
        try:
            issue = await self._over.get()
        finally:
            self.is_awaited = False
        if issue is not None:
            self._issues.remove(issue)
        return issue

    def abandon(self) -> None:
        """Wait for no issue any more."""
        self._is_abandoned = True
        self._over.put_nowait(None)
