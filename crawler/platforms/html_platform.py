"""A platform whose pages and articles are HTML: everything but what its addresses look like."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from datetime import date
from functools import cached_property, lru_cache
from urllib.parse import urljoin, urlsplit

from archive.record.clipping import Clipping
from archive.record.identifiers import IssueKey
from archive.record.page import Page

from .article_sheet import ArticleSheet
from .calendars import period_dates
from .capture import Capture
from .contract import Link, Place, Platform
from .document import Document
from .errors import UnknownLayout
from .layout import Layout
from .page_sheet import PageSheet

_RECURRING = 200  # characters; nothing longer is remembered


@dataclass(frozen=True, kw_only=True)
class HtmlPlatform(Platform):
    """A subclass says what its addresses look like (``front``, ``canonical_url``, ``read_address``).

    ``home``: scheme and main host. ``more_hosts``: others that serve articles or pictures. ``layouts``: newest first,
    chosen by the signature that a page carries. ``calendar_address``: a format of the date that gives the publisher's
    calendar of its month (Founder's ``period.xml``), where there is one.
    """

    home: str
    layouts: tuple[Layout, ...]
    more_hosts: tuple[str, ...] = ()
    calendar_address: str | None = None

    @property
    def hosts(self) -> tuple[str, ...]:
        """The host of ``home``, then the others."""
        return self._hosts

    @abstractmethod
    def read_address(self, url: str) -> Place | None:
        """What a canonical ``url`` on one of ``hosts`` says by itself; may raise ValueError where it is no URL."""

    def place(self, url: str) -> Place | None:
        """By the address alone: a page may also show an article, inline."""
        return self._places(url) if len(url) <= _RECURRING else self._place(url)

    def link(self, href: str, source: str) -> tuple[str, Place | None]:
        """Canonical URL and place of a link on ``source``; a link that leads elsewhere keeps its own spelling."""
        if href.startswith("/") and not href.startswith("//") and len(href) <= _RECURRING:
            parts = urlsplit(source)
            return self._links(href, f"{parts.scheme}://{parts.netloc}")  # the same on every page
        return self._link(href, source)

    def read(self, capture: Capture, place: Place, issue: IssueKey) -> Iterator[Link | Page | Clipping]:
        """By the first layout whose signature the page carries."""
        document = Document.of(capture)
        sheet = ArticleSheet if place.kind == "article" else PageSheet
        for layout in self.layouts:
            if document.select(sheet.signature(layout)):
                break
        else:
            raise document.refusal() or UnknownLayout(capture.url)
        url = self.canonical_url(capture.url or "")
        return sheet(self, layout, document, place, issue, url).records()

    def is_anothers_page(self, url: str) -> bool:
        """Whether an address would be that of a page of this newspaper, if its own code stood in it for a word."""
        parts = urlsplit(url)
        words = parts.path.split("/")
        for number, word in enumerate(words):
            path = "/".join([*words[:number], self.masthead.code, *words[number + 1 :]])
            place = self.place(parts._replace(path=path).geturl()) if word != self.masthead.code else None
            if place is not None and place.kind == "page":
                return True
        return False

    def calendar(self, issue: IssueKey) -> Link | None:
        """The calendar of the month, by ``calendar_address``."""
        if self.calendar_address is None:
            return None
        return Link(url=self.calendar_address.format(issue.issue_date), place=Place(kind="calendar"))

    def issue_dates(self, capture: Capture) -> frozenset[date]:
        """Those of a ``period.xml``."""
        return period_dates(capture.body, capture.url)

    def __getstate__(self) -> dict[str, object]:
        """Its fields alone, for pickle and copy: what it remembers of addresses stays where it was read."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

    # The pages and articles of an issue list each other: what one of them says is read once.

    @cached_property
    def _hosts(self) -> tuple[str, ...]:
        return (urlsplit(self.home).netloc, *self.more_hosts)

    @cached_property
    def _places(self) -> Callable[[str], Place | None]:
        return lru_cache(maxsize=512)(self._place)

    @cached_property
    def _links(self) -> Callable[[str, str], tuple[str, Place | None]]:
        return lru_cache(maxsize=512)(self._link)

    def _link(self, href: str, source: str) -> tuple[str, Place | None]:
        try:
            url = urljoin(source, href.strip())
            if urlsplit(url).netloc not in self._hosts or urlsplit(url).scheme not in ("http", "https"):
                return url, None
            url = self.canonical_url(url)
        except ValueError:  # not a URL: "http://[x"
            return href, None
        return url, self.place(url)

    def _place(self, url: str) -> Place | None:
        try:
            return self.read_address(url) if urlsplit(url).netloc in self._hosts else None
        except ValueError:  # "http://[x"
            return None
