"""The "dzb" platform of paper.xinmin.cn (class names ``dzb-…``), since 2019."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache, partial
from urllib.parse import urljoin, urlsplit

from archive.record.clipping import Clipping
from archive.record.page import Page

from ..article_sheet import ArticleSheet
from ..capture import Capture
from ..contract import Address, Link, Site
from ..errors import UnknownLayout
from ..html import html_tree, refusal
from ..layout import DzbLayout
from ..page_sheet import PageSheet

__all__ = ["DzbLayout", "DzbSite"]

# The page token is not a number: a spread is one page, "2-3"; shequ pads it, "06".
_PATH = re.compile(
    r"/html/(?P<newspaper>[a-z][a-z0-9]*)/(?P<date>\d{4}-\d{2}-\d{2})/(?P<page>[0-9A-Za-z-]{1,16})"
    r"(?:/(?P<article>[0-9A-Za-z_-]{1,32}))?\.html?",
    re.ASCII,
)

_RECURRING = 200  # characters; nothing longer is remembered


@dataclass(frozen=True, kw_only=True)
class DzbSite(Site):
    """A newspaper on this platform. ``first_page`` is the token of its first page; ``layouts`` newest first."""

    first_page: str = "1"
    layouts: tuple[DzbLayout, ...] = (DzbLayout(),)

    def front_page(self, issue_date: date) -> str:
        """``https://paper.xinmin.cn/html/xmwb/2020-03-15/1.html``."""
        return f"{self.home}/html/{self.newspaper}/{issue_date.isoformat()}/{self.first_page}.html"

    def canonical_url(self, url: str) -> str:
        """``http``, ``.htm``, query and fragment name the same page."""
        path = urlsplit(url).path
        return self.home + (path + "l" if path.endswith(".htm") else path)

    def address(self, url: str) -> Address | None:
        """Page or article by the path alone: a page of this platform also shows an article, inline."""
        return self._addresses(url) if len(url) <= _RECURRING else self._address(url)

    def link(self, href: str, page: str) -> tuple[str, Address | None]:
        """Canonical URL and address of a link on ``page``; a link that leads elsewhere keeps its own spelling."""
        if href.startswith("/") and not href.startswith("//") and len(href) <= _RECURRING:
            return self._links(href)  # the same on every page
        return self._link(href, page)

    # The pages and articles of an issue list each other: what one of them says is read once.

    @cached_property
    def _addresses(self) -> Callable[[str], Address | None]:
        return lru_cache(maxsize=512)(self._address)

    @cached_property
    def _links(self) -> Callable[[str], tuple[str, Address | None]]:
        return lru_cache(maxsize=512)(partial(self._link, page=self.home))

    def _link(self, href: str, page: str) -> tuple[str, Address | None]:
        try:
            url = urljoin(page, href.strip())
            if urlsplit(url).netloc != self.host or urlsplit(url).scheme not in ("http", "https"):
                return url, None
            url = self.canonical_url(url)
        except ValueError:  # not a URL: "http://[x"
            return href, None
        return url, self.address(url)

    def _address(self, url: str) -> Address | None:
        try:
            parts = urlsplit(url)
        except ValueError:  # "http://[x"
            return None
        match = _PATH.fullmatch(parts.path)
        if match is None or parts.netloc != self.host or match["newspaper"] != self.newspaper:
            return None
        try:
            issue_date = date.fromisoformat(match["date"])
        except ValueError:
            return None
        return Address(
            kind="page" if match["article"] is None else "article",
            newspaper=self.newspaper,
            issue_date=issue_date,
            page_token=match["page"],
            source_id=match["article"],
        )

    def parse_html(self, capture: Capture, address: Address) -> Iterator[Link | Page | Clipping]:
        """By the first layout whose signature the page carries."""
        tree, flags = html_tree(capture)
        sheet = PageSheet if address.kind == "page" else ArticleSheet
        for layout in self.layouts:
            if sheet.signature(layout)(tree):
                break
        else:
            raise refusal(capture, tree) or UnknownLayout(capture.url)
        url = self.canonical_url(capture.url or "")
        return sheet(self, layout, tree, address, url, flags).records()
