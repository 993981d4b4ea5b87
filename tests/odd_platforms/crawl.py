"""Crawls and commands in processes of their own, which know the hand-made newspapers and ask the press for them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.conftest import NOON
from tests.crawler.spiders.crawl import FAST, ROOT
from tests.epaper.commands.runs import Run
from tests.odd_platforms.press import ProxyPress

PATH = os.pathsep.join((str(Path(__file__).parent / "path"), str(ROOT)))


def environment(press: ProxyPress | None, archive: Path, now: str = NOON) -> dict[str, str]:
    """Without a press, a proxy at which nobody answers: no request may be made."""
    proxy = "http://127.0.0.1:9" if press is None else press.address
    return os.environ | {
        "EPAPER_NOW": now,
        "EPAPER_CONTACT": "desk@example.cn",
        "PYTHONPATH": PATH,
        "COLUMNS": "100",
        "XDG_RUNTIME_DIR": str(archive.parent),  # crawls of one user share a host; those of other tests are not ours
        "http_proxy": proxy,
        "https_proxy": proxy,
        "no_proxy": "",
    }


def crawl_command(archive: Path, code: str, *settings: str, **arguments: str) -> list[str]:
    given = {"archive": str(archive), **arguments}
    line = [sys.executable, "-m", "scrapy", "crawl", code]
    line += [part for name, value in given.items() for part in ("-a", f"{name}={value}")]
    return line + [part for setting in (*FAST, *settings) for part in ("-s", setting)]


def crawled(
    press: ProxyPress | None, archive: Path, code: str, *settings: str, now: str = NOON, **arguments: str
) -> Run:
    """``scrapy crawl``, to its end."""
    return _run(crawl_command(archive, code, *settings, **arguments), press, archive, now)


def epaper(press: ProxyPress | None, archive: Path, *words: str, now: str = NOON) -> Run:
    """``epaper``, to its end."""
    return _run([sys.executable, "-m", "epaper", *words, "--archive", str(archive)], press, archive, now)


def _run(line: list[str], press: ProxyPress | None, archive: Path, now: str) -> Run:
    done = subprocess.run(
        line, cwd=ROOT, env=environment(press, archive, now), capture_output=True, text=True, timeout=60, check=False
    )
    assert "Traceback" not in done.stderr, done.stderr
    return Run(status=done.returncode, stdout=done.stdout, stderr=done.stderr)
