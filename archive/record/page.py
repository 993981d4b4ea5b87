"""A page (版) and what it announces."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from .article_parts import described


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """An article that a page says stands on it: the union of its list and its image map."""

    article_id: str | None = described("Null where the page gives no address (a text capture).", None)
    url: str | None = described("Address of the article.", None)
    headline: str | None = described("Headline as the page lists it.", "送菜供餐帮配药", None)
    polygons: tuple[tuple[tuple[int, int], ...], ...] = described("Its areas on the facsimile.", [], ())
    refused: str | None = described("Reason for which its address is not followed. Null: it is.", None, None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page (版) and what it announces. Field order is the order of keys in ``pages.jsonl``.

    ``width`` and ``height`` are those of the image that polygons refer to, in pixels. ``unsplit_headlines``: stretches
    of a line in which headlines run together (a text capture), as printed; how many each of them is, nothing tells.
    """

    id: str
    newspaper: str
    title: str
    issue_date: date
    edition: str = "a"
    page_label: str
    page_order: int | None = None
    page_name: str | None = None
    sections: tuple[str, ...] = ()
    url: str | None
    facsimile_url: str | None = None
    pdf_url: str | None = None
    width: int | None = None
    height: int | None = None
    announced: tuple[Announcement, ...] = ()
    unsplit_headlines: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()

    @property
    def is_counted(self) -> bool:
        """Whether how many articles it announces is known: a text may run headlines together, or show none at all."""
        return not self.unsplit_headlines and (self.url is not None or bool(self.announced))


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueEntry:
    """A page that the newspaper's catalogue (目录) announces."""

    page_id: str
    url: str
    page_label: str
    page_name: str | None = None
