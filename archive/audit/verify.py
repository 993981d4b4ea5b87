"""Checks whether an issue is what it says: checksums, references in both directions, regions, jumps, captures, sums.

Every fault is named, its cause before what follows from it; nothing is mended here.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from ..captures.check import CheckedCaptures, Fault, checked_captures
from ..captures.dates import dates_to_come
from ..captures.index import CAPTURES_FILE, INDEX_FILE
from ..captures.seal import HISTORY_FILE, SEAL_FILE
from ..issues.file_names import ISSUE_FILE, OWN_FILES, RECORD_FILES, STAGED_FILES
from ..issues.history import history_faults, lost_versions, whole_history
from ..issues.lock import LOCK_FILE
from ..issues.obstacles import LINKED, has_linked_captures, in_place_of_a_folder, obstacles
from ..issues.writer import seal_of
from ..record.article import Article
from ..record.identifiers import IssueKey, is_folder_name
from ..record.issue import Issue
from ..record.jsonl import NotARecord, canonical, canonical_page, record_from
from ..record.page import Page
from ..record.reasons import WITHHELD
from ..record.walk import Rejection
from .picture_faults import picture_faults
from .record_faults import IssueRecords, lost_texts, record_faults

_TYPES: dict[str, type[Page] | type[Article] | type[Rejection]] = dict(
    zip(RECORD_FILES, (Page, Article, Rejection), strict=True)
)
_NOT_PUBLISHED = Fault(ISSUE_FILE, "absent: the crawl of this issue was interrupted")
_NO_LOCK = "is no file, so that nobody can lock it: remove it"
_AHEAD = "a clock was ahead; what is crawled answers in their place, what is imported does not"
_CAPTURES = {CAPTURES_FILE, INDEX_FILE, SEAL_FILE}

Kind = Literal["damage", "consequence", "note"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One fault. ``where``: the file of the issue, with a line or identifier where there is one. ``what``: in words.

    ``kind``: a ``consequence`` follows from the damage named before it and is mended with that; a ``note`` is of
    something that harms nothing. ``by_hand``: a person alone can mend it, and ``what`` says how; what else is found of
    that issue waits for it.
    """

    issue: str
    where: str
    what: str
    kind: Kind = "damage"
    by_hand: bool = False


def issue_findings(folder: Path, writing_since: float | None = None, today: date | None = None) -> Iterator[Finding]:
    """Every fault of the issue in ``folder``.

    ``writing_since``: when the process began that writes to its newspaper now (``archive.issues.lock``). An issue that
    was changed since then is half done, and not judged. ``today``: an issue of that date may not be out yet; that
    nothing of it is published is no fault.
    """
    name = f"{folder.parent.parent.name}/{folder.name}"
    faults = _faults(folder, today)
    found = [
        Finding(issue=name, where=fault.where, what=fault.what, kind=kind, by_hand=fault.by_hand)
        for fault, kind in faults
    ]
    if found and writing_since is not None and last_change(folder) >= writing_since:
        yield Finding(issue=name, where=ISSUE_FILE, what="is being written at this moment: not judged", kind="note")
        return
    if any(one.kind == "damage" for one in found) and has_linked_captures(folder):
        yield Finding(issue=name, where=CAPTURES_FILE, what=LINKED, by_hand=True)
    yield from found


def stray_findings(archive: Path, newspaper: str) -> Iterator[Finding]:
    """Files and folders of a newspaper that belong to no issue: mostly notes."""
    for place, name in _strange_places(archive / newspaper):
        if place.name == LOCK_FILE:
            yield Finding(issue=newspaper, where=name, what=_NO_LOCK, by_hand=True)
            continue
        obstacle = in_place_of_a_folder(place)
        is_ours = re.fullmatch(r"\d{4}", place.name) or is_folder_name(place.name)
        if obstacle is None or not (is_ours or obstacle.way is None):
            yield Finding(issue=newspaper, where=name, what="stray", kind="note")
        else:
            is_year = place.parent == archive / newspaper  # which no crawl of one issue can know for its own
            what = f"{obstacle.what}: move it out of the archive" if is_year and obstacle.way else obstacle.what
            yield Finding(issue=newspaper, where=name, what=what, by_hand=is_year or obstacle.way is None)


def _strange_places(folder: Path) -> Iterator[tuple[Path, str]]:
    """What is neither a year nor an issue, each with its name below the newspaper's folder."""
    for year in sorted(folder.iterdir()):
        if year.name.startswith(".") and year.is_file():  # the lock, caches
            continue
        if not (year.is_dir() and re.fullmatch(r"\d{4}", year.name)):
            yield year, year.name
            continue
        for path in sorted(year.iterdir()):
            if not (path.is_dir() and is_folder_name(path.name)):  # one in a wrong year is a fault of the issue
                yield path, f"{year.name}/{path.name}"


def _faults(folder: Path, today: date | None) -> Iterator[tuple[Fault, Kind]]:
    try:
        blocked = list(obstacles(folder))
        names = sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []
    except OSError as error:
        yield _unreadable(folder, error), "damage"
        return
    for path, what, way in blocked:
        yield Fault(path.name, what, by_hand=way is None), "damage"
        if path.parent != folder:
            return
    yield from ((Fault(name, "stray"), "note") for name in names if name not in {*OWN_FILES, *STAGED_FILES})
    out_of_reach = {path.name for path, *_ in blocked}
    records = IssueRecords()
    issue = None
    is_damaged = ISSUE_FILE in out_of_reach
    if not is_damaged:
        issue, faults = _read_issue(folder)
        if faults == [_NOT_PUBLISHED] and today is not None and folder.name.startswith(today.isoformat()):
            yield Fault(ISSUE_FILE, "absent: this issue is not out yet, or its crawl was interrupted"), "note"
        else:
            yield from ((fault, "damage") for fault in faults)
            is_damaged = bool(faults)
    if issue is not None:
        if WITHHELD in issue.account.flags:
            words = f"partial: a later reading waits, for it lacks {issue.account.flags[WITHHELD]} of these records"
            yield Fault(ISSUE_FILE, words), "note"
        for fault in _file_faults(folder, issue, records, out_of_reach):
            yield fault, "consequence" if fault.follows else "damage"
            is_damaged = True
        is_damaged |= bool(out_of_reach.intersection(RECORD_FILES))
        yield from ((fault, "consequence" if is_damaged else "damage") for fault in record_faults(issue, records))
    if not out_of_reach.intersection(_CAPTURES):
        for fault, kind in _capture_faults(folder, issue, records, is_readable=HISTORY_FILE not in out_of_reach):
            yield fault, kind
            is_damaged |= kind == "damage"
        for fault, kind in picture_faults(folder, issue, records) if issue is not None else ():
            yield fault, "consequence" if is_damaged and kind == "damage" else kind


def _read_issue(folder: Path) -> tuple[Issue | None, list[Fault]]:
    try:
        data = (folder / ISSUE_FILE).read_bytes()
        issue = record_from(Issue, data)
    except FileNotFoundError:
        return None, [_NOT_PUBLISHED]
    except NotARecord as error:
        return None, [Fault(ISSUE_FILE, f"damaged: {error}")]
    except OSError as error:
        return None, [Fault(ISSUE_FILE, f"cannot be read: {error.strerror}")]
    faults = []
    if issue.sha256 != seal_of(data) or data != canonical_page(data):
        faults.append(Fault(ISSUE_FILE, "damaged: it is not what its own checksum says"))
    if IssueKey.of(issue).folder(folder.parents[2]) != folder:
        faults.append(Fault(ISSUE_FILE, f"is {issue.id}: not the issue of its folder"))
    return issue, faults


def _file_faults(folder: Path, issue: Issue, records: IssueRecords, out_of_reach: set[str]) -> Iterator[Fault]:
    """Faults of the files of records, each against what the issue says of it; what can be read goes to ``records``."""
    named = {file.name: file for file in issue.files}
    for name, kind in _TYPES.items():
        if name in out_of_reach:
            continue
        try:
            data = (folder / name).read_bytes()
        except FileNotFoundError:
            if name in named:
                yield Fault(name, "lost")
            continue
        except OSError as error:
            yield Fault(name, f"cannot be read: {error.strerror}")
            continue
        lines, count = data.splitlines(keepends=True), data.count(b"\n")
        fault = None
        if name not in named:
            fault = "there, and not among the files of this issue"
        elif count != named[name].records:
            fault = f"{named[name].records} records were written, {count} are there"
        elif hashlib.sha256(data).hexdigest() != named[name].sha256:
            fault = "damaged: another checksum than when it was written"
        if fault is not None:
            yield Fault(name, fault)
        for number, line in enumerate(lines, 1):
            try:
                records.add(record_from(kind, line))
            except NotARecord as error:
                yield Fault(f"{name}:{number}", f"damaged: {error}", follows=fault is not None)
                continue
            if canonical(line) != line:
                yield Fault(f"{name}:{number}", "not canonical JSON", follows=fault is not None)


def _capture_faults(
    folder: Path, issue: Issue | None, records: IssueRecords, *, is_readable: bool
) -> Iterator[tuple[Fault, Kind]]:
    """Faults of captures and history. Of a crawl that was interrupted, they follow from that."""
    is_there = (folder / ISSUE_FILE).exists()
    is_moved = issue is not None and IssueKey.of(issue).folder(folder.parents[2]) != folder
    captures = CheckedCaptures()
    try:
        captures = checked_captures(folder, records.urls, is_published=is_there)
        faults = [*captures.faults, *(history_faults(folder, captures) if is_readable else ())]
        faults += lost_texts(records.texts, captures)
    except OSError as error:
        faults = [*captures.faults, _unreadable(folder / CAPTURES_FILE, error)]
    for fault in faults:
        follows = fault.follows or not is_there or (is_moved and fault.where == HISTORY_FILE)
        yield fault, "consequence" if follows and not fault.by_hand else "damage"
    to_come = dates_to_come(entry.date for entry in captures.entries)
    if to_come:
        number = f"{len(to_come):,} of {len(captures.entries):,}"
        yield (
            Fault(CAPTURES_FILE, f"{number} captures are dated later than now, up to {max(to_come)}: {_AHEAD}"),
            "note",
        )
    for one in () if faults else lost_versions(whole_history(folder), captures.entries):
        words = f"{one.id} as it was seen from {one.first_seen} to {one.last_seen} is lost: no capture of it is left"
        yield Fault(HISTORY_FILE, words), "note"
    if issue is not None and (folder / CAPTURES_FILE).exists() and not (folder / SEAL_FILE).exists():
        yield Fault(SEAL_FILE, "absent: nothing proves that no capture is lost; `crawl --gaps` writes it"), "note"


def _unreadable(path: Path, error: OSError) -> Fault:
    """The fault of what cannot be read and has to be: ``path``, or what the error names."""
    name = path.name if error.filename is None else Path(error.filename).name
    way = "change its owner or its mode" if isinstance(error, PermissionError) else "look after the disk"
    return Fault(name, f"cannot be read: {error.strerror}; {way}", by_hand=True)


def last_change(folder: Path) -> float:
    """When the folder or a file in it was changed last, in seconds since 1970."""
    with os.scandir(folder) as entries:
        return max([folder.stat().st_mtime, *(entry.stat(follow_symlinks=False).st_mtime for entry in entries)])
