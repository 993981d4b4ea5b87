"""WACZ 1.1.1: an issue's captures in one file that the usual viewers replay.

https://specs.webrecorder.net/wacz/1.1.1/. Everything is copied through; nothing of the captures is held in memory.
"""

from __future__ import annotations

import errno
import hashlib
import json
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from ..captures.answers import in_time
from ..captures.dates import seconds
from ..captures.index import CAPTURES_FILE, CaptureEntry
from ..captures.reader import capture_entries
from ..issues.reader import articles, pages, published_issue
from ..record.identifiers import file_address
from ..record.issue import Issue
from ..record.own_files import open_own

_CHUNK = 2**20
_BLOCK_LINES = 3000  # of the index, in one gzip member: as the specification proposes


class NothingToExport(Exception):
    """The folder holds no published issue with captures; the message says what is lacking."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """One file of the package. ``sha256`` in hexadecimal."""

    path: str
    bytes: int
    sha256: str


def export_wacz(folder: Path, target: Path) -> list[Resource]:
    """Write the issue in ``folder`` to ``target``, whole or not at all.

    Raises:
        NothingToExport: there is no published issue, or it has no captures.
        OSError: ``target`` cannot be written; nothing is left of it.
    """
    issue = published_issue(folder)
    entries = [entry for _, entry in in_time(capture_entries(folder))]
    if issue is None:
        raise NothingToExport(f"{folder} holds no published issue")
    if not entries:
        raise NothingToExport(f"{folder} holds no captures")
    if target.exists() and not target.is_file():
        raise FileExistsError(errno.EEXIST, "a folder or a device stands there, and no file", str(target))
    staged = target.with_name(f"{target.name}.new")
    with open_own(staged, "wb") as file:
        try:
            resources = _packed(file, folder, issue, entries)
        except BaseException:
            staged.unlink()
            raise
    staged.replace(target)
    return resources


def _packed(file: BinaryIO, folder: Path, issue: Issue, entries: Sequence[CaptureEntry]) -> list[Resource]:
    with ZipFile(file, "w", ZIP_STORED, allowZip64=True) as package:
        with (folder / CAPTURES_FILE).open("rb") as captures:
            chunks = iter(lambda: captures.read(_CHUNK), b"")
            resources = [_added(package, f"archive/{CAPTURES_FILE}", chunks)]
        blocks = list(_index_blocks(entries))
        resources.append(_added(package, "indexes/index.cdx.gz", (block for _, block in blocks)))
        resources.append(_added(package, "indexes/index.idx", _index_of_index(blocks)))
        resources.append(_added(package, "pages/pages.jsonl", _page_lines(folder, issue, entries)))
        description = _json(_datapackage(issue, entries, resources))
        manifest = _added(package, "datapackage.json", [description])
        digest = {"path": manifest.path, "hash": f"sha256:{manifest.sha256}"}
        _added(package, "datapackage-digest.json", [_json(digest)])
    return resources


def _added(package: ZipFile, path: str, chunks: Iterable[bytes]) -> Resource:
    digest, size = hashlib.sha256(), 0
    info = ZipInfo(path)  # dated 1980: the same issue gives the same file
    info.external_attr = 0o644 << 16
    with package.open(info, "w", force_zip64=True) as file:
        for chunk in chunks:
            file.write(chunk)
            digest.update(chunk)
            size += len(chunk)
    return Resource(path=path, bytes=size, sha256=digest.hexdigest())


def _index_blocks(entries: Iterable[CaptureEntry]) -> Iterator[tuple[bytes, bytes]]:
    """First line and gzip member of each block of the index."""
    lines = sorted(entry.line() + b"\n" for entry in entries)
    for start in range(0, len(lines), _BLOCK_LINES):
        block = lines[start : start + _BLOCK_LINES]
        packer = zlib.compressobj(9, zlib.DEFLATED, 31)
        yield block[0], packer.compress(b"".join(block)) + packer.flush()


def _index_of_index(blocks: Iterable[tuple[bytes, bytes]]) -> Iterator[bytes]:
    yield b'!meta 0 {"format": "cdxj-gzip-1.0", "filename": "index.cdx.gz"}\n'
    offset = 0
    for first, block in blocks:
        key = b" ".join(first.split(b" ", 2)[:2])
        place = {
            "offset": offset,
            "length": len(block),
            "digest": f"sha256:{hashlib.sha256(block).hexdigest()}",
            "filename": "index.cdx.gz",
        }
        yield key + b" " + json.dumps(place).encode() + b"\n"
        offset += len(block)


def _page_lines(folder: Path, issue: Issue, entries: Iterable[CaptureEntry]) -> Iterator[bytes]:
    """What a viewer lists: the pages of the issue and its articles, each with its name."""
    captured = {entry.url: entry.date for entry in entries}
    yield _line({"format": "json-pages-1.0", "id": "pages", "title": f"{issue.title} {issue.issue_date}"})
    for page in pages(folder):
        title = f"第{page.page_label}版 {page.page_name or ''}".strip()
        yield from _page_line(page.id, page.url, title, captured)
    for article in articles(folder):
        yield from _page_line(article.id, article.url, article.headline or article.id, captured)


def _page_line(id_: str, url: str | None, title: str, captured: Mapping[str, str]) -> Iterator[bytes]:
    """A viewer asks for the file and shows the part of it that a fragment names."""
    moment = captured.get(file_address(url or ""))
    if moment is not None:
        yield _line({"id": id_, "url": url, "ts": moment, "title": title})


def _datapackage(issue: Issue, entries: Iterable[CaptureEntry], resources: Iterable[Resource]) -> dict[str, Any]:
    dates = {entry.url: entry.date for entry in entries}
    newest = max(dates.values(), key=seconds)
    package = {
        "profile": "data-package",
        "wacz_version": "1.1.1",
        "software": "epaper-archive",
        "title": f"{issue.title} {issue.issue_date}",
        "description": f"{issue.id}: {issue.status}",
        "created": newest,
        "modified": newest,
        "resources": [
            {"name": one.path.rpartition("/")[2], "path": one.path, "hash": f"sha256:{one.sha256}", "bytes": one.bytes}
            for one in resources
        ],
    }
    if issue.front_page in dates:
        package |= {"mainPageUrl": issue.front_page, "mainPageDate": dates[issue.front_page]}
    return package


def _line(record: dict[str, Any]) -> bytes:
    return json.dumps(record, ensure_ascii=False).encode() + b"\n"


def _json(record: dict[str, Any]) -> bytes:
    return json.dumps(record, ensure_ascii=False, indent=2).encode() + b"\n"
