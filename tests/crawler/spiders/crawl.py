"""Crawls as a user runs them: the real spider, in a process of its own, against the press on loopback."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from archive.issues import reader
from archive.record.article import Article
from archive.record.identifiers import IssueKey
from archive.record.issue import Issue, Missing
from archive.record.page import Page
from archive.record.walk import Rejection
from tests.conftest import NOON
from tests.press import Paper, Press

ROOT = Path(__file__).parents[3]
FAST = (
    "DOWNLOAD_DELAY=0",
    "CONCURRENT_REQUESTS_PER_DOMAIN=8",
    "RETRY_TIMES=0",
    "EPAPER_STOP_WHEN_BLOCKED=0",  # many faults in one crawl; tests/politeness holds what ends it
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Crawled:
    """How a crawl ended, and the archive that it left."""

    archive: Path
    exit_status: int
    log: str

    def folder(self, paper: Paper) -> Path:
        return IssueKey(paper.title.code, paper.issue_date).folder(self.archive)

    def issue(self, paper: Paper) -> Issue:
        issue = reader.published_issue(self.folder(paper))
        assert issue is not None, self.log
        return issue

    def pages(self, paper: Paper) -> list[Page]:
        return list(reader.pages(self.folder(paper)))

    def articles(self, paper: Paper) -> list[Article]:
        return list(reader.articles(self.folder(paper)))

    def rejections(self, paper: Paper) -> list[Rejection]:
        return list(reader.rejections(self.folder(paper)))

    def missing(self, paper: Paper) -> tuple[Missing, ...]:
        return self.issue(paper).account.missing


def crawled(
    press: Press,
    archive: Path,
    newspaper: str,
    *,
    settings: tuple[str, ...] = (),
    paths: tuple[Path, ...] = (),
    **arguments: str,
) -> Crawled:
    """The archive of a crawl of ``press``; ``arguments`` are the spider's, ``paths`` hold modules of the operator's."""
    arguments = {"archive": str(archive), "base_url": press.base_url, **arguments}
    command = [sys.executable, "-m", "scrapy", "crawl", newspaper]
    command += [part for name, value in arguments.items() for part in ("-a", f"{name}={value}")]
    command += [part for setting in (*FAST, *settings) for part in ("-s", setting)]
    environment: Mapping[str, str] = os.environ | {"EPAPER_NOW": NOON, "PYTHONPATH": os.pathsep.join(map(str, paths))}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=False)
    return Crawled(archive=archive, exit_status=done.returncode, log=done.stderr)
