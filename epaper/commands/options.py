"""Options and arguments that several commands take, each with its one help text."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from crawler.sites import newspaper_codes

ONE_DATE = "Date of the issue: 2020-03-15, today, yesterday."
DATES = "2020-03-15, today, yesterday, 2020-03 or 2020"
"""What a person may write where a month or a year means all of its dates."""


def codes_from(beginning: str) -> list[str]:
    """What the shell offers for the code of a newspaper that begins so; no newspaper's module is imported for it."""
    return [code for code in newspaper_codes() if code.startswith(beginning)]


def _codes_or_all(beginning: str) -> list[str]:
    return [*codes_from(beginning), *(["all"] if "all".startswith(beginning) else [])]


NewspaperCode = Annotated[
    str,
    typer.Argument(
        metavar="NEWSPAPER", help="Code of the newspaper; `epaper newspapers` names all.", autocompletion=codes_from
    ),
]
OneNewspaper = Annotated[
    str | None,
    typer.Argument(metavar="NEWSPAPER", help="Code of the newspaper; without it, all.", autocompletion=codes_from),
]
NewspaperOrAll = Annotated[
    str,
    typer.Argument(
        metavar="NEWSPAPER",
        help="Code of the newspaper; `all` for WARC and WET files of several.",
        autocompletion=_codes_or_all,
    ),
]
Newspapers = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="NEWSPAPER…", help="Codes of newspapers; without any, those in the archive.", autocompletion=codes_from
    ),
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
