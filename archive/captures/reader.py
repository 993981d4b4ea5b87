"""Reading the captures of an issue back: what was captured, where the records lie that answer, every record."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from .answers import Answers
from .index import CAPTURES_FILE, INDEX_FILE, CaptureEntry, capture_entry, entries_of
from .seal import index_is_sealed, whole_seal
from .warc import BrokenRecord, WarcRecord, hex_digest, read_record, records


def newest_entries(folder: Path) -> dict[str, CaptureEntry]:
    """By address, where the record lies that answers for it; none where there are no captures.

    A saved page or a text (``resource``, ``conversion``) gives way to a response of the same address, an error to a
    success.
    """
    answers = Answers()
    if (folder / CAPTURES_FILE).exists():
        for entry in sorted(capture_entries(folder), key=lambda one: one.offset):
            answers.enter(entry)
    return answers.payloads


def capture_entries(folder: Path) -> list[CaptureEntry]:
    """Every capture of an issue: from the index, and of what a killed crawl left unindexed, from the captures.

    An index that is not the one that was sealed is not believed: a false one would lead from one address to the text
    of another.
    """
    try:
        file = (folder / CAPTURES_FILE).open("rb")
    except FileNotFoundError:
        return []
    entries = _believed_index(folder)
    indexed = max((entry.offset + entry.length for entry in entries), default=0)
    with file:
        unread = (capture_entry(one) for one in records(file, indexed) if isinstance(one, WarcRecord))
        return entries + [entry for entry in unread if entry is not None]


def whole_index(folder: Path) -> bytes | None:
    """The index, if the seal proves that it lists all the captures; ``None``: only the captures themselves tell.

    Raises:
        OSError: it cannot be read.
    """
    seal = whole_seal(folder)
    try:
        index, size = (folder / INDEX_FILE).read_bytes(), (folder / CAPTURES_FILE).stat().st_size
    except FileNotFoundError:
        return None
    return index if seal is not None and seal.bytes == size and index_is_sealed(folder, index) else None


def captured_record(file: BinaryIO, entry: CaptureEntry) -> WarcRecord:
    """The record of ``entry`` in the captures ``file``.

    Raises:
        BrokenRecord: it cannot be read, or another one lies there.
    """
    record = read_record(file, entry.offset)
    if record.url != entry.url or hex_digest(record.headers.get("warc-payload-digest", "")) != entry.sha256:
        raise BrokenRecord(entry.offset, f"not the capture of {entry.url}")
    return record


def known_damage(folder: Path) -> str | None:
    """What can be told of damaged captures without reading all of them, in words; ``None``: nothing.

    Lost or cut captures, and damage behind what the index knows. ``archive.captures.check`` reads every byte.
    """
    path = folder / CAPTURES_FILE
    entries, seal = _believed_index(folder), whole_seal(folder)
    size = path.stat().st_size if path.exists() else 0
    end = max([0 if seal is None else seal.bytes, *(entry.offset + entry.length for entry in entries)])
    if size < end:
        return f"{end:,} bytes were recorded, {size:,} are there"
    if size == 0:
        return None
    with path.open("rb") as file:
        indexed = max((entry.offset + entry.length for entry in entries), default=0)
        broken = next((one for one in records(file, indexed) if isinstance(one, BrokenRecord)), None)
    return None if broken is None else f"damaged at {broken}"


def all_records(folder: Path) -> Iterator[WarcRecord]:
    """Every whole record, in the order in which they were captured."""
    try:
        file = (folder / CAPTURES_FILE).open("rb")
    except FileNotFoundError:
        return
    with file:
        yield from (record for record in records(file) if isinstance(record, WarcRecord))


def _believed_index(folder: Path) -> list[CaptureEntry]:
    try:
        index = (folder / INDEX_FILE).read_bytes()
        return entries_of(index, INDEX_FILE) if index_is_sealed(folder, index) else []
    except (FileNotFoundError, ValueError):  # `verify` names it; the captures themselves say the same
        return []
