"""``epaper history``: the versions of an article that the captures hold."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import unified_diff
from itertools import pairwise
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from archive.issues.history import Version, read_history
from archive.record.clipping import Clipping
from archive.record.identifiers import IssueKey
from archive.record.issue import Issue
from archive.record.jsonl import json_line
from archive.record.page import Page
from crawler.walk.order import BadArgument, known_newspaper
from crawler.walk.versions import printed_versions

from ..terminal.words import emit, tell
from .options import Archive
from .show import found_record

_STYLES = {"+": "green", "-": "red", "@": "cyan"}


def history(
    id_: Annotated[str, typer.Argument(metavar="ID", help="xmwb-2020-03-15-a-92381, or a page.")],
    archive: Archive = Path("output"),
    json: Annotated[bool, typer.Option("--json", help="One version a line, on stdout.")] = False,
) -> None:
    """Show the versions of an article or page: what was corrected, what was withdrawn, and when that was seen."""
    record = found_record(archive, id_)
    if isinstance(record, Issue) or record.url is None:
        raise BadArgument(f"{id_} has no versions: name an article or a page that has an address.")
    issue = IssueKey.of(record)
    folder = issue.folder(archive)
    newspaper = known_newspaper(issue.newspaper)
    versions = [version for version in read_history(folder) if version.url == record.url]
    if json:
        for version in versions:
            emit(json_line(version))
        return
    console = Console(highlight=False)
    if not versions:
        console.print(f"{id_} never changed, as far as it was asked for again. Ask with: epaper crawl … --refresh")
        return
    for version in versions:
        tell(console, _line(version))
    texts = [(moment, _text(shown)) for moment, shown in printed_versions(newspaper, issue, folder, record.url)]
    for (before, old), (after, new) in pairwise(texts):
        for line in _diff(old, new, before, after):
            tell(console, line)


def _line(version: Version) -> Text:
    seen = f"{version.first_seen} – {version.last_seen}"
    what = f"withdrawn (status {version.status})" if version.state == "withdrawn" else version.headline or "printed"
    return Text.assemble((f"{seen}  ", "dim"), (what, "yellow" if version.state == "withdrawn" else ""))


def _diff(old: list[str], new: list[str], before: str, after: str) -> Iterator[Text]:
    for line in unified_diff(old, new, before, after, lineterm="", n=1):
        yield Text(line, _STYLES.get(line[:1], ""))


def _text(shown: Page | Clipping) -> list[str]:
    """The lines that a person compares: headlines of a page, or headlines, byline and body of an article."""
    if isinstance(shown, Page):
        return [one.headline or one.url or "" for one in shown.announced]
    head = [shown.kicker, shown.headline, *shown.subheadlines, shown.byline]
    return [line for line in (*head, *(block.text for block in shown.body)) if line]
