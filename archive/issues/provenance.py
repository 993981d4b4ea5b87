"""From a record back to the bytes it was read from."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from pathlib import Path

from ..captures.dates import seconds
from ..captures.index import CAPTURES_FILE, Answers, CaptureEntry, in_time
from ..captures.reader import capture_entries, captured_record
from ..captures.warc import BrokenRecord, WarcRecord
from ..record.article import Article
from ..record.identifiers import file_address, folded
from ..record.page import Page
from .history import whole_history

_NEVER = math.inf
_AFTER_LABEL = r"(?:版|[:∶](?!\d)|(?=\d{4}[-年]))"  # a colon not of a time of day; or the issue date, at once


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """The captures of a record's address, or of its file, oldest first, and the one whose payload was parsed."""

    file: Path
    captures: tuple[CaptureEntry, ...]
    parsed: CaptureEntry

    def record(self) -> WarcRecord:
        """The WARC record that was parsed.

        Raises:
            BrokenRecord: it cannot be read any more.
        """
        with self.file.open("rb") as file:
            return captured_record(file, self.parsed)


def provenance(folder: Path, record: Article | Page) -> Provenance | None:
    """Where a record of the issue in ``folder`` comes from; ``None``: no capture of it is there."""
    file = folder / CAPTURES_FILE
    entries = capture_entries(folder)
    own = [entry for entry in entries if entry.url == file_address(record.url or "")]
    if record.url is None:
        own = [entry for entry in entries if entry.url.startswith("urn:") and is_of_text(record, _text(file, entry))]
    shown_until = _shown_until(folder, record)
    captures = in_time(own)
    answers = Answers()
    for entry in sorted((one for moment, one in captures if moment <= shown_until), key=lambda one: one.offset):
        answers.enter(entry)
    parsed = answers.best()
    if parsed is None:
        return None
    return Provenance(file=file, captures=tuple(one for _, one in captures), parsed=parsed)


def _shown_until(folder: Path, record: Article | Page) -> float:
    """When a record was seen last, of one that its file shows no more; of any other, a time that never comes.

    In seconds since 1970.
    """
    if "#" not in (record.url or ""):
        return _NEVER
    printed = (one for one in whole_history(folder) if one.url == record.url and one.state == "printed")
    return max((seconds(one.last_seen) for one in printed), default=_NEVER)


def is_of_text(record: Article | Page, text: str) -> bool:
    """Whether a record was read from a text capture; ``text`` is folded. It names no address of it.

    An article's has the longest part of its body, after the dateline, behind which a byline may have been cut out; or
    its headline twice: once among the page's headlines, once over the body. A page's has its label:
    ``第6版``, ``A16版:``, ``A09:上海新闻``.
    """
    if isinstance(record, Page):
        label = re.escape(folded(record.page_label))
        return re.search(rf"(?:第|(?<![0-9A-Za-z/-])){label}{_AFTER_LABEL}", text) is not None
    jumps = (jump.printed for jump in (record.jump_to, record.jump_from) if jump is not None)
    parts = (*(block.text for block in record.body), *(photo.credit for photo in record.photos), *jumps)
    longest = max(map(folded, parts), key=len, default="")
    headline = folded(record.headline)
    longest = longest.removeprefix(folded(record.dateline))
    return bool(longest and longest in text) or bool(headline and text.count(headline) > 1)


def _text(file: Path, entry: CaptureEntry) -> str:
    with file.open("rb") as captures:
        try:
            return folded(captured_record(captures, entry).block.decode("utf-8", "replace"))
        except BrokenRecord:  # `verify` names it
            return ""
