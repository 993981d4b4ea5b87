"""One generated spider per newspaper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..platforms.contract import Newspaper
from .epaper import EpaperSpider

if TYPE_CHECKING:
    from ..engine.watched_spider import WatchedSpider

    _: type[WatchedSpider] = EpaperSpider  # what the engine relies on


def generated_spider(newspaper: Newspaper) -> type[EpaperSpider]:
    """The spider of one newspaper."""
    name = f"{newspaper.code.capitalize()}Spider"
    return type(name, (EpaperSpider,), {"name": newspaper.code, "newspaper": newspaper, "__module__": __name__})
