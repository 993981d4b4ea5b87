"""The spider: issues of a range of dates, oldest first, each walked from its front to its articles."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import urljoin, urlsplit

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider
from scrapy.http import Response
from twisted.python.failure import Failure

from archive.issues.history import write_history
from archive.issues.lock import Locked, newspaper_lock
from archive.record.page import Page
from archive.record.walk import Walk

from .. import clock
from ..engine.loss_reasons import loss_reason
from ..engine.recording.warc_cache import CannotRecord
from ..engine.stops import Interrupted, Stop
from ..platforms.capture import Capture
from ..platforms.contract import Link, LinkKind, Site
from ..walk.giving_up import InVain
from ..walk.mirror import Mirror
from ..walk.open_issue import OpenIssue, OpenIssues
from ..walk.order import BadArgument, CrawlOrder, crawl_order
from ..walk.replay import replayed_issue
from ..walk.versions import issue_versions

MAX_REDIRECTS = 5
PRIORITY = {"page": 2, "article": 1, "picture": 0}


class EpaperSpider(Spider):
    """Walks a newspaper's issues. Arguments, all strings, as ``scrapy crawl -a`` gives them:

    date, or from_date and until_date: ISO dates, both ends included. archive: the folder, default ``output``.
    base_url: a mirror. refresh: ask again for issues that are complete. pictures: 0 leaves facsimiles and photos out.
    """

    site: ClassVar[Site]

    def __init__(self, *args: Any, **given: str) -> None:
        super().__init__(*args)
        self._refusal: BadArgument | None = None
        try:
            self.order = crawl_order(self.site, given)
        except BadArgument as error:  # raised here, `scrapy crawl` would print it below a traceback
            self._refusal, self.order = error, CrawlOrder()
        self.dates = self.order.dates
        self.archive = self.order.archive
        self.mirror = Mirror(self.site, self.order.base_url)
        self.open = OpenIssues(self.site, self.order)
        self.gave_up: str | None = None
        self.stopped: Stop | None = None  # why the site is asked no more: what is open ends with what it has
        self._vain = InVain(self.site)
        self._over: asyncio.Queue[OpenIssue | None] = asyncio.Queue()
        self._published: asyncio.Queue[None] = asyncio.Queue()

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> EpaperSpider:
        """Hears what becomes of its items: an issue ends when the last one is through the pipelines."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        for signal in (signals.item_scraped, signals.item_dropped, signals.item_error):
            crawler.signals.connect(spider.item_through, signal=signal)
        return spider

    async def start(self) -> AsyncIterator[Any]:
        """The front page of each issue, never more issues open than ``OPEN_ISSUES``; the end of each walk."""
        try:
            if self._refusal is not None:
                raise self._refusal
            with newspaper_lock(self.archive, self.site.newspaper):
                async for item_or_request in self._walks():
                    yield item_or_request
        except (Locked, BadArgument) as error:
            self.give_up(str(error))
        except OSError as error:
            self.give_up(f"cannot write to {self.archive}: {error.strerror}")
        if self.gave_up is not None:
            raise CloseSpider("gave_up")

    async def _walks(self) -> AsyncIterator[Any]:
        at_once = self.settings.getint("OPEN_ISSUES")
        for issue_date in self.dates:
            async for walk in self._ended_walks(at_once - 1):
                yield walk
            if self.gave_up is not None:
                return
            if self.stopped is not None:
                break
            issue = self.open.open(issue_date, clock.today())
            if issue is None:
                self._count("epaper/issues_settled")
                continue
            for url in (issue.front_page, *issue.known_before):
                for request in self._requests(issue, url, self.site.kind(url)):
                    yield request
        async for walk in self._ended_walks(0):
            yield walk
        # Scrapy counts the last item as under way until its signal is through, and would look again after 5 s only.
        await asyncio.sleep(0.01)

    async def _ended_walks(self, at_most: int) -> AsyncIterator[Any]:
        """The ends of walks, and what imports add to their issues, until no more than ``at_most`` issues are open."""
        while len(self.open) > at_most:
            issue = await self._over.get()
            if issue is None:
                return
            yield self._ended(issue)
            await self._published.get()
            self._count("epaper/pictures_lost", issue.lost_pictures)
            if issue.has_imports:  # they are part of the issue: read everything that is recorded, theirs too
                replay = replayed_issue(self.site, issue.issue_date, issue.folder)
                for item in await asyncio.to_thread(list, replay):
                    yield item
                    await self._published.get()

    def _count(self, name: str, number: int = 1) -> None:
        self.crawler.stats.inc_value(name, number)

    def _ended(self, issue: OpenIssue) -> Walk:
        self.open.close(issue)
        walk = issue.ended_walk(clock.today())
        if issue.is_asked_again:
            write_history(issue.folder, issue_versions(self.site, issue.folder))
        why = self._vain.after(issue, walk)
        if why is not None:
            self.give_up(why)
        return walk

    def give_up(self, why: str) -> None:
        """End the crawl, for a reason that a person has to mend; nothing that is open is published."""
        if self.gave_up is None:
            self.gave_up = why
            self.logger.error(why)
            self._over.put_nowait(None)

    def capture_place(self, request: Request) -> tuple[Path, str] | None:
        """Where a response is recorded: the issue that asks for it, under the newspaper's own address."""
        url = self.mirror.canonical(request.url)
        folder = self.open.folder_for(url, request.meta.get("asked"))
        return None if folder is None else (folder, url)

    def _requests(self, issue: OpenIssue, url: str, kind: LinkKind = "page") -> Iterator[Request]:
        if issue.ask(url):
            yield Request(
                self.mirror.asked_at(url),
                meta={"asked": url, "recorded": issue.recorded(url, kind)},
                callback=self.parse,
                errback=self.lost,
                priority=PRIORITY[kind] - 3 * issue.issue_date.toordinal(),  # an older issue is finished first
            )

    def parse(self, response: Response, **_: Any) -> Iterator[Any]:
        """One response: records for the pipelines, requests for what it announces."""
        assert response.request is not None
        issue, asked = self._issue_of(response.request)
        if 300 <= response.status < 400 and b"Location" in response.headers:
            hop = self._redirected(issue, asked, response)
            if hop is not None:
                yield hop
                return
        elif response.status >= 300 and response.request.meta["recorded"] == "never":
            # What was there once stays: withdrawn or not, the recorded success answers.
            yield response.request.replace(meta={"asked": asked, "recorded": "any"})
            return
        elif response.status >= 300:
            issue.lose(asked, f"http_{response.status}")
        elif self.site.address(asked) is not None or asked == issue.calendar:
            yield from self._read(issue, asked, response)
        if asked == issue.front_page and not issue.has_pages and issue.calendar is not None:
            yield from self._requests(issue, issue.calendar)
        self._answered(issue, asked)

    def _read(self, issue: OpenIssue, asked: str, response: Response) -> Iterator[Any]:
        url = self.mirror.canonical(response.url)
        content_type = (response.headers.get(b"Content-Type") or b"").decode("latin-1")
        capture = Capture(url=url, body=response.body, content_type=content_type, status=response.status)
        for record in issue.records(capture, asked):
            if isinstance(record, Link):
                if record.kind != "picture" or self._is_wanted(record.url):
                    yield from self._requests(issue, record.url, record.kind)
            else:
                issue.items_out += 1
                issue.has_pages |= isinstance(record, Page)
                yield record

    def _is_wanted(self, picture: str) -> bool:
        return self.order.pictures and urlsplit(picture).netloc == self.site.host

    def _redirected(self, issue: OpenIssue, asked: str, response: Response) -> Request | None:
        """Follow a redirect to the same page or article; any other one is an entry in the account."""
        assert response.request is not None
        hops = response.request.meta.get("hops", 0)
        try:
            url = urljoin(response.url, (response.headers[b"Location"] or b"").decode("latin-1"))
            target = self.mirror.canonical(url)
        except ValueError:  # not a URL
            target = ""
        if hops >= MAX_REDIRECTS or not target:
            issue.lose(asked, "redirected_elsewhere")
        elif issue.may_follow(asked, target):
            return response.request.replace(
                url=self.mirror.asked_at(url),  # a mirror may send on to the newspaper's own host
                # Recorded under the same address is the redirect itself.
                meta={"asked": asked, "recorded": "never", "hops": hops + 1},
            )
        return None

    def lost(self, failure: Failure) -> None:
        """No response at all: the reason goes to the account."""
        if isinstance(failure.value, CannotRecord):
            self.give_up(str(failure.value))
        if isinstance(failure.value, CannotRecord | Interrupted):
            return
        issue, asked = self._issue_of(failure.request)  # type: ignore[attr-defined]
        issue.lose(asked, loss_reason(failure.value))
        self._answered(issue, asked)

    def item_through(
        self, response: Response | None, exception: Exception | None = None, failure: Failure | None = None
    ) -> None:
        """One item has left the pipelines, by the front door or not."""
        if response is None or response.request is None:  # of start()'s own: a Walk, or what is replayed
            self._published.put_nowait(None)
            return
        issue, asked = self._issue_of(response.request)
        if exception is not None or failure is not None:
            issue.lose(asked, "dropped")
        issue.items_out -= 1
        self._close_if_over(issue)

    def _answered(self, issue: OpenIssue, asked: str) -> None:
        issue.unanswered.discard(asked)
        self._close_if_over(issue)

    def _close_if_over(self, issue: OpenIssue) -> None:
        if issue.is_over and self.gave_up is None:
            self._over.put_nowait(issue)

    def _issue_of(self, request: Request) -> tuple[OpenIssue, str]:
        """The issue that asked, and the newspaper's own address that it asked for."""
        asked = request.meta["asked"]
        return self.open.that_asked(asked), asked
