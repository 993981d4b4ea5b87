"""Whether the captures of an issue are whole, nothing of them is lost, and its index is theirs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from ..record.identifiers import file_address
from .index import CAPTURES_FILE, INDEX_FILE, CaptureEntry, capture_entry, index_of
from .repair import RecordFaults, has_our_header
from .seal import SEAL_FILE, BrokenSeal, Seal, read_seal
from .warc import BrokenRecord, records


class Fault(NamedTuple):
    """One fault. ``where``: the file, with a line or an identifier where there is one; ``what``: in words.

    ``follows``: it follows from another fault, which was named before. ``by_hand``: a person alone can mend it, and
    ``what`` says how.
    """

    where: str
    what: str
    follows: bool = False
    by_hand: bool = False


@dataclass(slots=True)
class CheckedCaptures:
    """What was found. ``seal`` ``None``: there is none that can be believed."""

    faults: list[Fault] = field(default_factory=list)
    entries: list[CaptureEntry] = field(default_factory=list)
    seal: Seal | None = None


def checked_captures(folder: Path, urls: Sequence[str], *, is_published: bool = False) -> CheckedCaptures:
    """All that is wrong with the captures, the cause first.

    ``urls`` are the addresses of which there are records: each, or its file, must have a capture. ``is_published``: all
    that was captured must have been read.

    Raises:
        OSError: they cannot be read.
    """
    found = CheckedCaptures()
    add = found.faults.append
    try:
        found.seal = read_seal(folder)
        seal_fault = None
    except BrokenSeal as error:
        seal_fault = Fault(SEAL_FILE, f"damaged: {error}")
    path, size = folder / CAPTURES_FILE, 0
    if path.exists():
        size = path.stat().st_size
        found.faults += _record_faults(path, found.entries)
    elif urls or found.seal is not None:
        add(Fault(CAPTURES_FILE, "lost"))
    seal = found.seal
    if seal is not None and not seal.holds(found.entries, size):
        there = sum(entry.offset < seal.bytes for entry in found.entries)
        recorded = f"{seal.captures:,} captures in {seal.bytes:,} bytes were recorded, {there:,} in {size:,} are there"
        words = recorded if (there, size) != (seal.captures, seal.bytes) else "not the captures that were recorded"
        add(Fault(CAPTURES_FILE, words, follows=bool(found.faults)))
    is_damaged = bool(found.faults)
    if path.exists():
        for url in without_capture(urls, found.entries):
            add(Fault(CAPTURES_FILE, f"no capture of {url}", follows=is_damaged))
        found.faults += _index_faults(folder, found.entries, is_damaged=is_damaged)
    if seal_fault is not None:
        add(seal_fault)
    if seal is not None and size > seal.bytes and not found.faults:
        behind = sum(entry.offset >= seal.bytes for entry in found.entries)
        words = f"{behind:,} of {len(found.entries):,} captures, which may not be read yet," if behind else "no capture"
        add(Fault(CAPTURES_FILE, f"{size - seal.bytes:,} bytes behind what was sealed, and {words} in them"))
    if is_published and seal is not None and seal.read_to is not None:
        unread = sum(entry.offset >= seal.read_to for entry in found.entries)
        if unread:
            words = f"{unread:,} of {len(found.entries):,} captures not read yet: an import or a crawl was interrupted"
            add(Fault(CAPTURES_FILE, words, follows=is_damaged))
    return found


def without_capture(urls: Iterable[str], entries: Iterable[CaptureEntry]) -> list[str]:
    """Those of the addresses, or of their files, of which there is no capture; each once, in their order."""
    captured = {entry.url for entry in entries if entry.is_success}
    return [url for url in dict.fromkeys(map(file_address, urls)) if url not in captured]


def _record_faults(path: Path, entries: list[CaptureEntry]) -> Iterator[Fault]:
    """Faults of single records; the captures of whole ones are added to ``entries``."""
    faults = RecordFaults()
    with path.open("rb") as file:
        for record in records(file):
            if isinstance(record, BrokenRecord):
                yield Fault(CAPTURES_FILE, f"damaged at {record}")
                continue
            fault = faults.fault(record)
            if fault is not None:
                yield Fault(CAPTURES_FILE, f"damaged at offset {record.offset}: {fault}")
                continue
            if not has_our_header(file, record):
                yield Fault(CAPTURES_FILE, f"damaged at offset {record.offset}: its gzip header")
            entry = capture_entry(record)
            if entry is not None:
                entries.append(entry)


def _index_faults(folder: Path, entries: Sequence[CaptureEntry], *, is_damaged: bool) -> Iterator[Fault]:
    try:
        index = (folder / INDEX_FILE).read_bytes()
    except FileNotFoundError:
        yield Fault(INDEX_FILE, "lost")
        return
    expected = index_of(entries)
    if index == expected:
        return
    known = set(expected.splitlines())
    lines = index.splitlines()
    false = [number for number, line in enumerate(lines, 1) if line not in known]
    lacking = len(known - set(lines))
    if false:
        first = f"line {false[0]}" if len(false) == 1 else f"{len(false):,} lines, the first of them line {false[0]}"
        yield Fault(INDEX_FILE, f"damaged: no such record lies where {first} says", is_damaged)
    if lacking:
        yield Fault(INDEX_FILE, f"{lacking:,} of {len(known):,} captures are not in it", is_damaged or bool(false))
    if not (false or lacking):
        yield Fault(INDEX_FILE, "damaged: its lines are not in order, not each once, or the last has no end")
