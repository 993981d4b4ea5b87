"""What files and records of web archives may give to an issue: found in one pass, read when they are filed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from archive.captures.index import CaptureEntry
from archive.captures.store import Captures
from archive.captures.warc import HttpHeaders
from archive.record.identifiers import IssueKey, file_address
from crawler.platforms.contract import Newspaper
from crawler.sites import all_newspapers
from crawler.walk.order import refusal_of_date

NOT_OUT = "of a date before the newspaper's first issue, or in the future"
UNANNOUNCED = "of an issue that its address does not name and that no page announces"
OFF_SITE = "another site's"
ANOTHERS = "another newspaper's"
STANDS_IN_LEFT = "a text that stands in an issue that cannot be written, and is not moved"
_OUT_OF_DATE = "of a date that another platform of the newspaper serves, or of an edition that it does not have"
_DEFAULT_PORTS = {"http": ":80", "https": ":443"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """What a file or a record holds. ``kind``: that of the record which it becomes; a response has all fields.

    ``date``: when it was captured, as a WARC date; ``""``: nobody says.
    """

    kind: Literal["response", "resource", "conversion"]
    mime: str
    body: bytes
    status_line: str = ""
    headers: HttpHeaders = ()
    date: str = ""

    def record(self, captures: Captures, url: str) -> CaptureEntry:
        """Record it under ``url``; the entry that answers for it, older than this call if it was recorded before."""
        if self.kind != "response":
            return captures.add_document(url, kind=self.kind, mime=self.mime, body=self.body, date=self.date)
        return captures.add_response(
            url,
            request=None,
            status_line=self.status_line,
            headers=self.headers,
            body=self.body,
            date=self.date,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """What is known of an address, of the newspapers that are imported into.

    ``url``: its canonical spelling, ``""`` where it is no index, page or article; ``issue``: the one that it names,
    ``None`` if it names none. ``is_first``: an index, a page or a text that names its issue; it belongs there, whatever
    others announce. ``keys``: under which an announcement finds it. ``otherwise``: the reason for which its content is
    passed over, if it comes to no issue.
    """

    url: str = ""
    issue: IssueKey | None = None
    is_first: bool = False
    keys: tuple[str, ...] = ()
    otherwise: str = UNANNOUNCED


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A file, or the record at ``offset`` of a web archive, that may belong to an issue.

    ``original``: of a revisit, the offset of the response that has its body. ``is_picture``: it may be a picture or a
    PDF. ``is_asked``: a person named this very file, and is to hear of it. ``placed_on``: of a text in captures of
    ours, when it was placed where it says; else it is placed now, ``""``.
    """

    path: Path
    location: Location
    offset: int | None = None
    original: int | None = None
    is_picture: bool = False
    is_asked: bool = False
    placed_on: str = ""

    @property
    def can_be_announced(self) -> bool:
        """Whether a page may announce it: an article, a picture."""
        return not self.location.is_first and (self.is_picture or bool(self.location.url))


def location(newspapers: Sequence[Newspaper], address: str) -> Location | None:
    """Where ``address`` stands; ``None``: on no host of these newspapers."""
    try:
        plain = _plain(address)
    except ValueError:  # not a URL
        return None
    if urlsplit(plain).netloc not in {host for newspaper in newspapers for host in newspaper.hosts}:
        return None
    spellings = [spelling for newspaper in newspapers for spelling in newspaper.spellings(plain)]
    keys = tuple(dict.fromkeys(map(announcement_key, (plain, *(canonical for _, canonical, _ in spellings)))))
    for newspaper in newspapers:
        found = newspaper.located(plain)
        if found is not None:
            _, url, place = found
            if place.issue is not None and refusal_of_date(newspaper, place.issue.issue_date) is not None:
                return Location(url=url, keys=keys, otherwise=NOT_OUT)
            is_first = place.kind in ("index", "page") and place.issue is not None
            return Location(url=url, issue=place.issue, is_first=is_first, keys=keys)
    return Location(keys=keys, otherwise=_OUT_OF_DATE if spellings else _otherwise(plain))


def announcement_key(url: str) -> str:
    """An address as announcements and candidates compare it: ``http`` or ``https`` does not matter."""
    return file_address(url).partition("://")[2]


def _plain(address: str) -> str:
    """The address with its host in lower case and without the default port, which some crawlers write out.

    Raises:
        ValueError: it is no URL.
    """
    parts = urlsplit(address)
    host = parts.netloc.lower().removesuffix(_DEFAULT_PORTS.get(parts.scheme, ""))
    return parts._replace(netloc=host).geturl()


def _otherwise(url: str) -> str:
    is_anothers = any(newspaper.located(url) is not None for newspaper in all_newspapers().values())
    return ANOTHERS if is_anothers else UNANNOUNCED
