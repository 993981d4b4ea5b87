"""``epaper record``: a whole issue as a test fixture, its captures and what they must give."""

from __future__ import annotations

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from archive.record.identifiers import IssueKey
from crawler.walk.order import BadArgument, asked_date, asked_editions, known_newspaper

from ..running.checked_options import mirror_url
from ..running.outcome import ExitStatus
from ..running.reported_crawl import reported_crawl
from ..running.spider_run import RunOrder
from ..running.target_file import writing
from ..terminal.words import complain, say
from .options import ONE_DATE, BaseUrl, NewspaperCode

FIXTURE = ("captures.warc.gz", "captures.cdxj", "issue.json", "pages.jsonl", "articles.jsonl", "rejected.jsonl")


def record(
    newspaper: NewspaperCode,
    date: Annotated[str, typer.Argument(help=ONE_DATE, metavar="DATE")],
    edition: Annotated[str | None, typer.Option(help="One of those of that date, where there are several.")] = None,
    to: Annotated[Path, typer.Option(help="Folder of fixtures.")] = Path("tests/sites"),
    base_url: BaseUrl = None,
    pictures: Annotated[bool, typer.Option(help="Record facsimiles and photos too.")] = False,
) -> None:
    """Record an issue as a test fixture. Into TO/NEWSPAPER/issue-DATE go its captures and the records they give.

    Read the records beside the pages before you commit them.
    """
    issue = IssueKey(newspaper, asked_date(date), asked_editions(known_newspaper(newspaper), edition)[0])
    folder = to / newspaper / f"issue-{issue.folder_name}"
    if folder.exists():
        raise BadArgument(f"{folder} exists. Remove it first, if it is to be recorded anew.")
    with writing(folder):  # before anything is asked of a site
        folder.mkdir(parents=True)
        folder.rmdir()
    with TemporaryDirectory() as scratch:
        day = str(issue.issue_date)
        arguments = {"date": day, "edition": issue.edition, "archive": scratch, "pictures": "1" if pictures else "0"}
        if base_url is not None:
            arguments["base_url"] = mirror_url(base_url)
        status = reported_crawl(RunOrder(newspaper=newspaper, arguments=arguments))
        source = issue.folder(Path(scratch))
        if not (source / "issue.json").exists():
            complain("nothing was published, so there is nothing to keep.")
            raise typer.Exit(status or ExitStatus.PARTIAL)
        folder.mkdir(parents=True)
        for name in FIXTURE:
            if (source / name).exists():
                shutil.copyfile(source / name, folder / name)
    say(f"Recorded in {folder}: read articles.jsonl beside the pages before you commit it.")
    raise typer.Exit(status)
