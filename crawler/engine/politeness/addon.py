"""Politeness as a Scrapy add-on: it takes the pace out of Scrapy's hands.

``DOWNLOAD_DELAY``, and the ``delay`` of a host in ``DOWNLOAD_SLOTS``, mean what they mean in any Scrapy project: the
seconds between two requests to one host. But Scrapy counts them in each crawl for itself, from request to request, and
after our own waits: two clocks would move requests into each other. So both are handed on to the politeness middleware,
as ``EPAPER_INTERVAL`` and ``EPAPER_SLOT_INTERVALS``, and Scrapy is left without a delay.
"""

from __future__ import annotations

from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.settings import BaseSettings

from .host_queues import HostQueues
from .middleware import PolitenessMiddleware

LAST_GATE = 1000  # behind the recorder (900) and whatever else may answer: what comes here goes to the site


class Politeness:
    """What the add-on sets."""

    def update_settings(self, settings: BaseSettings) -> None:
        """Put the middleware and the queues in place, and hand the delays on as they were given."""
        middlewares = "DOWNLOADER_MIDDLEWARES"
        settings.setdefault_in_component_priority_dict(middlewares, PolitenessMiddleware, LAST_GATE)
        # It takes a robots.txt that cannot be had for leave to ask everything.
        settings.set_in_component_priority_dict(middlewares, RobotsTxtMiddleware, None)
        settings.set("SCHEDULER_PRIORITY_QUEUE", HostQueues, "addon")
        slots = settings.getdict("DOWNLOAD_SLOTS")
        settings.set("EPAPER_INTERVAL", settings["DOWNLOAD_DELAY"], "cmdline")
        settings.set(
            "EPAPER_SLOT_INTERVALS",
            {slot: given["delay"] for slot, given in slots.items() if "delay" in given},
            "cmdline",
        )
        settings.set("DOWNLOAD_DELAY", 0, "cmdline")  # whoever set it, and however
        settings.set("DOWNLOAD_SLOTS", {slot: {**given, "delay": 0} for slot, given in slots.items()}, "cmdline")
