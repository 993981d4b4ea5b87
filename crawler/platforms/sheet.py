"""What the pages and articles of one capture have in common."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from functools import cached_property, lru_cache
from typing import Protocol
from urllib.parse import urljoin, urlsplit

from archive.record.identifiers import IssueKey
from archive.record.page import CatalogueEntry
from archive.record.reasons import CUT_SHORT, LINKS_ELSEWHERE

from ..printed.blanks import collapsed
from ..printed.dates import printed_date
from ..printed.labels import UnknownLabel, page_label, page_name, page_token, token_label
from .contract import Link, Masthead, Place
from .document import Document
from .errors import AnotherIssue, AnotherNewspaper
from .html import Element
from .layout import Layout

_LONGEST = 200  # characters; nothing longer is remembered
_RELATIVE = re.compile(r"\s*(?![a-z][a-z0-9+.-]*:|/)\S", re.IGNORECASE)


class SheetPlatform(Protocol):
    """What a sheet asks of the platform that its capture is of."""

    @property
    def masthead(self) -> Masthead:
        """By which code and title the newspaper is known."""

    @property
    def hosts(self) -> tuple[str, ...]:
        """The hosts that may be asked."""

    def place(self, url: str) -> Place | None:
        """What an address says by itself."""

    def link(self, href: str, source: str) -> tuple[str, Place | None]:
        """Canonical URL and place of a link on ``source``; a link that leads elsewhere keeps its own spelling."""

    def is_anothers_page(self, url: str) -> bool:
        """Whether a link that leads to none of its pages leads to one of another newspaper on its host."""

    def refusal_of_link(self, url: str) -> str:
        """Reason for which a link that leads to no page and no article is not followed."""


class Sheet:
    """One capture being read by a layout, as ``place`` in ``issue``. ``url`` is its canonical address."""

    def __init__(
        self, platform: SheetPlatform, layout: Layout, document: Document, place: Place, issue: IssueKey, url: str
    ) -> None:
        self.platform = platform
        self.layout = layout
        self.document = document
        self.place = place
        self.issue = issue
        self.url = url
        self.flags = set(document.flags) - (set() if layout.closes_html else {CUT_SHORT})
        self.printed_date = printed_date(self._first_text(layout.issue_date) or "")
        self._check_newspaper()
        self._check_issue()

    def _check_newspaper(self) -> None:
        """Whoever lists another newspaper's pages alone is that newspaper's. Nearly always the first entry tells."""
        first = self._elements(self.layout.catalogue)[:1]
        places = (self._link(anchor, self.layout.catalogue_href)[1] for anchor in first)
        if any(place is not None and place.kind == "page" for place in places):
            return
        if any(place is not None for _, place in self.catalogue):
            return
        urls = [entry.url for entry, _ in self.catalogue if entry.url]
        if urls and all(map(self.platform.is_anothers_page, urls)):
            raise AnotherNewspaper(self.url, f"lists {urls[0]}")

    def _check_issue(self) -> None:
        """Whoever announced it says of which issue it is; but a page that leads to another issue is that one's.

        Its catalogue decides, unless printed date and list of articles outweigh it; where it is silent, they do.
        """
        if self.printed_date not in (None, self.issue.issue_date):
            self.flags.add("date_conflict")
        elif self.printed_date is not None and self.place.kind == "article":  # whoever announced it decides
            return
        place = self.platform.place(self.url)
        if place is None or place.issue is None:
            return
        own = {place.issue, self.issue}
        layout = self.layout
        listed = self._leads_to(own, layout.articles, layout.articles_href)
        if listed is None:
            listed = self._leads_to(own, layout.areas, layout.areas_href)
        printed = None if self.printed_date is None else self.printed_date in {issue.issue_date for issue in own}
        others = (listed, printed)
        if others.count(False) < others.count(True):  # nearly always
            return
        catalogue = self._leads_to(own, layout.catalogue, layout.catalogue_href)
        if catalogue is False or (catalogue is None and others == (False, False)):
            raise AnotherIssue(self.url, f"its links lead there, the date printed is {self.printed_date or 'none'}")
        if catalogue is None and others == (False, None):
            self.flags.add(LINKS_ELSEWHERE)

    def _leads_to(self, issues: Collection[IssueKey], css: str | None, attribute: str) -> bool | None:
        """Whether at least half of a list, aside from its own address, is of ``issues``; ``None``: no address says."""
        links = (self._link(element, attribute) for element in self._elements(css))
        stated = [place.issue for url, place in links if url != self.url and place is not None and place.issue]
        return 2 * sum(issue in issues for issue in stated) >= len(stated) if stated else None

    def _elements(self, css: str | None) -> list[Element]:
        return [] if css is None else self.document.select(css)

    def _first_text(self, css: str | None) -> str | None:
        return None if css is None else self.document.first_text(css)

    def _link(self, element: Element, attribute: str) -> tuple[str, Place | None]:
        """Canonical URL and place of a link; a link that leads elsewhere keeps its own spelling."""
        return self.platform.link(self.document.value(element, attribute), self.url)

    def _list(self, css: str | None) -> Iterator[tuple[Element, str]]:
        """The entries of a list, and the text of each without that of entries inside it."""
        entries = self._elements(css)
        others = frozenset(entries)
        for entry in entries:
            yield entry, self.document.text(entry, others)

    @cached_property
    def catalogue(self) -> list[tuple[CatalogueEntry, Place | None]]:
        """The pages of the issue, as the capture lists them; an article hardly ever needs to know."""
        return list(self._catalogue())

    def _catalogue(self) -> Iterator[tuple[CatalogueEntry, Place | None]]:
        shown: str | None = None  # label of the page that is shown, where an entry without a link asks for it
        for anchor, text in self._list(self.layout.catalogue):
            href = self.document.value(anchor, self.layout.catalogue_href)
            url, place = self.platform.link(href, self.url)
            if not href.partition("#")[0].strip():  # no link, or one to its own top
                printed = _label_and_name(text)
                if printed is None:  # it names no page and leads to none
                    continue
                shown = shown or (_label_and_name(self._first_text(self.layout.page_title) or "") or printed)[0]
                if printed[0] != shown:  # it is not linked, and another one
                    url, place = "", None
            if place is not None and place.kind == "page":
                yield _entry(url, place, self.issue, text)
                continue
            label, name = _label_and_name(text) or ("", collapsed(text))
            yield CatalogueEntry(page_id="", url=url, page_label=label, page_name=name), None

    def _own_label(self) -> tuple[str, str | None] | None:
        """Label and name of the page that it is, or stands on; ``None``: they are printed nowhere on it."""
        printed = _label_and_name(self._first_text(self.layout.page_title) or "")
        if printed is not None or self.place.page_token is None:
            return printed
        page_id = self.issue.page_id(self.place.page_token)
        for entry, place in self.catalogue:
            if place is not None and entry.page_id == page_id:
                return entry.page_label, entry.page_name
        return None

    def _is_file(self, element: Element, attribute: str) -> bool:
        """Whether a picture is the file that a browser saved beside the page: nobody knows what its address was."""
        return self.document.has_files and _RELATIVE.match(element.get(attribute) or "") is not None

    def _picture(self, element: Element | None, attribute: str) -> str | None:
        if element is None or (element.get(attribute) or "")[:99].lstrip().lower().startswith("data:"):
            return None  # the picture itself
        if self._is_file(element, attribute):
            self.flags.add("saved_picture")
            return None
        href = self.document.value(element, attribute).strip()
        try:
            url = urljoin(self.url, href)
            return url if href and urlsplit(url).netloc and urlsplit(url).scheme in ("http", "https") else None
        except ValueError:  # not a URL
            return None

    def _picture_links(self, *urls: str | None) -> Iterator[Link]:
        """Those on the newspaper's own host; no other one is ever asked."""
        for url in urls:
            if url is not None and urlsplit(url).netloc in self.platform.hosts:
                yield Link(url=url, place=Place(kind="picture"))


def _entry(url: str, place: Place, issue: IssueKey, text: str) -> tuple[CatalogueEntry, Place]:
    """Of an issue, every page and article lists the same: each entry is read once."""
    return (_known_entry if len(url) + len(text) <= _LONGEST else _read_entry)(url, place, issue, text)


def _label_and_name(text: str) -> tuple[str, str | None] | None:
    return (_known_label if len(text) <= _LONGEST else _read_label)(text)


def _read_entry(url: str, place: Place, issue: IssueKey, text: str) -> tuple[CatalogueEntry, Place]:
    """What the catalogue calls a page, and its place; where the address has no token, the label is the token."""
    printed = _label_and_name(text)
    token = place.page_token or ("" if printed is None else page_token(printed[0]))
    label, name = printed or (token_label(token), collapsed(text))
    entry = CatalogueEntry(page_id=issue.page_id(token), url=url, page_label=label, page_name=name)
    return entry, replace(place, page_token=token)


def _read_label(text: str) -> tuple[str, str | None] | None:
    try:
        return page_label(text), page_name(text)
    except UnknownLabel:
        return None


_known_entry = lru_cache(maxsize=256)(_read_entry)
_known_label = lru_cache(maxsize=256)(_read_label)
