"""``epaper newspapers``: which newspapers there are, what is known of each, and what is archived."""

from __future__ import annotations

import inspect
from collections import Counter
from collections.abc import Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from archive.audit.summaries import archived_days
from archive.record.jsonl import json_line
from crawler.platforms.contract import Newspaper
from crawler.sites import all_newspapers
from crawler.walk.order import known_newspaper

from ..terminal.words import emit, fact, tell
from .options import Archive, codes_from

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def newspapers(
    newspaper: Annotated[
        str | None,
        typer.Argument(
            metavar="NEWSPAPER", help="Code of one newspaper: all that is known of it.", autocompletion=codes_from
        ),
    ] = None,
    archive: Archive = Path("output"),
    json: Annotated[bool, typer.Option("--json", help="One JSON object per newspaper on stdout.")] = False,
) -> None:
    """Name the newspapers that can be crawled, and how much of each is in the archive."""
    found = list(all_newspapers().values()) if newspaper is None else [known_newspaper(newspaper)]
    console = Console(highlight=False)
    if json:
        for one in found:
            emit(json_line(_record(one, archive)))
    elif newspaper is None:
        console.print(_table(found, archive))
    else:
        for line in _facts(found[0], archive):
            tell(console, line)


def _record(newspaper: Newspaper, archive: Path) -> dict[str, Any]:
    return {
        "newspaper": newspaper.code,
        "title": newspaper.title,
        "platforms": [
            {"platform": _name(one), "since": one.since, "hosts": list(one.hosts)} for one in newspaper.platforms
        ],
        "publication_hour": newspaper.publication_hour,
        "weekdays": list(newspaper.weekdays),
        "editions": list(newspaper.editions),
        "notes": _notes(newspaper),
        "issues": _issues(newspaper, archive),
    }


def _table(found: Sequence[Newspaper], archive: Path) -> Table:
    table = Table(box=None, pad_edge=False)
    for name in ("code", "title", "platform", "host"):
        table.add_column(name, overflow="fold")
    table.add_column("since", no_wrap=True)
    table.add_column("archived", justify="right")
    for one in found:
        count = sum(_issues(one, archive).values())
        now = one.platforms[0]
        table.add_row(
            one.code, one.title, _name(now), now.hosts[0], f"{one.first_issue}", f"{count:,}" if count else "–"
        )
    return table


def _facts(newspaper: Newspaper, archive: Path) -> Iterator[Text]:
    yield Text(f"{newspaper.title} ({newspaper.code})", "bold")
    yield Text()
    for one in newspaper.platforms:
        yield fact("platform", f"{_name(one)} since {one.since}: {', '.join(one.hosts)}")
    yield fact("appears", f"{days_named(newspaper.weekdays)}, from {newspaper.publication_hour}:00 on, Asia/Shanghai")
    if len(newspaper.editions) > 1:
        yield fact("editions", ", ".join(newspaper.editions))
    issues = _issues(newspaper, archive)
    counts = ", ".join(f"{number:,} {status}" for status, number in issues.items())
    yield fact("archived", counts or f"nothing in {archive}")
    yield Text()
    yield from map(Text, _notes(newspaper).splitlines())


def days_named(weekdays: Sequence[int]) -> str:
    """``Monday, Thursday``; ``weekdays``: 0 is Monday."""
    return "every day" if len(weekdays) == len(_WEEKDAYS) else ", ".join(_WEEKDAYS[day] for day in weekdays)


def _issues(newspaper: Newspaper, archive: Path) -> dict[str, int]:
    """How many issues of it have which status; most first."""
    if not (archive / newspaper.code).is_dir():
        return {}
    counts = Counter(day.status or "interrupted" for day in archived_days(archive, newspaper.code))
    return dict(counts.most_common())


def _notes(newspaper: Newspaper) -> str:
    """What its module says of it: where the facts come from, and what to mind."""
    return inspect.cleandoc(import_module(f"crawler.sites.{newspaper.code}").__doc__ or "")


def _name(platform: object) -> str:
    return type(platform).__name__.lower()
