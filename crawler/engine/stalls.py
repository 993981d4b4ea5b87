"""A crawl in which nothing happens any more ends itself: every wait of a crawl has an end.

Something happens when a request is sent, a response comes, or an item is through the pipelines: Scrapy counts all of
them, so that looking costs the crawl nothing. A wait with a known end is no stall: a download, which has a time-out,
and a pause or quiet hours that politeness keeps.
"""

from __future__ import annotations

import logging
import os
import stat
from contextlib import suppress

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.utils.asyncio import create_looping_call
from scrapy.utils.defer import deferred_from_coro

from ..wording import counted, duration
from .hard_end import HardEnd
from .politeness.middleware import PolitenessMiddleware
from .watched_spider import UnderWay, WatchedSpider, watched

log = logging.getLogger(__name__)

TICK = 5  # seconds between two looks, and between two signs of life
CLOSING = 60  # seconds that a crawl has for closing, once it has stalled
COUNTS = (
    "downloader/request_count",
    "downloader/response_count",
    "downloader/exception_count",
    "response_received_count",
    "item_scraped_count",
    "item_dropped_count",
    "epaper/issues_settled",
)
TAKEN_UP = "What is open is left as it is, and the same command takes it up again"


class Stalls:
    """Ends a crawl after ``limit`` seconds in which nothing happened; 0: never.

    ``signs_to``: a pipe into which a byte is written every few seconds, as long as the crawl has not stalled.
    """

    def __init__(self, crawler: Crawler, limit: float, signs_to: int | None) -> None:
        self._crawler = crawler
        self._limit = limit
        self._signs_to = signs_to
        self._tick = min(TICK, limit / 4) if limit > 0 else TICK
        self._closing = min(CLOSING, limit)
        self._has_given_up = False
        self._counts: tuple[object, ...] = ()
        self._idle = 0.0  # seconds, counted look by look: while the reactor is blocked, this stands still
        self._politeness: PolitenessMiddleware | None = None
        self._loop = create_looping_call(self._look)
        self._hard_end = HardEnd(limit, self._tick, TAKEN_UP)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Stalls:
        """Read the settings and listen to the crawl."""
        signs_to = crawler.settings.getint("EPAPER_SIGN_OF_LIFE_FD")
        stalls = cls(
            crawler,
            crawler.settings.getfloat("EPAPER_STALL_SECONDS"),
            signs_to if _is_pipe(signs_to) else None,
        )
        crawler.signals.connect(stalls.spider_opened, signal=signals.spider_opened)
        crawler.signals.connect(stalls.spider_closed, signal=signals.spider_closed)
        return stalls

    def spider_opened(self) -> None:
        """Begin to look; not in `scrapy shell`, where a person takes as long as it takes."""
        if not self._crawler.crawling:
            return
        self._politeness = self._crawler.get_downloader_middleware(PolitenessMiddleware)
        self._loop.start(self._tick)
        if self._limit > 0:
            self._hard_end.watch()

    def spider_closed(self) -> None:
        """Look no more."""
        if self._loop.running:
            self._loop.stop()
        self._hard_end.call_off()

    def _look(self) -> None:
        self._hard_end.reactor_runs()
        counts = tuple(self._crawler.stats.get_value(name) for name in COUNTS)
        if counts != self._counts or (self._politeness is not None and self._politeness.holds_back):
            self._counts = counts
            self._idle = 0.0
        else:
            self._idle += self._tick
        if self._limit <= 0 or self._idle < self._limit + self._longest_download():
            self._give_sign()
        elif not self._has_given_up:
            self._has_given_up = True
            self._give_up()

    def _longest_download(self) -> float:
        """The time-out, in seconds, of the downloads under way: they were sent before the crawl fell idle."""
        assert self._crawler.engine is not None
        slots = self._crawler.engine.downloader.slots.values()
        return max((one.meta.get("download_timeout", 0) for slot in slots for one in slot.transferring), default=0)

    def _give_sign(self) -> None:
        if self._signs_to is not None:
            with suppress(OSError):  # nobody reads any more, or not at the moment
                os.write(self._signs_to, b".")

    def _give_up(self) -> None:
        spider = watched(self._crawler.spider)
        waited_for = "" if spider is None else _waited_for(spider)
        why = f"nothing has happened for {duration(self._idle)}{waited_for}. {TAKEN_UP}"
        if spider is None:
            log.error(why)
        else:
            spider.give_up(why)
        self._hard_end.due_in(self._closing, why)
        # A spider that waits for what never comes does not hear that it gave up.
        deferred_from_coro(self._crawler.engine.close_spider_async(reason="gave_up"))


def _waited_for(spider: WatchedSpider) -> str:
    """``: xmwb-2020-03-15-a waits for 3 answers and 1 item``, for each issue that is open."""
    issues = sorted(spider.open, key=lambda one: one.issue)
    return ": " + ", ".join(map(_lacking, issues)) if issues else ""


def _lacking(open_issue: UnderWay) -> str:
    lacking = [
        counted(number, noun)
        for number, noun in ((len(open_issue.unanswered), "answer"), (open_issue.items_out, "item"))
        if number
    ]
    return f"{open_issue.issue.id} waits for {' and '.join(lacking) or 'its end'}"


def _is_pipe(descriptor: int) -> bool:
    try:
        return stat.S_ISFIFO(os.fstat(descriptor).st_mode)
    except OSError:
        return False
