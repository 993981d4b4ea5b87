"""``epaper`` and ``scrapy`` as a user runs them: a process of its own, somewhere outside the repository."""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import pty
import struct
import subprocess
import sys
import termios
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.conftest import NOON

ROOT = Path(__file__).parents[3]
FAST = ("-s", "DOWNLOAD_DELAY=0", "-s", "CONCURRENT_REQUESTS_PER_DOMAIN=8", "-s", "RETRY_TIMES=0")


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """How a command ended and what it said."""

    status: int
    stdout: str
    stderr: str

    @property
    def said(self) -> str:
        """What a person read, the answer first; runs of blanks made one: the widths of columns are no matter."""
        return " ".join(f"{self.stdout} {self.stderr}".split())

    @property
    def records(self) -> list[Any]:
        return [json.loads(line) for line in self.stdout.splitlines()]


def command(*arguments: str | Path) -> list[str]:
    return [sys.executable, "-m", "epaper", *map(str, arguments)]


def environment(now: str = NOON) -> dict[str, str]:
    return os.environ | {"EPAPER_NOW": now, "PYTHONPATH": str(ROOT), "COLUMNS": "100"}


def epaper(*arguments: str | Path, cwd: Path, now: str = NOON) -> Run:
    return _ended(command(*arguments), cwd, environment(now))


def scrapy_command(*arguments: str | Path, cwd: Path) -> list[str]:
    """``scrapy`` in ``cwd``, which is made a project of these settings."""
    (cwd / "scrapy.cfg").write_text("[settings]\ndefault = crawler.settings\n")
    return [sys.executable, "-m", "scrapy", *map(str, arguments)]


def scrapy(*arguments: str | Path, cwd: Path, now: str = NOON) -> Run:
    return _ended(scrapy_command(*arguments, cwd=cwd), cwd, environment(now))


def _ended(line: list[str], cwd: Path, env: dict[str, str]) -> Run:
    done = subprocess.run(line, cwd=cwd, env=env, capture_output=True, text=True, timeout=60, check=False)
    assert "Traceback" not in done.stderr, done.stderr
    return Run(status=done.returncode, stdout=done.stdout, stderr=done.stderr)


def on_terminal(*arguments: str | Path, cwd: Path, columns: int = 100, lines: int = 30, now: str = NOON) -> bytes:
    """What the command writes to a terminal of that size, colours and all."""
    terminal, its_end = pty.openpty()
    fcntl.ioctl(its_end, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
    sized = {name: value for name, value in environment(now).items() if name not in ("COLUMNS", "LINES")}
    process = subprocess.Popen(
        command(*arguments),
        cwd=cwd,
        env=sized | {"TERM": "xterm-256color"},
        stdin=its_end,
        stdout=its_end,
        stderr=its_end,
    )
    os.close(its_end)
    printed = b""
    with contextlib.suppress(OSError):  # Linux says so at the end
        while read := os.read(terminal, 4096):
            printed += read
    os.close(terminal)
    process.wait(timeout=60)
    return printed
