"""The spider: issues of a range of dates, oldest first, each walked from its front to its articles."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider
from scrapy.http import Response
from twisted.python.failure import Failure

from archive.captures.warc import SUCCESS, reason_of_status
from archive.issues.lock import Locked, newspaper_lock
from archive.record.clipping import Clipping
from archive.record.page import Page
from archive.record.reasons import BLOCKED
from archive.record.walk import Walk

from .. import clock
from ..engine.loss_reasons import UNHANDLED, loss_reason
from ..engine.recording.warc_cache import CannotRecord, captures_complete
from ..engine.stops import Interrupted, Stop
from ..engine.watched_spider import CHANGED, RECORDED_INSTEAD
from ..platforms.contract import Link, Newspaper
from ..walk.live.giving_up import FruitlessIssues
from ..walk.live.open_issue import OpenIssue
from ..walk.live.open_issues import OpenIssues
from ..walk.mirror import Mirror
from ..walk.order import BadArgument, CrawlOrder, crawl_order
from ..walk.recorded.replay import replayed_issue
from ..walk.recorded.versions import write_versions
from .alone import shown_alone
from .answers import is_asked_again, is_heard, is_recorded, not_got, response_capture
from .complaints import complain
from .requests import again, capture_place, link_request, redirected

SIGNAL_THROUGH = 0.01  # seconds


class EpaperSpider(Spider):
    """Walks a newspaper's issues. Arguments, all strings, as ``scrapy crawl -a`` gives them:

    date, or from_date and until_date, both ends included: as ``epaper crawl`` takes them (2020-03-15, 2020-03, today).
    edition: one of those of a date, default all.
    archive: the folder, default ``output``. base_url: a mirror. refresh: 1 asks again for issues that are complete.
    pictures: 0 leaves facsimiles and photos out. gaps: issues (2020-03-15,2020-03-16-b), in the place of dates.
    """

    newspaper: ClassVar[Newspaper]

    def __init__(self, *args: Any, **given: str) -> None:
        super().__init__(*args)
        self.refusal: BadArgument | None = None
        try:
            self.order = crawl_order(self.newspaper, given)
        except BadArgument as error:  # raised here, `scrapy crawl` would print it below a traceback
            self.refusal, self.order = error, CrawlOrder()
        self.issues = self.order.issues
        self.archive = self.order.archive
        self.mirror = Mirror(given.get("base_url"))
        self.open = OpenIssues(self.newspaper, self.order)
        self.gave_up: str | None = None
        self.stopped: Stop | None = None  # why the site is asked no more: what is open ends with what it has
        self._fruitless = FruitlessIssues(self.newspaper)
        self._published: asyncio.Queue[None] = asyncio.Queue()

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> EpaperSpider:
        """Hears what becomes of its items: an issue ends when the last one is through the pipelines."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        if spider.order.refresh and crawler.settings.getbool("EPAPER_OFFLINE"):
            spider.refusal = BadArgument("refresh asks the site again, EPAPER_OFFLINE nobody: give one of them.")
        for signal in (signals.item_scraped, signals.item_dropped, signals.item_error):
            crawler.signals.connect(spider.item_through, signal=signal)
        return spider

    async def start(self) -> AsyncIterator[Any]:
        """The front of each issue, never more issues open than ``EPAPER_OPEN_ISSUES``; the end of each walk."""
        try:
            if self.refusal is not None:
                self.give_up(str(self.refusal))
            else:
                with newspaper_lock(self.archive, self.newspaper.code):
                    async for item_or_request in self._walks():
                        yield item_or_request
        except Locked as error:
            self.give_up(str(error))
        except OSError as error:
            self.give_up(f"cannot write to {self.archive}: {error.strerror}")
        except Exception:  # Scrapy would log it and call the crawl finished
            self.logger.exception("the crawl broke off")
            self.give_up("the crawl broke off by an error of ours. Please report the log above")
        if self.gave_up is not None:
            raise CloseSpider("gave_up")

    async def _walks(self) -> AsyncIterator[Any]:
        at_once = self.settings.getint("EPAPER_OPEN_ISSUES")
        for key in self.issues:
            async for item in self._ended_walks(at_once - 1):
                yield item
            if self.gave_up is not None:
                return
            if self.stopped is not None:
                break
            issue = await asyncio.to_thread(self.open.open, key, clock.today())  # it may read all that is recorded
            if issue is None:
                why = self.open.left_out.get(key)
                self._count("epaper/issues_settled" if why is None else "epaper/issues_left_out")
                if why is not None:
                    self.logger.error("%s is left out: %s", key.folder_name, why)
                continue
            links = ((issue.front, None), *issue.known_before)
            for request in [one for link in links for one in self._requests(issue, *link)]:  # all asked at once
                yield request
        async for item in self._ended_walks(0):
            yield item
        # Scrapy counts the last item as under way until its signal is through, and would look again after 5 s only.
        await asyncio.sleep(SIGNAL_THROUGH)

    async def _ended_walks(self, at_most: int) -> AsyncIterator[Any]:
        """The ends of walks, and what imports add to their issues, until no more than ``at_most`` issues are open."""
        while len(self.open) > at_most:
            issue = await self.open.over()
            if issue is None:
                return
            walk = await self._ended(issue)
            is_followed = issue.has_imports or issue.has_older_captures  # then all that is recorded is read
            yield replace(walk, is_followed=is_followed)
            await self._published.get()
            replayed: list[Page | Clipping | Walk] = []
            if is_followed:
                replay = replayed_issue(self.newspaper, issue.issue, issue.folder, losses=walk.losses)
                replayed = await asyncio.to_thread(list, replay)
                for item in replayed:
                    yield item
                    await self._published.get()
            reasons = issue.recorded_instead(replayed)
            for reason in reasons.values():
                self._count(RECORDED_INSTEAD + reason)
            self._count("epaper/issues_refused", reasons.get(issue.front.url) in BLOCKED)

    def _count(self, name: str, number: int = 1) -> None:
        self.crawler.stats.inc_value(name, number)

    async def _ended(self, issue: OpenIssue) -> Walk:
        self.crawler.signals.send_catch_log(captures_complete, folder=issue.folder)
        walk = issue.ended_walk(clock.today())
        if issue.is_captured_before:
            changes = await asyncio.to_thread(write_versions, self.newspaper, issue.issue, issue.folder)
            for what, number in changes.items():
                self._count(f"{CHANGED}{issue.issue.id}/{what}", number)
        why = self._fruitless.after(issue, walk)
        if why is not None:
            self.give_up(why)
        return walk

    def give_up(self, why: str) -> None:
        """End the crawl, for a reason that a person has to mend; nothing that is open is published."""
        if self.gave_up is None:
            self.gave_up = why
            self.logger.error(why)
            self.open.abandon()

    def capture_place(self, request: Request) -> tuple[Path, str] | None:
        """Where a response is recorded: see ``crawler.spiders.requests``."""
        return capture_place(request, self.open, self.mirror)

    def _requests(self, issue: OpenIssue, link: Link, source: str | None = None) -> Iterator[Request]:
        if issue.ask(link):
            yield link_request(issue, link, self.mirror, source=source, callback=self.received, errback=self.lost)

    def parse(self, response: Response) -> Iterator[Any]:
        """What a response of no walk shows: for ``scrapy parse --spider CODE URL``."""
        return shown_alone(self.newspaper, self.mirror, response, self.logger)

    def received(self, response: Response, issue: OpenIssue, link: Link) -> Iterator[Any]:
        """One response: records for the pipelines, requests for what it announces."""
        assert response.request is not None
        issue.is_heard |= is_heard(response)
        if 300 <= response.status < 400 and b"Location" in response.headers:
            hop = redirected(issue, link, self.mirror, response)
            if hop is not None:
                yield hop
                return
        elif response.status not in SUCCESS and is_asked_again(response, link):
            # What was there once stays: withdrawn or not, the recorded success answers.
            yield again(response.request, "any", not_got=not_got(response) or reason_of_status(response.status))
            return
        elif response.status not in SUCCESS:
            issue.lose(link, reason_of_status(response.status))
        elif link.place.kind != "picture":
            yield from self._read(issue, link, response)
        if (why := not_got(response)) is not None:
            issue.answered_before[link.url] = why
        if link.place.kind == "calendar" and not issue.is_absent and is_recorded(response):
            yield again(response.request, "anew")  # what proved nothing when it was recorded may do so now
            return
        if link is issue.front and not issue.is_begun and issue.calendar is not None:
            yield from self._requests(issue, issue.calendar)
        self._answered(issue, link)

    def _read(self, issue: OpenIssue, link: Link, response: Response) -> Iterator[Any]:
        for record in issue.records(response_capture(issue, link, self.mirror, response), link):
            if not isinstance(record, Link):
                issue.item_sent(link)
                yield record
            elif issue.wants(record):
                yield from self._requests(issue, record, link.url)
        while issue.errors:
            complain(self.logger, issue.errors.popleft(), link.url)

    def lost(self, failure: Failure) -> None:
        """No response at all: the reason goes to the account."""
        if isinstance(failure.value, CannotRecord):
            self.give_up(str(failure.value))
        if isinstance(failure.value, CannotRecord | Interrupted):
            return
        carried = failure.request.cb_kwargs  # type: ignore[attr-defined]
        reason = loss_reason(failure.value)
        if reason == UNHANDLED:
            complain(self.logger, failure.value, carried["link"].url)
        carried["issue"].lose(carried["link"], reason)
        self._answered(carried["issue"], carried["link"])

    def nothing_is_under_way(self) -> None:
        """Lose what is still out: it was dropped on its way, without a word."""
        self.open.lose_what_is_out()

    def item_through(
        self, response: Response | None, exception: Exception | None = None, failure: Failure | None = None
    ) -> None:
        """An item has left the pipelines: it passed them, was dropped, or met an error."""
        if response is None or response.request is None:  # of start()'s own: a Walk, or what is replayed
            self._published.put_nowait(None)
            return
        issue: OpenIssue = response.request.cb_kwargs["issue"]
        is_lost = exception is not None or failure is not None
        issue.item_through(response.request.cb_kwargs["link"], is_lost=is_lost)
        self.open.settle(issue)

    def _answered(self, issue: OpenIssue, link: Link) -> None:
        issue.unanswered.pop(link.url, None)
        self.open.settle(issue)
