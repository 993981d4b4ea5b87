"""What a run came to: one outcome per date asked for, and the exit status of them all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from pathlib import Path

from archive.issues.reader import readable_issue
from archive.record.identifiers import IssueKey
from archive.record.issue import Issue, Status, Tally
from crawler.platforms.contract import Newspaper


class ExitStatus(IntEnum):
    """Exit status of every command.

    Several issues, or several findings: the worst one counts, in the order of ``_WORST_FIRST``. Interrupted by Ctrl-C
    while crawling is PARTIAL; interrupted at any other moment is 130, as a shell expects.
    """

    COMPLETE = 0  # all that was asked for is complete, or proved not published
    CRASHED = 1  # an error of ours, or an archive that cannot be read or written
    USAGE = 2  # something was asked for that cannot be
    PARTIAL = 3  # something is partial, unknown or interrupted, or could not be asked again
    NOT_YET = 4  # today's issue is not out
    BLOCKED = 5  # the site refuses the visitor


NOT_REACHED = "not reached"
"""What a date is called of which no walk ended."""

_WORST_FIRST = (ExitStatus.CRASHED, ExitStatus.BLOCKED, ExitStatus.PARTIAL, ExitStatus.NOT_YET, ExitStatus.COMPLETE)
_OF_STATUS: dict[Status | None, ExitStatus] = {
    "complete": ExitStatus.COMPLETE,
    "not_published": ExitStatus.COMPLETE,
    "partial": ExitStatus.PARTIAL,
    "unknown": ExitStatus.PARTIAL,
    "not_yet": ExitStatus.NOT_YET,
    "blocked": ExitStatus.BLOCKED,
    None: ExitStatus.PARTIAL,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one issue. ``status`` ``None``: no walk over it ended. ``issue``: what is published of it."""

    key: IssueKey
    status: Status | None
    issue: Issue | None

    @property
    def issue_date(self) -> date:
        """Its date."""
        return self.key.issue_date

    @property
    def exit_status(self) -> ExitStatus:
        """That of a run that asked for this issue alone."""
        return _OF_STATUS[self.status]


def outcomes(issues: Iterable[IssueKey], archive: Path, *, not_yet: Collection[str] = ()) -> Iterator[Outcome]:
    """One for each of these issues, read from the archive one by one.

    ``not_yet``: identifiers of today's issues that were found not to be out.
    """
    for key in issues:
        issue = readable_issue(key.folder(archive))
        if key.id in not_yet and (issue is None or issue.status in ("unknown", "blocked")):
            yield Outcome(key=key, status="not_yet", issue=None)
        else:
            yield Outcome(key=key, status=None if issue is None else issue.status, issue=issue)


def outcome_record(newspaper: Newspaper, outcome: Outcome) -> Issue | dict[str, object]:
    """What ``--json`` prints of it: its issue, or the keys of one for a date of which nothing is published."""
    if outcome.issue is not None:
        return outcome.issue
    return {
        "id": outcome.key.id,
        "newspaper": newspaper.code,
        "title": newspaper.title,
        "issue_date": outcome.issue_date,
        "edition": outcome.key.edition,
        "status": outcome.status,
        "front_page": newspaper.platform(outcome.issue_date).front(outcome.key).url,
        "account": None,
        "files": [],
        "parser_version": None,
        "schema_version": None,
    }


def worst(statuses: Iterable[ExitStatus]) -> ExitStatus:
    """The one that counts; of none, COMPLETE."""
    return min(statuses, key=_WORST_FIRST.index, default=ExitStatus.COMPLETE)


class Total:
    """Sums over issues."""

    def __init__(self) -> None:
        self.pages = Tally(expected=0, found=0, rejected=0, missing=0)
        self.articles = self.pages
        self.pictures = self.pages
        self.missing_pictures: Counter[str] = Counter()

    def add(self, issue: Issue | None) -> None:
        """Count one issue in."""
        if issue is not None:
            self.pages = _sum(self.pages, issue.account.pages)
            self.articles = _sum(self.articles, issue.account.articles)
            self.missing_pictures.update(issue.account.missing_pictures)
            if issue.account.pictures is not None:
                self.pictures = _sum(self.pictures, issue.account.pictures)


def _sum(one: Tally, other: Tally) -> Tally:
    return Tally(
        expected=one.expected + other.expected,
        found=one.found + other.found,
        rejected=one.rejected + other.rejected,
        missing=one.missing + other.missing,
    )
