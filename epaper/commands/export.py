"""``epaper export``: the archive in other people's formats."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from archive.export.wacz import NothingToExport, export_wacz
from archive.record.identifiers import IssueKey
from crawler.walk.order import BadArgument, asked_editions, iso_date, known_newspaper

from ..terminal.words import say

export = typer.Typer(no_args_is_help=True, help="Give the archive in other people's formats.")


@export.command()
def wacz(
    newspaper: Annotated[str, typer.Argument(help="Code of the newspaper.")],
    date: Annotated[str, typer.Argument(help="Date of the issue.", metavar="DATE")],
    edition: Annotated[str | None, typer.Option(help="One of those of that date, where there are several.")] = None,
    archive: Annotated[Path, typer.Option(help="Folder of the archive.")] = Path("output"),
    to: Annotated[Path | None, typer.Option(help="The file; ISSUE.wacz by default.", metavar="FILE")] = None,
) -> None:
    """An issue's recorded responses as WACZ, which ReplayWeb.page and pywb replay."""
    issue = IssueKey(newspaper, iso_date(date), asked_editions(known_newspaper(newspaper), edition)[0])
    target = to or Path(f"{issue.id}.wacz")
    try:
        export_wacz(issue.folder(archive), target)
    except NothingToExport as error:
        raise BadArgument(f"{error}. Crawl it first: epaper crawl {newspaper} --date {issue.issue_date}") from None
    say(f"{target}: {target.stat().st_size:,} bytes. Open it at https://replayweb.page, or serve it with pywb.")
