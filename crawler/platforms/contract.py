"""What a newspaper and its platforms are: what an address says by itself, and what a capture shows.

Everything here and below it is pure: no clock, no socket, no file, no settings, no logger, no Scrapy.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal
from urllib.parse import urlsplit

from archive.record.clipping import Clipping
from archive.record.identifiers import IssueKey, folder_date, safe_token
from archive.record.issue import Announced
from archive.record.page import CatalogueEntry, Page

from .capture import Capture
from .errors import UnknownLayout

Kind = Literal["index", "page", "article", "calendar", "picture"]
"""What an address gives. An ``index`` lists or holds pages, and is itself none: once read, no account counts it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """What is known of an address. ``None``: it does not say; whoever announced it does."""

    kind: Kind
    issue: IssueKey | None = None
    page_token: str | None = None
    source_id: str | None = None

    def within(self, issue: IssueKey, page_token: str | None = None) -> Place:
        """The place of what a page of ``issue`` announces: that decides, whatever date the address carries."""
        if self.issue == issue and self.page_token is not None:
            return self
        own = None if self.is_silent_in(issue) else self.page_token
        return replace(self, issue=issue, page_token=own or page_token or self.page_token)

    def is_silent_in(self, issue: IssueKey) -> bool:
        """Whether the address names no page of ``issue``: it has no token, or that of another issue's page."""
        return self.page_token is None or self.issue not in (None, issue)

    def id_in(self, issue: IssueKey) -> str | None:
        """Identifier of the page or article that it is in ``issue``; ``None``: it is neither, or does not say."""
        if self.kind == "index":
            return issue.page_id("index")
        if self.kind == "page" and self.page_token is not None:
            return issue.page_id(self.page_token)
        return issue.article_id(self.source_id) if self.kind == "article" and self.source_id is not None else None

    @property
    def counts_as(self) -> Announced:
        """What the account calls it."""
        return "article" if self.kind == "article" else "page"


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An address that a capture announces. It travels with the request; nothing is looked up by its address.

    ``url``: what is asked for; a fragment, which tells records apart that share a file, is cut off. ``entry``: of a
    page, what the catalogue calls it. ``refused``: why it is not followed; then it is for the account alone.
    """

    url: str
    place: Place
    entry: CatalogueEntry | None = None
    refused: str | None = None


@dataclass(frozen=True, slots=True)
class Masthead:
    """The masthead (报头): by which code and title a newspaper is known here; ``language`` is a BCP 47 tag."""

    code: str
    title: str
    language: str = "zh-Hans"


@dataclass(frozen=True, kw_only=True)
class Platform(ABC):
    """One publishing system at one newspaper, which serves its issues from the date ``since`` on.

    ``sends_referer``: the site answers only to whoever says on which page a link stood; so whatever is announced,
    pictures too, is asked for with a ``Referer``.

    A file may hold several records: the whole issue, or all its pages. Then the ``url`` of each is that of the file
    and a fragment of its own (``…/navi.json#A01``): an identity, never an address that is asked for.
    """

    masthead: Masthead
    since: date
    sends_referer: bool = False

    @property
    @abstractmethod
    def hosts(self) -> tuple[str, ...]:
        """The hosts that serve it, with the port where there is one; the main one first. No other is ever asked."""

    @abstractmethod
    def front(self, issue: IssueKey) -> Link:
        """Where an issue begins: its first page, or an index."""

    @abstractmethod
    def canonical_url(self, url: str) -> str:
        """The one spelling of an address on one of ``hosts``: scheme, host, file ending, no tracking parts."""

    @abstractmethod
    def place(self, url: str) -> Place | None:
        """What ``url`` says by itself; ``None``: it is no index, page or article of this newspaper."""

    @abstractmethod
    def read(self, capture: Capture, place: Place, issue: IssueKey) -> Iterator[Link | Page | Clipping]:
        """What a capture of ``place`` shows of ``issue``: pages, clippings, and the links that it announces.

        Raises:
            ParseError: it shows nothing of the kind.
        """

    def read_text(
        self,
        text: str,  # noqa: ARG002 - most platforms have none
        place: Place | None,  # noqa: ARG002
        headline: str | None = None,  # noqa: ARG002
    ) -> tuple[Page | None, Clipping]:
        """What a text capture shows: what a reader of one article page sees, line by line, without markup.

        ``place`` is that of its address, where it has one, or where somebody placed it by hand; then ``headline`` is
        that person's too.

        Raises:
            ParseError: it is none of this platform's.
        """
        raise UnknownLayout(None, f"no text capture of {self.masthead.title} can be read")

    def calendar(self, issue: IssueKey) -> Link | None:  # noqa: ARG002 - as above
        """The publisher's calendar that says whether there is such an issue."""
        return None

    def issue_dates(self, capture: Capture) -> frozenset[date]:  # noqa: ARG002 - as above
        """The dates that a calendar lists; none where the capture is no calendar.

        Raises:
            ParseError: it lists something that cannot be read.
        """
        return frozenset()

    def refusal_of_link(self, url: str) -> str:
        """Reason for which a link that leads to no page and no article is not followed."""
        try:
            host = urlsplit(url).netloc
        except ValueError:  # not a URL: "http://[x"
            return "unusable_link"
        return "unusable_link" if host in ("", *self.hosts) else "off_site_link"


@dataclass(frozen=True, kw_only=True)
class Newspaper:
    """A newspaper (报纸). It outlives its ``platforms``: newest first, a date's is the first that serves it.

    ``publication_hour`` is the hour, Asia/Shanghai, from which an issue can be expected on its date. ``weekdays`` are
    its publication days, Monday 0. ``editions``: those of each date (版本), in the order in which they appear.
    """

    masthead: Masthead
    platforms: tuple[Platform, ...]
    publication_hour: int = 6
    weekdays: tuple[int, ...] = (0, 1, 2, 3, 4, 5, 6)
    editions: tuple[str, ...] = ("a",)

    def __post_init__(self) -> None:
        since = [platform.since for platform in self.platforms]
        if not since or since != sorted(since, reverse=True):
            raise ValueError(f"{self.code}: platforms stand newest first, and there is at least one")
        if {platform.masthead.code for platform in self.platforms} != {self.code}:
            raise ValueError(f"{self.code}: a platform has the masthead of another newspaper")
        if any(not edition or safe_token(edition) != edition for edition in self.editions):
            raise ValueError(f"{self.code}: an edition is ASCII letters, digits, - and _ alone")

    @property
    def code(self) -> str:
        """``xmwb``."""
        return self.masthead.code

    @property
    def title(self) -> str:
        """``新民晚报``."""
        return self.masthead.title

    @property
    def first_issue(self) -> date:
        """The oldest date known to be served."""
        return self.platforms[-1].since

    @property
    def hosts(self) -> tuple[str, ...]:
        """The hosts of all its platforms, the main one of today's first."""
        return tuple(dict.fromkeys(host for platform in self.platforms for host in platform.hosts))

    def issues(self, issue_date: date) -> tuple[IssueKey, ...]:
        """The issues of a date: one for each edition."""
        return tuple(IssueKey(self.code, issue_date, edition) for edition in self.editions)

    def platform(self, issue_date: date) -> Platform:
        """The platform that serves the issues of a date; of one before all of them, the oldest."""
        return next((one for one in self.platforms if one.since <= issue_date), self.platforms[-1])

    def located(self, url: str) -> tuple[Platform, str, Place] | None:
        """Of an address from elsewhere: which platform's it is, its canonical spelling, and its place.

        ``http`` or ``https`` does not matter. ``None``: it is none of this newspaper's indexes, pages and articles, or
        one of a date that another platform serves, or of an edition that there is not.
        """
        for platform, canonical, place in self.spellings(url):
            issue = place.issue
            if issue is None or (self.platform(issue.issue_date) is platform and issue.edition in self.editions):
                return platform, canonical, place
        return None

    def spellings(self, url: str) -> Iterator[tuple[Platform, str, Place]]:
        """The same of each platform that knows the address, whichever dates it serves."""
        host = url.partition("://")[2].partition("/")[0]
        for platform in self.platforms:
            if host not in platform.hosts:
                continue
            try:
                canonical = platform.canonical_url(url)
                place = platform.place(canonical)
            except ValueError:  # not a URL, or a date that there is not
                continue
            if place is not None:
                yield platform, canonical, place

    def issue_in(self, folder_name: str) -> IssueKey | None:
        """The issue whose folder has that name: ``2020-03-15``, or ``2020-03-15-b`` of a second edition."""
        day = folder_date(folder_name)
        return next((one for one in self.issues(day) if one.folder_name == folder_name), None) if day else None
