"""The dates whose issues lack something or are damaged; damage is mended so far that a crawl can fill the gap."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

from archive.audit.status import newspaper_status
from archive.audit.summaries import archived_days, folder_date
from archive.audit.verify import Finding, issue_findings
from archive.captures.repair import mend_captures
from archive.issues.reader import BrokenArchive, issue_folders, published_issue
from archive.record.identifiers import IssueKey
from archive.record.issue import WITHOUT_GAP

from ..platforms.contract import Newspaper


def last_out(newspaper: Newspaper, now: datetime) -> date:
    """The last date of which the issue can be expected to be out. ``now``: Asia/Shanghai."""
    return now.date() if now.hour >= newspaper.publication_hour else now.date() - timedelta(days=1)


def gap_issues(newspaper: Newspaper, archive: Path, first: date | None, last: date, now: datetime) -> list[IssueKey]:
    """Issues that are not whole: by their own account, or because verifying them finds a fault.

    ``first`` ``None``: from the oldest archived date. Damage is mended as far as it can be without a request: damaged
    records are moved out of the captures, a damaged ``issue.json`` is deleted.
    """
    damaged = set(_mended(newspaper, archive, first, last))
    days = archived_days(archive, newspaper.code)
    first = first or min((day.issue_date for day in days), default=None)
    lacking: set[IssueKey] = set()
    for edition in newspaper.editions:
        own = [day for day in days if day.edition == edition]
        out = last_out(newspaper, now)
        status = newspaper_status(newspaper.code, own, first, last, newspaper.weekdays, out, (edition,))
        gaps = (entry.issue_date for entry in status.entries if entry.status not in WITHOUT_GAP)
        lacking |= {IssueKey(newspaper.code, day, edition) for day in gaps}
    return sorted(lacking | damaged)


def _mended(newspaper: Newspaper, archive: Path, first: date | None, last: date) -> Iterator[IssueKey]:
    for folder in issue_folders(archive, newspaper.code):
        day = folder_date(folder.name)
        is_asked = day is not None and day <= last and (first is None or day >= first)
        if day is None or not is_asked or not (folder / "issue.json").exists():  # status calls that one interrupted
            continue
        issue = newspaper.issue_in(folder.name)
        findings = [one for one in issue_findings(folder) if one.what != "stray"]
        if findings and issue is not None:
            _mend(folder, findings)
            yield issue


def _mend(folder: Path, findings: list[Finding]) -> None:
    if any(one.where.startswith("captures.") for one in findings):
        mend_captures(folder)
    try:
        published_issue(folder)
    except BrokenArchive:
        (folder / "issue.json").unlink()
