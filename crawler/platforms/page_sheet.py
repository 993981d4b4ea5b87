"""A page and everything it announces."""

from __future__ import annotations

from collections.abc import Iterator

from archive.record.clipping import Clipping
from archive.record.page import Announcement, Page
from archive.record.ranges import in_pixels

from ..printed.blanks import collapsed
from ..printed.labels import sections, token_label
from .contract import Link, Place
from .errors import EmptyCatalogue
from .layout import Layout
from .regions import Polygon, polygon
from .sheet import Sheet


class PageSheet(Sheet):
    """A capture whose address is a page's. The article that it also shows, inline, is not read here."""

    @staticmethod
    def signature(layout: Layout) -> str:
        """What a page of that layout always has."""
        return layout.page_signature

    def records(self) -> Iterator[Link | Page | Clipping]:
        """The page, then its links; of an index, the links to the pages alone."""
        if not self.catalogue:
            raise EmptyCatalogue(self.url)
        if self.place.kind == "index":
            yield from self._page_links()
            return
        label, name = self._label()
        image = next(iter(self._elements(self.layout.facsimile)), None)
        pdf = next(iter(self._elements(self.layout.pdf)), None)
        facsimile_url = self._picture(image, "src")
        pdf_url = self._picture(pdf, self.layout.pdf_href)
        announced = tuple(self._announced())
        yield Page(
            id=self.issue.page_id(self.place.page_token or ""),
            newspaper=self.issue.newspaper,
            title=self.platform.masthead.title,
            issue_date=self.issue.issue_date,
            edition=self.issue.edition,
            page_label=label,
            page_name=name,
            sections=sections(name),
            url=self.url,
            facsimile_url=facsimile_url,
            pdf_url=pdf_url,
            width=None if image is None else in_pixels(image.get("width")),
            height=None if image is None else in_pixels(image.get("height")),
            announced=tuple(announcement for announcement, _ in announced),
            flags=tuple(sorted(self.flags)),
        )
        yield from self._page_links()
        for announcement, place in announced:
            if announcement.url is not None and place is not None and announcement.refused is None:
                yield Link(url=announcement.url, place=place)
        yield from self._picture_links(facsimile_url, pdf_url)

    def _label(self) -> tuple[str, str | None]:
        found = self._own_label()
        if found is None:
            self.flags.add("unknown_label")
            return token_label(self.place.page_token or ""), None
        return found

    def _page_links(self) -> Iterator[Link]:
        for entry, place in self.catalogue:
            refused = None if place is not None else self.platform.refusal_of_link(entry.url)
            yield Link(url=entry.url, place=place or Place(kind="page"), entry=entry, refused=refused)

    def _announced(self) -> Iterator[tuple[Announcement, Place | None]]:
        """The union of list and image map, the list's order first.

        An address is one announcement. One that leads nowhere (``javascript:void(0)``) is none by itself: there
        each headline is an announcement.
        """
        links = [*self._listed(), *self._mapped()]
        places = {url: place for url, place, _, _ in links}
        refused = {url: self._refused(url, place) for url, place in places.items()}
        headlines: dict[str, str] = {}  # the first of each address
        for url, _, headline, _ in links:
            if headline is not None:
                headlines.setdefault(url, headline)
        polygons: dict[tuple[str, str | None], list[Polygon]] = {}
        for url, _, headline, corners in links:
            own = headline if refused[url] == "unusable_link" else None
            polygons.setdefault((url, own or headlines.get(url)), []).extend(corners)
        for (url, headline), areas in polygons.items():
            place = places[url]
            announcement = Announcement(
                article_id=None if place is None or refused[url] else place.id_in(self.issue),
                url=url or None,
                headline=headline,
                polygons=tuple(areas),
                refused=refused[url],
            )
            yield announcement, place

    def _listed(self) -> Iterator[tuple[str, Place | None, str | None, tuple[Polygon, ...]]]:
        """Address, place, headline and polygons, none, of each entry of the list."""
        for anchor, text in self._list(self.layout.articles):
            yield *self._link(anchor, self.layout.articles_href), collapsed(text), ()

    def _mapped(self) -> Iterator[tuple[str, Place | None, str | None, tuple[Polygon, ...]]]:
        """The same of each area of the image map, which has one polygon where it can be read."""
        layout = self.layout
        for area in self._elements(layout.areas):
            corners = polygon(area.get(layout.areas_shape), self.document.value(area, layout.areas_coords))
            if not corners:
                self.flags.add("unreadable_region")
            headline = collapsed(self.document.value(area, layout.areas_title))
            yield *self._link(area, layout.areas_href), headline, (corners,) if corners else ()

    def _refused(self, url: str, place: Place | None) -> str | None:
        """Why what this page announces is none of its articles. The date in an address decides nothing."""
        if place is None:
            return self.platform.refusal_of_link(url)
        return None if place.kind == "article" else "unusable_link"
