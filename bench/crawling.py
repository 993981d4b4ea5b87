"""Crawls in processes of their own, against a press in another."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from archive.captures.index import read_index
from archive.record.identifiers import IssueKey
from bench.printing import FIRST_DATE, TITLE
from crawler.sites.xmwb import NEWSPAPER

FAST = {"DOWNLOAD_DELAY": 0, "CONCURRENT_REQUESTS_PER_DOMAIN": 16, "CONCURRENT_REQUESTS": 16, "EPAPER_PROGRESS": 0}
BARE = {**FAST, "ADDONS": {}, "ITEM_PIPELINES": {}, "DOWNLOADER_MIDDLEWARES": {}}


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlRun:
    """What a crawl took. ``peak`` is the most memory it held, in MB."""

    seconds: float
    responses: int
    articles: int
    peak: float


@contextmanager
def press(issues: int, *, warm: bool = True) -> Iterator[str]:
    """A press that serves so many issues; its base URL. ``warm``: all are printed before it serves, and kept."""
    command = [sys.executable, "-m", "bench.press_run", str(issues), str(int(warm))]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline().strip()
        finally:
            process.terminate()


def crawl(base_url: str, issues: int, archive: Path, *, recording: bool = True) -> CrawlRun:
    """The project's own spider, with its own settings but for politeness; no pictures."""
    arguments = {
        "archive": str(archive),
        "base_url": base_url,
        "from_date": FIRST_DATE.isoformat(),
        "until_date": (FIRST_DATE + timedelta(days=issues - 1)).isoformat(),
        "pictures": "0",
    }
    return _run({"spider": TITLE.code, "settings": {**FAST, "HTTPCACHE_ENABLED": recording}, "arguments": arguments})


def bare_crawl(urls: Path) -> CrawlRun:
    """A bare spider for the addresses listed in ``urls``, with the same settings, that keeps nothing."""
    return _run({"spider": "bare", "settings": BARE, "arguments": {"urls": str(urls)}})


@contextmanager
def scratch() -> Iterator[Path]:
    """A folder for one archive."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        yield Path(folder)


def listed_urls(base_url: str, issues: int, file: Path) -> int:
    """Writes the addresses that a crawl asks for to ``file``, as it records them; how many."""
    with scratch() as archive:
        crawl(base_url, issues, archive)
        folders = (IssueKey(TITLE.code, FIRST_DATE + timedelta(days=day)).folder(archive) for day in range(issues))
        home = f"https://{NEWSPAPER.hosts[0]}"
        urls = [entry.url.replace(home, base_url) for folder in folders for entry in read_index(folder)]
    file.write_text("\n".join(url for url in urls if not url.endswith("/robots.txt")))
    return len(urls)


def _run(order: dict[str, object]) -> CrawlRun:
    command = [sys.executable, "-m", "bench.crawl_run", json.dumps(order)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return CrawlRun(**json.loads(done.stdout))
