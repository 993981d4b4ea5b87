"""Which request the engine takes next, so that a host that wants no request keeps none of another host back.

A request waits for its turn inside the politeness middleware, and counts as under way for Scrapy meanwhile. Were there
no limit for each host, those of one host that pauses would soon hold all ``CONCURRENT_REQUESTS`` places.
"""

from __future__ import annotations

from collections import Counter
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.pqueues import DownloaderAwarePriorityQueue

UNLIMITED = 4  # places of a host where CONCURRENT_REQUESTS is 0, which means without limit


class HostQueues(DownloaderAwarePriorityQueue):
    """A queue for each host (``SCHEDULER_PRIORITY_QUEUE``). No host has more than a quarter of all places.

    It has more if it may be asked by more connections than that.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        settings = self.crawler.settings
        a_quarter = settings.getint("CONCURRENT_REQUESTS") // 4 or UNLIMITED
        self._places = max(a_quarter, settings.getint("CONCURRENT_REQUESTS_PER_DOMAIN"))

    def push(self, request: Request) -> None:
        """Put ``request`` into the queue of its host."""
        host = _host(request)
        if host not in self.pqueues:
            self.pqueues[host] = self.pqfactory(host)
        self.pqueues[host].push(request)

    def pop(self) -> Request | None:
        """The next request of a host that has a place; ``None``: no such host has any."""
        assert self.crawler.engine is not None
        active = self.crawler.engine.downloader.active
        if len(active) < self._places:  # no host has so many
            return super().pop()
        under_way = Counter(map(_host, active))
        full = {host: queue for host, queue in self.pqueues.items() if under_way[host] >= self._places}
        for host in full:
            del self.pqueues[host]
        try:
            return super().pop()
        finally:
            self.pqueues.update(full)


def _host(request: Request) -> str:
    return urlsplit(request.url).netloc
