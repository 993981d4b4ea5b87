"""A page and everything it announces."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from archive.record.clipping import Clipping
from archive.record.page import Announcement, Page

from ..printed.blanks import collapsed
from ..printed.labels import sections
from .contract import Address, Link
from .errors import EmptyCatalogue
from .html import Select, printed_text
from .layout import DzbLayout
from .regions import polygon
from .sheet import Sheet


class PageSheet(Sheet):
    """A capture whose address is a page's. The article that it also shows, inline, is not read here."""

    @staticmethod
    def signature(layout: DzbLayout) -> Select:
        """What a page of that layout always has."""
        return layout.page_signature

    def records(self) -> Iterator[Link | Page | Clipping]:
        """The page, then its links."""
        if not self.catalogue:
            raise EmptyCatalogue(self.url)
        label, name = self._own_label()
        image = next(iter(self.layout.facsimile(self.tree)), None)
        pdf = next(iter(self.layout.pdf(self.tree)), None)
        facsimile_url = self._picture(image, "src")
        pdf_url = self._picture(pdf, "href")
        announced = tuple(self._announced())
        yield Page(
            id=self.address.page_id,
            newspaper=self.site.newspaper,
            title=self.site.title,
            issue_date=self.address.issue_date,
            page_label=label,
            page_name=name,
            sections=sections(name),
            url=self.url,
            facsimile_url=facsimile_url,
            pdf_url=pdf_url,
            width=_pixels(image, "width"),
            height=_pixels(image, "height"),
            announced=announced,
            flags=tuple(sorted(self.flags)),
        )
        for entry, _ in self.catalogue:
            yield Link(kind="page", url=entry.url, entry=entry)
        for announcement in announced:
            if announcement.url is not None and announcement.refused is None:
                yield Link(kind="article", url=announcement.url)
        yield from self._picture_links(facsimile_url, pdf_url)

    def _announced(self) -> Iterator[Announcement]:
        """The union of list and image map, the list's order first."""
        headlines: dict[str, str | None] = {}
        polygons: dict[str, list[tuple[tuple[int, int], ...]]] = {}
        addresses: dict[str, Address | None] = {}
        for element in (*self.layout.articles(self.tree), *self.layout.areas(self.tree)):
            url, address = self._link(element.get("href"))
            headline = collapsed(element.get("title") or "" if element.tag == "area" else printed_text(element))
            addresses[url] = address
            headlines[url] = headlines.get(url) or headline
            corners = polygon(element.get("shape"), element.get("coords"))
            if corners:
                polygons.setdefault(url, []).append(corners)
            elif element.tag == "area":
                self.flags.add("unreadable_region")
        for url, address in addresses.items():
            refused = self._refused(url, address)
            yield Announcement(
                article_id=None if address is None or refused else address.id,
                url=url or None,
                headline=headlines[url],
                polygons=tuple(polygons.get(url, ())),
                refused=refused,
            )

    def _refused(self, url: str, address: Address | None) -> str | None:
        if address is None:
            return self.site.refusal_of_link(url)
        if address.kind != "article":
            return "unusable_link"
        return None if address.issue_id == self.address.issue_id else "another_issue"


def _pixels(image: Any, attribute: str) -> int | None:
    value = None if image is None else image.get(attribute)
    return int(value) if value is not None and value.isascii() and value.isdigit() else None
