"""What the pages and articles of one capture have in common."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from archive.record.page import CatalogueEntry

from ..printed.blanks import collapsed
from ..printed.dates import printed_date
from ..printed.labels import UnknownLabel, page_label, page_name
from .contract import Address, Link
from .errors import AnotherIssue
from .html import Select, printed_text
from .layout import DzbLayout

if TYPE_CHECKING:
    from .dzb import DzbSite

_LONGEST = 200  # characters; nothing longer is remembered


class Sheet:
    """One capture being read: what page and article addresses have in common on this platform."""

    def __init__(
        self, site: DzbSite, layout: DzbLayout, tree: Any, address: Address, url: str, flags: tuple[str, ...]
    ) -> None:
        self.site = site
        self.layout = layout
        self.tree = tree
        self.address = address
        self.url = url
        self.flags = set(flags)
        self.printed_date = printed_date(self._first(layout.issue_date) or "")
        self._check_issue()

    def _check_issue(self) -> None:
        if self.printed_date in (None, self.address.issue_date):
            return
        dates = {address.issue_date for _, address in self.catalogue if address is not None}
        if dates and self.address.issue_date not in dates:  # two witnesses: this is another issue's page
            raise AnotherIssue(self.url, f"shows {self.printed_date}")
        self.flags.add("date_conflict")

    def _first(self, select: Select) -> str | None:
        elements = select(self.tree)
        return collapsed(printed_text(elements[0])) if elements else None

    def _link(self, href: str | None) -> tuple[str, Address | None]:
        """Canonical URL and address of a link; a link that leads elsewhere keeps its own spelling."""
        return self.site.link(href or "", self.url)

    @cached_property
    def catalogue(self) -> list[tuple[CatalogueEntry, Address | None]]:
        """The pages of the issue, as the capture lists them; an article hardly ever needs to know."""
        return list(self._catalogue())

    def _catalogue(self) -> Iterator[tuple[CatalogueEntry, Address | None]]:
        for anchor in self.layout.catalogue(self.tree):
            text = printed_text(anchor)
            url, address = self._link(anchor.get("href"))
            if address is not None:
                yield _entry(url, address, text), address
                continue
            label, name = _label_and_name(text) or ("", collapsed(text))
            yield CatalogueEntry(page_id=self.address.page_id, url=url, page_label=label, page_name=name), None

    def _own_label(self) -> tuple[str, str | None]:
        printed = _label_and_name(self._first(self.layout.page_title) or "")
        if printed is not None:
            return printed
        for entry, address in self.catalogue:
            if address is not None and address.page_id == self.address.page_id:
                return entry.page_label, entry.page_name
        self.flags.add("unknown_label")
        return self.address.page_token.replace("-", "/"), None

    def _picture(self, element: Any, attribute: str) -> str | None:
        href = "" if element is None else (element.get(attribute) or "").strip()
        try:
            url = urljoin(self.url, href)
            return url if href and urlsplit(url).netloc and urlsplit(url).scheme in ("http", "https") else None
        except ValueError:  # not a URL
            return None

    def _picture_links(self, *urls: str | None) -> Iterator[Link]:
        """Those on the newspaper's own host; no other one is ever asked."""
        for url in urls:
            if url is not None and urlsplit(url).netloc == self.site.host:
                yield Link(kind="picture", url=url)


def _entry(url: str, address: Address, text: str) -> CatalogueEntry:
    """Of an issue, every page and article lists the same: each entry is read once."""
    return (_known_entry if len(text) <= _LONGEST else _read_entry)(url, address, text)


def _label_and_name(text: str) -> tuple[str, str | None] | None:
    return (_known_label if len(text) <= _LONGEST else _read_label)(text)


def _read_entry(url: str, address: Address, text: str) -> CatalogueEntry:
    label, name = _label_and_name(text) or (address.page_token.replace("-", "/"), collapsed(text))
    return CatalogueEntry(page_id=address.page_id, url=url, page_label=label, page_name=name)


def _read_label(text: str) -> tuple[str, str | None] | None:
    try:
        return page_label(text), page_name(text)
    except UnknownLabel:
        return None


_known_entry = lru_cache(maxsize=256)(_read_entry)
_known_label = lru_cache(maxsize=256)(_read_label)
