"""The log of runs: ``<archive>/runs/<UTC time>.json``. No state: without it, some issues are asked for once more."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from ..issues.reader import readable_issue
from ..record.identifiers import IssueKey
from ..record.issue import SETTLED, Status, Tally
from ..record.jsonl import NotARecord, json_page, record_from
from ..record.own_files import write_own

_STAMP = "%Y%m%dT%H%M%SZ"
_TIME = "%Y-%m-%dT%H:%M:%SZ"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewspaperRun:
    """What a run did for one newspaper.

    ``issues``: status by date, with ``-b`` for a second edition; ``None``: the walk over it came to no end.
    ``skipped``: why nothing was asked, or why nothing more was: the crawl hung and was ended.
    """

    newspaper: str
    exit_status: int
    skipped: str | None = None
    issues: dict[str, Status | None]
    statuses: dict[str, int]
    pages: Tally
    articles: Tally


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One run, finished. Times are UTC: ``2026-11-24T09:00:00Z``. ``command``: its arguments."""

    started: str
    finished: str
    command: tuple[str, ...]
    exit_status: int
    newspapers: tuple[NewspaperRun, ...]

    @property
    def finished_at(self) -> datetime:
        """When it ended."""
        return datetime.strptime(self.finished, _TIME).replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What is known of one issue without asking anybody.

    ``status``: of what is published; else ``not_yet``, if that is what the last run found. ``is_begun``: it has a
    folder. ``fruitless``: runs that asked for it and did not settle it.
    """

    status: Status | None = None
    is_begun: bool = False
    last_asked: datetime | None = None
    fruitless: int = 0


def utc_time(moment: datetime) -> str:
    """``2026-11-24T09:00:00Z``."""
    return moment.astimezone(UTC).strftime(_TIME)


def write_run(archive: Path, run: Run) -> Path:
    """Leave the run's file, whole and under a name of its own, and give its path.

    Raises:
        OSError: the archive cannot be written.
    """
    folder = archive / "runs"
    folder.mkdir(parents=True, exist_ok=True)
    staged = folder / f".{os.getpid()}.new"
    write_own(staged, json_page(run))
    try:
        for number in count(1):
            path = folder / f"{run.finished_at:{_STAMP}}{'' if number == 1 else f'-{number}'}.json"
            with suppress(FileExistsError):
                os.link(staged, path)  # unlike a rename, it never replaces another run's
                return path
    finally:
        staged.unlink()
    raise AssertionError  # pragma: no cover - count() has no end


def read_runs(archive: Path, since: datetime) -> Iterator[Run]:
    """Runs that ended at ``since`` or later, oldest first. A file that is none of ours is passed over."""
    first = since.astimezone(UTC).strftime(_STAMP)
    files = (archive / "runs").glob("[0-9]*T[0-9]*Z*.json")
    for path in sorted(files, key=lambda path: (path.name[:16], len(path.name), path.name)):  # …Z, …Z-2, …Z-10
        if path.name >= first and path.is_file():
            with suppress(NotARecord, OSError, ValueError):  # a log, not the archive
                run = record_from(Run, path.read_bytes())
                run.finished_at  # noqa: B018 - a time that is none is a ValueError
                yield run


class Standings:
    """The standing of each issue of an archive, read when it is asked for. Runs later than ``now`` are left out."""

    def __init__(self, archive: Path, since: datetime, now: datetime) -> None:
        self._archive, self._now = archive, now
        self._last: dict[tuple[str, str], tuple[datetime, Status | None]] = {}
        self._fruitless: dict[tuple[str, str], int] = {}
        for run in read_runs(archive, since):
            if run.finished_at <= now:
                self._add(run)

    def of(self, issue: IssueKey) -> Standing:
        """The standing of one issue. One whose ``issue.json`` cannot be read has no status, and is begun."""
        key = issue.newspaper, issue.folder_name
        folder = issue.folder(self._archive)
        published = readable_issue(folder)
        logged, found = self._last.get(key, (None, None))
        moments = [one for one in (logged, *_written(folder)) if one is not None and one <= self._now]
        return Standing(
            status=published.status if published is not None else "not_yet" if found == "not_yet" else None,
            is_begun=folder.is_dir(),
            last_asked=max(moments, default=None),
            fruitless=self._fruitless.get(key, 0),
        )

    def _add(self, run: Run) -> None:
        for paper in run.newspapers:
            for name, status in paper.issues.items():
                key = paper.newspaper, name
                self._last[key] = run.finished_at, status
                self._fruitless[key] = 0 if status in SETTLED else self._fruitless.get(key, 0) + 1


def _written(folder: Path) -> Iterator[datetime]:
    """When a response was last recorded: so a crawl by ``scrapy crawl``, which leaves no run, is seen too."""
    with suppress(OSError):
        yield datetime.fromtimestamp((folder / "captures.warc.gz").stat().st_mtime, UTC)
