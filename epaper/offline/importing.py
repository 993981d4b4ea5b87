"""Captures from elsewhere: saved pages, text captures, WARC and WET files. Preserved first, parsed from the archive."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord

from archive.captures.store import Captures
from archive.captures.text_address import HandPlacement, text_address
from archive.captures.warc import MAX_BODY
from archive.issues.lock import newspaper_lock
from archive.record.identifiers import IssueKey
from crawler.platforms.contract import Newspaper, Place
from crawler.platforms.errors import BodyAlone, MissingHeadline, ParseError
from crawler.platforms.html import decoded_text

from .foreign_archives import (
    body_of,
    captured_at,
    drain,
    gzip_damage,
    is_web_archive,
    refusal_of_response,
    web_records,
)

_SAVED_FROM = re.compile(rb"<!--\s*saved from url=\(\d+\)(\S+)\s*-->", re.IGNORECASE)
_CANONICAL = re.compile(rb"<link\b(?=[^>]*\brel=[\"']?canonical)[^>]*\bhref=[\"']?([^\"'\s>]+)", re.IGNORECASE)
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|div|h2)\b", re.IGNORECASE)
_TRANSFER_HEADERS = ("transfer-encoding", "content-length")
MAX_FILE = 64 * 2**20  # bytes, of a saved page or a text capture


@dataclass(slots=True)
class Imports:
    """What became of the files: issues that got captures, how many captures, records passed over, files refused."""

    issues: set[IssueKey] = field(default_factory=set)
    captures: int = 0
    passed_over: Counter[str] = field(default_factory=Counter)
    refused: list[tuple[Path, str]] = field(default_factory=list)


class Importer:
    """Files captures into the issues of ``newspapers``.

    A text capture, which does not say of which newspaper it is, belongs to the first of them; ``placed`` is date and
    place of one that says neither. A context manager: it holds the locks of the newspapers that it writes to.
    """

    def __init__(
        self, archive: Path, newspapers: Sequence[Newspaper], placed: tuple[date, HandPlacement] | None = None
    ) -> None:
        self.imports = Imports()
        self._archive = archive
        self._newspapers = newspapers
        self._placed = placed
        self._open = ExitStack()
        self._locked: set[str] = set()
        self._captures: tuple[Path, Captures] | None = None

    def __enter__(self) -> Importer:
        return self

    def __exit__(self, *_: object) -> None:
        self._close_captures()
        self._open.close()

    def add(self, path: Path) -> None:
        """Take one file in; a file that cannot be taken in is in ``imports.refused``, with the reason.

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
        if len(self._newspapers) > 1:
            self._refuse(path, "a text does not say of which newspaper it is; name one instead of `all`")
            return
        newspaper = self._newspapers[0]
        text, _ = decoded_text(body, None)
        placement = None if self._placed is None else self._placed[1]
        try:
            issue = self._issue_of(text, newspaper)
        except (BodyAlone, MissingHeadline) as error:
            self._refuse(path, f"{error.detail}. {_how_to_place(newspaper, path)}")
            return
        except ParseError as error:
            self._refuse(path, f"neither HTML nor a text capture: {error.detail}")
            return
        if issue is None:
            self._refuse(path, "it says itself where it stands; leave out --date, --page and --headline")
            return
        captures = self._captures_of(issue)
        captures.add_document(text_address(body, placement), kind="conversion", mime="text/plain", body=text.encode())
        self.imports.captures += 1

    def _issue_of(self, text: str, newspaper: Newspaper) -> IssueKey | None:
        """The issue that a text belongs to: as it says, or as it was placed; ``None``: it says so, and was placed too.

        Raises:
            ParseError: it is no text capture, or does not say and was not placed.
        """
        try:
            _, clipping = newspaper.platforms[0].read_text(text, None)
        except (BodyAlone, MissingHeadline):
            if self._placed is None:
                raise
            issue_date, placement = self._placed
            issue = IssueKey(newspaper.code, issue_date)
            place = Place(kind="article", issue=issue, page_token=placement.page_token)
            newspaper.platform(issue_date).read_text(text, place, placement.headline)
            return issue
        return IssueKey.of(clipping) if self._placed is None else None

    def _add_page(self, path: Path, body: bytes) -> None:
        url, place = next(self._addresses(path, body), (None, None))
        if url is None or place is None:
            self._refuse(path, "its address is neither in it nor in its path; keep the path of the site, html/…")
            return
        if place.issue is None:
            self._refuse(path, f"{url} does not say of which issue it is")
            return
        captures = self._captures_of(place.issue)
        captures.add_document(url, kind="resource", mime="text/html", body=body)
        self.imports.captures += 1

    def _add_web_archive(self, path: Path) -> None:
        with path.open("rb") as file:
            count = 0
            for record in web_records(file):
                reason = self._add_record(record)
                drain(record)
                count += 1
                if reason is not None:
                    self.imports.passed_over[reason] += 1
        damage = gzip_damage(path)
        if damage is not None or count == 0:
            self._refuse(path, damage or "no record in it")

    def _add_record(self, record: ArcWarcRecord) -> str | None:
        """Take a record in; the reason, where it is passed over."""
        if record.rec_type not in ("response", "conversion", "resource"):
            return f"{record.rec_type} record"
        target = record.rec_headers.get_header("WARC-Target-URI") or ""
        url, place = self._located(target)
        if url is None or place is None:
            return "another site's"
        if place.issue is None:
            return "of an issue that its address does not name"
        body = body_of(record)
        drain(record)
        if body is None:
            return f"larger than {MAX_BODY // 2**20} MB"
        if record.digest_checker.passed is False:
            return "damaged record"
        reason = refusal_of_response(url, record, body)
        if reason is not None:
            return reason
        captures = self._captures_of(place.issue)
        if record.rec_type == "response" and record.http_headers is not None:
            headers = [pair for pair in record.http_headers.headers if pair[0].lower() not in _TRANSFER_HEADERS]
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

    def _captures_of(self, issue: IssueKey) -> Captures:
        if issue.newspaper not in self._locked:
            self._open.enter_context(newspaper_lock(self._archive, issue.newspaper))
            self._locked.add(issue.newspaper)
        self.imports.issues.add(issue)
        folder = issue.folder(self._archive)
        if self._captures is None or self._captures[0] != folder:
            self._close_captures()
            self._captures = folder, Captures(folder)
        return self._captures[1]

    def _located(self, url: str) -> tuple[str, Place] | tuple[None, None]:
        """Canonical form and place of ``url``, where it is an index, page or article of one of the newspapers."""
        for newspaper in self._newspapers:
            found = newspaper.located(url)
            if found is not None:
                return found[1:]
        return None, None

    def _addresses(self, path: Path, body: bytes) -> Iterator[tuple[str, Place]]:
        """Addresses that a saved page may have: as the browser noted it, as the page says itself, as its path says."""
        for pattern in (_SAVED_FROM, _CANONICAL):
            match = pattern.search(body[:100_000])
            url, place = self._located("" if match is None else match[1].decode("utf-8", "replace"))
            if url is not None and place is not None:
                yield url, place
        parts = path.resolve().parts
        hosts = [host for one in self._newspapers for host in one.hosts]
        for start in range(1, len(parts)):
            for host in hosts:
                url, place = self._located(f"https://{host}/{'/'.join(parts[start:])}")
                if url is not None and place is not None:
                    yield url, place

    def _close_captures(self) -> None:
        if self._captures is not None:
            self._captures[1].close()
            self._captures = None


def _how_to_place(newspaper: Newspaper, path: Path) -> str:
    options = "--date YYYY-MM-DD --page PAGE --headline HEADLINE"
    return f"Say where it stands: epaper import {newspaper.code} {path} {options}"
