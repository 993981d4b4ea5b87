"""A crawl that hangs ends itself, wherever it hangs; one that waits for a good reason goes on."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from archive.issues.lock import newspaper_lock
from crawler import settings
from tests.conftest import NOON
from tests.crawler.engine.politeness.visits import DAY, FRONT, INNER, NEXT, Scripted, arguments, articles, refusal
from tests.epaper.commands.runs import ROOT, Run, command, environment
from tests.press import Fault, Kind, Press

LIMIT = 3  # seconds
FAST = (f"EPAPER_STALL_SECONDS={LIMIT}", "DOWNLOAD_TIMEOUT=1", "DOWNLOAD_DELAY=0")
TAKEN_UP = "What is open is left as it is, and the same command takes it up again."

OPERATORS = """
import asyncio
import os
import signal
import time
from scrapy import signals

from crawler.engine.dropped_requests import DroppedRequests

NEVER = asyncio.Event()

class SilentMiddleware:
    async def process_request(self, request):
        if request.url.endswith("/2.html"):
            await NEVER.wait()

class SilentPipeline:
    async def process_item(self, item):
        await NEVER.wait()

class StoppedWhilePublishing:
    async def process_item(self, item):
        if type(item).__name__ == "Walk":
            os.kill(os.getpid(), signal.SIGTERM)
            await asyncio.sleep(0.5)
        return item

class SleepingPipeline:
    def process_item(self, item):
        time.sleep(3600)

class BusyPipeline:
    def process_item(self, item):
        while True:
            pass

class Deaf:  # the spider never hears that an item is through the pipelines, nor that nothing is under way
    @classmethod
    def from_crawler(cls, crawler):
        crawler.signals.connect(cls.deafen, signal=signals.spider_opened)
        return cls()

    @staticmethod
    def deafen(spider):
        spider.crawler.signals.disconnect(spider.item_through, signal=signals.item_scraped)
        idle = spider.crawler.get_extension(DroppedRequests)
        spider.crawler.signals.disconnect(idle.scheduler_empty, signal=signals.scheduler_empty)
"""


def operated(folder: Path, setting: str, component: str) -> str:
    """A setting that puts one of ``OPERATORS`` beside what is there."""
    (folder / "operators.py").write_text(OPERATORS, encoding="utf-8")
    return f"{setting}={json.dumps(getattr(settings, setting) | {f'operators.{component}': 50})}"


@contextmanager
def crawling(press: Press, folder: Path, *given: str, now: str = NOON) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        command(*arguments(press, folder, *FAST, *given, days=(DAY, NEXT))),
        cwd=folder,
        env=environment(now) | {"PYTHONPATH": f"{folder}{os.pathsep}{ROOT}"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    with process:
        try:
            yield process
        finally:
            process.kill()  # where the test has failed: it must not hang, too


def crawl(press: Press, folder: Path, *given: str, now: str = NOON) -> Run:
    with crawling(press, folder, *given, now=now) as process:
        printed, said = process.communicate(timeout=60)
    return Run(status=process.returncode, stdout=printed, stderr=said)


@pytest.fixture
def press() -> Press:
    return Scripted(DAY, NEXT)


def check_left_open(folder: Path) -> None:
    """Nothing is published, and the lock is free."""
    assert list(folder.glob("output/xmwb/*/*/issue.json")) == []
    with newspaper_lock(folder / "output", "xmwb"):
        pass


# It hangs


def test_a_spider_that_waits_for_what_never_comes_is_closed_and_taken_up_again(press: Press, tmp_path: Path) -> None:
    deaf = operated(tmp_path, "EXTENSIONS", "Deaf")
    with press:
        run = crawl(press, tmp_path, deaf)
        assert run.status == 1, run.stderr
        assert (
            f"error: nothing has happened for {LIMIT} s: xmwb-{DAY}-a waits for 6 items, xmwb-{NEXT}-a waits for"
            in run.said
        )
        assert run.said.count(TAKEN_UP) == 1
        assert "did not close" not in run.said
        check_left_open(tmp_path)
        assert crawl(press, tmp_path).status == 0
        assert [press.count(path) for path in (FRONT, INNER, *articles(press))] == [1] * 6


@pytest.mark.parametrize(
    ("setting", "component", "lacking"),
    [("DOWNLOADER_MIDDLEWARES", "SilentMiddleware", "1 answer"), ("ITEM_PIPELINES", "SilentPipeline", "6 items")],
)
def test_what_does_not_close_is_ended(press: Press, tmp_path: Path, setting: str, component: str, lacking: str) -> None:
    with press:
        run = crawl(press, tmp_path, operated(tmp_path, setting, component))
    assert run.status == 1, run.stderr
    assert (
        f"error: nothing has happened for {LIMIT} s: xmwb-{DAY}-a waits for {lacking}, xmwb-{NEXT}-a waits for"
        in run.said
    )
    assert run.said.count(TAKEN_UP) == 1
    assert f"error: the crawl did not close within {LIMIT} s: the process is ended." in run.said
    check_left_open(tmp_path)


@pytest.mark.parametrize("component", ["SleepingPipeline", "BusyPipeline"])
def test_a_blocked_reactor_is_ended(press: Press, tmp_path: Path, component: str) -> None:
    with press:
        run = crawl(press, tmp_path, operated(tmp_path, "ITEM_PIPELINES", component))
    assert run.status == 1, run.stderr
    assert f"error: the crawl has hung for {LIMIT} s in {tmp_path / 'operators.py'}, line" in run.said
    assert run.said.count(TAKEN_UP) == 1
    check_left_open(tmp_path)


def test_ctrl_c_in_a_crawl_that_hangs(press: Press, tmp_path: Path) -> None:
    """What is under way never comes to an end; the crawl does."""
    with press, crawling(press, tmp_path, operated(tmp_path, "DOWNLOADER_MIDDLEWARES", "SilentMiddleware")) as process:
        while press.count(articles(press)[0]) == 0:
            time.sleep(0.02)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=40)
    assert process.returncode == 1, said
    assert "Stopping: what is under way comes to an end." in said
    assert f"error: the crawl did not close within {LIMIT} s: the process is ended." in said


def test_stopped_while_it_publishes(press: Press, tmp_path: Path) -> None:
    """After an item that comes from no response, Scrapy looks no more whether it may end."""
    with press:
        run = crawl(press, tmp_path, operated(tmp_path, "ITEM_PIPELINES", "StoppedWhilePublishing"))
    assert "Interrupted." in run.said
    assert "nothing has happened" not in run.said
    assert (run.status, len(list(tmp_path.glob("output/xmwb/*/*/issue.json")))) == (3, 1)


# It waits for a good reason


def test_a_pause_that_the_site_asks_for_is_no_stall(press: Press, tmp_path: Path) -> None:
    press.scripts[INNER] = refusal(503, ("Retry-After", str(LIMIT + 3)), times=1)
    with press:
        run = crawl(press, tmp_path)
        assert press.pause_after(INNER) >= LIMIT + 3
    assert run.status == 0, run.stderr


def test_quiet_hours_are_no_stall(press: Press, tmp_path: Path) -> None:
    with press:
        run = crawl(press, tmp_path, "EPAPER_QUIET_HOURS=11:00-12:00", now=f"2026-10-05T11:59:{60 - LIMIT - 3}+08:00")
    assert run.status == 0, run.stderr


def test_a_download_that_takes_its_time_is_no_stall(press: Press, tmp_path: Path) -> None:
    press.faults[INNER] = Fault(kind=Kind.SLOW, delay=LIMIT + 3)
    with press:
        assert crawl(press, tmp_path, "DOWNLOAD_TIMEOUT=60").status == 0


def test_a_process_that_was_stopped_goes_on(press: Press, tmp_path: Path) -> None:
    """Ctrl-Z, or a computer that sleeps."""
    press.faults[INNER] = Fault(kind=Kind.SLOW, delay=1)
    with press, crawling(press, tmp_path, "DOWNLOAD_TIMEOUT=60") as process:
        while press.count(INNER) == 0:
            time.sleep(0.02)
        process.send_signal(signal.SIGSTOP)
        time.sleep(LIMIT + 3)
        process.send_signal(signal.SIGCONT)
        _, said = process.communicate(timeout=40)
    assert process.returncode == 0, said


def test_a_person_at_scrapy_shell_takes_as_long_as_it_takes(press: Press) -> None:
    code = f"__import__('time').sleep({2 * LIMIT + 1}) or response.status"
    given = [word for pair in (*FAST, "ITEM_PIPELINES={}", "HTTPCACHE_ENABLED=0") for word in ("-s", pair)]
    with press:
        done = subprocess.run(
            [sys.executable, "-m", "scrapy", "shell", press.base_url + FRONT, "-c", code, *given],
            cwd=ROOT,
            env=environment(),
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    assert (done.returncode, done.stdout, done.stderr) == (0, "200\n", "")
