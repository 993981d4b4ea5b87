"""Why what was asked for is missing, as the published account alone knows it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from archive.captures.index import CaptureEntry
from archive.captures.reader import capture_entries
from archive.captures.warc import reason_of_status
from archive.issues.reader import readable_issue
from archive.record.reasons import NOT_CAPTURED


def known_losses(folder: Path, newest: Mapping[str, CaptureEntry]) -> dict[str, str]:
    """By address, the published reason: nothing in the captures says it of an address that gave nothing to record.

    But not where it is the word of an older capture, and ``newest``, by address the capture that answers, says
    another: the account follows from the captures, whether they were imported together or one after the other.
    """
    issue = readable_issue(folder)
    missing = () if issue is None else issue.account.missing
    known = {one.url: one.reason for one in missing if one.url is not None and one.reason != NOT_CAPTURED}
    recorded = known.keys() & newest.keys()
    if recorded:
        for entry in capture_entries(folder):
            reason = known.get(entry.url) if entry.url in recorded else None
            if reason in (*_reasons(entry), "not_recorded") and reason not in _reasons(newest[entry.url]):
                del known[entry.url]
    return known


def _reasons(entry: CaptureEntry) -> Iterator[str]:
    """What the account may say of an address that answered so, by its status alone."""
    if 300 <= entry.status < 400:
        yield from ("redirected_elsewhere", "redirected_off_site")
    yield reason_of_status(entry.status)
