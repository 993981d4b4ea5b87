"""Scrapy's way to the spiders: newspapers by their codes, each imported when it is crawled."""

from __future__ import annotations

from scrapy import Spider
from scrapy.exceptions import UsageError
from scrapy.spiderloader import SpiderLoader

from ..sites import BrokenNewspaper, newspaper, newspaper_codes


class NewspaperLoader(SpiderLoader):
    """The newspapers, and beside them whatever spiders of their own an operator names in ``SPIDER_MODULES``.

    ``scrapy shell`` and ``scrapy fetch`` find no newspaper by an address: a single request belongs to no issue.
    """

    def list(self) -> list[str]:
        """All names; no newspaper is imported for it."""
        return sorted({*super().list(), *newspaper_codes()})

    def load(self, spider_name: str) -> type[Spider]:
        """The spider of that name.

        Raises:
            KeyError: there is none.
            UsageError: the module of that newspaper is broken; the message is one line that names its file.
        """
        from .newspapers import generated_spider

        if spider_name not in newspaper_codes():
            return super().load(spider_name)
        try:
            return generated_spider(newspaper(spider_name))
        except BrokenNewspaper as error:
            raise UsageError(str(error), print_help=False) from error
