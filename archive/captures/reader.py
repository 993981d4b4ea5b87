"""Reading the captures of an issue back: what was captured, where the records lie that answer, every record."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from .index import CAPTURES_FILE, CaptureEntry, capture_entry, is_better, read_index
from .warc import WarcRecord, records


def newest_entries(folder: Path) -> dict[str, CaptureEntry]:
    """By address, where the record lies that answers for it; none where there are no captures.

    A text (``conversion``) gives way to a response of the same address, an error to a success.
    """
    newest: dict[str, CaptureEntry] = {}
    if (folder / CAPTURES_FILE).exists():
        for entry in sorted(capture_entries(folder), key=lambda one: one.offset):
            if not entry.is_revisit and is_better(entry, newest.get(entry.url)):
                newest[entry.url] = entry
    return newest


def capture_entries(folder: Path) -> list[CaptureEntry]:
    """Every capture of an issue: from the index, and of what a killed crawl left unindexed, from the captures."""
    try:
        entries = read_index(folder)
    except ValueError:  # `verify` names it; the captures themselves say the same
        entries = []
    indexed = max((entry.offset + entry.length for entry in entries), default=0)
    try:
        file = (folder / CAPTURES_FILE).open("rb")
    except FileNotFoundError:
        return entries
    with file:
        unread = (capture_entry(one) for one in records(file, indexed) if isinstance(one, WarcRecord))
        return entries + [entry for entry in unread if entry is not None]


def all_records(folder: Path) -> Iterator[WarcRecord]:
    """Every whole record, in the order in which they were captured."""
    try:
        file = (folder / CAPTURES_FILE).open("rb")
    except FileNotFoundError:
        return
    with file:
        yield from (record for record in records(file) if isinstance(record, WarcRecord))
