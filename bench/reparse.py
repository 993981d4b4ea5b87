"""Reparse recorded issues against the limit and against peers: ``python -m bench.reparse [--quick]``.

10,080 articles (63 issues of 16 pages × 10 articles, 29–32 KB of HTML each) are recorded once, gzip-encoded as a server
sends them. Then, issue by issue and turn by turn, on the same pages:

- reparse: the engine of ``epaper reparse``, one process: read, decompress, parse, normalise, validate, deduplicate,
  write. Before each turn the issue's published files are taken away, so that all of them are written anew.
- lxml: ``etree.fromstring`` on the same bodies, decompressed beforehand, with one parser kept. The limit.
- BeautifulSoup, over lxml and over html.parser, with the same selectors, and ``trafilatura.extract``: on a sample of
  the articles, the text decoded beforehand, nothing written.

Printed is the median over the issues of the ratios of articles/s. Two processes against one: whole passes, alternating,
each in a process of its own, which also says how much memory it held after a tenth of the issues and at the end; beside
it, what two processes of lxml alone gain, for a shared machine may not have two cores to give.
Needs the extra ``bench``.
"""

from __future__ import annotations

import argparse
import gzip
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from datetime import date, timedelta
from pathlib import Path

import trafilatura
from lxml import etree

from archive.captures.reader import all_records
from archive.captures.store import Captures
from archive.record.identifiers import IssueKey
from bench.peers import soup_article
from bench.printing import FIRST_DATE, TITLE, html_files, is_article, orders
from crawler.platforms.capture import Capture
from crawler.sites.xmwb import NEWSPAPER
from crawler.walk.recorded.captures import recorded_capture
from epaper.offline.reparsing import reparsed_issues

ISSUES, QUICK_ISSUES = 63, 6
HOME = f"https://{NEWSPAPER.hosts[0]}"
SAMPLE = 4  # articles of each issue for the slow peers
HTML_HEADERS = ((b"Content-Type", b"text/html; charset=utf-8"), (b"Content-Encoding", b"gzip"))
PUBLISHED = ("issue.json", "pages.jsonl", "articles.jsonl")


def record(archive: Path, issues: int) -> None:
    """The issues as a crawl records them, without their pictures."""
    for order in orders(issues):
        with Captures(IssueKey(TITLE.code, order.issue_date).folder(archive)) as captures:
            for path, body in html_files(order.paper()):
                request = f"GET {path} HTTP/1.1\r\nHost: {NEWSPAPER.hosts[0]}\r\n\r\n".encode()
                packed = gzip.compress(body, 6, mtime=0)
                captures.add_response(
                    HOME + path, request=request, status_line="HTTP/1.1 200 OK", headers=HTML_HEADERS, body=packed
                )


def reparsed(archive: Path, days: Iterable[date], workers: int = 1) -> tuple[int, list[int]]:
    """Articles found, published anew; resident kilobytes after each issue."""
    days = list(days)
    for day in days:
        for name in PUBLISHED:
            (IssueKey(TITLE.code, day).folder(archive) / name).unlink(missing_ok=True)
    articles, memory = 0, []
    for one in reparsed_issues(archive, [IssueKey(TITLE.code, day) for day in days], workers=workers):
        articles += one.issue.account.articles.found
        memory.append(_resident())
    return articles, memory


def _resident() -> int:
    fields = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
    return int(fields["VmRSS"].split()[0])


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _parsed(bodies: Iterable[bytes], parser: etree.HTMLParser) -> None:
    for body in bodies:
        etree.fromstring(body, parser)


def against_peers(archive: Path, days: list[date]) -> dict[str, list[float]]:
    """Articles/s of every contender, issue by issue."""
    parser = _parser()
    rates: dict[str, list[float]] = {}
    reparsed(archive, days[:1])  # imports and caches
    for day in days:
        captures = _captures(archive, day)
        bodies = [one.body for one in captures]
        texts = [one.body.decode() for one in captures if is_article((one.url or "").removeprefix(HOME))]
        sample = texts[:: len(texts) // SAMPLE]
        contenders: tuple[tuple[str, int, Callable[[], object]], ...] = (
            ("lxml alone", len(texts), lambda: _parsed(bodies, parser)),  # noqa: B023 - called at once
            ("reparse", len(texts), lambda: reparsed(archive, [day])),  # noqa: B023
            ("BeautifulSoup (lxml)", len(sample), lambda: [soup_article(text, "lxml") for text in sample]),  # noqa: B023
            (
                "BeautifulSoup (html.parser)",
                len(sample),
                lambda: [soup_article(text, "html.parser") for text in sample],  # noqa: B023
            ),
            ("trafilatura", len(sample), lambda: [trafilatura.extract(text) for text in sample]),  # noqa: B023
        )
        for name, count, work in contenders:
            rates.setdefault(name, []).append(count / _timed(work))
    return rates


def whole_pass(archive: Path, issues: int, workers: int, work: str = "reparse") -> dict[str, float]:
    """One pass over everything in a process of its own: articles/s, and resident MB after a tenth and at the end."""
    command = [sys.executable, "-m", "bench.reparse", "--pass", str(archive), str(issues), str(workers), work]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    result: dict[str, float] = json.loads(done.stdout)
    return result


def _pass(archive: Path, issues: int, workers: int, work: str) -> None:
    days = _days(issues)
    reparsed(archive, days[:1])
    began = time.perf_counter()
    if work == "lxml":
        with ProcessPoolExecutor(workers) as pool:
            articles = sum(pool.map(_lxml_issue, [(archive, day) for day in days]))
        memory = [0]
    else:
        articles, memory = reparsed(archive, days, workers)
    seconds = time.perf_counter() - began
    early, late = memory[max(len(memory) // 10 - 1, 0)], memory[-1]
    print(json.dumps({"rate": articles / seconds, "early": early / 1024, "late": late / 1024}))


def _lxml_issue(job: tuple[Path, date]) -> int:
    captures = _captures(*job)
    for _ in range(4):  # about the work of reparsing it
        _parsed([one.body for one in captures], _parser())
    return len(captures)


def _captures(archive: Path, day: date) -> list[Capture]:
    records = all_records(IssueKey(TITLE.code, day).folder(archive))
    return [recorded_capture(one)[0] for one in records if one.type == "response"]


def _parser() -> etree.HTMLParser:
    return etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)


def _days(issues: int) -> list[date]:
    return [FIRST_DATE + timedelta(days=number) for number in range(issues)]


def _ratio(rates: dict[str, list[float]], one: str, other: str) -> float:
    return statistics.median(a / b for a, b in zip(rates[one], rates[other], strict=True))


def main() -> None:
    """Print it all."""
    parser = argparse.ArgumentParser(prog="python -m bench.reparse", description="See the module's docstring.")
    parser.add_argument("--quick", action="store_true", help=f"{QUICK_ISSUES} issues instead of {ISSUES}")
    parser.add_argument("--pass", nargs=4, dest="one_pass", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.one_pass:
        folder, issues, workers, work = asked.one_pass
        _pass(Path(folder), int(issues), int(workers), work)
        return
    issues = QUICK_ISSUES if asked.quick else ISSUES
    archive = Path(tempfile.mkdtemp(prefix="bench-reparse-"))
    try:
        record(archive, issues)
        rates = against_peers(archive, _days(issues))
        for name, found in rates.items():
            print(f"{name:28} {statistics.median(found):8,.0f} articles/s")
        print(f"reparse / lxml alone: {_ratio(rates, 'reparse', 'lxml alone'):.2f} (goal ≥ 0.5)")
        for peer, goal in (("BeautifulSoup (lxml)", 8), ("BeautifulSoup (html.parser)", 8), ("trafilatura", 10)):
            print(f"reparse / {peer}: {_ratio(rates, 'reparse', peer):.1f} (goal ≥ {goal})")
        turns = [
            (
                *(whole_pass(archive, issues, workers) for workers in (1, 2)),
                *(whole_pass(archive, issues, workers, "lxml") for workers in (1, 2)),
            )
            for _ in range(1 if asked.quick else 3)
        ]
        ratio = statistics.median(two["rate"] / one["rate"] for one, two, _, _ in turns)
        limit = statistics.median(two["rate"] / one["rate"] for _, _, one, two in turns)
        print(f"two processes / one: {ratio:.2f} (goal ≥ 1.8); of this machine, by lxml alone: {limit:.2f}")
        one = turns[0][0]
        print(f"resident after a tenth of {issues} issues: {one['early']:.0f} MB, at the end: {one['late']:.0f} MB")
    finally:
        shutil.rmtree(archive)


if __name__ == "__main__":
    main()
