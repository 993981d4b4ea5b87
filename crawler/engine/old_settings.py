"""Refuses a crawl that is given a setting under the name that it had before, instead of doing without it."""

from __future__ import annotations

import logging

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider, NotConfigured

from ..setting_names import renamed_settings

log = logging.getLogger(__name__)


class OldSettings:
    """Ends the crawl before its first request, with one line. ``epaper`` refuses the same before it starts a crawl."""

    def __init__(self, why: str) -> None:
        self._why = why

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> OldSettings:
        """Looks at the names of all settings.

        Raises:
            NotConfigured: none of them is old.
        """
        why = renamed_settings(crawler.settings)
        if why is None:
            raise NotConfigured
        extension = cls(why)
        crawler.signals.connect(extension.spider_opened, signal=signals.spider_opened)
        return extension

    def spider_opened(self) -> None:
        """Say why, and end it."""
        log.error(self._why)
        raise CloseSpider("renamed_setting")
