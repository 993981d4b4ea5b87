"""Taking damaged records out of an issue's captures, so that what they held can be asked for again."""

from __future__ import annotations

import os
from pathlib import Path
from typing import BinaryIO

from .index import CAPTURES_FILE, capture_entry, write_index
from .warc import GZIP_HEADER, WarcRecord, records

DAMAGED_FILE = "captures.damaged"
_CHUNK = 2**20


def mend_captures(folder: Path) -> int:
    """Move every damaged piece of the captures to ``captures.damaged`` and write the index anew; how many bytes moved.

    Nothing is thrown away: somebody may read more out of the pieces than we do.
    """
    path = folder / CAPTURES_FILE
    if not path.exists():
        return 0
    staged, entries, end, moved = path.with_name(f"{CAPTURES_FILE}.new"), [], 0, 0
    with path.open("rb") as file, staged.open("wb") as whole:
        for record in records(file):
            if not isinstance(record, WarcRecord):
                continue
            moved += _move(folder, file, end, record.offset)
            end = record.offset + record.length
            entry = capture_entry(WarcRecord(record.headers, record.block, whole.tell(), record.length))
            if entry is not None:
                entries.append(entry)
            file.seek(record.offset + len(GZIP_HEADER))
            whole.write(GZIP_HEADER)  # time, system: read by nobody, and still not as they were written
            whole.write(file.read(record.length - len(GZIP_HEADER)))
        moved += _move(folder, file, end, file.seek(0, os.SEEK_END))
        whole.flush()
        os.fsync(whole.fileno())
    staged.replace(path)
    write_index(folder, entries)
    return moved


def _move(folder: Path, file: BinaryIO, start: int, end: int) -> int:
    """Append a piece to ``captures.damaged``; its length."""
    if start < end:
        file.seek(start)
        with (folder / DAMAGED_FILE).open("ab") as damaged:
            for place in range(start, end, _CHUNK):
                damaged.write(file.read(min(_CHUNK, end - place)))
            damaged.flush()
            os.fsync(damaged.fileno())  # before it leaves the captures
    return end - start
