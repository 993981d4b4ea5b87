"""When to end a crawl that would ask in vain for every further date: nobody answers, or the site was redesigned."""

from __future__ import annotations

from archive.record.walk import Walk

from ...platforms.contract import Newspaper
from .open_issue import OpenIssue

MAX_FRUITLESS = 3  # issues in a row; fewer may be a bad day of the site, or one odd page of an old archive
UNHEARD = frozenset({"network_error", "timeout"})
UNREAD = {  # what a redesign looks like: the page fits no layout, or breaks the parser
    "unknown_layout": "no layout of {} matches {} of {} issues in a row",
    "unreadable": "the parser of {} fails on {} of {} issues in a row",
}
FEWEST = {"page": 1, "article": 2}  # that were refused, and none of its kind was read


class FruitlessIssues:
    """Counts the issues in a row that gave no answer at all, and those of which no page, or no article, could be read.

    Issues under way at the same time end in any order: one that was read breaks the row of those before it alone.
    """

    def __init__(self, newspaper: Newspaper) -> None:
        self._newspaper = newspaper
        self._unheard = 0
        self._unread: list[OpenIssue] = []

    def after(self, issue: OpenIssue, walk: Walk) -> str | None:
        """The reason to end the crawl now that ``issue`` has ended, in words for a person; ``None``: go on."""
        is_unheard = not issue.is_heard and bool(walk.losses) and {loss.reason for loss in walk.losses} <= UNHEARD
        self._unheard = self._unheard + 1 if is_unheard else 0
        unread = _unread(issue, walk)
        if unread is not None:
            self._unread.append(issue)
        elif issue.is_begun:
            self._unread = [one for one in self._unread if one.issue > issue.issue]
        host = issue.platform.hosts[0]
        if self._unheard >= MAX_FRUITLESS and not issue.is_begun:  # else one address of each may be beyond reach
            return f"no network, or {host} is down: nothing was heard of {MAX_FRUITLESS} issues in a row"
        if unread is not None and len(self._unread) == MAX_FRUITLESS:
            kind, reason = unread
            first = min(self._unread, key=lambda one: one.issue)
            what = UNREAD[reason].format(self._newspaper.code, f"any {kind}", MAX_FRUITLESS)
            return (
                f"{reason}: {what}, from {first.issue.issue_date} on. Has {host} been redesigned? "
                f"What it gave is saved in {first.folder}"
            )
        return None


def _unread(issue: OpenIssue, walk: Walk) -> tuple[str, str] | None:
    """The kind of which something came and nothing could be read, and the reason of most of it; ``None``: neither."""
    for kind, is_read in (("page", issue.has_pages), ("article", issue.has_articles)):
        reasons = [reason for one in walk.rejections if one.kind == kind for reason in one.reasons if reason in UNREAD]
        if not is_read and len(reasons) >= FEWEST[kind]:
            return kind, max(UNREAD, key=reasons.count)
    return None
