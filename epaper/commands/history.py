"""``epaper history``: what changed at the source, of an issue, or of one article or page with every version."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from difflib import unified_diff
from itertools import chain, pairwise
from pathlib import Path
from typing import Annotated

import typer
from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from archive.captures.index import CAPTURES_FILE, CaptureEntry
from archive.captures.reader import capture_entries, captured_record, known_damage
from archive.captures.repair import DAMAGED_FILE
from archive.captures.warc import BrokenRecord
from archive.issues.history import Version, lost_versions, read_history, seen_changes
from archive.record.clipping import Clipping
from archive.record.identifiers import IssueKey, file_address
from archive.record.issue import Issue
from archive.record.jsonl import json_line
from archive.record.page import Page
from crawler.platforms.contract import Newspaper
from crawler.walk.order import BadArgument, known_newspaper
from crawler.walk.recorded.versions import printed_versions
from crawler.wording import counted

from ..running.named_record import found_record
from ..terminal.next_step import gaps_command, refresh_command
from ..terminal.words import emit, tell
from .options import Archive

_STYLES = {"+": "green", "-": "red", "@": "cyan"}
_LOST = "no capture of it is left"


def history(
    id_: Annotated[
        str, typer.Argument(metavar="ID", help="xmwb-2020-03-15, an article or a page of it; or its address.")
    ],
    archive: Archive = Path("output"),
    json: Annotated[bool, typer.Option("--json", help="One version a line, on stdout.")] = False,
) -> None:
    """Show what was corrected or withdrawn, and when that was seen. Of an article, show every version."""
    record = found_record(archive, id_)
    is_issue = isinstance(record, Issue)
    url = None if isinstance(record, Issue) else record.url
    if url is None and not is_issue:
        raise BadArgument(f"{id_} has no versions: name an article or a page that has an address.")
    issue = IssueKey.of(record)
    folder = issue.folder(archive)
    newspaper = known_newspaper(issue.newspaper)
    versions = [version for version in read_history(folder) if is_issue or version.url == url]
    if json:
        for version in versions:
            emit(json_line(version))
        return
    if not versions:
        lines = _nothing(record.id, url, newspaper, issue, archive)
    elif url is None:
        lines = chain(_changes(versions), _lost(folder, versions))
    else:
        seen = frozenset(one.first_seen for one in versions)  # another article at this address is no version of it
        printed = [one for one in printed_versions(newspaper, issue, folder, url) if one[0] in seen]
        lines = chain(_versions(folder, versions), _differences(printed))
    console = Console(highlight=False)
    for line in lines:
        tell(console, line)


def _changes(versions: Sequence[Version]) -> Iterator[Text]:
    """The table of what changed in an issue, as it was seen."""
    changes = [(one.version.first_seen, one.what, one.version.id, one.headline or "") for one in seen_changes(versions)]
    rows = [("seen", "change", "id", "headline"), *changes]
    widths = [max(map(cell_len, column)) + 2 for column in zip(*rows, strict=True)]
    for row in rows:
        *cells, headline = row
        line = "".join(f"{cell:<{width}}" for cell, width in zip(cells, widths[:-1], strict=True))
        yield Text(line + headline, "bold" if row is rows[0] else "")


def _lost(folder: Path, versions: Sequence[Version]) -> Iterator[Text]:
    for one in lost_versions(versions, capture_entries(folder)):
        yield Text(f"{one.id} as it was seen from {one.first_seen} to {one.last_seen}: {_LOST}", "yellow")


def _versions(folder: Path, versions: Sequence[Version]) -> Iterator[Text]:
    lost = lost_versions(versions, capture_entries(folder))
    for version in versions:
        is_gone = version.state == "withdrawn"
        what = f"withdrawn (status {version.status})" if is_gone else version.headline or "printed"
        seen = (f"{version.first_seen} – {version.last_seen}  ", "dim")
        yield Text.assemble(seen, (what, "yellow" if is_gone else ""), (f"  {_LOST}" if version in lost else "", "red"))


def _differences(printed: Sequence[tuple[str, Page | Clipping]]) -> Iterator[Text]:
    texts = [(moment, _text(shown)) for moment, shown in printed]
    for (before, old), (after, new) in pairwise(texts):
        for line in unified_diff(old, new, before, after, lineterm="", n=1):
            yield Text(line, _STYLES.get(line[:1], ""))


def _nothing(id_: str, url: str | None, newspaper: Newspaper, issue: IssueKey, archive: Path) -> Iterator[Text]:
    """What to say where no change is known: since when, and what of the captures cannot say it."""
    folder = issue.folder(archive)
    every = [one for one in capture_entries(folder) if url is None or one.url == file_address(url)]
    entries = list(_readable(folder, every))
    moments = sorted((one.moment, one.date) for one in entries if one.moment)
    if moments:
        first, last = moments[0][1], moments[-1][1]
        yield Text(f"{id_}: nothing was changed since {first}, as far as it was asked for again, last {last}.")
    else:
        words = "no capture of it can be read" if every else "no capture of it is there"
        yield Text(f"{id_}: nobody can tell whether it changed: {words}.")
    lost = f"{len(every) - len(entries):,} of {counted(len(every), 'capture')}" if len(entries) < len(every) else None
    damage = known_damage(folder) or lost
    if damage is not None:
        yield Text(f"Its captures are damaged ({damage}): what was in them may have been another text.", "yellow")
    if (folder / DAMAGED_FILE).exists():
        yield Text(f"What lies in {folder / DAMAGED_FILE} could not be compared.", "yellow")
    if damage is not None:
        command = gaps_command(issue.newspaper, issue.issue_date, issue.issue_date, archive)
        yield Text(f"What can be mended is mended by: {command}", "dim")
    else:
        yield Text(f"Ask again: {refresh_command(issue, newspaper.editions, archive)}", "dim")


def _readable(folder: Path, entries: Sequence[CaptureEntry]) -> Iterator[CaptureEntry]:
    """Those of the captures that can be read; an index does not tell."""
    if not (folder / CAPTURES_FILE).exists():
        return
    with (folder / CAPTURES_FILE).open("rb") as file:
        for entry in entries:
            with suppress(BrokenRecord):
                captured_record(file, entry)
                yield entry


def _text(shown: Page | Clipping) -> list[str]:
    """The lines that a person compares: headlines of a page, or headlines, byline and body of an article."""
    if isinstance(shown, Page):
        return [one.headline or one.url or "" for one in shown.announced]
    head = [shown.kicker, shown.headline, *shown.subheadlines, shown.byline]
    return [line for line in (*head, *(block.text for block in shown.body)) if line]
