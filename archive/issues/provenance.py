"""From a record back to the bytes it was read from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..captures.answers import in_time
from ..captures.index import CAPTURES_FILE, CaptureEntry
from ..captures.reader import capture_entries, captured_record
from ..captures.warc import BrokenRecord, WarcRecord
from ..record.article import Article
from ..record.identifiers import file_address, folded
from ..record.page import Page
from .text_records import is_of_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """The captures of a record's address, or of its file, oldest first, and the one from which it was read.

    ``parsed`` ``None``: which of them that is cannot be told.
    """

    file: Path
    captures: tuple[CaptureEntry, ...]
    parsed: CaptureEntry | None

    def record(self) -> WarcRecord | None:
        """The WARC record that was parsed; ``None``: which one that is cannot be told.

        Raises:
            BrokenRecord: it cannot be read any more.
        """
        if self.parsed is None:
            return None
        with self.file.open("rb") as file:
            return captured_record(file, self.parsed)


def provenance(folder: Path, record: Article | Page, shows: Callable[[WarcRecord], bool]) -> Provenance | None:
    """Where a record of the issue in ``folder`` comes from; ``None``: no capture of it is there.

    ``shows``: whether a capture of its address, or a text, shows the record as it stands. It is asked only where there
    are several payloads: one that is newer may have been refused, or not been read yet.
    """
    file = folder / CAPTURES_FILE
    entries = capture_entries(folder)
    own = [entry for entry in entries if entry.url == file_address(record.url or "")]
    if record.url is None:
        own = [entry for entry in entries if entry.url.startswith("urn:") and is_of_text(record, _text(file, entry))]
    if not own:
        return None
    captures = [entry for _, entry in in_time(own)]
    payloads = _payloads(captures)
    is_one = len(payloads) == 1
    parsed = next((entry for entry in payloads if is_one or _is_shown(file, entry, shows)), None)
    return Provenance(file=file, captures=tuple(captures), parsed=parsed)


def _payloads(captures: Sequence[CaptureEntry]) -> list[CaptureEntry]:
    """The captures that hold what was given, what counts most and was given last first: given again, a revisit says so.

    ``captures``: in the order in which they were made.
    """
    successes = [(entry.authority, entry.sha256, entry) for entry in captures if entry.is_success]
    holders = {(authority, sha256): entry for authority, sha256, entry in successes if not entry.is_revisit}
    given = dict.fromkeys((authority, sha256) for authority, sha256, _ in reversed(successes))
    return sorted((holders[one] for one in given if one in holders), key=lambda entry: -entry.authority)


def _is_shown(file: Path, entry: CaptureEntry, shows: Callable[[WarcRecord], bool]) -> bool:
    with file.open("rb") as captures:
        try:
            return shows(captured_record(captures, entry))
        except BrokenRecord:  # `verify` names it
            return False


def _text(file: Path, entry: CaptureEntry) -> str:
    with file.open("rb") as captures:
        try:
            return folded(captured_record(captures, entry).block.decode("utf-8", "replace"))
        except BrokenRecord:  # `verify` names it
            return ""
