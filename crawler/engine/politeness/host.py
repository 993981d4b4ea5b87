"""One host and what is owed to it: when the next request may go, whether any may, and what it has said."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from scrapy.http import Response

from ... import clock
from ...wording import duration
from ..stops import HostStopped, Interrupted, Stop
from .host_budget import HostBudget
from .quiet_hours import QuietHours
from .retry_after import THROTTLED, Backoff, retry_after

log = logging.getLogger(__name__)

TICK = 0.5  # seconds; how soon a wait hears that the crawl ends
SAID_FROM = 10  # seconds; a shorter wait is told to nobody
YEARS = 3e8  # seconds; a date so far off may be none
FORBIDDEN_IN_A_ROW = 3  # articles; a single 403 may be an article that was withdrawn
GIVEN_UP_IN_A_ROW = 3  # requests answered 429 or 503 to the last try; then the host is left alone


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """What is the same for every host. ``interval`` and ``patience`` in seconds; ``tries`` of each request.

    ``stops``: whether a host that refuses the visitor is asked no more in this run.
    """

    interval: float
    connections: int
    patience: float
    tries: int
    stops: bool
    backoff: Backoff
    quiet: QuietHours


class Host:
    """One host. ``told`` hears of its end; ``is_over``: whether the crawl ends and nobody waits any more."""

    def __init__(
        self,
        name: str,
        manners: Manners,
        *,
        budget: Callable[[], HostBudget],
        told: Callable[[Stop], None],
        is_over: Callable[[], bool],
    ) -> None:
        self.name = name
        self.interval = manners.interval
        self.stop: Stop | None = None
        self._manners = manners
        self._budget_of = budget
        self._budget: HostBudget | None = None
        self._told = told
        self._is_over = is_over
        self._connections = asyncio.Semaphore(max(1, manners.connections))
        self._not_before = self._answered = 0.0  # by time.monotonic()
        self._quiet_waited = ""  # the end of the quiet hours that were waited out
        self._quiet_until = 0.0
        self._refused = self._forbidden = 0  # answers in a row
        self._said = ""
        self.held_back = 0  # requests that wait at the moment, each until a known time

    def obey(self, interval: float) -> None:
        """The host wants so many seconds between requests, from the last one on. Ours stay where they are more."""
        self.interval = max(self._manners.interval, interval)
        self._not_before = max(self._not_before, self._answered + self.interval)

    def end(self, stop: Stop) -> None:
        """Ask the host no more."""
        if self.stop is None:
            self.stop = stop
            self._told(stop)

    async def turn(self, not_before: float = 0.0, is_ready: Callable[[], bool] = lambda: True) -> bool:
        """Wait until one request may go; ``done`` must follow. ``not_before``: by time.monotonic(), of this one alone.

        ``False``: in the meantime it is no longer ready, and has no turn.

        Raises:
            HostStopped: none may go in this run.
            Interrupted: the crawl ends.
            OSError: the budget shared with other crawls cannot be kept.
        """
        while (wait := not_before - time.monotonic()) > 0:
            await self._sleep(wait)
        await self._connections.acquire()
        try:
            self._go_on()
            while is_ready():
                wait = self._wait()
                if wait <= 0:
                    return True
                await self._sleep(wait)
        except BaseException:
            self._connections.release()
            raise
        self._connections.release()
        return False

    def done(self) -> None:
        """The request that had its turn is answered, or is lost."""
        self._connections.release()
        self._answered = time.monotonic()
        if self._manners.connections == 1:  # then the interval begins where the answer ends
            self._not_before = max(self._not_before, self._answered + self.interval)
        pause = self._not_before - self._answered
        if self._budget is not None and pause > 0:
            self._budget.give_back(pause)

    def heard(self, response: Response) -> None:
        """What an answer says of the host, but for ``refuse`` and ``forbid``."""
        if response.status != 403:
            self._forbidden = 0
        asked = retry_after(response)
        if response.status in THROTTLED:
            self._refused += 1
            if asked is None:
                asked = self._manners.backoff.seconds(self._refused, self.interval)
            if self._refused >= GIVEN_UP_IN_A_ROW * self._manners.tries:
                self._refuses(f"{self.name} answered {response.status} to {self._refused} requests in a row")
        else:
            self._refused = 0
        if asked is not None:
            self._not_before = max(self._not_before, time.monotonic() + asked)
            if asked > self._manners.patience:
                self._end_until(asked, f"{self.name} wants no request")

    def forbid(self, url: str, *, is_page: bool) -> None:
        """It answered 403."""
        self._forbidden += 1
        if is_page or self._forbidden >= FORBIDDEN_IN_A_ROW:
            in_a_row = "" if is_page else f", and so to {self._forbidden} requests in a row"
            self._refuses(f"{self.name} answered 403 (forbidden) to {url}{in_a_row}")

    def refuse(self, url: str) -> None:
        """It answered with a block page or a captcha."""
        self._refuses(f"{self.name} refuses the visitor: {url} is a captcha or a block page")

    def after_failure(self, failures: int) -> float:
        """When, by time.monotonic(), a request that failed so often may be tried again."""
        return time.monotonic() + self._manners.backoff.seconds(failures, self.interval)

    def _refuses(self, why: str) -> None:
        if self._manners.stops:
            self.end(Stop("blocked", f"{why}. It is asked no more in this run"))

    def _wait(self) -> float:
        """Seconds for which nothing may go; 0: one request goes now."""
        if self.stop is not None:
            raise HostStopped(self.stop)
        wait = self._not_before - time.monotonic()
        if wait > 0:
            return self._bearable(wait, f"{self.name} wants no request")
        quiet = self._quiet()
        if quiet > 0:
            return self._bearable(quiet, "quiet hours: no request", reason="quiet_hours")
        if self.interval <= 0:  # a server of one's own: there is nothing to share
            return 0.0
        if self._budget is None:
            self._budget = self._budget_of()
        wait = self._budget.take(self.interval)
        return self._bearable(wait, f"{self.name} has told this or another crawl: no request") if wait > 0 else 0.0

    def _quiet(self) -> float:
        now = clock.now()
        end = self._manners.quiet.end(now)
        if end is None:
            return 0.0
        if str(end) != self._quiet_waited:  # the length of the wait is measured once: a clock may stand still
            self._quiet_waited = str(end)
            self._quiet_until = time.monotonic() + (end - now).total_seconds()
        return self._quiet_until - time.monotonic()

    def _bearable(self, wait: float, what: str, reason: str = "blocked") -> float:
        """``wait``, told once where it is long; where it is beyond all patience, the host is asked no more."""
        if wait > self._manners.patience:
            raise HostStopped(self._end_until(wait, what, reason))
        if wait > max(SAID_FROM, 2 * self.interval) and what != self._said:
            self._said = what
            log.warning("%s before %s: waiting for %s", what, _time_after(wait), duration(wait))
        elif wait <= self.interval:
            self._said = ""
        return wait

    def _end_until(self, wait: float, what: str, reason: str = "blocked") -> Stop:
        self.end(Stop(reason, f"{what} before {_time_after(wait)}. Come back then"))
        assert self.stop is not None
        return self.stop

    async def _sleep(self, wait: float) -> None:
        self._go_on()
        self.held_back += 1
        try:
            await asyncio.sleep(min(wait, TICK))
        finally:
            self.held_back -= 1
        self._go_on()

    def _go_on(self) -> None:
        if self._is_over():
            raise Interrupted("The crawl comes to its end")


def _time_after(seconds: float) -> str:
    """The local time ``seconds`` from now, rounded up to the next minute: ``2020-03-15 17:01 Asia/Shanghai``."""
    if seconds > YEARS:
        return "a time years hence"
    return f"{clock.now() + timedelta(seconds=seconds + 59):%Y-%m-%d %H:%M} Asia/Shanghai"
