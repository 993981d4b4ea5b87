"""Commands within bounds: what takes too long is ended, what takes too much memory gets none; both fail the test."""

from __future__ import annotations

import os
import resource
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

from tests.epaper.commands.runs import ROOT, Run, command, environment
from tests.kills import waited
from tests.press import Press

SECONDS = 60  # of the clock on the wall: the machine may be busy with other tests
MEMORY = 300  # MB resident; a crawl of an ordinary issue takes 110
ADDRESS_SPACE = 4 * 2**30  # bytes; a bomb that goes off must not take the machine with it
DAY = "2020-03-15"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended(Run):
    """How a command ended, what it said and printed, and what it cost."""

    seconds: float
    megabytes: float  # the most that was resident at a time

    @property
    def account(self) -> Any:
        """That of the only issue."""
        (record,) = self.records
        return record["account"]

    @property
    def missing(self) -> dict[str, str]:
        """Paths, and why they are missing."""
        return {_path(one["url"]): one["reason"] for one in self.account["missing"]}


def _path(url: str) -> str:
    return "/" + url.split("/", 3)[3]


def bounded(
    words: Sequence[str | Path],
    folder: Path,
    *,
    seconds: float = SECONDS,
    megabytes: float = MEMORY,
    shows_traceback: bool = False,
) -> Ended:
    """``epaper`` with ``words``, called in ``folder``. It ends in time, without a traceback, within its memory."""
    with TemporaryFile() as printed, TemporaryFile() as said:
        process = subprocess.Popen(
            command(*words),
            cwd=folder,
            env=environment() | {"PYTHONPATH": f"{folder}{os.pathsep}{ROOT}"},
            stdin=subprocess.DEVNULL,
            stdout=printed,
            stderr=said,
            preexec_fn=_limit_memory,
        )
        began = time.monotonic()
        usage = waited(process, began + seconds)
        took = time.monotonic() - began
        printed.seek(0)
        said.seek(0)
        ended = Ended(
            status=process.returncode,
            stdout=printed.read().decode(),
            stderr=said.read().decode(),
            seconds=took,
            megabytes=usage.ru_maxrss / 1024,
        )
    assert took < seconds, f"it hangs:\n{ended.stderr[-3000:]}"
    assert shows_traceback or "Traceback" not in ended.stderr, ended.stderr[-3000:]
    assert ended.megabytes < megabytes, f"{ended.megabytes:.0f} MB\n{ended.stderr[-3000:]}"
    return ended


def _limit_memory() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))


def crawled(
    press: Press,
    folder: Path,
    *settings: str,
    seconds: float = SECONDS,
    megabytes: float = MEMORY,
    shows_traceback: bool = False,
    pictures: bool = False,
    refresh: bool = False,
) -> Ended:
    """``epaper crawl`` of one issue of ``press`` into ``folder``, without waits."""
    fast = (
        "DOWNLOAD_DELAY=0",
        "RETRY_TIMES=0",
        "EPAPER_STOP_WHEN_BLOCKED=0",
        f"EPAPER_HOST_BUDGET_DIR={folder / 'budgets'}",
        *settings,
    )
    words = ["crawl", "xmwb", "--date", DAY, "--base-url", press.base_url, "--json"]
    words += [] if pictures else ["--no-pictures"]
    words += ["--refresh"] if refresh else []
    words += [word for one in fast for word in ("-s", one)]
    return bounded(words, folder, seconds=seconds, megabytes=megabytes, shows_traceback=shows_traceback)


def reparsed(folder: Path, *, seconds: float = SECONDS, megabytes: float = MEMORY) -> Ended:
    """``epaper reparse`` of what was crawled."""
    return bounded(["reparse", "xmwb", "--workers", "1"], folder, seconds=seconds, megabytes=megabytes)
