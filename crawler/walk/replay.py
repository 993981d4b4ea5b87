"""An issue from its recorded captures: what a crawl of it would have given, without a request. Pure but for reading."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from urllib.parse import urljoin

from archive.captures.store import newest_records
from archive.captures.warc import WarcRecord, http_message
from archive.issues.reader import published_issue
from archive.record.clipping import Clipping
from archive.record.issue import Issue
from archive.record.page import Page
from archive.record.walk import Walk

from ..platforms.capture import Capture
from ..platforms.contract import Link, Site
from ..platforms.text_capture import with_known_headlines
from .issue_walk import IssueWalk


def replayed_issue(site: Site, issue_date: date, folder: Path) -> Iterator[Page | Clipping | Walk]:
    """Pages and clippings of the captures in ``folder``, then the end of the walk. Pictures are not even read.

    What was asked for and never recorded has its reason in the published account alone: it is taken from there.
    """
    walk = IssueWalk(site, issue_date)
    published = published_issue(folder)
    known = _known_reasons(published)
    text_pages: list[Page] = []
    headlines: list[str] = []
    recorded = set()
    for record in newest_records(folder, lambda url: url.startswith("urn:") or site.address(url) is not None):
        recorded.add(record.url)
        for item in _items(walk, record, known):
            if item.url is None and isinstance(item, Page):
                text_pages.append(item)
            else:
                yield item
            if isinstance(item, Clipping) and item.headline is not None:
                headlines.append(item.headline)
    yield from with_known_headlines(text_pages, headlines)
    for url, reason in known.items():
        if url not in recorded:
            walk.lose(url, reason)
    end = walk.walk()
    absent = published.status if published is not None and published.status == "not_published" else None
    yield end if published is None or absent is None else replace(end, absent="not_published", proof=published.proof)


def _items(walk: IssueWalk, record: WarcRecord, known: dict[str, str]) -> Iterator[Page | Clipping]:
    capture, location = recorded_capture(record)
    url = record.url or ""
    if capture.status >= 300:
        if location is None or url in known:
            walk.lose(url, known.get(url, f"http_{capture.status}"))
        else:
            walk.may_follow(url, walk.site.canonical_url(urljoin(url, location)))
        return
    for item in walk.records(capture, url):
        if not isinstance(item, Link):
            yield item


def recorded_capture(record: WarcRecord) -> tuple[Capture, str | None]:
    """A record as a capture, and where it redirects to. A text capture has an address of no host."""
    url = None if (record.url or "").startswith("urn:") else record.url
    if record.type in ("resource", "conversion"):
        return Capture(url=url, body=record.block, content_type=record.headers.get("content-type")), None
    message = http_message(record.block)
    content_type = message.header(b"Content-Type")
    location = message.header(b"Location")
    capture = Capture(
        url=url,
        body=message.decoded_body(),
        content_type=None if content_type is None else content_type.decode("latin-1"),
        status=message.status,
    )
    return capture, None if location is None or message.status >= 400 else location.decode("latin-1")


def _known_reasons(published: Issue | None) -> dict[str, str]:
    """Address → reason, of what the published account calls missing for a reason of the network's."""
    if published is None:
        return {}
    missing = published.account.missing
    return {one.url: one.reason for one in missing if one.url is not None and one.reason != "not_captured"}
