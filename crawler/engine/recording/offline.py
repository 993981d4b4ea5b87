"""Offline: recorded responses alone answer. Whatever goes on past the record is not asked for."""

from __future__ import annotations

import logging

from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest, NotConfigured
from scrapy.http import Request

from .capture_place import HasCapturePlace

log = logging.getLogger(__name__)


class NotRecorded(IgnoreRequest):
    """Asked for offline, and never recorded."""


class Offline:
    """A downloader middleware right behind the cache; with ``EPAPER_OFFLINE``, no request gets any further.

    So nothing is asked of the site, robots.txt included, and nothing waits.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Offline:
        """Reads the setting.

        Raises:
            NotConfigured: requests may be made.
        """
        if not crawler.settings.getbool("EPAPER_OFFLINE"):
            raise NotConfigured
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Name the address, and go no further.

        Raises:
            NotRecorded: always.
        """
        spider = self._crawler.spider
        place = spider.capture_place(request) if isinstance(spider, HasCapturePlace) else None
        url = request.url if place is None else place[1]
        log.error("not recorded: %s", url)
        raise NotRecorded(f"not recorded: {url}")
