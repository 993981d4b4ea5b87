"""One generated spider per newspaper: what ``scrapy list`` shows."""

from __future__ import annotations

from ..platforms.contract import Site
from ..sites import all_sites
from .epaper import EpaperSpider


def generated_spider(site: Site) -> type[EpaperSpider]:
    """The spider of one newspaper."""
    name = f"{site.newspaper.capitalize()}Spider"
    return type(name, (EpaperSpider,), {"name": site.newspaper, "site": site, "__module__": __name__})


for _site in all_sites().values():  # Scrapy finds spiders among a module's classes
    globals()[f"{_site.newspaper.capitalize()}Spider"] = generated_spider(_site)
