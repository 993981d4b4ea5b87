"""Today's parsers and stages over recorded issues, in processes of their own."""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from archive.issues.changes import Changes, changes
from archive.issues.reader import articles, published_issue
from archive.record.identifiers import IssueKey
from archive.record.issue import Issue
from crawler import PARSER_VERSION
from crawler.platforms.errors import ParseError
from crawler.sites import all_newspapers
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
    archive: Path, issues: Iterable[IssueKey], *, workers: int = 1, dry_run: bool = False
) -> Iterator[Reparsed]:
    """Each recorded one of ``issues``, in order; what has no captures is passed over."""
    jobs = ((archive, key, dry_run) for key in issues)
    if workers <= 1:
        yield from filter(None, map(_reparsed, jobs))
        return
    with ProcessPoolExecutor(workers) as pool:
        yield from filter(None, pool.map(_reparsed, jobs, chunksize=4))


log = logging.getLogger(__name__)
_stages: dict[Path, Stages] = {}  # one a process: building them costs more than an issue


def _reparsed(job: tuple[Path, IssueKey, bool]) -> Reparsed | None:
    archive, key, dry_run = job
    folder = key.folder(archive)
    if not (folder / "captures.warc.gz").exists():
        return None
    items = replayed_issue(all_newspapers()[key.newspaper], key, folder, _log)
    before = published_issue(folder)
    if dry_run:
        with tempfile.TemporaryDirectory() as scratch:
            Stages(Path(scratch)).process(items)
            other = key.folder(Path(scratch))
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


def _log(error: Exception) -> None:
    """Log an error of the parser. The account has its reason, but not the place in the parser."""
    if isinstance(error, ParseError):
        log.warning("refused %s", error)
    else:
        log.error("the parser failed", exc_info=error)
