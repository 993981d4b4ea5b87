"""Taking damaged records out of an issue's captures, so that what they held can be asked for again."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from ..record.own_files import open_own
from .index import CAPTURES_FILE, INDEX_FILE, CaptureEntry, capture_entry
from .seal import SEAL_FILE, seal_captures, whole_seal
from .warc import GZIP_HEADER, WarcRecord, http_message, records, sha256_digest

DAMAGED_FILE = "captures.damaged"
_CHUNK = 2**20
Span = tuple[int, int]
"""Where a piece of a file begins and ends."""


class RecordFaults:
    """What is wrong with the records of one file, looked at in the order in which they lie."""

    def __init__(self) -> None:
        self._payloads: set[tuple[str | None, str | None]] = set()

    def fault(self, record: WarcRecord) -> str | None:
        """Why the record is none to be kept, in words; ``None``: it is whole, and what it refers to is there."""
        payload = record.headers.get("warc-payload-digest")
        if record.headers.get("warc-block-digest") != sha256_digest(record.block):
            return f"the {record.type} record of {record.url} is not what its digest says"
        if record.type == "revisit":
            return None if (record.url, payload) in self._payloads else f"what {record.url} gave again is not there"
        if payload is not None:
            try:
                body = http_message(record.block).body if record.type == "response" else record.block
            except ValueError:
                return f"the response of {record.url} is not HTTP"
            if sha256_digest(body) != payload:
                return f"the payload of {record.url} is not what its digest says"
        self._payloads.add((record.url, payload))
        return None


def mend_captures(folder: Path) -> int:
    """Move every damaged piece of the captures to ``captures.damaged``, index and seal the rest; how many bytes moved.

    Nothing is thrown away: somebody may read more out of the pieces than we do. Killed at any instant, it can be done
    again: the captures are replaced when the pieces are safe.

    Raises:
        OSError: no room, no access, or a link in the place of the captures.
    """
    path = folder / CAPTURES_FILE
    if not path.exists():
        for name in (INDEX_FILE, SEAL_FILE):  # of captures that are lost
            (folder / name).unlink(missing_ok=True)
        return 0
    spans: list[Span] = []
    entries: list[CaptureEntry] = []
    end, is_odd, faults = 0, False, RecordFaults()
    with open_own(path, "r+b") as file:  # through a link, another issue's captures would be sealed as this one's
        for record in records(file):
            if not isinstance(record, WarcRecord) or faults.fault(record) is not None:
                continue
            is_odd |= not has_our_header(file, record)
            spans.append((record.offset, record.offset + record.length))
            entry = capture_entry(WarcRecord(record.headers, record.block, end, record.length))
            entries += [] if entry is None else [entry]
            end += record.length
        size = file.seek(0, os.SEEK_END)
        pieces = _between(spans, size)
        # Of captures that were cut, or changed by a mend that was killed, nobody knows what lay where.
        seal = whole_seal(folder)
        is_known = seal is not None and size >= seal.bytes and (bool(pieces) or seal.holds(entries, end))
        if pieces or is_odd:
            set_aside(folder, file, pieces)
            _replace(path, file, spans)

    def moved(place: int) -> int:
        return sum(max(0, min(stop, place) - start) for start, stop in spans) if is_known else 0

    seal_captures(folder, entries, end, moved)
    return _size(pieces)


def has_our_header(file: BinaryIO, record: WarcRecord) -> bool:
    """Whether the gzip member of a record begins as ours do: its time and system are read by nobody."""
    file.seek(record.offset)
    return file.read(len(GZIP_HEADER)) == GZIP_HEADER


def set_aside(folder: Path, file: BinaryIO, pieces: Sequence[Span]) -> None:
    """Append pieces of ``file`` to ``captures.damaged``, on the disk itself; not again, if they are its end already."""
    if not pieces:
        return
    with open_own(folder / DAMAGED_FILE, "a+b") as damaged:
        size = damaged.seek(0, os.SEEK_END)
        start = size - _size(pieces)
        if start >= 0 and _digest(_chunks(damaged, [(start, size)])) == _digest(_chunks(file, pieces)):
            return
        for chunk in _chunks(file, pieces):
            damaged.write(chunk)
        damaged.flush()
        os.fsync(damaged.fileno())  # before they leave the captures


def _replace(path: Path, file: BinaryIO, spans: Sequence[Span]) -> None:
    """Put a file of the whole records alone in the place of the captures."""
    staged = path.with_name(f"{CAPTURES_FILE}.new")
    with open_own(staged, "wb") as whole:
        for start, end in spans:
            whole.write(GZIP_HEADER)
            for chunk in _chunks(file, [(start + len(GZIP_HEADER), end)]):
                whole.write(chunk)
        whole.flush()
        os.fsync(whole.fileno())
    staged.replace(path)


def _between(spans: Sequence[Span], size: int) -> list[Span]:
    """The pieces of a file of ``size`` bytes that lie in none of the spans."""
    starts, ends = (0, *(end for _, end in spans)), (*(start for start, _ in spans), size)
    return [(start, end) for start, end in zip(starts, ends, strict=True) if start < end]


def _size(pieces: Sequence[Span]) -> int:
    return sum(end - start for start, end in pieces)


def _chunks(file: BinaryIO, pieces: Sequence[Span]) -> Iterator[bytes]:
    for start, end in pieces:
        file.seek(start)
        for place in range(start, end, _CHUNK):
            yield file.read(min(_CHUNK, end - place))


def _digest(chunks: Iterator[bytes]) -> bytes:
    digest = hashlib.sha256()
    for chunk in chunks:
        digest.update(chunk)
    return digest.digest()
