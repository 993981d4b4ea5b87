"""An index in JSON holds all pages of an issue, its articles in reverse; each article is a JSON file of its own.

``/journal/2020-03-15/a/navi.json`` is the index of edition ``a``, ``/journal/2020-03-15/a/2-3/article/7.json`` an
article. An index that does not hold all pages names others that do, in ``more``: ``/journal/2020-03-15/a/navi-2.json``.
A date without an issue is status 200 and ``{"success": false}``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urljoin, urlsplit

from archive.record.clipping import Clipping
from archive.record.identifiers import IssueKey
from archive.record.page import Announcement, Page
from crawler.platforms.capture import Capture
from crawler.platforms.contract import Link, Place, Platform
from crawler.platforms.dzb.text_capture import text_capture
from crawler.platforms.errors import AnotherIssue, EmptyCatalogue, SoftNotFound, UnknownLayout
from crawler.platforms.html import decoded_text, html_tree
from crawler.printed.blanks import collapsed
from crawler.printed.captions import split_credit
from crawler.printed.clipping import PrintedPart, printed_clipping
from crawler.printed.labels import page_token, sections

_PATH = re.compile(
    r"/journal/(?P<date>\d{4}-\d\d-\d\d)/(?P<edition>[a-z])/"
    r"(?:navi(?:-\d)?|(?P<page>[0-9A-Z-]{1,8})/article/(?P<article>\d{1,9}))\.json",
    re.ASCII,
)


@dataclass(frozen=True, kw_only=True)
class JsonIndex(Platform):
    """A newspaper on this platform. ``home``: scheme and host."""

    home: str

    @property
    def hosts(self) -> tuple[str, ...]:
        """The one."""
        return (urlsplit(self.home).netloc,)

    def front(self, issue: IssueKey) -> Link:
        """The index."""
        url = f"{self.home}/journal/{issue.issue_date}/{issue.edition}/navi.json"
        return Link(url=url, place=Place(kind="index", issue=issue))

    def canonical_url(self, url: str) -> str:
        """Neither query nor fragment says anything."""
        return self.home + urlsplit(url).path

    def place(self, url: str) -> Place | None:
        """By the path."""
        match = _PATH.fullmatch(urlsplit(url).path)
        if match is None:
            return None
        return Place(
            kind="index" if match["article"] is None else "article",
            issue=IssueKey(self.masthead.code, date.fromisoformat(match["date"]), match["edition"]),
            page_token=match["page"],
            source_id=match["article"],
        )

    def read(self, capture: Capture, place: Place, issue: IssueKey) -> Iterator[Link | Page | Clipping]:
        """The pages and the links to their articles, or one article."""
        answer = _answer(capture)
        url = self.canonical_url(capture.url or "")
        if place.kind == "index":
            if not answer.get("success"):
                raise EmptyCatalogue(capture.url, str(answer.get("errorinfo")))
            if answer["jdate"] != str(issue.issue_date):
                raise AnotherIssue(capture.url, f"is of {answer['jdate']}")
            for page in answer["pages"]:
                yield from self._page(page, url, issue)
            for name in answer.get("more", ()):
                yield Link(url=urljoin(url, name), place=Place(kind="index", issue=issue))
            return
        if not answer.get("success"):
            raise SoftNotFound(capture.url, str(answer.get("errorinfo")))
        yield from self._article(answer["article"], url, place, issue)

    def read_text(self, text: str, place: Place | None, headline: str | None = None) -> tuple[Page | None, Clipping]:
        """Its pages read like those of dzb."""
        return text_capture(text, self.masthead, place, headline)

    def _page(self, page: dict[str, Any], url: str, issue: IssueKey) -> Iterator[Link | Page]:
        token = page_token(page["pnumber"])
        facsimile, pdf = urljoin(url, page["imgurl"]), urljoin(url, page["pdfurl"])
        listed = {str(one["id"]): one for one in reversed(page["articleList"])}
        addresses = {id_: urljoin(url, f"{token}/article/{id_}.json") for id_ in listed}
        yield Page(
            id=issue.page_id(token),
            newspaper=issue.newspaper,
            title=self.masthead.title,
            issue_date=issue.issue_date,
            edition=issue.edition,
            page_label=page["pnumber"],
            page_name=page["pname"],
            sections=sections(page["pname"]),
            url=f"{url}#{token}",
            facsimile_url=facsimile,
            pdf_url=pdf,
            width=page["width"],
            height=page["height"],
            announced=tuple(
                Announcement(
                    article_id=issue.article_id(id_),
                    url=addresses[id_],
                    headline=_line(one["title"]),
                    polygons=tuple(_polygon(area) for area in one["points"].split("|") if area),
                )
                for id_, one in listed.items()
            ),
        )
        for id_, address in addresses.items():
            place = Place(kind="article", issue=issue, page_token=token, source_id=id_)
            yield Link(url=address, place=place)
        yield Link(url=facsimile, place=Place(kind="picture"))
        yield Link(url=pdf, place=Place(kind="picture"))

    def _article(self, one: dict[str, Any], url: str, place: Place, issue: IssueKey) -> Iterator[Link | Clipping]:
        clipping = printed_clipping(
            _parts(one["content"], url),
            Clipping(
                newspaper=issue.newspaper,
                title=self.masthead.title,
                issue_date=issue.issue_date,
                edition=issue.edition,
                url=url,
                source_id=place.source_id,
                page_token=place.page_token or "",
                page_label=one["pnumber"],
                page_name=one["pname"],
                printed_date=date.fromisoformat(one["jdate"]),
                kicker=_line(one["introtitle"]),
                headline=_line(one["title"]),
                subheadlines=tuple(filter(None, map(_line, one["subtitle"].split("<br/>")))),
                byline=_line(one["author"]),
                language=self.masthead.language,
            ),
        )
        yield clipping
        for photo in clipping.photos:
            yield Link(url=photo.url, place=Place(kind="picture"))


def _answer(capture: Capture) -> dict[str, Any]:
    text, _ = decoded_text(capture.body, capture.content_type)
    try:
        answer = json.loads(text)
    except ValueError as error:
        raise UnknownLayout(capture.url, f"not JSON: {error}") from error
    if not isinstance(answer, dict):
        raise UnknownLayout(capture.url, "not an object")
    return answer


def _line(html: str) -> str | None:
    """A field that may hold ``<br/>``, as one line."""
    return collapsed(html.replace("<br/>", "\n"))


def _polygon(area: str) -> tuple[tuple[int, int], ...]:
    """``5,60;173,60;173,490``."""
    corners = (corner.split(",") for corner in area.split(";"))
    return tuple((int(x), int(y)) for x, y in corners)


def _parts(content: str, url: str) -> Iterator[PrintedPart]:
    """Runs of text and pictures of a body: paragraphs are parted by ``<br/>``, captions stand in ``title``."""
    tree, _ = html_tree(Capture(url=url, body=f"<div>{content}</div>".encode()))
    for box in tree.iter("div"):
        text = box.text or ""
        for part in box:
            if part.tag == "img":
                yield PrintedPart(text=text)
                caption, credit = split_credit(part.get("title"))
                yield PrintedPart(is_picture=True, url=urljoin(url, part.get("src") or ""), text=caption, credit=credit)
                text = ""
            text += "\n" + (part.tail or "")
        yield PrintedPart(text=text)
