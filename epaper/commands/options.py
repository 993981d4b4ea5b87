"""Options and arguments that several commands take, each with its one help text."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

ONE_DATE = "Date of the issue: 2020-03-15, today, yesterday."
DATES = "2020-03-15, today, yesterday, 2020-03 or 2020"
"""What a person may write where a month or a year means all of its dates."""

Newspapers = Annotated[
    list[str] | None,
    typer.Argument(metavar="[NEWSPAPER…]", help="Codes of newspapers; without any, those in the archive."),
]
Archive = Annotated[Path, typer.Option(help="Folder of the archive.", metavar="FOLDER")]
Days = Annotated[int, typer.Option(help="How far back to look.", min=0)]
BaseUrl = Annotated[str | None, typer.Option(help="A mirror of the site: http://host.", metavar="URL")]
Settings = Annotated[list[str] | None, typer.Option("--set", "-s", help="A Scrapy setting.", metavar="NAME=VALUE")]
Pictures = Annotated[bool, typer.Option(help="Record facsimiles and photos too.")]
Notify = Annotated[
    str | None, typer.Option(help="Told of a run that is not complete, as JSON on stdin.", metavar="CMD")
]
AtOnce = Annotated[int, typer.Option(help="Newspapers crawled at a time, no two of them of one host.", min=1)]
HungAfter = Annotated[
    float, typer.Option(help="Ends a crawl that gives no sign of life for so long.", metavar="MINUTES", min=0.1)
]
Quiet = Annotated[bool, typer.Option("--quiet", help="Say nothing of what is complete or not yet out.")]
