"""One file is the whole issue: ``/mobile/2020/20200315/20200315_m.html`` lists the pages and holds every article.

``#page0`` and ``#a7`` say which part of it: a page, an article. They are never asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import urldefrag, urlsplit

from archive.record.clipping import Clipping
from archive.record.identifiers import IssueKey
from archive.record.page import Page
from crawler.platforms.article_sheet import ArticleSheet
from crawler.platforms.capture import Capture
from crawler.platforms.contract import Link, Place
from crawler.platforms.document import Document
from crawler.platforms.errors import AnotherIssue, UnknownLayout
from crawler.platforms.html_platform import HtmlPlatform
from crawler.platforms.layout import Layout
from crawler.platforms.page_sheet import PageSheet
from crawler.printed.labels import page_label, page_token

_PATH = re.compile(r"/mobile/\d{4}/(\d{4})(\d\d)(\d\d)/\1\2\3_m\.html", re.ASCII)
_DATES = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)

MOBILE = Layout(
    page_signature=".nav-panel",
    article_signature=".article",
    catalogue="a.nav-panel-heading",
    catalogue_href="data-href",
    page_title="a.nav-panel-heading",
    articles=".nav-list-group a",
    articles_href="data-href",
    areas="map area",
    areas_href="data-href",
    facsimile="img",
    pdf="a.nav-panel-heading",
    pdf_href="pdf_href",
    headline=".main-title",
    kicker=".guide",
    subheadlines=".sub-title",
    byline=".author",
    bodies=(".content",),
    parts="p, .pic img",
    caption=".caption",
)


@dataclass(frozen=True, kw_only=True)
class OneFile(HtmlPlatform):
    """A newspaper on this platform; its calendar is a script, ``/period/202003/period.js``."""

    layouts: tuple[Layout, ...] = (MOBILE,)

    def front(self, issue: IssueKey) -> Link:
        """The file."""
        url = f"{self.home}/mobile/{issue.issue_date:%Y/%Y%m%d/%Y%m%d}_m.html"
        return Link(url=url, place=Place(kind="index", issue=issue))

    def canonical_url(self, url: str) -> str:
        """Of the file: what is asked for has no fragment."""
        return self.home + urlsplit(url).path

    def read_address(self, url: str) -> Place | None:
        """By the path."""
        match = _PATH.fullmatch(urlsplit(url).path)
        if match is None:
            return None
        day = date(int(match[1]), int(match[2]), int(match[3]))
        return Place(kind="index", issue=IssueKey(self.masthead.code, day))

    def link(self, href: str, source: str) -> tuple[str, Place | None]:
        """A link within the file is a page or an article of it."""
        if href.startswith("#page"):
            return urldefrag(source).url + href, Place(kind="page")
        if href.startswith("#a"):
            return urldefrag(source).url + href, Place(kind="article", source_id=href[2:])
        return super().link(href, source)

    def read(self, capture: Capture, place: Place, issue: IssueKey) -> Iterator[Link | Page | Clipping]:  # noqa: ARG002
        """Every page, then every article."""
        document = Document.of(capture)
        (layout,) = self.layouts
        panels = document.select(layout.page_signature)
        if not panels:
            raise document.refusal() or UnknownLayout(capture.url)
        if document.first_text(".date") != str(issue.issue_date):
            raise AnotherIssue(capture.url, f"is of {document.first_text('.date')}")
        url = self.canonical_url(capture.url or "")
        standing: dict[str, str] = {}  # article → token of the first page that announces it
        for panel in panels:
            part = Document(panel, capture.url, document.flags)
            token = page_token(page_label(part.first_text(layout.page_title or "") or ""))
            here = Place(kind="page", issue=issue, page_token=token)
            for record in PageSheet(self, layout, part, here, issue, f"{url}#{panel.get('id')}").records():
                if isinstance(record, Link) and record.place.source_id is not None:
                    standing.setdefault(record.place.source_id, token)
                yield record
        for box in document.select(layout.article_signature):
            part = Document(box, capture.url, document.flags)
            id_ = (box.get("id") or "").removeprefix("a")
            there = Place(kind="article", issue=issue, page_token=standing.get(id_), source_id=id_)
            yield from ArticleSheet(self, layout, part, there, issue, f"{url}#a{id_}").records()

    def calendar(self, issue: IssueKey) -> Link | None:
        """That of its month."""
        return Link(url=f"{self.home}/period/{issue.issue_date:%Y%m}/period.js", place=Place(kind="calendar"))

    def issue_dates(self, capture: Capture) -> frozenset[date]:
        """``datelist = ["2020-03-15", …]``."""
        return frozenset(map(date.fromisoformat, _DATES.findall(capture.body.decode("utf-8", "replace"))))
