"""Captures from elsewhere: saved pages, text captures, WARC and WET files. Preserved first, parsed from the archive."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord

from archive.captures.store import Captures
from archive.issues.lock import newspaper_lock
from archive.record.identifiers import issue_folder
from crawler.platforms.contract import Site
from crawler.platforms.errors import ParseError
from crawler.platforms.html import decoded_text
from crawler.platforms.text_capture import text_capture

from .foreign_archives import captured_at, drain, gzip_damage, is_web_archive, refusal_of_response

_SAVED_FROM = re.compile(rb"<!--\s*saved from url=\(\d+\)(\S+)\s*-->", re.IGNORECASE)
_CANONICAL = re.compile(rb"<link\b(?=[^>]*\brel=[\"']?canonical)[^>]*\bhref=[\"']?([^\"'\s>]+)", re.IGNORECASE)
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|div|h2)\b", re.IGNORECASE)
_ENCODING_HEADERS = ("transfer-encoding", "content-encoding", "content-length")
MAX_FILE = 64 * 2**20  # bytes, of a saved page or a text capture

IssueKey = tuple[str, date]


@dataclass(slots=True)
class Imports:
    """What became of the files: issues that got captures, how many, and what was passed over, with reasons."""

    issues: set[IssueKey] = field(default_factory=set)
    captures: int = 0
    passed_over: Counter[str] = field(default_factory=Counter)
    refused: list[tuple[Path, str]] = field(default_factory=list)


class Importer:
    """Files captures into the issues of ``sites``; a text capture, which does not say whose it is, into the first's.

    A context manager: holds the locks of the newspapers it writes to.
    """

    def __init__(self, archive: Path, sites: Sequence[Site]) -> None:
        self.imports = Imports()
        self._archive = archive
        self._sites = sites
        self._open = ExitStack()
        self._locked: set[str] = set()
        self._captures: tuple[Path, Captures] | None = None

    def __enter__(self) -> Importer:
        return self

    def __exit__(self, *_: object) -> None:
        self._close_captures()
        self._open.close()

    def add(self, path: Path) -> None:
        """Take one file in; what cannot be is in ``imports.refused``, with the reason.

        Raises:
            Locked: another process writes to the newspaper's archive.
        """
        try:
            if is_web_archive(path):
                self._add_web_archive(path)
            elif path.stat().st_size > MAX_FILE:
                self._refuse(path, f"larger than {MAX_FILE // 2**20} MB")
            else:
                body = path.read_bytes()
                self._add_page(path, body) if _HTML.search(body[:100_000]) else self._add_text(path, body)
        except OSError as error:
            self._refuse(path, error.strerror or str(error))
        except ArchiveLoadFailed as error:
            self._refuse(path, f"damaged: {error}")
        self._close_captures()

    def _refuse(self, path: Path, reason: str) -> None:
        self.imports.refused.append((path, reason))

    def _add_text(self, path: Path, body: bytes) -> None:
        site = self._sites[0]
        text, _ = decoded_text(body, None)
        try:
            page, _ = text_capture(text, site.newspaper, site.title)
        except ParseError as error:
            self._refuse(path, f"neither HTML nor a text capture: {error.detail}")
            return
        url = f"urn:sha256:{hashlib.sha256(body).hexdigest()}"
        captures = self._captures_of(site, page.issue_date)
        captures.add_document(url, kind="conversion", mime="text/plain", body=text.encode())
        self.imports.captures += 1

    def _add_page(self, path: Path, body: bytes) -> None:
        found = next(((site, url) for site in self._sites for url in _addresses(site, path, body)), None)
        if found is None:
            self._refuse(path, "its address is neither in it nor in its path; keep the path of the site, html/…")
            return
        site, url = found
        address = site.address(url)
        assert address is not None
        captures = self._captures_of(site, address.issue_date)
        captures.add_document(url, kind="resource", mime="text/html", body=body)
        self.imports.captures += 1

    def _add_web_archive(self, path: Path) -> None:
        with path.open("rb") as file:
            count = 0
            for record in ArchiveIterator(file, check_digests=True, arc2warc=True):
                reason = self._add_record(record)
                drain(record)
                count += 1
                if reason is not None:
                    self.imports.passed_over[reason] += 1
        damage = gzip_damage(path)
        if damage is not None or count == 0:
            self._refuse(path, damage or "no record in it")

    def _add_record(self, record: ArcWarcRecord) -> str | None:
        """Take a record in; otherwise why not."""
        if record.rec_type not in ("response", "conversion", "resource"):
            return f"{record.rec_type} record"
        target = record.rec_headers.get_header("WARC-Target-URI") or ""
        for site in self._sites:
            url = _own_address(site, target)
            if url is not None:
                break
        else:
            return "another site's"
        address = site.address(url)
        assert address is not None
        body = record.content_stream().read()
        drain(record)
        if record.digest_checker.passed is False:
            return "damaged record"
        reason = refusal_of_response(url, record, body)
        if reason is not None:
            return reason
        captures = self._captures_of(site, address.issue_date)
        if record.rec_type == "response" and record.http_headers is not None:
            headers = [pair for pair in record.http_headers.headers if pair[0].lower() not in _ENCODING_HEADERS]
            captures.add_response(
                url,
                request=None,
                status_line=f"HTTP/1.1 {record.http_headers.statusline}",
                headers=[(name.encode("latin-1", "replace"), value.encode("utf-8")) for name, value in headers],
                body=body,
                date=captured_at(record),
            )
        else:
            mime = (record.content_type or "text/plain").partition(";")[0]
            captures.add_document(url, kind=record.rec_type, mime=mime, body=body)
        self.imports.captures += 1
        return None

    def _captures_of(self, site: Site, issue_date: date) -> Captures:
        if site.newspaper not in self._locked:
            self._open.enter_context(newspaper_lock(self._archive, site.newspaper))
            self._locked.add(site.newspaper)
        self.imports.issues.add((site.newspaper, issue_date))
        folder = issue_folder(self._archive, site.newspaper, issue_date)
        if self._captures is None or self._captures[0] != folder:
            self._close_captures()
            self._captures = folder, Captures(folder)
        return self._captures[1]

    def _close_captures(self) -> None:
        if self._captures is not None:
            self._captures[1].close()
            self._captures = None


def _own_address(site: Site, url: str) -> str | None:
    """Canonical form of ``url`` where it is a page or article of the site, whatever its scheme."""
    if url.partition("://")[2].partition("/")[0] != site.host:
        return None
    canonical = site.canonical_url(url)
    return canonical if site.address(canonical) is not None else None


def _addresses(site: Site, path: Path, body: bytes) -> Iterator[str]:
    """Addresses that a saved page may be of: as its browser noted, as it says itself, as its path says."""
    for pattern in (_SAVED_FROM, _CANONICAL):
        match = pattern.search(body[:100_000])
        if match is not None:
            url = _own_address(site, match[1].decode("utf-8", "replace"))
            if url is not None:
                yield url
    parts = path.resolve().parts
    for start in range(1, len(parts)):
        url = _own_address(site, f"{site.home}/{'/'.join(parts[start:])}")
        if url is not None:
            yield url
