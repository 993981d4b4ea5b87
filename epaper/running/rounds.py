"""Rounds: each looks at what is due and crawls it, a process for each crawl.

Scrapy's reactor runs once in a process, and a crash ends one newspaper only.
"""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from types import FrameType

import orjson

from archive.audit.run_log import NewspaperRun, Run
from archive.issues.lock import Locked, refuse_locked
from archive.record.identifiers import IssueKey
from archive.record.issue import Issue
from archive.record.jsonl import NotARecord, record_from
from crawler import clock
from crawler.planning.plan import Plan, kept_newspapers
from crawler.planning.schedule import Due, Span, next_due
from crawler.platforms.contract import Newspaper
from crawler.wording import without_number

from ..terminal.due_words import nothing_due
from ..terminal.words import complain, say
from .checked_options import setting
from .crawl_process import CrawlProcess
from .ledger import Ledger, Notice, leave_run
from .outcome import ExitStatus, Outcome, worst

QUIET = (ExitStatus.COMPLETE, ExitStatus.NOT_YET)  # a late evening paper is no news


def crawl_options(base_url: str | None, settings: Sequence[str] | None, *, pictures: bool) -> list[str]:
    """What each crawl is told beside its newspaper and dates.

    Raises:
        BadArgument: a setting that is not NAME=VALUE.
    """
    options = [] if base_url is None else ["--base-url", base_url]
    options += [] if pictures else ["--no-pictures"]
    pairs = dict(map(setting, settings or ()))
    return options + [word for name, value in pairs.items() for word in ("--set", f"{name}={value}")]


@dataclass(slots=True, kw_only=True)
class Rounds:
    """Looks at what is due, and fetches it. ``hung_after``: seconds without a sign of life that end a crawl.

    The first signal lets a crawl under way come to an end, a second one does not.
    """

    newspapers: Sequence[str] | None
    archive: Path
    days: int
    base_url: str | None
    options: Sequence[str]
    notice: Notice
    at_once: int
    hung_after: float
    quiet: bool
    is_stopped: bool = False
    _crawls: list[CrawlProcess] = field(default_factory=list)
    _is_crowded: bool = False
    _waiting: list[Due] = field(default_factory=list)

    def run(self) -> Run | None:
        """One round. ``None``: nothing was due, or whatever was is being crawled elsewhere."""
        started = clock.now()
        plan = Plan(self.kept, self.archive, started, self.days)
        self._waiting = []
        done: list[NewspaperRun] = []
        hosts: dict[str, list[tuple[Newspaper, list[Span]]]] = {}
        for newspaper in plan.newspapers:
            planned = list(plan.of(newspaper))
            self._waiting += [one for one in planned if one.at > started]
            due = [one for one in planned if one.at <= started]
            if due:
                host = self.base_url or newspaper.hosts[0]
                hosts.setdefault(host, []).append((newspaper, list(plan.spans(newspaper, due))))
        self._is_crowded = min(len(hosts), self.at_once) > 1
        with ThreadPoolExecutor(self.at_once) as crew:
            for papers in crew.map(self._of_one_host, hosts.values()):
                done += papers
        if not done:
            return None
        status = worst(ExitStatus(paper.exit_status) for paper in done)
        return leave_run(self.archive, started, status, done, self.notice)

    @property
    def kept(self) -> list[Newspaper]:
        """Those asked for, or those that are in the archive by now."""
        return kept_newspapers(self.newspapers, self.archive, self.base_url)

    def nothing_due(self) -> str:
        """What to say after a round without anything to do, or before the next."""
        return nothing_due(self.kept, next_due(self._waiting), self.archive)

    @contextmanager
    def stopped_by_signals(self) -> Iterator[None]:
        """Ctrl-C and SIGTERM end the rounds, and are handed on to a crawl under way."""
        before = {number: signal.signal(number, self._stop) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        self.is_stopped = True
        for crawl in tuple(self._crawls):  # which other threads change
            crawl.interrupt()

    def _of_one_host(self, papers: Sequence[tuple[Newspaper, Sequence[Span]]]) -> list[NewspaperRun]:
        """One after the other; once the host refuses the visitor, the others wait for another round."""
        done: list[NewspaperRun] = []
        for newspaper, ranges in papers:
            if self.is_stopped or any(paper.exit_status == ExitStatus.BLOCKED for paper in done):
                break
            paper = self._crawled(newspaper, ranges)
            done += [] if paper is None else [paper]
        return done

    def _crawled(self, newspaper: Newspaper, ranges: Sequence[Span]) -> NewspaperRun | None:
        try:
            refuse_locked(self.archive, newspaper.code)  # should another take it now, the crawl itself says so
        except Locked as error:
            if not self.quiet:
                say(f"{newspaper.code}: passed over, {error}.")
            return None
        except OSError as error:  # the others go on
            why = without_number(error)
            complain(f"{newspaper.code}: {why}.")
            return Ledger(newspaper.code).closed(ExitStatus.CRASHED, skipped=why)
        days = [day for span in ranges for day in span.dates]
        ledger = Ledger(newspaper.code, [issue for day in days for issue in newspaper.issues(day)])
        statuses: list[ExitStatus] = []
        ended = None
        for span in ranges:
            if self.is_stopped or ended is not None or ExitStatus.BLOCKED in statuses:
                break
            status, ended = self._crawl(newspaper, span, ledger)
            statuses.append(status)
        left_out = [ExitStatus.PARTIAL] if len(statuses) < len(ranges) else []
        return ledger.closed(worst([*statuses, *left_out]), skipped=ended)

    def _crawl(self, newspaper: Newspaper, span: Span, ledger: Ledger) -> tuple[ExitStatus, str | None]:
        """Crawl one range: its exit status, and why it was ended from here, if it was."""
        dates = ("--from", str(span.first), "--until", str(span.last))
        where = ("--archive", str(self.archive), "--json", "--no-run-file")
        crawl = CrawlProcess(
            ["crawl", newspaper.code, *dates, *where, *self.options],
            keeps_stderr=self.quiet or self._is_crowded,
            hung_after=self.hung_after,
        )
        self._crawls.append(crawl)
        if self.is_stopped:  # by a signal that came while it was being started
            crawl.interrupt()
        end = crawl.end()
        self._crawls.remove(crawl)
        status = _exit_status(end.code) if end.ended is None else ExitStatus.CRASHED
        if end.said and not (self.quiet and status in QUIET):
            sys.stderr.buffer.write(end.said)
            sys.stderr.flush()
        for _ in ledger.noted(_outcomes(end.printed)):
            pass
        if end.ended is None:
            return status, None
        why = f"its crawl {end.ended}"
        complain(f"{newspaper.code}: {why}.")
        return status, why


def _exit_status(code: int) -> ExitStatus:
    """That of a crawl; what is none of a crawl's own is a crash, but for a Ctrl-C before it began."""
    if code in (130, -signal.SIGINT):
        return ExitStatus.PARTIAL
    known = (ExitStatus.COMPLETE, ExitStatus.PARTIAL, ExitStatus.NOT_YET, ExitStatus.BLOCKED)
    return next((one for one in known if one == code), ExitStatus.CRASHED)


def _outcomes(printed: bytes) -> Iterator[Outcome]:
    """What ``epaper crawl --json`` printed, as far as it got."""
    for line in printed.splitlines():
        try:
            record = orjson.loads(line)
            issue = None if record["account"] is None else record_from(Issue, line)
        except (orjson.JSONDecodeError, NotARecord):  # cut short by a crash, which its exit status tells
            return
        key = IssueKey(record["newspaper"], date.fromisoformat(record["issue_date"]), record["edition"])
        yield Outcome(key=key, status=record["status"], issue=issue)
