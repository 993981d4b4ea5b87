"""Whether the captures of an issue are whole, and its index is theirs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from ..record.identifiers import file_address
from .index import CAPTURES_FILE, INDEX_FILE, CaptureEntry, capture_entry, is_indexed
from .warc import GZIP_HEADER, BrokenRecord, WarcRecord, http_message, records, sha256_digest


def capture_faults(folder: Path, urls: Sequence[str]) -> Iterator[tuple[str, str]]:
    """File and fault. ``urls`` are the addresses of which there are records: each, or its file, must have a capture."""
    path = folder / CAPTURES_FILE
    if not path.exists():
        if urls:
            yield CAPTURES_FILE, "lost"
        return
    entries: list[CaptureEntry] = []
    with path.open("rb") as file:
        for record in records(file):
            if isinstance(record, BrokenRecord):
                yield CAPTURES_FILE, f"damaged at {record}"
                continue
            file.seek(record.offset)
            if file.read(len(GZIP_HEADER)) != GZIP_HEADER:
                yield CAPTURES_FILE, f"damaged at offset {record.offset}: its gzip header"
            fault = _digest_fault(record)
            if fault is not None:
                yield CAPTURES_FILE, f"damaged at offset {record.offset}: {fault}"
            entry = capture_entry(record)
            if entry is not None:
                entries.append(entry)
    captured = {entry.url for entry in entries if entry.status < 300}
    for url in dict.fromkeys(file_address(url) for url in urls):
        if url not in captured:
            yield CAPTURES_FILE, f"no capture of {url}"
    yield from _index_faults(folder, entries)


def _digest_fault(record: WarcRecord) -> str | None:
    if record.headers.get("warc-block-digest") != sha256_digest(record.block):
        return f"the {record.type} record of {record.url} is not what its digest says"
    payload = record.headers.get("warc-payload-digest")
    if payload is None or record.type == "revisit":
        return None
    try:
        body = http_message(record.block).body if record.type == "response" else record.block
    except ValueError:
        return f"the response of {record.url} is not HTTP"
    return None if sha256_digest(body) == payload else f"the payload of {record.url} is not what its digest says"


def _index_faults(folder: Path, entries: Sequence[CaptureEntry]) -> Iterator[tuple[str, str]]:
    try:
        lines = (folder / INDEX_FILE).read_bytes().splitlines()
    except FileNotFoundError:
        yield INDEX_FILE, "lost"
        return
    expected = sorted(entry.line() for entry in entries)
    known = set(expected)
    is_whole = True
    for number, line in enumerate(lines, 1):
        if line not in known:
            is_whole = False
            yield f"{INDEX_FILE}:{number}", "damaged: no such record lies there"
    if len(lines) < len(expected):
        yield INDEX_FILE, f"{len(expected) - len(lines)} lines are lost"
    elif is_whole and not is_indexed(folder, entries):
        yield INDEX_FILE, "damaged: its lines are not in order, not each once, or the last has no end"
