"""Whether an issue counts as many pictures as its records name and its captures hold."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from ..captures.check import Fault
from ..issues.file_names import ISSUE_FILE
from ..issues.pictures import lacking_pictures, named_pictures
from ..record.issue import Issue
from .record_faults import IssueRecords


def picture_faults(
    folder: Path, issue: Issue, records: IssueRecords
) -> Iterator[tuple[Fault, Literal["damage", "note"]]]:
    """Every disagreement; that more are there than are counted, after an interrupted crawl, is a note."""
    tally, reasons = issue.account.pictures, issue.account.missing_pictures
    if tally is None:
        return
    is_balanced = tally.expected == tally.found + tally.rejected + tally.missing
    if not is_balanced or tally.missing != sum(reasons.values()):
        yield Fault(ISSUE_FILE, f"the account of pictures does not balance: {tally}, {reasons}"), "damage"
    urls = named_pictures([*records.pages, *records.articles])
    try:
        there = len(urls) - len(lacking_pictures(folder, urls))
    except OSError:  # of the captures, which was named before
        return
    if tally.expected != len(urls):
        yield Fault(ISSUE_FILE, f"{tally.expected} pictures are expected, {len(urls)} are named"), "damage"
    if tally.found > there:
        yield Fault(ISSUE_FILE, f"{tally.found} pictures are counted as found, {there} are there"), "damage"
    elif tally.found < there:
        more = there - tally.found
        yield Fault(ISSUE_FILE, f"{more} more pictures are there than are counted: a crawl was interrupted"), "note"
