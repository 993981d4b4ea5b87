"""Progress for a person at a terminal: which issue, how much so far, how fast, how long yet.

Silent where stderr is no terminal. ``EPAPER_PROGRESS`` overrules: 1 shows it anyway, 0 never.
"""

from __future__ import annotations

import logging
import sys
import time
from collections import deque
from collections.abc import Iterator
from typing import Any

from rich.console import Console, Group
from rich.live import Live
from rich.progress_bar import ProgressBar
from rich.table import Table
from rich.text import Text
from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Response
from scrapy.statscollectors import StatsCollector
from scrapy.utils.asyncio import create_looping_call

from archive.record.article import Article
from archive.record.page import Page
from archive.record.walk import Walk

from ..wording import counted, duration
from .watched_spider import UnderWay, WatchedSpider, watched

TICK = 0.25  # seconds
WINDOW = 40  # ticks over which the rate is taken: 10 seconds


class Progress:
    """A line of counts and a bar, drawn to ``console`` from the reactor's own thread. ``stats``: the crawl's."""

    def __init__(self, console: Console, stats: StatsCollector, spider: WatchedSpider) -> None:
        self._stats = stats
        self._spider = spider
        self._walks = self._pages = self._articles = self._answers = self._errors = 0
        self._began = time.monotonic()
        self._samples: deque[tuple[float, int]] = deque(maxlen=WINDOW)
        self._total = 0
        self._live = Live(console=console, auto_refresh=False, transient=True, redirect_stdout=False)
        self._loop = create_looping_call(self._draw)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Progress:
        """Listens to the crawl.

        Raises:
            NotConfigured: nobody is looking, or the spider walks no issues.
        """
        spider = watched(crawler.spider)
        wanted = crawler.settings.get("EPAPER_PROGRESS")
        is_wanted = sys.stderr.isatty() if wanted is None else crawler.settings.getbool("EPAPER_PROGRESS")
        if spider is None or not is_wanted:
            raise NotConfigured
        assert crawler.stats is not None
        console = Console(stderr=True, highlight=False, force_terminal=True if wanted is not None else None)
        progress = cls(console, crawler.stats, spider)
        for listener, signal in (
            (progress.spider_opened, signals.spider_opened),
            (progress.close, signals.spider_closed),
            (progress.response_received, signals.response_received),
            (progress.item_scraped, signals.item_scraped),
        ):
            crawler.signals.connect(listener, signal=signal)
        return progress

    def spider_opened(self) -> None:
        """Begin to draw; log lines scroll above."""
        self._total = len(self._spider.issues)
        self._began = time.monotonic()
        stderr = sys.stderr
        self._live.start()
        _redirect_log(stderr, sys.stderr)
        self._loop.start(TICK)

    def close(self) -> None:
        """Leave the terminal as it was; a second time does nothing."""
        if self._loop.running:
            self._loop.stop()
        proxy = sys.stderr
        self._live.stop()
        _redirect_log(proxy, sys.stderr)

    def response_received(self, response: Response) -> None:
        """Count an answer."""
        self._answers += 1
        self._errors += response.status >= 400

    def item_scraped(self, item: Any) -> None:
        """Count what came through the pipelines."""
        self._walks += isinstance(item, Walk) and not item.is_followed
        self._pages += isinstance(item, Page)
        self._articles += isinstance(item, Article)

    def _draw(self) -> None:
        self._samples.append((time.monotonic(), self._answers))
        self._live.update(self._view(), refresh=True)

    def _view(self) -> Group:
        done = self._walks + self._settled
        bar = Table.grid(padding=(0, 1), expand=True)
        for ratio in (None, 1, None):
            bar.add_column(no_wrap=True, ratio=ratio)
        issues = sorted(self._spider.open, key=lambda one: one.issue)
        current = str(issues[0].issue.issue_date) if issues else ""
        bar.add_row(
            Text(f"{self._spider.newspaper.title} {current}", "bold"),
            ProgressBar(total=self._total or 1, completed=done + sum(map(_share, issues))),
            f"{done}/{self._total} {'issue' if self._total == 1 else 'issues'}",
        )
        return Group(bar, Text(" · ".join(self._counts(issues)), "dim", no_wrap=True, overflow="ellipsis"))

    def _counts(self, issues: list[UnderWay]) -> Iterator[str]:
        yield counted(self._pages, "page")
        yield counted(self._articles, "article")
        left = self._seconds_left(sum(map(_share, issues)))
        if left is not None:
            yield f"{duration(left)} left"
        yield f"{self._rate():.1f} answers/s"
        errors = self._errors + self._stats.get_value("downloader/exception_count", 0)
        if errors:
            yield counted(errors, "error")

    @property
    def _settled(self) -> int:
        return int(self._stats.get_value("epaper/issues_settled", 0))

    def _rate(self) -> float:
        (first, before), (last, now) = self._samples[0], self._samples[-1]
        return (now - before) / (last - first) if last > first else 0.0

    def _seconds_left(self, under_way: float) -> float | None:
        """By issues walked, those under way in part; an issue that was settled before took no time."""
        walked = self._walks + under_way
        if walked < 0.05 or self._total == 0:
            return None
        elapsed = time.monotonic() - self._began
        return max(0.0, (self._total - self._settled - walked) * elapsed / walked)


def _share(issue: UnderWay) -> float:
    """Of an issue under way, the share of what is known to be asked for that is answered."""
    return 1 - len(issue.unanswered) / len(issue.asked) if issue.asked else 0.0


def _redirect_log(old: Any, new: Any) -> None:
    """Log handlers keep the stream they were given; while a bar is drawn it must be the bar's."""
    for handler in logging.getLogger().handlers:
        if isinstance(handler, logging.StreamHandler) and handler.stream is old:
            handler.setStream(new)
