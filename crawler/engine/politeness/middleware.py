"""The gate before every request to a site: robots.txt, the host's pace and pauses, quiet hours, the end of patience.

A downloader middleware behind the cache: what is recorded costs no request, so it costs no wait and no permission
either. The parts: ``robots`` (RFC 9309), ``host`` (pace, pauses, refusals), ``host_budget`` (shared with other
crawls), ``host_queues``, ``retry_after``, ``quiet_hours``, ``contact``; ``addon`` puts them in place. Scrapy's
RetryMiddleware goes on to count the tries; when the next one goes is said here.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from functools import partial
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.settings import BaseSettings

from ...planning.estimate import cost_warning
from ..loss_reasons import NOT_GOT
from ..recording.block_pages import is_block_page
from ..stops import HostStopped, Interrupted, NotAsked, Stop
from ..watched_spider import WatchedSpider, watched
from .contact import MISSING, is_loopback, user_agent
from .host import Host, Manners
from .host_budget import HostBudget, UnsafeFolder, budget_folder
from .quiet_hours import quiet_hours
from .retry_after import THROTTLED, Backoff
from .robots import OF_ROBOTS, Robots

log = logging.getLogger(__name__)

NOT_BEFORE = "not_before"
"""Key of ``Request.meta``: when, by time.monotonic(), a request that failed may be tried again."""


class PolitenessMiddleware:
    """Lets requests go, one after the other, for any spider. One that is watched hears of the end of a host."""

    def __init__(self, crawler: Crawler, manners: Manners, robots: Robots | None, settings: BaseSettings) -> None:
        self._crawler = crawler
        self._spider = watched(crawler.spider)
        self._manners = manners
        self._robots = robots
        self._user_agent = user_agent(settings["USER_AGENT"], settings["EPAPER_CONTACT"])
        self._has_contact = bool(settings["EPAPER_CONTACT"])
        self._budget_folder = settings["EPAPER_HOST_BUDGET_DIR"]
        self._longest_hold = settings.getfloat("DOWNLOAD_TIMEOUT") + 30
        self._retried = {int(status) for status in settings.getlist("RETRY_HTTP_CODES")} - THROTTLED
        self._hosts: dict[str, Host] = {}
        intervals = settings.getdict("EPAPER_SLOT_INTERVALS")
        self._slot_intervals = {slot: float(seconds) for slot, seconds in intervals.items()}
        self._going: dict[Request, Host] = {}
        self._costed: set[str] = set()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> PolitenessMiddleware:
        """Reads the settings.

        Raises:
            ValueError: one of them cannot be.
        """
        settings = crawler.settings
        manners = Manners(
            interval=settings.getfloat("EPAPER_INTERVAL"),
            connections=settings.getint("CONCURRENT_REQUESTS_PER_DOMAIN"),
            patience=settings.getfloat("EPAPER_PATIENCE_HOURS") * 3600,
            tries=1 + settings.getint("RETRY_TIMES"),
            stops=settings.getbool("EPAPER_STOP_WHEN_BLOCKED"),
            backoff=Backoff(settings.getfloat("EPAPER_BACKOFF_FACTOR"), settings.getfloat("EPAPER_BACKOFF_MAX")),
            quiet=quiet_hours(settings["EPAPER_QUIET_HOURS"]),
        )
        robots = None
        if settings.getbool("ROBOTSTXT_OBEY"):
            robots = Robots(
                lambda request: crawler.engine.download_async(request),  # there is no engine yet
                token=settings["ROBOTSTXT_USER_AGENT"],
                lifetime=settings.getfloat("EPAPER_ROBOTSTXT_LIFETIME"),
                hosts=_hosts(watched(crawler.spider)),
            )
        return cls(crawler, manners, robots, settings)

    @property
    def holds_back(self) -> bool:
        """Whether a request waits on purpose, until a known time."""
        return any(host.held_back for host in self._hosts.values())

    async def process_request(self, request: Request) -> Response | None:
        """Wait for the request's turn. Where there is none, what is recorded of it answers, fresh or not."""
        if not request.url.startswith(("http://", "https://")):  # a file asks nobody
            return None
        host = self._host(request)
        request.headers[b"User-Agent"] = self._user_agent
        try:
            await self._turn(request, host)
        except NotAsked as error:
            request.meta[NOT_GOT] = error.reason
            recorded: Response | None = request.meta.pop("cached_response", None)  # of Scrapy's HttpCacheMiddleware
            if recorded is None:
                raise
            return recorded
        except (OSError, UnsafeFolder) as error:
            raise Interrupted(self._given_up(host, error)) from error
        self._going[request] = host
        return None

    def process_response(self, request: Request, response: Response) -> Response:
        """Hear what an answer says of the host, then let the next request go."""
        host = self._going.pop(request, None)
        if host is None:  # recorded
            return response
        try:
            self._hear(host, request, response)
        finally:  # whatever an answer is, the next request may go
            self._let_go(host)
        return response

    def _hear(self, host: Host, request: Request, response: Response) -> None:
        host.heard(response)
        if is_block_page(response) and not (OF_ROBOTS in request.meta and response.status == 403):
            if response.status == 403:
                host.forbid(request.url, is_page=self._is_page(request))
            else:
                host.refuse(request.url)
        if response.status in self._retried:
            request.meta[NOT_BEFORE] = host.after_failure(request.meta.get("retry_times", 0) + 1)
        if host.stop is not None:
            request.meta["dont_retry"] = True  # this answer is what the account gets

    def process_exception(self, request: Request, exception: Exception) -> None:
        """No answer: the next request may go, and this one again after a while, unless the host is asked no more."""
        host = self._going.pop(request, None)
        if host is not None:
            if isinstance(exception, HostStopped):
                host.end(exception.stop)
            request.meta[NOT_BEFORE] = host.after_failure(request.meta.get("retry_times", 0) + 1)
            self._let_go(host)

    def _let_go(self, host: Host) -> None:
        try:
            host.done()
        except OSError as error:  # the answer that came is good all the same
            self._given_up(host, error)

    def _given_up(self, host: Host, error: Exception) -> str:
        """End the crawl, which cannot be polite any more; why, for a person."""
        why = f"cannot keep the budget of {host.name}, which crawls share: {error}"
        if self._spider is None:
            log.error(why)
        else:
            self._spider.give_up(why)
        return why

    async def _turn(self, request: Request, host: Host) -> None:
        """Wait until robots.txt allows the request and the turn of its host has come.

        After a wait longer than robots.txt stays valid, robots.txt is asked once more.
        """
        not_before: float = request.meta.pop(NOT_BEFORE, 0.0)
        robots = None if OF_ROBOTS in request.meta else self._robots
        if robots is not None:
            await self._check_robots(robots, request, host)
            if await host.turn(not_before, partial(robots.is_read, request)):
                return
            await self._check_robots(robots, request, host)
        await host.turn(not_before)

    async def _check_robots(self, robots: Robots, request: Request, host: Host) -> None:
        await robots.check(request, host)
        spider = self._spider
        if host.interval > self._manners.interval and spider is not None and host.name not in self._costed:
            self._costed.add(host.name)
            words = cost_warning(
                spider.archive,
                spider.issues,
                host=host.name,
                interval=host.interval,
                patience=self._manners.patience,
            )
            if words is not None:
                log.warning(words)

    def _host(self, request: Request) -> Host:
        name = urlsplit(request.url).netloc
        if name not in self._hosts:
            self._hosts[name] = Host(
                name,
                replace(self._manners, interval=max(self._manners.interval, self._slot_interval(request))),
                budget=partial(self._budget, name),
                told=self._told,
                is_over=self._is_over,
            )
            hostname = urlsplit(request.url).hostname or ""
            if not self._has_contact and not is_loopback(hostname):
                self._has_contact = True  # said once
                log.warning(MISSING, name)
        return self._hosts[name]

    def _slot_interval(self, request: Request) -> float:
        """What DOWNLOAD_SLOTS says of the host, in seconds."""
        assert self._crawler.engine is not None
        return self._slot_intervals.get(self._crawler.engine.downloader.get_slot_key(request), 0.0)

    def _budget(self, host: str) -> HostBudget:
        folder = budget_folder(self._budget_folder)
        keeps = self._manners.connections == 1
        return HostBudget(folder, host, keeps=keeps, longest_hold=self._longest_hold)

    def _told(self, stop: Stop) -> None:
        if self._spider is not None:
            if self._spider.stopped is not None:
                return
            self._spider.stopped = stop
        assert self._crawler.spider is not None
        self._crawler.spider.logger.error(stop.why)

    def _is_over(self) -> bool:
        engine, spider = self._crawler.engine, self._spider
        return engine is None or not engine.running or (spider is not None and spider.gave_up is not None)

    def _is_page(self, request: Request) -> bool:
        """Of a spider that does not say, every address is one."""
        return request.meta.get("kind", "page") in ("index", "page")


def _hosts(spider: WatchedSpider | None) -> tuple[str, ...]:
    """The hosts, with their ports, of the newspaper and of its mirror."""
    if spider is None:
        return ()
    return (*spider.newspaper.hosts, urlsplit(spider.mirror.base_url or "").netloc)
