"""What an adapter is: what an address says by itself, and what a capture says.

Everything here and below it is pure: no clock, no socket, no settings, no logger, no Scrapy.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal
from urllib.parse import urlsplit, urlunsplit

from archive.identifiers import article_id, issue_id, page_id
from archive.model import Announced, CatalogueEntry, Clipping, Page

from .capture import Capture

LinkKind = Literal["page", "article", "picture"]


class ParseError(Exception):
    """A capture that gives no record. ``reason`` is the code that stands in the account."""

    reason: ClassVar[str] = "unreadable"

    def __init__(self, url: str | None, detail: str = "") -> None:
        super().__init__(url, detail)
        self.url = url
        self.detail = detail

    def __str__(self) -> str:
        return ": ".join(part for part in (self.url or "no address", self.reason, self.detail) if part)


class UnknownLayout(ParseError):
    """The page matches none of the site's layouts: a redesign, or not a page of the newspaper at all."""

    reason = "unknown_layout"


class MissingHeadline(ParseError):
    """A text capture without a headline has no identity."""

    reason = "missing_headline"


class NotHtml(ParseError):
    """The body is something else: a picture, a PDF, binary data."""

    reason = "not_html"


class EmptyResponse(ParseError):
    """Nothing but white space."""

    reason = "empty_response"


class TooLarge(ParseError):
    """Beyond any page a newspaper prints."""

    reason = "too_large"


class TooDeep(ParseError):
    """Nested beyond what libxml2 builds (2,048 levels); the rest would be lost silently."""

    reason = "too_deep"


class SoftNotFound(ParseError):
    """Status 200, and a text that says that there is no such page."""

    reason = "soft_404"


class BlockPage(ParseError):
    """The site asks for a captcha or refuses the visitor."""

    reason = "block_page"


class EmptyCatalogue(ParseError):
    """The newspaper's frame without a single page in it: not out yet, or no issue that day."""

    reason = "empty_catalogue"


class AnotherIssue(ParseError):
    """The address of one issue answers with another one's page."""

    reason = "another_issue"


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """What a URL says by itself. ``source_id`` is ``None`` for a page."""

    kind: Announced
    newspaper: str
    issue_date: date
    edition: str = "a"
    page_token: str
    source_id: str | None = None

    @property
    def issue_id(self) -> str:
        """Identifier of the issue it belongs to."""
        return issue_id(self.newspaper, self.issue_date, self.edition)

    @property
    def page_id(self) -> str:
        """Identifier of the page it is, or stands on."""
        return page_id(self.issue_id, self.page_token)

    @property
    def id(self) -> str:
        """Identifier of the page or article it is the address of."""
        return self.page_id if self.source_id is None else article_id(self.issue_id, self.source_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An address to ask for next. Of a page, with what the catalogue calls it.

    A ``picture`` (a facsimile, its PDF, a photo) is preserved, never parsed.
    """

    kind: LinkKind
    url: str
    entry: CatalogueEntry | None = None


@dataclass(frozen=True, kw_only=True)
class Site(ABC):
    """One newspaper. A platform is a subclass; a site module gives it its data.

    ``first_issue`` is the oldest date known to be served. ``publication_hour`` is the hour, Asia/Shanghai, from which
    an issue can be expected on its date. ``weekdays`` are its publication days, Monday 0.
    """

    newspaper: str
    title: str
    first_issue: date
    home: str
    publication_hour: int = 6
    weekdays: tuple[int, ...] = (0, 1, 2, 3, 4, 5, 6)
    language: str = "zh-Hans"

    @property
    def host(self) -> str:
        """The host that serves it, with the port where there is one."""
        return urlsplit(self.home).netloc

    @abstractmethod
    def front_page(self, issue_date: date) -> str:
        """Address at which the issue of that date begins."""

    @abstractmethod
    def address(self, url: str) -> Address | None:
        """What ``url`` says by itself; ``None``: not a page or article of this newspaper."""

    @abstractmethod
    def canonical_url(self, url: str) -> str:
        """The one spelling of an address of this site: scheme, host, file ending, no tracking parts."""

    @abstractmethod
    def parse(self, capture: Capture) -> Iterator[Link | Page | Clipping]:
        """What the capture shows.

        Raises:
            ParseError: it shows no page and no article of this newspaper.
        """


def at_mirror(url: str, site: Site, base_url: str | None) -> str:
    """Where to ask for ``url``: a path of the site's host below ``base_url``, where a mirror is given."""
    if base_url is None:
        return url
    parts = urlsplit(url)
    if parts.netloc != site.host:
        return url
    base = urlsplit(base_url)
    return urlunsplit((base.scheme, base.netloc, base.path.rstrip("/") + parts.path, parts.query, ""))


def from_mirror(url: str, site: Site, base_url: str | None) -> str:
    """The newspaper's own address of what a mirror served at ``url``."""
    if base_url is None:
        return url
    parts = urlsplit(url)
    base = urlsplit(base_url)
    if parts.netloc != base.netloc or not parts.path.startswith(base.path.rstrip("/") + "/"):
        return url
    home = urlsplit(site.home)
    path = parts.path[len(base.path.rstrip("/")) :]
    return urlunsplit((home.scheme, home.netloc, path, parts.query, ""))
