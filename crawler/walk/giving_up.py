"""When to end a crawl that would ask in vain for every further date: nobody answers, or the site was redesigned."""

from __future__ import annotations

from archive.record.walk import Walk

from ..platforms.contract import Newspaper
from .open_issue import OpenIssue

MAX_FRUITLESS = 3  # issues in a row; fewer may be a bad day of the site, or one odd page of an old archive
UNHEARD = frozenset({"network_error", "timeout"})


class FruitlessIssues:
    """Counts the issues in a row that gave no answer at all, and those whose front page matched no layout.

    Issues under way at the same time end in any order: one that was read breaks the row of those before it alone.
    """

    def __init__(self, newspaper: Newspaper) -> None:
        self._newspaper = newspaper
        self._unheard = 0
        self._unknown: list[OpenIssue] = []

    def after(self, issue: OpenIssue, walk: Walk) -> str | None:
        """The reason to end the crawl now that ``issue`` has ended, in words for a person; ``None``: go on."""
        is_unheard = not issue.is_heard and bool(walk.losses) and {loss.reason for loss in walk.losses} <= UNHEARD
        self._unheard = self._unheard + 1 if is_unheard else 0
        is_unknown = any(one.url == walk.front_page and "unknown_layout" in one.reasons for one in walk.rejections)
        if issue.is_begun:
            self._unknown = [one for one in self._unknown if one.issue > issue.issue]
        elif is_unknown:
            self._unknown.append(issue)
        host = issue.platform.hosts[0]
        if self._unheard >= MAX_FRUITLESS and not issue.is_begun:  # else one address of each may be beyond reach
            return f"no network, or {host} is down: nothing was heard of {MAX_FRUITLESS} issues in a row"
        if len(self._unknown) == MAX_FRUITLESS:
            first = min(self._unknown, key=lambda one: one.issue)
            return (
                f"unknown_layout: no layout of {self._newspaper.code} matches {MAX_FRUITLESS} issues in a row, from "
                f"{first.issue.issue_date} on. Has {host} been redesigned? What it gave is saved in {first.folder}"
            )
        return None
