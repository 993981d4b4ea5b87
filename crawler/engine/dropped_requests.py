"""Requests that a component drops without a word, so that neither callback nor errback ever hears of them.

Scrapy's UrlLength and Depth middlewares do so, and any spider middleware, ``request_scheduled`` handler or scheduler of
the operator's can. While ``start()`` goes on, Scrapy never calls the spider idle, and a spider that counts its requests
would wait for ever.
"""

from __future__ import annotations

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured

from .watched_spider import WatchedSpider, watched


class DroppedRequests:
    """Calls ``spider.nothing_is_under_way()`` whenever the engine has no request, no response and no item left."""

    def __init__(self, crawler: Crawler, spider: WatchedSpider) -> None:
        self._crawler = crawler
        self._spider = spider

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> DroppedRequests:
        """Listens for the moments at which the scheduler is empty.

        Raises:
            NotConfigured: the spider counts no requests.
        """
        spider = watched(crawler.spider)
        if spider is None:
            raise NotConfigured
        extension = cls(crawler, spider)
        crawler.signals.connect(extension.scheduler_empty, signal=signals.scheduler_empty)
        return extension

    def scheduler_empty(self) -> None:
        """Scrapy sends this signal after each response, and every 5 seconds."""
        engine = self._crawler.engine
        assert engine is not None
        assert engine.scheduler is not None
        assert engine.scraper.slot is not None
        is_busy = engine.downloader.active or not engine.scraper.slot.is_idle()
        if not is_busy and not engine.scheduler.has_pending_requests():
            self._spider.nothing_is_under_way()
