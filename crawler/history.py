"""The versions of pages and articles that an issue's captures hold: corrected, withdrawn, given back."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from archive.captures import all_records
from archive.history import Version
from archive.jsonl import json_line
from archive.model import Clipping, Page
from archive.warc import WarcRecord

from .errors import ParseError
from .replay import recorded_capture
from .site import Address, Site

WITHDRAWN = frozenset({404, 410})


def issue_versions(site: Site, folder: Path) -> Iterator[Version]:
    """Versions of every address that has more than one, by address and time."""
    found: dict[str, list[Version]] = defaultdict(list)
    for record in all_records(folder):
        address = site.address(record.url or "")
        if address is not None and record.type in ("response", "revisit"):
            _enter(found[record.url or ""], site, record, address)
    for url in sorted(found):
        if len(found[url]) > 1:
            yield from found[url]


def printed_versions(site: Site, folder: Path, url: str) -> Iterator[tuple[str, Page | Clipping]]:
    """When each version of one address was captured first, and what it showed."""
    before: bytes | None = None
    for record in all_records(folder):
        if record.url != url or record.type != "response":
            continue
        shown = _shown(site, record)
        if shown is not None and json_line(shown) != before:
            before = json_line(shown)
            yield record.date, shown


def _enter(versions: list[Version], site: Site, record: WarcRecord, address: Address) -> None:
    """Make the last version last longer, or begin another one."""
    capture, _ = recorded_capture(record)
    shown = None if record.type == "revisit" else _shown(site, record)
    digest = None if shown is None else hashlib.sha256(json_line(shown)).hexdigest()
    is_withdrawn = capture.status in WITHDRAWN
    if shown is None and not is_withdrawn and record.type != "revisit":
        return
    last = versions[-1] if versions else None
    if is_withdrawn and last is None:  # never there
        return
    if last is not None and _is_same(last, digest, is_withdrawn=is_withdrawn, is_revisit=record.type == "revisit"):
        versions[-1] = _seen_until(last, record.date)
        return
    headline = shown.headline if isinstance(shown, Clipping) else None
    versions.append(
        Version(
            id=address.id,
            url=record.url or "",
            kind=address.kind,
            state="withdrawn" if is_withdrawn else "printed",
            status=capture.status,
            first_seen=record.date,
            last_seen=record.date,
            headline=headline,
            sha256=digest,
        )
    )


def _is_same(last: Version, digest: str | None, *, is_withdrawn: bool, is_revisit: bool) -> bool:
    if is_withdrawn or last.state == "withdrawn":
        return is_withdrawn and last.state == "withdrawn"
    return is_revisit or last.sha256 == digest


def _seen_until(version: Version, moment: str) -> Version:
    return replace(version, last_seen=moment)


def _shown(site: Site, record: WarcRecord) -> Page | Clipping | None:
    """What a response shows; ``None``: an error, or nothing that can be read."""
    capture, _ = recorded_capture(record)
    if capture.status >= 300:
        return None
    try:
        return next((one for one in site.parse(capture) if isinstance(one, Page | Clipping)), None)
    except ParseError:
        return None
