"""Today's parsers and stages over recorded issues, in processes of their own."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from archive.issues.changes import Changes, changes
from archive.issues.reader import articles, published_issue
from archive.record.identifiers import issue_folder
from archive.record.issue import Issue
from crawler import PARSER_VERSION
from crawler.sites import all_sites
from crawler.walk.replay import replayed_issue

from .stages import Stages


@dataclass(frozen=True, slots=True, kw_only=True)
class Reparsed:
    """One issue parsed again.

    ``is_changed``: its files are not those of before. ``is_thinner``: today's parser finds less, so that what was
    published stays. ``changes``: of a dry run alone.
    """

    issue: Issue
    is_changed: bool
    is_thinner: bool = False
    changes: Changes | None = None


def reparsed_issues(
    archive: Path, newspaper: str, dates: Iterable[date], *, workers: int = 1, dry_run: bool = False
) -> Iterator[Reparsed]:
    """Each recorded issue of ``dates``, in order; what has no captures is passed over."""
    jobs = ((archive, newspaper, day, dry_run) for day in dates)
    if workers <= 1:
        yield from filter(None, map(_reparsed, jobs))
        return
    with ProcessPoolExecutor(workers) as pool:
        yield from filter(None, pool.map(_reparsed, jobs, chunksize=4))


_stages: dict[Path, Stages] = {}  # one a process: building them costs more than an issue


def _reparsed(job: tuple[Path, str, date, bool]) -> Reparsed | None:
    archive, newspaper, day, dry_run = job
    folder = issue_folder(archive, newspaper, day)
    if not (folder / "captures.warc.gz").exists():
        return None
    items = replayed_issue(all_sites()[newspaper], day, folder)
    before = published_issue(folder)
    if dry_run:
        with tempfile.TemporaryDirectory() as scratch:
            Stages(Path(scratch)).process(items)
            other = issue_folder(Path(scratch), newspaper, day)
            issue = published_issue(other)
            found = changes(articles(folder), articles(other))
            return None if issue is None else Reparsed(issue=issue, is_changed=issue != before, changes=found)
    if archive not in _stages:
        _stages[archive] = Stages(archive)
    _stages[archive].process(items)
    issue = published_issue(folder)
    if issue is None:
        return None
    return Reparsed(issue=issue, is_changed=issue != before, is_thinner=issue.parser_version != PARSER_VERSION)
