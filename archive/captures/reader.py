"""Reading the captures of an issue back: what was captured, the records that answer, every record."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from .index import CAPTURES_FILE, CaptureEntry, capture_entry, is_better, read_index
from .warc import BrokenRecord, WarcRecord, read_record, records


def newest_records(folder: Path, is_wanted: Callable[[str], bool] = lambda _: True) -> Iterator[WarcRecord]:
    """The record that answers for every address that is wanted, in the order in which they lie in the file.

    A text (``conversion``) gives way to a response of the same address, an error to a success. Broken records are
    passed over.
    """
    newest = [entry for entry in newest_entries(folder).values() if is_wanted(entry.url)]
    if newest:
        with (folder / CAPTURES_FILE).open("rb") as file:
            for entry in sorted(newest, key=lambda one: one.offset):
                with suppress(BrokenRecord):
                    yield read_record(file, entry.offset)


def newest_entries(folder: Path) -> dict[str, CaptureEntry]:
    """Where the record that answers for each address lies; none where there are no captures."""
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
