"""The chain from a record back to its capture: record in the WARC, when it was captured, which parser read it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from rich.text import Text

from archive.captures.warc import BrokenRecord, WarcRecord
from archive.issues.provenance import Provenance, provenance
from archive.issues.reader import published_issue
from archive.record.article import Article
from archive.record.identifiers import IssueKey
from archive.record.issue import Issue
from archive.record.page import Page
from crawler.walk.order import BadArgument, known_newspaper
from crawler.walk.recorded.read_back import shows

from .next_step import gaps_command
from .words import fact


def chain_lines(archive: Path, record: Article | Page | Issue) -> Iterator[Text]:
    """Lines about a record's captures and its parser, for a person; of an issue, about its parser alone."""
    if isinstance(record, Issue):
        yield fact("parser", f"version {record.parser_version}, schema {record.schema_version}")
        return
    issue = published_issue(_folder(archive, record))
    found = _found(archive, record)
    if issue is not None:
        yield fact("parser", f"version {issue.parser_version}, schema {issue.schema_version}")
    if found is None:
        yield fact("captured", "no capture of it is in the archive", "yellow")
        return
    for entry in found.captures:
        what = "unchanged" if entry.is_revisit else f"sha256:{entry.sha256}"
        if entry.is_document:
            yield fact("imported", f"dated {entry.date}, no response {what}")
        else:
            yield fact("captured", f"{entry.date} status {entry.status} {what}")
    if found.parsed is None:
        yield fact("record", "which of these captures it was read from cannot be told", "yellow")
        return
    yield fact("record", f"{found.file} offset {found.parsed.offset}, {found.parsed.length} bytes{_record_id(found)}")


def recorded_block(archive: Path, record: Article | Page | Issue) -> bytes:
    """The recorded response, byte for byte.

    Raises:
        BadArgument: there is none, or it is damaged, or which one it is cannot be told.
    """
    if isinstance(record, Issue):
        raise BadArgument(f"{record.id} is an issue. Its front page has a response: name a page or an article.")
    found = _found(archive, record)
    if found is None:
        raise BadArgument(f"no capture of {record.id} is in the archive. {_way_to_mend(archive, record)}")
    try:
        recorded = found.record()
    except BrokenRecord as error:
        raise BadArgument(f"{found.file} is damaged at {error}. {_way_to_mend(archive, record)}") from None
    if recorded is None:
        raise BadArgument(f"which capture {record.id} was read from cannot be told: none shows it as it stands.")
    return recorded.block


def _way_to_mend(archive: Path, record: Article | Page) -> str:
    day = record.issue_date
    return f"What can be mended is mended by: {gaps_command(record.newspaper, day, day, archive)}"


def _folder(archive: Path, record: Article | Page) -> Path:
    return IssueKey.of(record).folder(archive)


def _found(archive: Path, record: Article | Page) -> Provenance | None:
    def shows_it(recorded: WarcRecord) -> bool:
        try:
            return shows(known_newspaper(record.newspaper), recorded, record)
        except BadArgument:  # nobody here can read that newspaper
            return False

    return provenance(_folder(archive, record), record, shows_it)


def _record_id(found: Provenance) -> str:
    try:
        recorded = found.record()
    except BrokenRecord as error:
        return f": damaged at {error}"
    return "" if recorded is None else f", {recorded.headers.get('warc-record-id', '')}"
