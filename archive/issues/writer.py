"""Publishing an issue: whole or not at all, ``issue.json`` last."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import orjson

from ..captures.index import CAPTURES_FILE
from ..captures.reader import capture_entries
from ..captures.seal import seal_as_read
from ..record.identifiers import IssueKey
from ..record.issue import ArchiveFile, Issue
from ..record.jsonl import canonical, canonical_page, json_line, json_page, record_from
from ..record.own_files import open_own
from ..record.reasons import WITHHELD
from .account.assembly import Assembly
from .file_names import ARTICLES_FILE, ISSUE_FILE, PAGES_FILE, REJECTED_FILE, STAGED_FILES
from .lost_records import published_records, records_lost_to, waiting_records
from .newer_captures import first_newer
from .pictures import counted_pictures, lacking_pictures, named_pictures
from .publication import Publication
from .reader import readable_issue


def publish(archive: Path, assembly: Assembly, parser_version: str) -> Publication:
    """Write the issue to its folder, unless that would lose records that are published there; what was done.

    A record is lost when its capture is gone or was not read; what the parser makes of the same captures is published,
    if it is fewer records or more. With one record lost nothing of the new reading is written: an issue is of one
    reading. That one waits is written down: the issue is partial until a reading is published.

    Killed at any instant, the folder holds the old issue, the new one, or one without ``issue.json``, which the next
    crawl resumes.
    """
    walk = assembly.walk
    folder = IssueKey.of(walk).folder(archive)
    files = {
        PAGES_FILE: assembly.pages,
        ARTICLES_FILE: assembly.articles,
        REJECTED_FILE: assembly.rejections,
    }
    folder.mkdir(parents=True, exist_ok=True)
    written = tuple(_staged(folder, name, records) for name, records in files.items() if records)
    urls = named_pictures([*assembly.pages, *assembly.articles])
    pictures, missing_pictures = counted_pictures(urls, lacking_pictures(folder, urls, walk.hosts))
    issue = Issue(
        id=IssueKey.of(walk).id,
        newspaper=walk.newspaper,
        title=walk.title,
        issue_date=walk.issue_date,
        edition=walk.edition,
        status=assembly.status,
        front_page=walk.front_page,
        account=replace(assembly.account, pictures=pictures, missing_pictures=missing_pictures),
        files=written,
        parser_version=parser_version,
        proof=walk.proof,
    )
    issue = replace(issue, sha256=seal(issue))
    before = readable_issue(folder)
    if before == issue and _stands(folder, issue, files):
        _drop_staged(folder)
        seal_as_read(folder)
        with suppress(PermissionError):  # when it was read last: what is captured later may read otherwise
            os.utime(folder / ISSUE_FILE)
        return Publication(outcome="unchanged", issue=issue, before=before)
    is_published = (folder / ISSUE_FILE).exists()  # damaged or not: its records are there
    lost = records_lost_to(assembly, folder, before) if is_published else ()
    if lost:
        _drop_staged(folder)
        place = first_newer(folder, before, capture_entries(folder))
        lost_ids = {one.id for one in lost}
        waiting = waiting_records(published_records(folder, issue.id), assembly)
        waiting = tuple(one for one in waiting if one not in lost_ids)
        stays = issue if before is None else _issue_that_stays(folder, before, len(lost))
        seal_as_read(folder, place)  # last: of a reading that a kill cuts short here, its captures count as unread
        return Publication(outcome="withheld", issue=stays, before=before, lost=lost, waiting=waiting)
    _swap(folder, files, issue)
    _drop_staged(folder)
    seal_as_read(folder)  # not before: of what a kill leaves unread, nothing else would tell
    return Publication(outcome="published", issue=issue, before=before)


def _issue_that_stays(folder: Path, before: Issue, lost: int) -> Issue:
    """The issue ``before``, which stays; it says from now on that a reading waits, and how many records that ``lost``.

    Its ``issue.json`` is written each time: its date tells when the captures were read last. One of an older schema
    stays of that. One that is not what its own checksum says is left alone, or nobody would see that it is damaged.
    """
    data = (folder / ISSUE_FILE).read_bytes()
    if before.status not in ("complete", "partial") or before.sha256 != seal_of(data):
        return before
    fields = orjson.loads(data)
    fields["status"] = "partial"
    fields["account"]["flags"][WITHHELD] = lost
    fields["sha256"] = seal_of(orjson.dumps(fields))
    page = canonical_page(orjson.dumps(fields))
    _write_staged(folder, page)
    _staged_path(folder, ISSUE_FILE).replace(folder / ISSUE_FILE)
    _sync(folder)
    return record_from(Issue, page)


def seal(issue: Issue) -> str:
    """The checksum of an issue: over everything that ``issue.json`` says, the checksums of its files included."""
    return hashlib.sha256(json_line(replace(issue, sha256=None))).hexdigest()


def seal_of(data: bytes) -> str:
    """The same of an ``issue.json`` as it was written, perhaps by an older schema; ``data`` is a record."""
    return hashlib.sha256(canonical(orjson.dumps({**orjson.loads(data), "sha256": None}))).hexdigest()


def _staged_path(folder: Path, name: str) -> Path:
    return folder / f"{name}.new"


def _staged(folder: Path, name: str, records: Iterable[Any]) -> ArchiveFile:
    digest = hashlib.sha256()
    size = count = 0
    with open_own(_staged_path(folder, name), "wb") as file:
        for line in map(json_line, records):
            file.write(line)
            digest.update(line)
            size += len(line)
            count += 1
        _to_disk(file)
    return ArchiveFile(name=name, bytes=size, records=count, sha256=digest.hexdigest())


def _stands(folder: Path, issue: Issue, names: Iterable[str]) -> bool:
    """Whether every file of ``issue`` is there, byte for byte as it would be written, and no other of ``names``."""
    named = {file.name: file.sha256 for file in issue.files}
    try:
        there = {name: (folder / name).read_bytes() for name in (ISSUE_FILE, *names) if (folder / name).exists()}
    except OSError:  # of a file that is to be replaced
        return False
    page = there.pop(ISSUE_FILE, None)
    return page == json_page(issue) and named == {
        name: hashlib.sha256(data).hexdigest() for name, data in there.items()
    }


def _drop_staged(folder: Path) -> None:
    """Remove what was staged and is not wanted, and what a killed write left behind, of captures and history too."""
    for name in STAGED_FILES:
        with suppress(IsADirectoryError):
            (folder / name).unlink(missing_ok=True)


def _swap(folder: Path, names: Iterable[str], issue: Issue) -> None:
    """Take the old issue back, rename the new files into place, then publish."""
    _write_staged(folder, json_page(issue))
    with suppress(FileNotFoundError):  # a dry run, a made-up issue
        _sync(folder / CAPTURES_FILE)
    (folder / ISSUE_FILE).unlink(missing_ok=True)
    written = {file.name for file in issue.files}
    for name in names:
        if name in written:
            _staged_path(folder, name).replace(folder / name)
        else:
            (folder / name).unlink(missing_ok=True)
    _sync(folder)  # an issue that outlives a crash of the machine must find its captures and records there
    _staged_path(folder, ISSUE_FILE).replace(folder / ISSUE_FILE)
    _sync(folder)


def _write_staged(folder: Path, page: bytes) -> None:
    with open_own(_staged_path(folder, ISSUE_FILE), "wb") as file:
        file.write(page)
        _to_disk(file)


def _to_disk(file: Any) -> None:
    file.flush()
    os.fsync(file.fileno())


def _sync(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on the disk itself, whoever wrote them."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
