"""``epaper export``: the archive in other people's formats."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from archive.captures.check import checked_captures, without_capture
from archive.captures.index import CAPTURES_FILE
from archive.export.wacz import NothingToExport, export_wacz
from archive.issues.obstacles import reason_not_to_read
from archive.issues.reader import BrokenArchive, articles, pages
from archive.record.identifiers import IssueKey
from crawler.walk.order import BadArgument, asked_date, asked_editions, known_newspaper

from ..running.checked_options import held_newspaper
from ..running.outcome import ExitStatus
from ..running.target_file import writing
from ..terminal.next_step import command_line, gaps_command
from ..terminal.plain_help import PlainCommand, PlainGroup
from ..terminal.words import complain, say
from .options import ONE_DATE, Archive, NewspaperCode

export = typer.Typer(cls=PlainGroup, no_args_is_help=True, help="Give the archive in other people's formats.")


@export.command(cls=PlainCommand, epilog="Example: epaper export wacz xmwb 2020-03-15")
def wacz(
    newspaper: NewspaperCode,
    date: Annotated[str, typer.Argument(help=ONE_DATE, metavar="DATE")],
    edition: Annotated[str | None, typer.Option(help="One of those of that date, where there are several.")] = None,
    archive: Archive = Path("output"),
    to: Annotated[Path | None, typer.Option(help="The file; ISSUE.wacz by default.", metavar="FILE")] = None,
) -> None:
    """An issue's recorded responses as WACZ, which ReplayWeb.page and pywb replay."""
    issue = IssueKey(newspaper, asked_date(date), asked_editions(known_newspaper(newspaper), edition)[0])
    held_newspaper(archive, newspaper)
    folder, target = issue.folder(archive), to or Path(f"{issue.id}.wacz")
    why = reason_not_to_read(folder)
    if why is not None:
        raise BrokenArchive(why)
    mend = gaps_command(newspaper, issue.issue_date, issue.issue_date, archive)
    captures = checked_captures(folder, [], is_published=True)
    damage = next((fault.what for fault in captures.faults if fault.where == CAPTURES_FILE), None)
    if damage is not None:
        complain(f"nothing is exported: {folder / CAPTURES_FILE}: {damage}. Mend it first: {mend}")
        raise typer.Exit(ExitStatus.PARTIAL)
    try:
        with writing(target):
            export_wacz(folder, target)
    except NothingToExport as error:
        crawl = command_line("crawl", newspaper, "--date", str(issue.issue_date), archive=archive)
        raise BadArgument(f"{error}. Crawl it first: {crawl}") from None
    say(f"{target}: {target.stat().st_size:,} bytes. Open it at https://replayweb.page, or serve it with pywb.")
    urls = (*(one.url for one in pages(folder)), *(one.url for one in articles(folder)))
    lacking = without_capture((url for url in urls if url is not None), captures.entries)
    if lacking:
        complain(f"It lacks {len(lacking):,} of its pages and articles: {lacking[0]} has no capture. Ask again: {mend}")
        raise typer.Exit(ExitStatus.PARTIAL)
