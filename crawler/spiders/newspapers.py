"""One generated spider per newspaper: what ``scrapy list`` shows."""

from __future__ import annotations

from ..platforms.contract import Newspaper
from ..sites import all_newspapers
from .epaper import EpaperSpider


def generated_spider(newspaper: Newspaper) -> type[EpaperSpider]:
    """The spider of one newspaper."""
    name = f"{newspaper.code.capitalize()}Spider"
    return type(name, (EpaperSpider,), {"name": newspaper.code, "newspaper": newspaper, "__module__": __name__})


for _newspaper in all_newspapers().values():  # Scrapy finds spiders among a module's classes
    globals()[f"{_newspaper.code.capitalize()}Spider"] = generated_spider(_newspaper)
