"""Pages on one host, ``/html/layout/202003/15/node_A01.html``, articles on another, ``/pc/c/content_7.html``.

The address of an article says neither of which date it is nor on which page it stands: the page that announces it does.
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

_PAGE = re.compile(r"/html/layout/(\d{4})(\d\d)/(\d\d)/node_([0-9A-Z-]{1,8})\.html", re.ASCII)
_ARTICLE = re.compile(r"/pc/c/content_(\d{1,9})\.html", re.ASCII)
_FIRST = "1"

NODES = Layout(
    page_signature=".Chunkiconlist",
    article_signature="founder-content",
    catalogue=".Chunkiconlist a.page",
    page_title="p.ban",
    issue_date=".date",
    articles="#artList a",
    areas="#PagePicMap area",
    facsimile="#picMap img",
    pdf="p.right a",
    headline="h1",
    kicker="h3",
    subheadlines="h2",
    byline="p.sec .author",
    bodies=("founder-content",),
    parts="founder-content > p, .attachment img",
    caption=".att-content",
)


@dataclass(frozen=True, kw_only=True)
class TwoHosts(HtmlPlatform):
    """A newspaper on this platform: ``home`` is the host of its pages, the first of ``more_hosts`` that of articles."""

    layouts: tuple[Layout, ...] = (NODES,)

    def front(self, issue: IssueKey) -> Link:
        """``http://layout.hkrb.invalid/html/layout/202003/15/node_1.html``."""
        url = f"{self.home}/html/layout/{issue.issue_date:%Y%m/%d}/node_1.html"
        return Link(url=url, place=Place(kind="page", issue=issue, page_token=_FIRST))

    def canonical_url(self, url: str) -> str:
        """On either host, neither query nor fragment says anything."""
        parts = urlsplit(url)
        return f"{urlsplit(self.home).scheme}://{parts.netloc}{parts.path}"

    def read_address(self, url: str) -> Place | None:
        """By host and path."""
        parts = urlsplit(url)
        if parts.netloc != self.hosts[0]:
            article = _ARTICLE.fullmatch(parts.path)
            return None if article is None else Place(kind="article", source_id=article[1])
        page = _PAGE.fullmatch(parts.path)
        if page is None:
            return None
        day = date(int(page[1]), int(page[2]), int(page[3]))
        return Place(kind="page", issue=IssueKey(self.masthead.code, day), page_token=page[4])
