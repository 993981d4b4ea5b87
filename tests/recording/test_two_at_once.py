"""Two crawls of one newspaper at once: the second says who holds the archive, the first is undisturbed."""

from __future__ import annotations

import signal
import time
from pathlib import Path

import pytest

from tests.epaper.commands.runs import FAST as CLI_FAST
from tests.epaper.commands.runs import epaper
from tests.press import Fault, Kind, Press, edited_paper
from tests.recording.crawling import DAY, PATIENCE, XMWB, ended, folder_of, published_bytes, run, started

PAPER = edited_paper(XMWB, DAY, seed=5, pages=2, articles=3)
SLOW = {"/html/xmwb/2020-03-15/2.html": Fault(kind=Kind.SLOW, delay=3)}


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    archive = tmp_path_factory.mktemp("alone")
    with Press([PAPER]) as press:
        assert run(archive, press.base_url).status == 0
    return published_bytes(folder_of(archive))


def test_the_second_crawl_says_who_holds_the_archive(tmp_path: Path, expected: dict[str, bytes]) -> None:
    with Press([PAPER], faults=SLOW) as press:
        first = started(tmp_path, press)
        deadline = time.monotonic() + PATIENCE
        while not press.requests:
            assert time.monotonic() < deadline
            time.sleep(0.005)
        first.send_signal(signal.SIGSTOP)  # however long the others take
        with Press([PAPER]) as other:
            parts = ("crawl", "xmwb", "--date", str(DAY), "--base-url", other.base_url, "--archive", tmp_path)
            second = epaper(*parts, *CLI_FAST, cwd=tmp_path)
            reparse = epaper("reparse", "xmwb", "--date", str(DAY), "--archive", tmp_path, cwd=tmp_path)
            assert other.requests == []
        first.send_signal(signal.SIGCONT)
        assert ended(first).status == 0
    for refused in (second, reparse):
        assert refused.status == 1
        assert f"{tmp_path / 'xmwb'} is being written by process {first.pid} on " in refused.said
    assert published_bytes(folder_of(tmp_path)) == expected
    assert set(press.counts().values()) == {1}


def test_a_lock_that_a_kill_left_behind_holds_nobody_up(tmp_path: Path, expected: dict[str, bytes]) -> None:
    with Press([PAPER], faults=SLOW) as press:
        first = started(tmp_path, press)
        while not press.requests and first.poll() is None:
            time.sleep(0.005)
        first.kill()
        ended(first)
        assert (tmp_path / "xmwb" / ".lock").read_text().startswith(f"process {first.pid} ")
        press.faults.clear()
        assert run(tmp_path, press.base_url).status == 0
    assert published_bytes(folder_of(tmp_path)) == expected
