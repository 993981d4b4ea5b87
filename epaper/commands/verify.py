"""``epaper verify``: checks whether the archive is what it says."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Annotated

import typer

from archive.audit.summaries import newspapers
from archive.audit.verify import Finding, issue_findings, stray_findings
from archive.issues.reader import issue_folders
from archive.record.jsonl import json_line
from crawler.walk.order import BadArgument, iso_date, known_newspaper

from ..running.outcome import ExitStatus
from ..terminal.words import emit, say


def verify(
    newspaper: Annotated[str | None, typer.Argument(help="Code of the newspaper; without it, all.")] = None,
    from_: Annotated[str | None, typer.Option("--from", help="First date.", metavar="DATE")] = None,
    until: Annotated[str | None, typer.Option(help="Last date, included.", metavar="DATE")] = None,
    archive: Annotated[Path, typer.Option(help="Folder of the archive.")] = Path("output"),
    workers: Annotated[int, typer.Option(help="Processes; 0: one a core.", min=0)] = 0,
    json: Annotated[bool, typer.Option("--json", help="One finding a line on stdout.")] = False,
) -> None:
    """Check every checksum, identifier, region, jump and capture, and the sums. Whatever is wrong is named."""
    codes = newspapers(archive) if newspaper is None else [known_newspaper(newspaper).code]
    first = "" if from_ is None else iso_date(from_).isoformat()
    last = "9999" if until is None else iso_date(until).isoformat()
    folders = [path for code in codes for path in issue_folders(archive, code) if first <= path.name[:10] <= last]
    if not folders:
        raise BadArgument(f"no issue of these dates is in {archive}.")
    count = 0
    for finding in _findings(archive, codes, folders, workers or os.cpu_count() or 1):
        count += 1
        if json:
            emit(json_line(finding))
        else:
            say(f"{finding.issue} {finding.where}: {finding.what}")
    say(f"{len(folders):,} issues verified: {f'{count:,} findings' if count else 'all is as it was written'}.")
    raise typer.Exit(ExitStatus.PARTIAL if count else ExitStatus.COMPLETE)


def _findings(archive: Path, codes: list[str], folders: list[Path], workers: int) -> Iterator[Finding]:
    for code in codes:
        yield from stray_findings(archive, code)
    if workers == 1 or len(folders) < 2 * workers:
        for folder in folders:
            yield from issue_findings(folder)
        return
    with ProcessPoolExecutor(workers) as pool:
        for found in pool.map(_listed, folders, chunksize=8):
            yield from found


def _listed(folder: Path) -> list[Finding]:
    return list(issue_findings(folder))
