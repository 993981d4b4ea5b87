"""``history.jsonl``: what changed at the source since an issue was first captured. Absent when nothing changed.

It depends on when captures were made, as the captures do. So no checksum of the issue covers it: it has one of its own,
and can be made again from the captures at any time.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from ..record.issue import Announced
from ..record.jsonl import NotARecord, json_line, record_from

HISTORY_FILE = "history.jsonl"


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One state of a page or article at its address. Dates are those of captures: UTC, ISO 8601.

    ``withdrawn``: the address answered with an error (``status``) after it had given the page or article, or its file
    was given without it; it stays in the archive. ``sha256``: checksum of the records that were read, so that a new
    frame around the same text is no new version. ``seal``: checksum of the whole file, the same in every line.
    """

    id: str
    url: str
    kind: Announced
    state: Literal["printed", "withdrawn"]
    status: int
    first_seen: str
    last_seen: str
    headline: str | None = None
    sha256: str | None = None
    seal: str | None = None


def write_history(folder: Path, versions: Iterable[Version]) -> int:
    """Write ``versions`` to ``history.jsonl``, and return how many there are. Without any, the file is removed."""
    lines = _sealed_lines(versions)
    path = folder / HISTORY_FILE
    if not lines:
        path.unlink(missing_ok=True)
        return 0
    staged = path.with_name(f"{HISTORY_FILE}.new")
    staged.write_bytes(b"".join(lines))
    staged.replace(path)
    return len(lines)


def read_history(folder: Path) -> Iterator[Version]:
    """The versions, by address and time; none where nothing ever changed."""
    try:
        lines = (folder / HISTORY_FILE).read_bytes().splitlines()
    except FileNotFoundError:
        return
    for line in lines:
        yield record_from(Version, line)


def history_faults(folder: Path) -> Iterator[tuple[str, str]]:
    """The fault of ``history.jsonl``, where it is not as it was written: name of the file, and words."""
    path = folder / HISTORY_FILE
    if not path.exists():
        return
    try:
        versions = list(read_history(folder))
    except NotARecord as error:
        yield HISTORY_FILE, f"damaged: {error}"
        return
    if path.read_bytes() != b"".join(_sealed_lines(versions)):
        yield HISTORY_FILE, "damaged: it is not what its own checksum says"


def _sealed_lines(versions: Iterable[Version]) -> list[bytes]:
    plain = [replace(version, seal=None) for version in versions]
    seal = hashlib.sha256(b"".join(map(json_line, plain))).hexdigest()
    return [json_line(replace(version, seal=seal)) for version in plain]
