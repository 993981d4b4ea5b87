"""Today's parsers and stages over recorded issues, in processes of their own."""

from __future__ import annotations

import logging
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from archive.captures.index import CAPTURES_FILE, INDEX_FILE
from archive.captures.reader import known_damage
from archive.captures.seal import SEAL_FILE
from archive.captures.warc import BrokenRecord
from archive.issues.changes import Changes, changes
from archive.issues.file_names import ISSUE_FILE, RECORD_FILES
from archive.issues.obstacles import NO_ROOM, reason_not_to_read
from archive.issues.publication import Publication
from archive.issues.reader import BrokenArchive, articles
from archive.record.identifiers import IssueKey
from archive.record.issue import Issue
from crawler.platforms.errors import ParseError
from crawler.sites import all_newspapers
from crawler.walk.recorded.replay import replayed_issue
from crawler.walk.recorded.versions import write_versions

from .stages import Stages
from .worker_pool import worker_pool


@dataclass(frozen=True, slots=True, kw_only=True)
class Reparsed:
    """One issue parsed again, and what was done with it.

    ``publication``: of a dry run, what would be done; ``None``: it could not be read at all. ``damage``: what of it
    could not be read, in words. ``changes``: of a dry run alone.
    """

    key: IssueKey
    publication: Publication | None = None
    damage: tuple[str, ...] = ()
    changes: Changes | None = None

    @property
    def issue(self) -> Issue:
        """The issue that is published now; of a dry run, that would be."""
        assert self.publication is not None, self.damage
        return self.publication.issue


def reparsed_issues(
    archive: Path, issues: Iterable[IssueKey], *, workers: int = 1, dry_run: bool = False
) -> Iterator[Reparsed]:
    """Each of ``issues`` that is recorded or published, in order."""
    jobs = ((archive, key, dry_run) for key in issues)
    if workers <= 1:
        yield from filter(None, map(_reparsed, jobs))
        return
    with worker_pool(workers) as pool:
        yield from filter(None, pool.map(_reparsed, jobs, chunksize=4))


log = logging.getLogger(__name__)
_stages: dict[Path, Stages] = {}  # one a process: building them costs more than an issue


def _reparsed(job: tuple[Path, IssueKey, bool]) -> Reparsed | None:
    archive, key, dry_run = job
    folder = key.folder(archive)
    try:
        why = reason_not_to_read(folder)
        if why is not None:
            return Reparsed(key=key, damage=(why,))
        if not any((folder / name).exists() for name in (CAPTURES_FILE, ISSUE_FILE)):
            return None
        return _reread(archive, key, folder, dry_run=dry_run)
    except BrokenArchive as error:
        return Reparsed(key=key, damage=(str(error),))
    except OSError as error:
        if error.errno in NO_ROOM:  # as for any other issue
            raise OSError(f"cannot write to {archive}: {error.strerror}") from error
        return Reparsed(key=key, damage=(str(error),))


def _reread(archive: Path, key: IssueKey, folder: Path, *, dry_run: bool) -> Reparsed | None:
    whole = known_damage(folder)
    damage = [] if whole is None else [f"{CAPTURES_FILE}: {whole}"]

    def note(error: Exception) -> None:
        if not isinstance(error, BrokenRecord):
            _log(error)
        elif whole is None:
            damage.append(f"{CAPTURES_FILE}: damaged at {error}")

    items = replayed_issue(all_newspapers()[key.newspaper], key, folder, note)
    found = None
    if dry_run:
        with tempfile.TemporaryDirectory() as scratch:
            other = key.folder(Path(scratch))
            _copy(folder, other)
            publications = Stages(Path(scratch)).process(items)
            found = changes(articles(folder), articles(other))
    else:
        if archive not in _stages:
            _stages[archive] = Stages(archive)
        write_versions(all_newspapers()[key.newspaper], key, folder)
        publications = _stages[archive].process(items)
    if not (publications or damage):  # not out yet
        return None
    publication = publications[-1] if publications else None
    return Reparsed(key=key, publication=publication, damage=tuple(damage), changes=found)


def _copy(folder: Path, scratch: Path) -> None:
    """Copy what is published in ``folder`` to ``scratch``, dates too, and link its captures, which are only read."""
    scratch.mkdir(parents=True)
    for name in (ISSUE_FILE, *RECORD_FILES):
        if (folder / name).exists():
            shutil.copyfile(folder / name, scratch / name)
            times = (folder / name).stat()
            os.utime(scratch / name, ns=(times.st_atime_ns, times.st_mtime_ns))
    for name in (CAPTURES_FILE, INDEX_FILE, SEAL_FILE):
        if (folder / name).exists():
            (scratch / name).symlink_to((folder / name).resolve())


def _log(error: Exception) -> None:
    """Log an error of the parser. The account has its reason, but not the place in the parser."""
    if isinstance(error, ParseError):
        log.warning("refused %s", error)
    else:
        log.error("the parser failed", exc_info=error)
