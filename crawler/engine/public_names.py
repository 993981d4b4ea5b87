"""Names of hosts that lead into a private network: whoever answers for a newspaper's name must not choose what we ask.

A literal address, ``localhost``, and the host of ``--base-url`` are named by a person, and asked wherever they lead.
198.18.0.0/15 is not refused: proxies on many a computer in China answer with addresses of it for every name.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from ipaddress import ip_address, ip_network
from typing import Self, cast
from urllib.parse import urlsplit

from scrapy.crawler import Crawler, CrawlerProcess
from scrapy.resolver import CachingThreadedResolver
from twisted.internet.base import ReactorBase
from twisted.internet.defer import Deferred
from twisted.internet.error import DNSLookupError

from .watched_spider import watched

log = logging.getLogger(__name__)

PRIVATE = tuple(
    ip_network(text)
    for text in (
        "0.0.0.0/8",  # this host
        "10.0.0.0/8",
        "100.64.0.0/10",  # of providers; the metadata service of a cloud
        "127.0.0.0/8",  # loopback
        "169.254.0.0/16",  # link-local; the metadata service of other clouds
        "172.16.0.0/12",
        "192.168.0.0/16",
        "224.0.0.0/3",  # multicast, reserved, broadcast
    )
)
"""Networks in which no newspaper serves the public. Scrapy's resolver gives IPv4 addresses alone."""


class PublicNames(CachingThreadedResolver):
    """Scrapy's resolver, which finds no address for a newspaper's host that leads into a private network."""

    process: CrawlerProcess

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: ReactorBase) -> Self:
        """Scrapy gives the process of all its crawls in the place of a crawler."""
        resolver = super().from_crawler(crawler, reactor)
        resolver.process = cast("CrawlerProcess", crawler)
        return resolver

    def getHostByName(self, name: str, timeout: Sequence[int] = ()) -> Deferred[str]:  # noqa: N802 - Twisted's
        """The address of ``name``."""
        return super().getHostByName(name, timeout).addCallback(self._checked, name)

    def _checked(self, address: str, name: str) -> str:
        if (
            name != address
            and name in self._unnamed_hosts()
            and any(ip_address(address) in network for network in PRIVATE)
        ):
            why = f"{name} leads to {address}, which is no public address"
            log.error("%s: it is not asked. If it is meant, name it with --base-url, or -a base_url=", why)
            raise DNSLookupError(why)
        return address

    def _unnamed_hosts(self) -> set[str]:
        """The hosts of newspapers that are crawled in this process, but for one that a person named."""
        crawls = self.process.crawlers
        spiders = [spider for crawl in crawls if (spider := watched(crawl.spider)) is not None]
        hosts = {urlsplit(f"//{host}").hostname or "" for spider in spiders for host in spider.newspaper.hosts}
        return hosts - {"localhost"} - {urlsplit(spider.mirror.base_url or "").hostname for spider in spiders}
