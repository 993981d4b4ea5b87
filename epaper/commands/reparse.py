"""``epaper reparse``: today's parser over recorded responses, without a request."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from archive.issues.changes import Changes
from archive.issues.lock import newspaper_lock
from archive.issues.publication import Publication, withheld_line
from archive.issues.reader import issue_folders
from archive.record.identifiers import IssueKey
from crawler.platforms.contract import Newspaper
from crawler.walk.order import AskedIssues, BadArgument, asked_editions, issue_dates, known_newspaper
from crawler.wording import counted

from ..running.checked_options import writable_newspaper
from ..running.outcome import ExitStatus
from ..running.spider_run import archive_folder
from ..terminal.next_step import gaps_command
from ..terminal.words import answer, complain, say
from .options import DATES, Archive, NewspaperCode

if TYPE_CHECKING:
    from ..offline.reparsing import Reparsed


def reparse(
    newspaper: NewspaperCode,
    date: Annotated[str | None, typer.Option(help=f"{DATES}.", metavar="DATE")] = None,
    from_: Annotated[str | None, typer.Option("--from", help="First date, in the same words.", metavar="DATE")] = None,
    until: Annotated[
        str | None, typer.Option(help="Last date, included; of a month its last day.", metavar="DATE")
    ] = None,
    edition: Annotated[str | None, typer.Option(help="One edition of each date, where there are several.")] = None,
    archive: Archive = Path("output"),
    workers: Annotated[int, typer.Option(help="Processes; 0: one a core.", min=0)] = 0,
    diff: Annotated[bool, typer.Option("--diff", help="Write nothing; say what would change.")] = False,
) -> None:
    """Parse every recorded issue again and write what a crawl would have written. All dates where none is given."""
    from ..offline.reparsing import reparsed_issues

    found = known_newspaper(newspaper)
    editions = asked_editions(found, edition)
    is_all = not (date or from_ or until)
    first = found.first_issue.isoformat() if is_all else from_
    asked: Iterable[IssueKey] = AskedIssues(found.code, issue_dates(found, date, first, until), editions)
    writable_newspaper(archive, newspaper)
    if is_all:  # recorded on another date than these, too, and whatever stands in the place of a folder of one of these
        asked = sorted({*asked, *_recorded(archive, found, editions)})
    folder = archive_folder(archive)
    count = workers or os.cpu_count() or 1
    with newspaper_lock(folder, newspaper):
        issues = _AskedAgain(reparsed_issues(folder, asked, workers=count, dry_run=diff))
        _told_changes(issues) if diff else _told(issues)
    if not issues.count:
        raise BadArgument(f"nothing of {newspaper} of these dates is recorded in {archive}.")
    if issues.lacking:
        dates = [key.issue_date for key in issues.lacking]
        say(f"What is missing is asked for by: {gaps_command(newspaper, dates[0], dates[-1], archive)}")
    raise typer.Exit(ExitStatus.PARTIAL if issues.lacking else ExitStatus.COMPLETE)


def _recorded(archive: Path, newspaper: Newspaper, editions: Sequence[str]) -> Iterator[IssueKey]:
    for folder in issue_folders(archive, newspaper.code):
        issue = newspaper.issue_in(folder.name)
        if issue is not None and issue.edition in editions:
            yield issue


class _AskedAgain:
    """The issues as they pass. ``lacking``: those of which something that was recorded could not be read."""

    def __init__(self, issues: Iterable[Reparsed]) -> None:
        self.count = 0
        self.lacking: list[IssueKey] = []
        self._issues = issues

    def __iter__(self) -> Iterator[Reparsed]:
        for one in self._issues:
            self.count += 1
            withheld = one.publication is not None and one.publication.outcome == "withheld"
            for words in one.damage:
                complain(f"{one.key.folder_name}: {words}")
            if one.publication is not None and withheld:
                complain(withheld_line(one.publication))
            if one.damage or withheld:
                self.lacking.append(one.key)
            yield one


def _told(issues: _AskedAgain) -> None:
    changed = withheld = articles = 0
    for one in issues:
        if one.publication is None:
            continue
        changed += one.publication.outcome == "published"
        withheld += one.publication.outcome == "withheld"
        articles += one.issue.account.articles.found
        if one.publication.outcome == "published":
            answer(f"{one.key.folder_name} {one.issue.status}: rewritten{_fewer(one.publication)}")
    held = f", {withheld} withheld" if withheld else ""
    parsed = f"{counted(issues.count, 'issue')}, {counted(articles, 'article')} parsed again"
    answer(f"{parsed}; {counted(changed, 'issue')} changed{held}.")


def _fewer(publication: Publication) -> str:
    """What today's parser no longer finds in the same captures."""
    before = 0 if publication.before is None else publication.before.account.articles.found
    fewer = before - publication.issue.account.articles.found
    return f", {counted(fewer, 'article')} fewer" if fewer > 0 else ""


def _told_changes(issues: _AskedAgain) -> None:
    total, withheld = Changes(), 0
    for one in issues:
        withheld += one.publication is not None and one.publication.outcome == "withheld"
        if one.changes is not None:
            total.add(one.changes)
    held = f"; {counted(withheld, 'issue')} would be withheld" if withheld else ""
    answer(
        f"{counted(issues.count, 'issue')}, {counted(total.compared, 'article')} compared{held}; nothing was written."
    )
    for name, number in total.fields.most_common():
        answer(f"{name}: {counted(number, 'article')} would change")
        for id_, before, after in total.examples[name]:
            answer(f"  {id_}: {_short(before)} → {_short(after)}")
    for ids, word in ((total.appeared, "appear"), (total.disappeared, "disappear")):
        if ids:
            answer(f"{counted(len(ids), 'article')} would {word}: {', '.join(ids[:3])}{' …' if len(ids) > 3 else ''}")
    if total.is_empty:
        answer(f"No article {'of the others ' if 0 < withheld < issues.count else ''}would change.")


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:59]}…"
