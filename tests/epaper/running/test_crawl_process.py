"""The crawls of ``epaper run-due``: it outlives one that hangs, whatever hangs in it, and fetches the others."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from archive.issues.lock import newspaper_lock
from crawler import settings
from tests.epaper.commands.runs import FAST, ROOT, command, environment
from tests.press import Fault, Kind, Order, Press, Quirk, Title

TODAY = date(2026, 10, 5)
EVENING = f"{TODAY}T18:00:00+08:00"
HUNG_AFTER = 10  # seconds; a crawl gives its first sign after two or three
NO_SIGN = f"its crawl gave no sign of life for {HUNG_AFTER} s and was ended"
TITLES = (Title(code="xmwb", name="新民晚报"), Title(code="shequ", name="新民晚报社区版"))

OPERATORS = """
import itertools
import subprocess

class Operators:
    @classmethod
    def from_crawler(cls, crawler):
        self = cls()
        self.crawler = crawler
        return self

class LoopInC(Operators):
    def process_item(self, item):
        if self.crawler.spider.name == "xmwb":
            all(itertools.repeat(True))
        return item

class Lingering(Operators):
    def process_item(self, item):
        subprocess.Popen(["sleep", "40"], stderr=subprocess.DEVNULL)
        return item
"""


@pytest.fixture
def press() -> Iterator[Press]:
    orders = [
        Order(
            title=title,
            issue_date=TODAY,
            pages=1,
            articles=1,
            quirks=frozenset({Quirk.ZERO_PADDED} if title.code == "shequ" else ()),
        )
        for title in TITLES
    ]
    with Press(orders) as running:
        yield running


@contextmanager
def run_due(press: Press, folder: Path, *given: str) -> Iterator[subprocess.Popen[str]]:
    line = ("run-due", "xmwb", "shequ", "--days", "0", "--base-url", press.base_url, "--no-pictures", *FAST)
    process = subprocess.Popen(
        command(*line, "--hung-after", str(HUNG_AFTER / 60), *given),
        cwd=folder,
        env=environment(EVENING) | {"PYTHONPATH": f"{folder}{os.pathsep}{ROOT}"},
        stderr=subprocess.PIPE,
        text=True,
    )
    with process:
        try:
            yield process
        finally:
            if process.poll() is None:  # the test has failed: it must not hang, too
                os.kill(crawl_of(folder), signal.SIGKILL)
                process.kill()


def crawl_of(folder: Path) -> int:
    """The process of the crawl of xmwb."""
    lock = (folder / "output/xmwb/.lock").read_text(encoding="utf-8")
    found = re.search(r"process (\d+)", lock)
    assert found is not None, lock
    return int(found[1])


def with_pipeline(folder: Path, component: str) -> tuple[str, str]:
    (folder / "operators.py").write_text(OPERATORS, encoding="utf-8")
    return "-s", f"ITEM_PIPELINES={json.dumps(settings.ITEM_PIPELINES | {f'operators.{component}': 50})}"


def outcomes(folder: Path) -> list[tuple[str, int, Any, Any]]:
    """Of each newspaper in the file of the run: code, exit status, why no more was asked, status of today's issue."""
    (path,) = (folder / "output" / "runs").glob("*.json")
    papers = json.loads(path.read_bytes())["newspapers"]
    return [(one["newspaper"], one["exit_status"], one["skipped"], one["issues"][str(TODAY)]) for one in papers]


def stopped_crawl(press: Press, folder: Path) -> int:
    """The process of the crawl of xmwb, stopped while it waits for an answer."""
    front = f"/html/xmwb/{TODAY}/1.html"
    press.faults[front] = Fault(kind=Kind.SLOW, delay=2)
    while press.count(front) == 0:
        time.sleep(0.02)
    child = crawl_of(folder)
    os.kill(child, signal.SIGSTOP)
    return child


def check_the_other_one_goes_on(folder: Path, process: subprocess.Popen[str], said: str) -> None:
    assert process.returncode == 1, said
    assert said.count(f"error: xmwb: {NO_SIGN}.") == 1
    assert "Traceback" not in said
    assert outcomes(folder) == [("xmwb", 1, NO_SIGN, None), ("shequ", 0, None, "complete")]
    with newspaper_lock(folder / "output", "xmwb"):
        pass


def test_a_process_that_is_stopped(press: Press, tmp_path: Path) -> None:
    with run_due(press, tmp_path) as process:
        child = stopped_crawl(press, tmp_path)
        _, said = process.communicate(timeout=90)
    check_the_other_one_goes_on(tmp_path, process, said)
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)


def test_a_loop_in_c(press: Press, tmp_path: Path) -> None:
    """Neither its own threads nor its signal handlers run any more."""
    with run_due(press, tmp_path, *with_pipeline(tmp_path, "LoopInC")) as process:
        _, said = process.communicate(timeout=90)
    check_the_other_one_goes_on(tmp_path, process, said)


def test_a_pause_that_the_site_asks_for_is_no_hang(press: Press, tmp_path: Path) -> None:
    front = f"/html/xmwb/{TODAY}/1.html"
    press.faults[front] = Fault(kind=Kind.UNAVAILABLE, retry_after=HUNG_AFTER + 6, times=1)
    with run_due(press, tmp_path, "-s", "RETRY_TIMES=1") as process:
        _, said = process.communicate(timeout=90)
    assert process.returncode == 0, said
    assert [status for _, _, _, status in outcomes(tmp_path)] == ["complete", "complete"]


def test_what_a_crawl_has_started_and_left_behind_holds_nobody_up(press: Press, tmp_path: Path) -> None:
    before = time.monotonic()
    with run_due(press, tmp_path, *with_pipeline(tmp_path, "Lingering")) as process:
        _, said = process.communicate(timeout=90)
    assert process.returncode == 0, said
    assert time.monotonic() - before < 40
    assert [status for _, _, _, status in outcomes(tmp_path)] == ["complete", "complete"]


def test_a_second_ctrl_c_ends_a_crawl_that_hangs(press: Press, tmp_path: Path) -> None:
    with run_due(press, tmp_path, "--hung-after", "60") as process:
        stopped_crawl(press, tmp_path)
        for _ in range(2):
            process.send_signal(signal.SIGINT)
            time.sleep(1)
        _, said = process.communicate(timeout=30)
    assert process.returncode == 3, said
    why = "its crawl did not end within 5 s of a second interrupt and was killed"
    assert f"error: xmwb: {why}." in said
    assert outcomes(tmp_path) == [("xmwb", 1, why, None)]
