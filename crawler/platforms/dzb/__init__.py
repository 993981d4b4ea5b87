"""The "dzb" platform of paper.xinmin.cn (class names ``dzb-…``), since 2019."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from archive.record.clipping import Clipping
from archive.record.identifiers import IssueKey
from archive.record.page import Page

from ..contract import Link, Place
from ..html_platform import HtmlPlatform
from ..layout import Layout
from .layouts import DZB
from .text_capture import text_capture

__all__ = ["DZB", "Dzb"]

# The page token is not a number: a spread is one page, "2-3"; shequ pads it, "06".
_PATH = re.compile(
    r"/html/(?P<newspaper>[a-z][a-z0-9]*)/(?P<date>\d{4}-\d{2}-\d{2})/(?P<page>[0-9A-Za-z-]{1,16})"
    r"(?:/(?P<article>[0-9A-Za-z_-]{1,32}))?\.html?",
    re.ASCII,
)


@dataclass(frozen=True, kw_only=True)
class Dzb(HtmlPlatform):
    """A newspaper on this platform. ``first_page`` is the token of its first page."""

    first_page: str = "1"
    layouts: tuple[Layout, ...] = (DZB,)

    def front(self, issue: IssueKey) -> Link:
        """``https://paper.xinmin.cn/html/xmwb/2020-03-15/1.html``."""
        url = f"{self.home}/html/{issue.newspaper}/{issue.issue_date.isoformat()}/{self.first_page}.html"
        return Link(url=url, place=Place(kind="page", issue=issue, page_token=self.first_page))

    def canonical_url(self, url: str) -> str:
        """``http``, ``.htm``, query and fragment name the same page."""
        path = urlsplit(url).path
        return self.home + (path + "l" if path.endswith(".htm") else path)

    def read_address(self, url: str) -> Place | None:
        """``/html/xmwb/2020-03-15/14.html`` is a page, ``/html/xmwb/2020-03-15/14/92381.html`` an article on it."""
        match = _PATH.fullmatch(urlsplit(url).path)
        if match is None or match["newspaper"] != self.masthead.code:
            return None
        return Place(
            kind="page" if match["article"] is None else "article",
            issue=IssueKey(match["newspaper"], date.fromisoformat(match["date"])),
            page_token=match["page"],
            source_id=match["article"],
        )

    def read_text(self, text: str, place: Place | None, headline: str | None = None) -> tuple[Page | None, Clipping]:
        """A text capture, line by line; of a body alone, ``place`` says where it stands."""
        return text_capture(text, self.masthead, place, headline)
