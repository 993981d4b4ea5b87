"""robots.txt by RFC 9309: read before anything else of a host, and again when it is a day old."""

from __future__ import annotations

import asyncio
import logging
import re
import time
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol
from urllib.parse import urljoin, urlsplit

from protego import Protego
from scrapy import Request
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK

from ..recording.warc_cache import CannotRecord
from ..stops import HostStopped, Interrupted, RobotsDisallow, Stop

log = logging.getLogger(__name__)

OF_ROBOTS = "robots_of"
"""Key of ``Request.meta``: the host whose robots.txt it asks for."""

MAX_BYTES = 500 * 1024  # RFC 9309, 2.5: at least so many are parsed
LONGEST = 366 * 24 * 3600  # seconds between requests; a host that wants more is not asked within a year anyway
MAX_HOPS = 5  # redirects; RFC 9309, 2.3.1.2
PRIORITY = 1000  # as Scrapy's own
_AGENT = re.compile(r"\s*user(?:-|\s*)agent(?=[\s:])[\s:]*(.*?)\s*$", re.IGNORECASE)  # as Protego reads it
_ANOTHER = "!"  # no character of a crawler's name


@dataclass(frozen=True, slots=True)
class Rules:
    """What a robots.txt says to one crawler."""

    parser: Protego
    token: str

    @classmethod
    def of_text(cls, body: bytes, token: str) -> Rules:
        """Of the first 500 KiB: whole lines, so that half a path does not forbid more than the whole one."""
        if len(body) > MAX_BYTES:
            body = body[:MAX_BYTES].rpartition(b"\n")[0]
        return cls(Protego.parse(_for(token, body.decode("utf-8-sig", errors="ignore"))), token)

    def allow(self, url: str) -> bool:
        """Whether ``url`` may be asked for."""
        return self.parser.can_fetch(url, self.token)

    @property
    def interval(self) -> float:
        """Seconds between requests: ``Crawl-delay``, or ``Request-rate`` (neither is in the RFC; both are in use)."""
        rate = self.parser.request_rate(self.token)
        by_rate = 0 if rate is None else Fraction(rate.seconds, rate.requests)  # of numbers of any length
        return float(min(max(self.parser.crawl_delay(self.token) or 0, by_rate), LONGEST))


class Unreachable(Exception):
    """There is no saying what robots.txt allows: 5xx, 429, no answer. The message says which."""


@dataclass(slots=True)
class _Copy:
    rules: Rules
    until: float  # by time.monotonic()


class HasHost(Protocol):
    """What is told of the rules."""

    def obey(self, interval: float) -> None:
        """The host wants so many seconds between requests."""

    def end(self, stop: Stop) -> None:
        """The host is asked no more."""


class Robots:
    """The robots.txt of each host that is asked. ``fetch`` downloads; it retries what is worth it.

    ``token`` is our name there; ``lifetime``, how many seconds a copy is good for (RFC 9309, 2.4: not above 24 hours).
    ``hosts``, with their ports, may be asked for the robots.txt of each other; any other host for its own alone.
    """

    def __init__(
        self,
        fetch: Callable[[Request], Awaitable[Response]],
        *,
        token: str,
        lifetime: float,
        hosts: Collection[str] = (),
    ) -> None:
        self._fetch = fetch
        self._hosts = hosts
        self._token = token
        self._lifetime = lifetime
        self._copies: dict[str, _Copy] = {}
        self._locks: dict[str, asyncio.Lock] = {}

    async def check(self, request: Request, host: HasHost) -> None:
        """Let ``request`` pass, or not.

        Raises:
            RobotsDisallow: it may not be asked for.
            HostStopped: nothing of this host may be, or nobody knows.
        """
        root = _root(request)
        async with self._locks.setdefault(root, asyncio.Lock()):  # several wait for one copy
            if not self.is_read(request):
                self._copies[root] = await self._newest_copy(root, self._copies.get(root), host)
        copy = self._copies[root]
        if copy.rules.allow(request.url):
            return
        if not copy.rules.allow(root):
            stop = Stop("robots_disallowed", f"{root}robots.txt forbids {request.url} and the whole site")
            host.end(stop)
            raise HostStopped(stop)
        raise RobotsDisallow(f"{root}robots.txt")

    def is_read(self, request: Request) -> bool:
        """Whether there is a copy for the host of ``request``, and it is not too old."""
        copy = self._copies.get(_root(request))
        return copy is not None and copy.until > time.monotonic()

    async def _newest_copy(self, root: str, older: _Copy | None, host: HasHost) -> _Copy:
        try:
            copy = await self._read_copy(root, older)
        except Unreachable as error:
            if older is not None:  # RFC 9309, 2.3.1.4 and 2.4: then an older copy may go on to serve
                log.warning("%srobots.txt cannot be read again (%s): what it said before holds", root, error)
                return _Copy(older.rules, time.monotonic() + self._lifetime)
            stop = Stop(
                "robots_unreachable",
                f"{root}robots.txt cannot be read ({error}), so nothing may be asked (RFC 9309, 2.3.1.4)",
            )
            host.end(stop)
            raise HostStopped(stop) from error
        host.obey(copy.rules.interval)
        return copy

    async def _read_copy(self, root: str, older: _Copy | None) -> _Copy:
        url, recorded = f"{root}robots.txt", "any" if older is None else "never"
        response = await self._response(url, root, recorded)
        age = time.time() - float(response.request.meta.get("cache_timestamp", time.time())) if response.request else 0
        for _ in range(MAX_HOPS):
            if not 300 <= response.status < 400 or b"Location" not in response.headers:
                break
            location = (response.headers[b"Location"] or b"").decode("latin-1")
            if not self._may_lead(url, location, root):
                log.warning("%srobots.txt leads to %r, which is not asked: it forbids nothing", root, location)
                break
            url = urljoin(url, location)
            response = await self._response(url, root, "never")
        if response.status == 429 or response.status not in range(200, 500):  # 429 is a 4xx, but says: not now
            raise Unreachable(f"status {response.status}")
        # What is not there forbids nothing: any other 4xx (2.3.1.3), and redirects that are not followed (2.3.1.2).
        body = response.body if response.status < 300 else b""
        lifetime = self._lifetime - (age if "cached" in response.flags else 0)
        return _Copy(Rules.of_text(body, self._token), time.monotonic() + lifetime)

    def _may_lead(self, url: str, location: str, root: str) -> bool:
        try:
            parts = urlsplit(urljoin(url, location))
        except ValueError:  # not a URL: "http://[x"
            return False
        return parts.scheme in ("http", "https") and parts.netloc in (urlsplit(root).netloc, *self._hosts)

    async def _response(self, url: str, root: str, recorded: str) -> Response:
        request = Request(
            url,
            priority=PRIORITY,
            meta={OF_ROBOTS: root, "recorded": recorded, "give_up_log_level": logging.DEBUG},
            callback=NO_CALLBACK,
        )
        try:
            return await self._fetch(request)
        except (CannotRecord, HostStopped, Interrupted):
            raise
        except Exception as error:  # whatever it is, RFC 9309, 2.3.1.4 says what follows
            raise Unreachable(str(error) or type(error).__name__) from error


def _for(token: str, text: str) -> str:
    """``text``, in which every name of a crawler that is not ours is the same.

    Protego copies each rule of a group for each of its names: of 16,000 names and 16,000 rules, 256 million.
    """
    lines = text.splitlines()
    for place, line in enumerate(lines):
        named = _AGENT.match(line.partition("#")[0])
        if named is not None and named[1] != "*":
            name = named[1].lower().replace("*", "")
            lines[place] = f"User-agent: {name if name and name in token.lower() else _ANOTHER}"
    return "\n".join(lines)


def _root(request: Request) -> str:
    """The address of a site: a scheme, a host and a port have a robots.txt of their own (RFC 9309, 2.3)."""
    parts = urlsplit(request.url)
    return f"{parts.scheme}://{parts.netloc}/"
