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
from ..captures.seal import HISTORY_FILE, seal_history, whole_seal
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


What = Literal["corrected", "withdrawn", "given back"]


@dataclass(frozen=True, slots=True)
class Change:
    """A ``version`` that is not the first of its address, and what it did. ``headline``: the last that was printed."""

    what: What
    version: Version
    headline: str | None


def seen_changes(versions: Iterable[Version]) -> list[Change]:
    """What changed at the source, in the order in which it was seen."""
    found = []
    before: Version | None = None
    headline: str | None = None
    for one in versions:
        is_first = before is None or before.url != one.url
        headline = one.headline or (None if is_first else headline)
        if before is not None and not is_first and (before.state, before.sha256) != (one.state, one.sha256):
            found.append(Change(_what(before, one), one, headline))
        before = one
    return sorted(found, key=lambda change: _first(change.version))


def write_history(folder: Path, versions: Iterable[Version]) -> int:
    """Write the ``versions`` to ``history.jsonl``, and return how many there are. Without any, the file is removed.

    One that says the same already was synced when it was written, and is left alone.
    """
    lines = _sealed_lines(versions)
    path = folder / HISTORY_FILE
    if lines and not _holds(path, b"".join(lines)):
        replace_own(path, b"".join(lines))
    seal_history(folder, has_history=bool(lines))
    if not lines:
        path.unlink(missing_ok=True)
    return len(lines)


def _holds(path: Path, data: bytes) -> bool:
    try:
        return path.read_bytes() == data
    except OSError:
        return False


def read_history(folder: Path) -> list[Version]:
    """The versions, by address and time; none where nothing ever changed.

    Raises:
        BrokenArchive: the file is lost, or not as it was written, or of another issue.
    """
    seal = whole_seal(folder)
    versions, fault = _versions(folder, is_sealed=seal is not None and seal.has_history)
    if fault is not None:
        raise BrokenArchive(f"{folder / HISTORY_FILE}: {fault}")
    return versions


def whole_history(folder: Path) -> list[Version]:
    """The versions, if the file is as it was written, and of this issue; else none."""
    try:
        return read_history(folder)
    except BrokenArchive:
        return []


def lost_versions(versions: Iterable[Version], entries: Iterable[CaptureEntry]) -> list[Version]:
    """Those of which no capture (``entries``) is left: what they said, nobody can read again.

    What is unchanged has no payload of its own, and is none if that is lost.
    """
    entries = list(entries)
    payloads = {(one.url, one.sha256) for one in entries if not one.is_revisit}
    moments: Mapping[str, set[float]] = defaultdict(set)
    for one in entries:
        if not (one.is_revisit and one.is_success) or (one.url, one.sha256) in payloads:
            moments[one.url].add(one.moment)
    return [
        one
        for one in versions
        if not any(_first(one) <= moment <= _last(one) for moment in moments[file_address(one.url)])
    ]


def outdated_addresses(folder: Path, entries: Iterable[CaptureEntry]) -> frozenset[str]:
    """Addresses that gave something newer than what the captures (``entries``) hold of them: that capture is lost."""
    return frozenset(file_address(one.url) for one in _outdated(whole_history(folder), entries))


def addresses_of_lost_corrections(folder: Path, entries: Iterable[CaptureEntry]) -> frozenset[str]:
    """Addresses of which the captures (``entries``) show earlier versions alone: that of the last is lost.

    Whatever they answered since: an error is no version, and of a withdrawn article the last version stays.
    """
    entries = [one for one in entries if one.is_success]
    payloads = {(one.url, one.sha256) for one in entries if not one.is_revisit}
    shown = (one for one in entries if (one.url, one.sha256) in payloads)
    printed = (one for one in whole_history(folder) if one.state == "printed")
    return frozenset(file_address(one.url) for one in _outdated(printed, shown))


def history_faults(folder: Path, captures: CheckedCaptures) -> Iterator[Fault]:
    """What is wrong with ``history.jsonl``, or with the ``captures`` from which it was read."""
    versions, damage = _versions(folder, is_sealed=captures.seal is not None and captures.seal.has_history)
    if damage is not None:
        yield Fault(HISTORY_FILE, damage)
        return
    for version in _outdated(versions, captures.entries):
        words = f"no capture of {version.url} from {version.first_seen} on, when it gave something new"
        yield Fault(CAPTURES_FILE, words, follows=bool(captures.faults))


def _what(before: Version, now: Version) -> What:
    if now.state == "withdrawn":
        return "withdrawn"
    return "corrected" if before.state == "printed" else "given back"


def _versions(folder: Path, *, is_sealed: bool) -> tuple[list[Version], str | None]:
    """The versions, and what is wrong with the file, in words. ``is_sealed``: the seal says that there is one."""
    try:
        data = (folder / HISTORY_FILE).read_bytes()
        versions = [record_from(Version, line) for line in data.splitlines()]
    except FileNotFoundError:
        return [], "lost" if is_sealed else None
    except OSError as error:
        return [], f"cannot be read: {error.strerror}"
    except NotARecord as error:
        return [], f"damaged: {error}"
    if not versions or data != b"".join(_sealed_lines(versions)):
        return [], "damaged: it is not what its own checksum says"
    foreign = next((one for one in versions if not _is_of(folder, one)), None)
    return ([], f"is of another issue: {foreign.id}") if foreign is not None else (versions, None)


def _outdated(versions: Iterable[Version], entries: Iterable[CaptureEntry]) -> list[Version]:
    """The last version of each address that was captured last before it."""
    newest: dict[str, float] = {}
    for entry in entries:
        newest[entry.url] = max(entry.moment, newest.get(entry.url, 0.0))
    last = {version.url: version for version in versions}
    return [one for one in last.values() if newest.get(file_address(one.url), -1.0) < _first(one)]


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
