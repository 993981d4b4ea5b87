"""A crawl that is being closed ends once its last item is through.

Scrapy looks whether it may end after each response. After an item of ``start()`` it does not look (2.19), so that a
crawl stopped while it publishes an issue would wait for ever, its lock held.
"""

from __future__ import annotations

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.utils.asyncio import create_looping_call

TICK = 0.1  # seconds between two looks


class LastItem:
    """Looks in Scrapy's place."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._loop = create_looping_call(self._look)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> LastItem:
        """Looks from the opening of the spider to its end."""
        last_item = cls(crawler)
        crawler.signals.connect(last_item.spider_opened, signal=signals.spider_opened)
        crawler.signals.connect(last_item.spider_closed, signal=signals.spider_closed)
        return last_item

    def spider_opened(self) -> None:
        """Begin to look; not in `scrapy shell`, which has no items."""
        if self._crawler.crawling:
            self._loop.start(TICK)

    def spider_closed(self) -> None:
        """Look no more."""
        if self._loop.running:
            self._loop.stop()

    def _look(self) -> None:
        assert self._crawler.engine is not None
        slot = self._crawler.engine.scraper.slot
        if slot is not None and slot.closing is not None and not slot.closing.called and slot.is_idle():
            assert self._crawler.spider is not None
            slot.closing.callback(self._crawler.spider)
