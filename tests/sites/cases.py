"""Recorded cases: ``<newspaper>/<case>/capture.html`` with ``capture.json`` (address, header) and ``expected.json``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from archive.record.cleaning import cleaned
from archive.record.clipping import Clipping
from archive.record.jsonl import json_line
from archive.record.page import Page
from crawler.platforms.capture import Capture
from crawler.platforms.contract import Link
from crawler.platforms.errors import ParseError
from crawler.sites import all_newspapers
from pipelines.normalise import normalised_article
from tests.sites.reading import read_records

ROOT = Path(__file__).parent
CONSTANT = {"newspaper", "title", "issue_date", "edition", "language", "text", "text_sha256"}
"""The same in every case, or said by other fields."""


def case_names() -> list[str]:
    """``xmwb/spread`` …"""
    return sorted(str(path.parent.relative_to(ROOT)) for path in ROOT.glob("*/*/capture.html"))


def capture_of(case: str) -> Capture:
    """The case's bytes, as the address in ``capture.json`` gave them."""
    about = json.loads((ROOT / case / "capture.json").read_text(encoding="utf-8"))
    body = (ROOT / case / "capture.html").read_bytes()
    return Capture(url=about["url"], content_type=about.get("content_type"), body=body)


def shown(newspaper: str, capture: Capture) -> dict[str, Any]:
    """What the site's parser and the first stage make of it; what is empty is left out."""
    try:
        records = list(read_records(all_newspapers()[newspaper], capture))
    except ParseError as error:
        return {"refused": error.reason}
    made: dict[str, Any] = {}
    for record in records:
        if isinstance(record, Link):
            entry = record.entry
            parts = (record.place.kind, record.url, *(() if entry is None else (entry.page_label, entry.page_name)))
            made.setdefault("links", []).append(" ".join(map(str, parts)))
        elif isinstance(record, Page):
            made["page"] = _fields(cleaned(record))
        else:
            assert isinstance(record, Clipping)
            made["article"] = _fields(normalised_article(cleaned(record)))
    return made


def _fields(record: Any) -> dict[str, Any]:
    fields = {name: _short(value) for name, value in json.loads(json_line(record)).items() if name not in CONSTANT}
    return {name: value for name, value in fields.items() if value not in (None, [])}


def _short(value: Any) -> Any:
    """Without empty parts; a block of the body on one line."""
    if isinstance(value, dict):
        if set(value) == {"kind", "text"}:
            return f"{value['kind']}: {value['text']}"
        return {name: short for name, one in value.items() if (short := _short(one)) not in (None, [])}
    if isinstance(value, list) and value and isinstance(value[0], list) and isinstance(value[0][0], int):
        return " ".join(f"{x},{y}" for x, y in value)
    return [_short(one) for one in value] if isinstance(value, list) else value
