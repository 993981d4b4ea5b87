"""Crawls that can be disturbed: started, watched from the press, killed, looked into and run to the end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from archive.captures.store import Captures
from archive.captures.warc import WarcRecord, records
from archive.issues.reader import published_issue
from archive.record.identifiers import IssueKey
from tests.conftest import NOON
from tests.crawler.spiders.crawl import FAST, ROOT
from tests.press import Press, Title

XMWB = Title(code="xmwb", name="新民晚报")
DAY = date(2020, 3, 15)
PUBLISHED = ("pages.jsonl", "articles.jsonl", "rejected.jsonl", "issue.json")
PATIENCE = 30  # seconds, before a crawl that does not come along fails its test


def folder_of(archive: Path, day: date = DAY, newspaper: str = "xmwb") -> Path:
    return IssueKey(newspaper, day).folder(archive)


def published_bytes(folder: Path) -> dict[str, bytes]:
    """What is published in the folder of an issue, by name."""
    return {name: (folder / name).read_bytes() for name in PUBLISHED if (folder / name).exists()}


def record_bytes(folder: Path) -> dict[str, bytes]:
    """The same without ``issue.json``, which says that a reading is withheld."""
    return {name: data for name, data in published_bytes(folder).items() if name != "issue.json"}


def whole_records(folder: Path) -> list[WarcRecord]:
    """Every whole record of the captures, in order; none where there is no file."""
    path = folder / "captures.warc.gz"
    if not path.exists():
        return []
    with path.open("rb") as file:
        return [record for record in records(file) if isinstance(record, WarcRecord)]


def recorded_paths(folder: Path) -> Counter[str]:
    """Paths of which a response is completely recorded, with how many."""
    kinds = ("response", "revisit")
    return Counter(urlsplit(one.url or "").path for one in whole_records(folder) if one.type in kinds)


def status_of(folder: Path) -> str | None:
    issue = published_issue(folder)
    return None if issue is None else issue.status


def torn(folder: Path, size: int = 100) -> None:
    """Take the last bytes of the captures away, as a crash of the machine would."""
    path = folder / "captures.warc.gz"
    os.truncate(path, path.stat().st_size - size)


def readable_bodies(folder: Path) -> dict[str, bytes]:
    """What every recorded address answers with, through the door that everybody takes."""
    addresses = {one.url for one in whole_records(folder) if one.type == "response" and one.url}
    with Captures(folder) as captures:
        found = {url: captures.recorded(url) for url in addresses}
    return {url: one.message.body for url, one in found.items() if one is not None}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """How a crawl ended and what it said."""

    status: int
    log: str


def command(archive: Path, base_url: str, settings: Sequence[str] = (), **arguments: str) -> list[str]:
    """A crawl of the issue of ``DAY``, unless ``arguments`` are given, which are the spider's."""
    given = {"archive": str(archive), "base_url": base_url, **(arguments or {"date": str(DAY)})}
    line = [sys.executable, "-m", "scrapy", "crawl", "xmwb"]
    line += [part for name, value in given.items() for part in ("-a", f"{name}={value}")]
    return line + [part for setting in (*FAST, *settings) for part in ("-s", setting)]


def started(archive: Path, press: Press, settings: Sequence[str] = (), **arguments: str) -> subprocess.Popen[str]:
    line = command(archive, press.base_url, settings, **arguments)
    environment = os.environ | {"EPAPER_NOW": NOON, "PYTHONFAULTHANDLER": "1"}
    return subprocess.Popen(
        line, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )


def ended(process: subprocess.Popen[str]) -> Ended:
    """How it ends; one that does not is asked where it stands, and ended."""
    try:
        _, log = process.communicate(timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGABRT)
        _, log = process.communicate(timeout=PATIENCE)
        raise AssertionError(f"the crawl does not end:\n{log}") from None
    return Ended(status=process.returncode, log=log)


def run(archive: Path, base_url: str, settings: Sequence[str] = (), **arguments: str) -> Ended:
    """A crawl, to its end."""
    line = command(archive, base_url, settings, **arguments)
    environment = os.environ | {"EPAPER_NOW": NOON}
    done = subprocess.run(
        line, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=2 * PATIENCE, check=False
    )
    return Ended(status=done.returncode, log=done.stderr)


@dataclass(frozen=True, slots=True, kw_only=True)
class Instant:
    """When to strike: so many milliseconds after the press has been asked the ``requests``-th time."""

    requests: int
    milliseconds: float
    blow: signal.Signals = signal.SIGKILL


def struck(process: subprocess.Popen[str], press: Press, instant: Instant) -> Ended:
    """The crawl, struck at that instant unless it ended before."""
    deadline = time.monotonic() + PATIENCE
    while len(press.requests) < instant.requests and process.poll() is None:
        assert time.monotonic() < deadline, "the crawl asks for nothing any more"
        time.sleep(0.0005)
    time.sleep(instant.milliseconds / 1000)
    process.send_signal(instant.blow)  # on one that has ended this does nothing
    return ended(process)
