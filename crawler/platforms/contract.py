"""What an adapter is: what an address says by itself, and what a capture says.

Everything here and below it is pure: no clock, no socket, no settings, no logger, no Scrapy.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal
from urllib.parse import urlsplit

from archive.record.clipping import Clipping
from archive.record.identifiers import article_id, issue_id, page_id
from archive.record.issue import Announced
from archive.record.page import CatalogueEntry, Page

from .capture import Capture
from .errors import AnotherIssue, UnknownLayout
from .html import decoded_text
from .text_capture import text_capture

LinkKind = Literal["page", "article", "picture"]


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
    an issue can be expected on its date. ``weekdays`` are its publication days, Monday 0. ``calendar``: a format
    of the date that gives the publisher's calendar of its month (Founder's ``period.xml``), where there is one.
    """

    newspaper: str
    title: str
    first_issue: date
    home: str
    publication_hour: int = 6
    weekdays: tuple[int, ...] = (0, 1, 2, 3, 4, 5, 6)
    language: str = "zh-Hans"
    calendar: str | None = None

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

    def calendar_page(self, issue_date: date) -> str | None:
        """Address of the calendar that says whether that date has an issue."""
        return None if self.calendar is None else self.calendar.format(issue_date)

    def kind(self, url: str) -> LinkKind:
        """Page or article, by the address; anything else is a picture."""
        address = self.address(url)
        return "picture" if address is None else address.kind

    @abstractmethod
    def canonical_url(self, url: str) -> str:
        """The one spelling of an address of this site: scheme, host, file ending, no tracking parts."""

    def refusal_of_link(self, url: str) -> str:
        """Reason for which a link that is none of this newspaper's pages and articles is not followed."""
        try:
            host = urlsplit(url).netloc
        except ValueError:  # not a URL: "http://[x"
            return "unusable_link"
        return "unusable_link" if host in ("", self.host) else "off_site_link"

    def parse(self, capture: Capture) -> Iterator[Link | Page | Clipping]:
        """What the capture shows: by its address, a page or an article; without one, a text capture.

        Raises:
            ParseError: it shows no page and no article of this newspaper.
        """
        address = None if capture.url is None else self.address(capture.url)
        if capture.url is not None and address is None:
            raise UnknownLayout(capture.url, "not an address of this newspaper")
        if address is None or (capture.content_type or "").startswith("text/plain"):
            yield from self._text_records(capture, address)
        else:
            yield from self.parse_html(capture, address)

    @abstractmethod
    def parse_html(self, capture: Capture, address: Address) -> Iterator[Link | Page | Clipping]:
        """What an HTML capture shows: a page and its links, or a clipping and its pictures.

        Raises:
            ParseError: it shows nothing of the kind.
        """

    def _text_records(self, capture: Capture, address: Address | None) -> Iterator[Page | Clipping]:
        text, _ = decoded_text(capture.body, capture.content_type)
        page, clipping = text_capture(text, self.newspaper, self.title)
        if address is not None:
            if clipping.issue_date != address.issue_date:
                raise AnotherIssue(capture.url, f"is of {clipping.issue_date}")
            clipping = replace(clipping, url=self.canonical_url(capture.url or ""), source_id=address.source_id)
        yield page
        yield clipping
