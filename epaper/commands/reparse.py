"""``epaper reparse``: today's parser over recorded responses, without a request."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from archive.issues.changes import Changes
from archive.issues.lock import newspaper_lock
from archive.issues.publication import Publication, withheld_line
from archive.record.identifiers import IssueKey
from crawler.walk.order import AskedIssues, asked_editions, issue_dates, known_newspaper
from crawler.wording import counted

from ..running.outcome import ExitStatus
from ..running.spider_run import archive_folder
from ..terminal.words import complain, say

if TYPE_CHECKING:
    from ..offline.reparsing import Reparsed


def reparse(
    newspaper: Annotated[str, typer.Argument(help="Code of the newspaper.")],
    date: Annotated[str | None, typer.Option(help="One issue.", metavar="DATE")] = None,
    from_: Annotated[str | None, typer.Option("--from", help="First date.", metavar="DATE")] = None,
    until: Annotated[str | None, typer.Option(help="Last date, included.", metavar="DATE")] = None,
    edition: Annotated[str | None, typer.Option(help="One edition of each date, where there are several.")] = None,
    archive: Annotated[Path, typer.Option(help="Folder of the archive.")] = Path("output"),
    workers: Annotated[int, typer.Option(help="Processes; 0: one a core.", min=0)] = 0,
    diff: Annotated[bool, typer.Option("--diff", help="Write nothing; say what would change.")] = False,
) -> None:
    """Parse every recorded issue again and write what a crawl would have written. All dates where none is given."""
    from ..offline.reparsing import reparsed_issues

    found = known_newspaper(newspaper)
    first = from_ if date or from_ or until else found.first_issue.isoformat()
    asked = AskedIssues(found.code, issue_dates(found, date, first, until), asked_editions(found, edition))
    folder = archive_folder(archive)
    count = workers or os.cpu_count() or 1
    with newspaper_lock(folder, newspaper):
        issues = reparsed_issues(folder, asked, workers=count, dry_run=diff)
        raise typer.Exit(_told_changes(issues) if diff else _told(issues))


def _told(issues: Iterable[Reparsed]) -> ExitStatus:
    count = changed = withheld = articles = 0
    for one in issues:
        count += 1
        changed += one.publication.outcome == "published"
        withheld += one.publication.outcome == "withheld"
        articles += one.issue.account.articles.found
        if one.publication.outcome == "published":
            say(f"{IssueKey.of(one.issue).folder_name} {one.issue.status}: rewritten{_fewer(one.publication)}")
        _complain_of_losses(one.publication)
    held = f", {withheld} withheld" if withheld else ""
    parsed = f"{counted(count, 'issue')}, {counted(articles, 'article')} parsed again"
    say(f"{parsed}; {counted(changed, 'issue')} changed{held}.")
    return ExitStatus.PARTIAL if withheld else ExitStatus.COMPLETE


def _fewer(publication: Publication) -> str:
    """What today's parser no longer finds in the same captures."""
    before = 0 if publication.before is None else publication.before.account.articles.found
    fewer = before - publication.issue.account.articles.found
    return f", {counted(fewer, 'article')} fewer" if fewer > 0 else ""


def _complain_of_losses(publication: Publication) -> None:
    if publication.outcome == "withheld":
        complain(withheld_line(publication))


def _told_changes(issues: Iterable[Reparsed]) -> ExitStatus:
    total, count, withheld = Changes(), 0, 0
    for one in issues:
        count += 1
        withheld += one.publication.outcome == "withheld"
        _complain_of_losses(one.publication)
        if one.changes is not None:
            total.add(one.changes)
    say(f"{counted(count, 'issue')}, {counted(total.compared, 'article')} compared; nothing was written.")
    for name, number in total.fields.most_common():
        say(f"{name}: {counted(number, 'article')} would change")
        for id_, before, after in total.examples[name]:
            say(f"  {id_}: {_short(before)} → {_short(after)}")
    for ids, word in ((total.appeared, "appear"), (total.disappeared, "disappear")):
        if ids:
            say(f"{counted(len(ids), 'article')} would {word}: {', '.join(ids[:3])}{' …' if len(ids) > 3 else ''}")
    if total.is_empty:
        say("No article would change.")
    return ExitStatus.PARTIAL if withheld else ExitStatus.COMPLETE


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:59]}…"
