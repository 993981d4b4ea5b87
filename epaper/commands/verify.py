"""``epaper verify``: checks whether the archive is what it says."""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Annotated

import typer

from archive.audit.summaries import newspapers
from archive.audit.text_findings import text_findings
from archive.audit.verify import Finding, issue_findings, stray_findings
from archive.issues.lock import writing_since
from archive.issues.obstacles import dead_links
from archive.issues.reader import issue_folders
from archive.record.identifiers import folder_date
from archive.record.jsonl import json_line
from crawler import clock
from crawler.sites import all_newspapers
from crawler.walk.order import BadArgument, asked_range, known_newspaper
from crawler.wording import counted

from ..offline.worker_pool import worker_pool
from ..running.checked_options import held_newspaper, refuse_no_folder
from ..running.outcome import ExitStatus
from ..terminal.next_step import gaps_command
from ..terminal.words import answer, emit, say
from .options import DATES, Archive, OneNewspaper

NAMED = 5  # damages of one issue, for a person; --json names all


def verify(
    newspaper: OneNewspaper = None,
    from_: Annotated[str | None, typer.Option("--from", help=f"First date: {DATES}.", metavar="DATE")] = None,
    until: Annotated[
        str | None, typer.Option(help="Last date, included; of a month its last day.", metavar="DATE")
    ] = None,
    archive: Archive = Path("output"),
    workers: Annotated[int, typer.Option(help="Processes; 0: one a core.", min=0)] = 0,
    json: Annotated[bool, typer.Option("--json", help="One finding a line on stdout.")] = False,
) -> None:
    """Check every checksum, identifier, region, jump and capture, and the sums. Whatever is wrong is named.

    The cause stands before what follows from it; then, what to do.
    """
    refuse_no_folder(archive)
    codes = newspapers(archive) if newspaper is None else [known_newspaper(newspaper).code]
    if newspaper is not None:
        held_newspaper(archive, newspaper)
    first, last = asked_range(from_, until)
    dates = ("" if first is None else str(first), "9999" if last is None else str(last))
    every = {code: list(issue_folders(archive, code)) for code in codes}
    folders = [path for paths in every.values() for path in paths if dates[0] <= path.name[:10] <= dates[1]]
    if not folders:
        dead = next(dead_links(archive, 2), None)
        words = f"no issue of these dates is in {archive}" if dead is None else f"{dead.path} {dead.what}"
        raise BadArgument(f"{words}.")
    found = _Found()
    for _, findings in groupby(_findings(archive, every, folders, workers or os.cpu_count() or 1), _issue):
        listed = found.noted(findings)
        for line in map(json_line, listed) if json else ():
            emit(line)
        for words in () if json else _lines(listed):
            answer(words)
    told, *advice = found.summary(len(folders), archive)
    (say if json else answer)(told)
    for words in advice:
        say(words)
    raise typer.Exit(ExitStatus.PARTIAL if found.kinds["damage"] else ExitStatus.COMPLETE)


@dataclass(slots=True)
class _Found:
    """Sums over the issues. ``dates``: by newspaper, of what a crawl mends.

    ``by_hand``: findings that a person alone can mend. ``unknown``: damaged issues that no newspaper here has.
    """

    kinds: Counter[str] = field(default_factory=Counter)
    dates: defaultdict[str, list[date]] = field(default_factory=lambda: defaultdict(list))
    by_hand: int = 0
    unknown: list[str] = field(default_factory=list)

    def noted(self, findings: Iterator[Finding]) -> list[Finding]:
        """The findings of one issue, counted."""
        listed = list(findings)
        self.kinds.update(one.kind for one in listed)
        self.by_hand += sum(one.by_hand for one in listed)
        is_left = any(one.by_hand and "/" in one.issue for one in listed)  # all of that issue
        for one in listed:
            if one.kind == "damage" and not one.by_hand and not is_left:
                self._add(one)
        return listed

    def _add(self, damage: Finding) -> None:
        code, _, name = damage.issue.partition("/")
        name = name or damage.where.rpartition("/")[2]
        newspaper, day = all_newspapers().get(code), folder_date(name)
        if newspaper is not None and day is not None and newspaper.issue_in(name) is not None:
            self.dates[code].append(day)
        elif damage.issue not in self.unknown:
            self.unknown.append(damage.issue)

    def summary(self, count: int, archive: Path) -> Iterator[str]:
        """What it came to, what a person has to do, and the command that mends the rest, for each newspaper."""
        what = counted(self.kinds["damage"], "finding") if self.kinds["damage"] else "all is as it was written"
        follows = f", and {self.kinds['consequence']:,} that follow" if self.kinds["consequence"] else ""
        notes = f"; {counted(self.kinds['note'], 'note')}" if self.kinds["note"] else ""
        yield f"{counted(count, 'issue')} verified: {what}{follows}{notes}."
        if self.by_hand:
            yield f"For {counted(self.by_hand, 'finding')} a person is needed: each says what to do. Verify again then."
        if self.unknown:
            others = f" and {len(self.unknown) - 1:,} more" if len(self.unknown) > 1 else ""
            why = "no newspaper here has such an issue, and nobody can be asked for it"
            yield f"{self.unknown[0]}{others}: {why}. Copy it from elsewhere, or move it out of the archive."
        for code, dates in self.dates.items():
            yield f"What can be mended is mended by: {gaps_command(code, min(dates), max(dates), archive)}"


def _issue(finding: Finding) -> str:
    return finding.issue


def _lines(findings: list[Finding]) -> Iterator[str]:
    """Lines about one issue for a person: what is damaged, then how much follows from it."""
    damages = [one for one in findings if one.kind == "damage"]
    notes = [one for one in findings if one.kind == "note"]
    damages.sort(key=lambda one: not one.by_hand)
    for one in (*damages[:NAMED], *notes):
        yield f"{one.issue} {one.where}: {'note: ' if one.kind == 'note' else ''}{one.what}"
    if len(damages) > NAMED:
        yield f"{findings[0].issue} … and {counted(len(damages) - NAMED, 'finding')} more"
    if following := sum(one.kind == "consequence" for one in findings):
        yield f"{findings[0].issue} … and {counted(following, 'finding')} that follow{'s' * (following == 1)} from that"


def _findings(archive: Path, every: dict[str, list[Path]], folders: list[Path], workers: int) -> Iterator[Finding]:
    """Findings of the issues in ``folders``; ``every``: the folders of all issues, by newspaper."""
    begun = {code: writing_since(archive, code) for code in every}
    for path, what, _ in dead_links(archive, 1):
        yield Finding(issue=path.name, where=path.name, what=what, by_hand=True)
    for code in every:
        yield from stray_findings(archive, code)
    yield from _checked(begun, folders, workers)
    for code, paths in every.items():
        yield from text_findings(paths, {path for path in folders if path.parents[1].name == code}, begun[code])


def _checked(begun: dict[str, float | None], folders: list[Path], workers: int) -> Iterator[Finding]:
    checked = partial(_listed, begun, clock.today())
    if workers == 1 or len(folders) < 2 * workers:
        for folder in folders:
            yield from checked(folder)
        return
    with worker_pool(workers) as pool:
        for found in pool.map(checked, folders, chunksize=8):
            yield from found


def _listed(begun: dict[str, float | None], today: date, folder: Path) -> list[Finding]:
    return list(issue_findings(folder, begun[folder.parents[1].name], today))
