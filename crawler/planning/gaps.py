"""The dates whose issues lack something or are damaged; damage is mended so far that a crawl can fill the gap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

from archive.audit.status import newspaper_status
from archive.audit.summaries import archived_days
from archive.audit.summary import Day
from archive.audit.verify import Finding, issue_findings
from archive.captures.repair import mend_captures
from archive.captures.seal import HISTORY_FILE
from archive.issues.moved_texts import MovedText, moved_texts, note_as_moved
from archive.issues.obstacles import Blocked, clear, dead_links, obstacles, refuse_blocked
from archive.issues.reader import issue_folders
from archive.record.identifiers import IssueKey, folder_date
from archive.record.issue import WITHOUT_GAP

from ..platforms.contract import Newspaper
from ..walk.recorded.versions import write_versions
from ..wording import without_number

YEARS_AND_ISSUES = 2  # levels of folders below a newspaper's


@dataclass(slots=True)
class Gaps:
    """What was found. ``issues``: those to be crawled, oldest first.

    ``left``: damage that no crawl mends, each with the reason and with what a person can do.
    """

    issues: list[IssueKey] = field(default_factory=list)
    left: list[str] = field(default_factory=list)


def last_out(newspaper: Newspaper, now: datetime) -> date:
    """The last date of which the issue can be expected to be out. ``now``: Asia/Shanghai."""
    return now.date() if now.hour >= newspaper.publication_hour else now.date() - timedelta(days=1)


def counted_dates(
    newspaper: Newspaper, days: Sequence[Day], first: date | None, last: date | None, today: date
) -> tuple[date, date]:
    """The dates, both included, between which an issue that is not archived is a gap. ``days``: what is archived.

    ``first`` and ``last``: those asked for; open, they are the oldest archived date and ``today``. An older version
    archived texts of any date that they printed: of a date on which no issue can be out, none is missing; nor of one
    that is to come, as of a month or a year that is not over.
    """
    known = newspaper.first_issue
    if first is None:
        archived = (day.issue_date for day in days if known <= day.issue_date <= today)
        first = min(archived, default=today + timedelta(days=1))  # none: then nothing is missing
    return max(first, known), min(last or today, today)


def found_gaps(
    newspaper: Newspaper, archive: Path, first: date | None, last: date | None, now: datetime, *, pictures: bool = True
) -> Gaps:
    """Issues that are not whole: by their own account, or because verifying them finds damage.

    ``first`` and ``last``: those of ``counted_dates``. ``pictures``: an issue that lacks some is not whole. Damage is
    mended as far as it can be without a request: what stands in the way is moved aside, damaged records out of the
    captures, index, seal and history are made again. An ``issue.json`` is replaced by that of the crawl.
    """
    gaps = Gaps()
    damaged = _mend_all(newspaper, archive, first, last, gaps.left)
    days = archived_days(archive, newspaper.code)
    counted = counted_dates(newspaper, days, first, last, now.date())
    lacking: set[IssueKey] = set()
    for edition in newspaper.editions:
        own = [day for day in days if day.edition == edition]
        out = last_out(newspaper, now)
        status = newspaper_status(newspaper.code, own, first, last, newspaper.weekdays, out, (edition,), counted)
        dates = (
            entry.issue_date
            for entry in status.entries
            if entry.status not in WITHOUT_GAP or (pictures and entry.pictures.missing)
        )
        lacking |= {IssueKey(newspaper.code, day, edition) for day in dates}
    gaps.issues = sorted(lacking | damaged)
    return gaps


def _mend_all(
    newspaper: Newspaper, archive: Path, first: date | None, last: date | None, left: list[str]
) -> set[IssueKey]:
    """The issues of these dates that were found damaged, to be crawled; what cannot be mended is added to ``left``."""
    damaged: set[IssueKey] = set()
    left += [f"{path} {what}" for path, what, _ in dead_links(archive / newspaper.code, YEARS_AND_ISSUES)]
    every = list(issue_folders(archive, newspaper.code))
    asked = [folder for folder in every if _is_of(folder, first, last)]
    moved = list(moved_texts(every, frozenset(asked)))  # before their captures are mended: a damaged one tells it, too
    for folder in asked:
        issue = newspaper.issue_in(folder.name)
        try:
            refuse_blocked(obstacles(folder))
            findings = list(issue_findings(folder))
            if findings and issue is not None:
                findings = mended(newspaper, issue, folder, findings)
        except (Blocked, OSError) as error:
            left.append(f"{folder.name}: {without_number(error)}")
            continue
        if not any(one.kind != "note" for one in findings):
            continue
        if issue is None:
            left.append(f"{folder} is damaged, and {newspaper.title} has no such edition: nobody can be asked for it")
        else:
            damaged.add(issue)
    return damaged | _noted(newspaper, moved, left)


def _noted(newspaper: Newspaper, moved: Sequence[MovedText], left: list[str]) -> set[IssueKey]:
    """The issues that texts have left, which say so from now on; those that cannot are added to ``left``."""
    noted: set[IssueKey] = set()
    for text in moved:
        issue = newspaper.issue_in(text.left.name)
        try:
            note_as_moved(text)
        except (Blocked, OSError) as error:
            left.append(f"{text.left.name}: {without_number(error)}")
            continue
        noted |= set() if issue is None else {issue}
    return noted


def _is_of(folder: Path, first: date | None, last: date | None) -> bool:
    """Whether it is of these dates, or of none, which is to be named."""
    day = folder_date(folder.name)
    return day is None or ((last is None or day <= last) and (first is None or day >= first))


def mended(newspaper: Newspaper, issue: IssueKey, folder: Path, findings: list[Finding]) -> list[Finding]:
    """Mend what can be mended of ``findings`` without a request; the findings, those that were hidden included.

    Raises:
        Blocked: a person has to do something first.
        OSError: no room, or no access.
    """
    if clear(folder):
        findings = [*findings, *issue_findings(folder)]
    files = {one.where.partition(":")[0] for one in findings}
    if any(name.startswith("captures.") for name in files):
        mend_captures(folder)
    if HISTORY_FILE in files:
        write_versions(newspaper, issue, folder)
    return findings
