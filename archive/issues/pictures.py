"""The pictures of an issue: facsimiles, their PDFs and photos that its records name, and which of them are there."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from ..captures.index import CAPTURES_FILE, CaptureEntry, by_address
from ..captures.reader import capture_entries, captured_record
from ..captures.warc import BrokenRecord, WarcRecord, http_message, reason_of_status
from ..record.article import Article
from ..record.identifiers import file_address
from ..record.issue import Tally
from ..record.page import Page
from ..record.reasons import NOT_CAPTURED

OFF_SITE = "off_site"
_NOT_A_PICTURE = "not_a_picture"
_EMPTY = hashlib.sha256(b"").hexdigest()
_TEXTS = ("text/", "application/json", "application/xhtml", "application/xml")
_HEAD = 1024  # bytes in which a picture shows that it is no text
_MAX_REDIRECTS = 5


def named_pictures(records: Iterable[Page | Article]) -> set[str]:
    """Addresses of the pictures that the records name, each once."""
    urls: set[str | None] = set()
    for one in records:
        urls.update((one.facsimile_url, one.pdf_url) if isinstance(one, Page) else (photo.url for photo in one.photos))
    return {file_address(url) for url in urls if url}


def lacking_pictures(folder: Path, urls: Iterable[str], hosts: Collection[str] | None = None) -> dict[str, str]:
    """Those of the addresses of which the issue in ``folder`` has no picture, each with the reason, by address.

    ``hosts``: of the newspaper; what lies elsewhere is never asked for, ``off_site``. ``None``: nobody knows them.
    """
    captures = by_address(one for one in capture_entries(folder) if not one.is_revisit)  # its payload has its own entry
    lacking = {}
    for url in sorted(urls):
        reason = _reason(folder, captures, url)
        if reason == NOT_CAPTURED and hosts is not None and urlsplit(url).netloc not in hosts:
            reason = OFF_SITE
        if reason is not None:
            lacking[url] = reason
    return lacking


def counted_pictures(urls: Collection[str], lacking: Mapping[str, str]) -> tuple[Tally, dict[str, int]]:
    """Their tally, in which ``rejected`` are those off the newspaper's hosts; and why others are missing, how often."""
    reasons = Counter(lacking.values())
    off_site = reasons.pop(OFF_SITE, 0)
    missing = reasons.total()
    tally = Tally(expected=len(urls), found=len(urls) - off_site - missing, rejected=off_site, missing=missing)
    return tally, dict(sorted(reasons.items()))


def is_picture_there(folder: Path, captures: Iterable[CaptureEntry]) -> bool:
    """Whether one of the captures of an address is a picture, and no page that stands in its place, nor empty."""
    return any(one.is_success and not one.is_revisit and _is_of_picture(folder, one) for one in captures)


def _reason(folder: Path, captures: Mapping[str, Sequence[CaptureEntry]], url: str) -> str | None:
    """Why there is no picture of that address, or where it leads; ``None``: there is one."""
    reason = NOT_CAPTURED
    for _ in range(_MAX_REDIRECTS + 1):
        found = captures.get(url, ())
        if is_picture_there(folder, found):
            return None
        if not found:
            return reason
        newest = max(found, key=lambda one: (one.is_success, one.moment, one.offset))
        reason = _NOT_A_PICTURE if newest.is_success else reason_of_status(newest.status)
        target = _target(folder, newest)
        if target is None:
            return reason
        url = target
    return reason


def _is_of_picture(folder: Path, entry: CaptureEntry) -> bool:
    """Whether a capture holds a picture: by its media type; what is called a text is looked at."""
    if entry.sha256 == _EMPTY:
        return False
    if not entry.mime.startswith(_TEXTS):
        return True
    record = _record(folder, entry)
    if record is None:
        return False
    body = record.block
    if not entry.is_document:
        with suppress(ValueError):
            body, _ = http_message(record.block).decoded_body(_HEAD)
    return b"\0" in body[:_HEAD] or body.startswith(b"%PDF")


def _target(folder: Path, entry: CaptureEntry) -> str | None:
    """Where a redirect leads, as it is recorded; ``None``: it is none."""
    record = _record(folder, entry) if 300 <= entry.status < 400 else None
    if record is None:
        return None
    with suppress(ValueError):  # no URL
        location = http_message(record.block).header(b"Location")
        return None if location is None else file_address(urljoin(entry.url, location))
    return None


def _record(folder: Path, entry: CaptureEntry) -> WarcRecord | None:
    with suppress(BrokenRecord), (folder / CAPTURES_FILE).open("rb") as file:
        return captured_record(file, entry)
    return None
