"""Crawls and commands in processes of their own, which know the hand-made newspapers and ask the press for them."""

from __future__ import annotations

import os
import runpy
import shutil
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from archive.audit.verify import Finding, issue_findings, stray_findings
from archive.captures.warc import WarcRecord
from archive.issues.provenance import provenance
from archive.issues.reader import issue_folders
from archive.record.article import Article
from archive.record.identifiers import IssueKey
from archive.record.page import Page
from crawler.platforms.contract import Newspaper
from crawler.walk.recorded.read_back import shows
from crawler.walk.recorded.replay import replayed_issue
from epaper.offline.stages import Stages
from tests.conftest import NOON
from tests.crawler.spiders.crawl import FAST, ROOT
from tests.epaper.commands.runs import Run
from tests.odd_platforms.press import ProxyPress

PATH = os.pathsep.join((str(Path(__file__).parent / "path"), str(ROOT)))


@dataclass(frozen=True, slots=True)
class Archived:
    """A newspaper after one crawl, and the press that was asked."""

    code: str
    archive: Path
    crawl: Run
    press: ProxyPress

    def copy(self, folder: Path) -> Path:
        """The archive, to be changed; ``folder`` is where."""
        return Path(shutil.copytree(self.archive, folder / "output"))


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


def started(press: ProxyPress, archive: Path, code: str, **arguments: str) -> subprocess.Popen[str]:
    """``scrapy crawl``, under way."""
    line = crawl_command(archive, code, **arguments)
    return subprocess.Popen(
        line, cwd=ROOT, env=environment(press, archive), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )


def published(archive: Path) -> dict[str, bytes]:
    """Everything that is published, by its path: all but captures, caches and locks."""
    kinds = ("issue.json", "pages.jsonl", "articles.jsonl", "rejected.jsonl")
    return {str(path.relative_to(archive)): path.read_bytes() for kind in kinds for path in archive.rglob(kind)}


def findings(archive: Path, code: str) -> list[Finding]:
    """Whatever ``epaper verify`` would name."""
    issues = (one for folder in issue_folders(archive, code) for one in issue_findings(folder))
    return [*stray_findings(archive, code), *issues]


def without_what_is_published(archive: Path) -> Path:
    """The archive, captures alone."""
    for name in published(archive):
        (archive / name).unlink()
    return archive


def parsed_again(archive: Path, issues: Iterable[IssueKey]) -> None:
    """What ``epaper reparse`` does, in this process."""
    stages = Stages(archive)
    for issue in issues:
        stages.process(replayed_issue(_newspaper(issue.newspaper), issue, issue.folder(archive)))


def parsed_capture(archive: Path, record: Article | Page) -> WarcRecord:
    """The capture from which ``epaper show`` says that a record was read."""
    newspaper = _newspaper(record.newspaper)
    folder = IssueKey.of(record).folder(archive)
    found = provenance(folder, record, lambda recorded: shows(newspaper, recorded, record))
    recorded = None if found is None else found.record()
    assert recorded is not None
    return recorded


def _newspaper(code: str) -> Newspaper:
    newspaper: Newspaper = runpy.run_path(str(Path(__file__).parent / "newspapers" / f"{code}.py"))["NEWSPAPER"]
    return newspaper


def _run(line: list[str], press: ProxyPress | None, archive: Path, now: str) -> Run:
    done = subprocess.run(
        line, cwd=ROOT, env=environment(press, archive, now), capture_output=True, text=True, timeout=60, check=False
    )
    assert "Traceback" not in done.stderr, done.stderr
    return Run(status=done.returncode, stdout=done.stdout, stderr=done.stderr)
