"""Hot areas that are not ``area``: ``/2020-03-15/2/index.html`` is a page, ``/2020-03-15/2/content_7.html`` an article.

Links of lists hold their address in ``data-href``, and so do the hot areas, ``map#newspaper > span``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from archive.record.identifiers import IssueKey
from crawler.platforms.contract import Link, Place
from crawler.platforms.html_platform import HtmlPlatform
from crawler.platforms.layout import Layout

_PATH = re.compile(r"/(\d{4}-\d\d-\d\d)/([0-9A-Z-]{1,8})/(?:index|content_(\d{1,9}))\.html", re.ASCII)
_FIRST = "1"

SPACES = Layout(
    page_signature="#spaceBox",
    article_signature="#newsContent",
    catalogue="#spaceBox a.TitleInfo",
    catalogue_href="data-href",
    articles="#titleBox a",
    articles_href="data-href",
    areas="map#newspaper > span",
    areas_href="data-href",
    areas_title="data-title",
    areas_shape="data-shape",
    areas_coords="data-coords",
    facsimile="img[usemap]",
    pdf="#spaceBox a.current",
    headline=".title_part h1",
    kicker=".title_part .pretitle",
    subheadlines=".title_part .subtitle",
    byline=".title_part .author",
    bodies=("#newsContent",),
    parts="p, .img img",
    caption=".caption",
)


@dataclass(frozen=True, kw_only=True)
class SpanAreas(HtmlPlatform):
    """A newspaper on this platform."""

    layouts: tuple[Layout, ...] = (SPACES,)

    def front(self, issue: IssueKey) -> Link:
        """``http://dkb.invalid/2020-03-15/1/index.html``."""
        url = f"{self.home}/{issue.issue_date}/1/index.html"
        return Link(url=url, place=Place(kind="page", issue=issue, page_token=_FIRST))

    def canonical_url(self, url: str) -> str:
        """Neither query nor fragment says anything."""
        return self.home + urlsplit(url).path

    def read_address(self, url: str) -> Place | None:
        """By the path."""
        match = _PATH.fullmatch(urlsplit(url).path)
        if match is None:
            return None
        return Place(
            kind="page" if match[3] is None else "article",
            issue=IssueKey(self.masthead.code, date.fromisoformat(match[1])),
            page_token=match[2],
            source_id=match[3],
        )
