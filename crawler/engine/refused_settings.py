"""Refuses a crawl that is given a setting that it would do without, or that would do it harm."""

from __future__ import annotations

import logging

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider, NotConfigured

from ..setting_names import refused_settings

log = logging.getLogger(__name__)


class RefusedSettings:
    """Ends the crawl before its first request, with one line. ``epaper`` refuses the same before it starts a crawl."""

    def __init__(self, why: str) -> None:
        self._why = why

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> RefusedSettings:
        """Looks at the names of all settings.

        Raises:
            NotConfigured: none of them is refused.
        """
        why = refused_settings(name for name, value in crawler.settings.items() if value is not None)
        if why is None:
            raise NotConfigured
        extension = cls(why)
        crawler.signals.connect(extension.spider_opened, signal=signals.spider_opened)
        return extension

    def spider_opened(self) -> None:
        """Say why, and end it."""
        log.error(self._why)
        raise CloseSpider("refused_setting")
