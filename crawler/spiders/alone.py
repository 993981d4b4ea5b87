"""One response alone, of no walk: what ``scrapy parse`` shows of an index, a page or an article."""

from __future__ import annotations

from collections.abc import Iterator
from logging import LoggerAdapter
from typing import Any

from scrapy import Request
from scrapy.http import Response

from archive.record.clipping import Clipping
from archive.record.page import Page

from ..platforms.capture import Capture
from ..platforms.contract import Link, Newspaper
from ..walk.books.issue_walk import IssueWalk
from ..walk.mirror import Mirror
from .complaints import complain


def shown_alone(
    newspaper: Newspaper, mirror: Mirror, response: Response, logger: LoggerAdapter[Any]
) -> Iterator[Page | Clipping | Request]:
    """Its records, and a request for each address that it announces; why there are none is logged."""
    today = newspaper.platforms[0]
    located = newspaper.located(mirror.canonical(response.url, today, f"https://{today.hosts[0]}/"))
    if located is None or located[2].issue is None:
        name = f"{newspaper.title} ({newspaper.code})"
        logger.error("%s is no address of an issue of %s; of a mirror, give -a base_url=", response.url, name)
        return
    platform, url, place = located
    capture = Capture(
        url=url,
        body=response.body,
        content_type=(response.headers.get(b"Content-Type") or b"").decode("latin-1"),
        status=response.status,
    )
    assert place.issue is not None
    walk = IssueWalk(newspaper, place.issue)
    for record in walk.records(capture, Link(url=url, place=place)):
        yield Request(mirror.asked_at(record.url, platform)) if isinstance(record, Link) else record
    for error in walk.errors:
        complain(logger, error, response.url)
