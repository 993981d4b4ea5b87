"""Where things stand on the pages of one design: selectors and names of attributes, as data."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields

from .selector import compiled

_ATTRIBUTES = frozenset(
    ("catalogue_href", "articles_href", "areas_href", "areas_title", "areas_shape", "areas_coords", "pdf_href")
)
_ATTRIBUTE = re.compile(r"[a-z][a-z0-9_:-]*")  # the HTML parser makes all names lower case


@dataclass(frozen=True, kw_only=True)
class Layout:
    """One design of a platform's pages. Its signatures decide whether a page is of this design.

    ``closes_html``: whether every page ends with ``</html>``, so that one without it was cut short.

    Every other field is a CSS selector, or the name of the attribute in which the elements of the selector above it
    hold something. ``None``: this design has no such element.

    Raises:
        ValueError, TypeError: a selector or a name can match nothing; the message names the field.
    """

    closes_html: bool = True

    # of pages and of articles
    page_signature: str
    article_signature: str
    catalogue: str  # links to the pages of the issue; their text is label and name
    catalogue_href: str = "href"
    page_title: str | None = None  # label and name of this page
    issue_date: str | None = None  # the date printed, not that of the visit

    # of pages
    articles: str | None = None  # list of links to the articles; their text is the headline
    articles_href: str = "href"
    areas: str | None = None  # areas of the image map (热区): "#map area", or "map > span" where they are not <area>
    areas_href: str = "href"
    areas_title: str = "title"  # the headline
    areas_shape: str = "shape"
    areas_coords: str = "coords"
    facsimile: str | None = None  # <img>
    pdf: str | None = None  # link to the page as PDF
    pdf_href: str = "href"

    # of articles
    headline: str
    kicker: str | None = None
    subheadlines: str | None = None
    byline: str | None = None
    bodies: tuple[str, ...]  # boxes around the body, one of each template; the first with text in its parts is read
    parts: str  # within a body, in printed order: runs of text, and <img>
    caption: str | None = None  # within the element that holds one <img>
    furniture: str | None = None  # within a body: buttons, notices; other words beside the parts are `unread_text`

    def __post_init__(self) -> None:
        if isinstance(self.bodies, str):
            raise TypeError(f"Layout.bodies: a tuple of selectors is needed: {self.bodies!r}")
        for field in fields(self):
            value: str | tuple[str, ...] | bool | None = getattr(self, field.name)
            for text in (value,) if isinstance(value, str) else value if isinstance(value, tuple) else ():
                self._check(field.name, text)

    def _check(self, name: str, text: str) -> None:
        if name not in _ATTRIBUTES:
            try:
                compiled(text)
            except ValueError as error:
                raise ValueError(f"Layout.{name}: {error}") from error
        elif not _ATTRIBUTE.fullmatch(text):
            raise ValueError(f"Layout.{name}: not the name of an HTML attribute: {text!r}")
