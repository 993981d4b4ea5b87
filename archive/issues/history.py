"""``history.jsonl``: what changed at the source since an issue was first captured. Absent when nothing changed.

It depends on when captures were made, as the captures do. So no checksum of the issue covers it: it has one of its own,
and can be made again from the captures at any time. That there is one stands in the seal of the captures.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from ..captures.check import CheckedCaptures, Fault
from ..captures.dates import seconds
from ..captures.index import CAPTURES_FILE, CaptureEntry
from ..captures.reader import capture_entries
from ..captures.seal import HISTORY_FILE, seal_history
from ..record.identifiers import file_address, folder_issue_id
from ..record.issue import Announced
from ..record.jsonl import NotARecord, json_line, record_from
from ..record.own_files import replace_own
from .reader import BrokenArchive


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One state of a page or article at its address. Dates are those of captures: UTC, ISO 8601; 1970: nobody knows.

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
    """Write the ``versions`` that the captures hold to ``history.jsonl``, and return how many lines there are.

    A version that was seen before and whose captures are lost stays beside them: nobody can read it again. Without
    any, the file is removed.
    """
    ordered = (one for one in whole_history(folder) if _first(one) <= _last(one))  # once, imports were not
    lost = _without_capture(ordered, capture_entries(folder))
    lines = _sealed_lines(sorted([*versions, *lost], key=lambda one: (one.url, _first(one))) if lost else versions)
    path = folder / HISTORY_FILE
    if lines:
        replace_own(path, b"".join(lines))
    seal_history(folder, has_history=bool(lines))
    if not lines:
        path.unlink(missing_ok=True)
    return len(lines)


def read_history(folder: Path) -> Iterator[Version]:
    """The versions, by address and time; none where nothing ever changed.

    Raises:
        BrokenArchive: a line is no version.
    """
    try:
        yield from _versions(folder)
    except NotARecord as error:
        raise BrokenArchive(f"{folder / HISTORY_FILE}: {error}") from error


def outdated_addresses(folder: Path, entries: Iterable[CaptureEntry]) -> frozenset[str]:
    """Addresses that gave something newer than what the captures (``entries``) hold of them: that capture is lost."""
    return frozenset(file_address(one.url) for one in _outdated(whole_history(folder), entries))


def history_faults(folder: Path, captures: CheckedCaptures) -> Iterator[Fault]:
    """What is wrong with ``history.jsonl``, or with the ``captures`` from which it was read."""
    try:
        data = (folder / HISTORY_FILE).read_bytes()
    except FileNotFoundError:
        if captures.seal is not None and captures.seal.has_history:
            yield Fault(HISTORY_FILE, "lost")
        return
    try:
        versions = list(_versions(folder))
    except NotARecord as error:
        yield Fault(HISTORY_FILE, f"damaged: {error}")
        return
    if not versions or data != b"".join(_sealed_lines(versions)):
        yield Fault(HISTORY_FILE, "damaged: it is not what its own checksum says")
        return
    foreign = [version.id for version in versions if not _is_of(folder, version)]
    if foreign:
        yield Fault(HISTORY_FILE, f"is of another issue: {foreign[0]}")
        return
    for version in _outdated(versions, captures.entries):
        words = f"no capture of {version.url} from {version.first_seen} on, when it gave something new"
        yield Fault(CAPTURES_FILE, words, follows=bool(captures.faults))


def _versions(folder: Path) -> Iterator[Version]:
    try:
        lines = (folder / HISTORY_FILE).read_bytes().splitlines()
    except FileNotFoundError:
        return
    for line in lines:
        yield record_from(Version, line)


def whole_history(folder: Path) -> list[Version]:
    """The versions, if the file is as it was written, and of this issue; else none."""
    try:
        versions = list(_versions(folder))
        data = b"" if not versions else (folder / HISTORY_FILE).read_bytes()
    except (NotARecord, OSError):
        return []
    is_whole = data == b"".join(_sealed_lines(versions)) and all(_is_of(folder, one) for one in versions)
    return versions if is_whole else []


def _outdated(versions: Iterable[Version], entries: Iterable[CaptureEntry]) -> list[Version]:
    """The last version of each address that was captured last before it."""
    newest: dict[str, float] = {}
    for entry in entries:
        newest[entry.url] = max(entry.moment, newest.get(entry.url, 0.0))
    last = {version.url: version for version in versions}
    return [one for one in last.values() if newest.get(file_address(one.url), -1.0) < _first(one)]


def _without_capture(versions: Iterable[Version], entries: Iterable[CaptureEntry]) -> list[Version]:
    moments: Mapping[str, set[float]] = defaultdict(set)
    for entry in entries:
        moments[entry.url].add(entry.moment)
    return [
        one
        for one in versions
        if not any(_first(one) <= moment <= _last(one) for moment in moments[file_address(one.url)])
    ]


def _first(version: Version) -> float:
    return seconds(version.first_seen)


def _last(version: Version) -> float:
    return seconds(version.last_seen)


def _is_of(folder: Path, version: Version) -> bool:
    """Whether a version is of the issue in ``folder``, by the identifier that its name stands for."""
    issue_id = folder_issue_id(folder.parents[1].name, folder.name)
    return version.id == issue_id or version.id.startswith(f"{issue_id}-")


def _sealed_lines(versions: Iterable[Version]) -> list[bytes]:
    plain = [replace(version, seal=None) for version in versions]
    seal = hashlib.sha256(b"".join(map(json_line, plain))).hexdigest()
    return [json_line(replace(version, seal=seal)) for version in plain]
