"""How long `epaper status` takes: ``python -m bench.status [--quick]``.

20 years of one newspaper (goal: 1 s) and 300 newspapers of 5 years (goal: 10 s after the first time), each as a user
runs it, the start of Python included. The archives are copies: one issue of the press is crawled, and its
``issue.json`` is re-dated and sealed anew for every day of every newspaper, one in twenty with two articles missing;
folders hold nothing else, which `status` does not read. What was just written is still in the page cache: the first
time from a cold disk takes longer. Half a million folders take about 5 GB under ``TMPDIR`` while it runs.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from itertools import islice
from pathlib import Path

from archive.issues.account.balance import Missing
from archive.issues.reader import published_issue
from archive.issues.writer import seal
from archive.record.identifiers import IssueKey
from archive.record.issue import Issue, Tally
from archive.record.jsonl import json_page
from bench.crawling import crawl, press, scratch
from bench.printing import FIRST_DATE, TITLE

ROOT = Path(__file__).parents[1]
LAST = date(2026, 10, 4)
TURNS = 5
HOLES = 20  # one issue in so many lacks something


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One run of `epaper status`."""

    seconds: float
    cpu: float  # of all processes together
    peak: float  # MB, of the largest process
    days: int


def main() -> None:
    """Print it all."""
    parser = argparse.ArgumentParser(prog="python -m bench.status", description="See the module's docstring.")
    parser.add_argument("--quick", action="store_true", help="2 years of one newspaper, 10 newspapers of one year")
    quick = parser.parse_args().quick
    issue = pressed_issue()
    for years, newspapers, goal in ((2, 1, 1), (1, 10, 10)) if quick else ((20, 1, 1), (5, 300, 10)):
        with scratch() as archive:
            codes = ["xmwb"] if newspapers == 1 else [f"n{number:03}" for number in range(newspapers)]
            with ProcessPoolExecutor() as pool:
                count = sum(pool.map(partial(copy_issues, issue, archive, years), codes))
            asked = codes if newspapers == 1 else []
            first = told(archive, *asked)
            later = [told(archive, *asked) for _ in range(TURNS)]
            assert {one.days for one in (first, *later)} == {count}, "not every issue was counted"
            print(
                f"{newspapers} newspaper(s) × {years} years, {count:,} issues: first {first.seconds:.2f} s, "
                f"later {statistics.median(one.seconds for one in later):.2f} s, of CPU "
                f"{statistics.median(one.cpu for one in later):.2f} s (goal ≤ {goal} s; {TURNS} turns); "
                f"peak {max(one.peak for one in (first, *later)):.0f} MB"
            )


def pressed_issue() -> Issue:
    """An issue that the crawler published."""
    with press(1) as base_url, scratch() as archive:
        crawl(base_url, 1, archive)
        issue = published_issue(IssueKey(TITLE.code, FIRST_DATE).folder(archive))
    assert issue is not None
    return issue


def copy_issues(issue: Issue, archive: Path, years: int, code: str) -> int:
    """Issues of every day of ``years``, and how many."""
    days = [LAST - timedelta(days=number) for number in range(365 * years)]
    for number, day in enumerate(days):
        copy = copied_issue(issue, code, day, lacking=number % HOLES == 0)
        folder = IssueKey(code, day).folder(archive)
        folder.mkdir(parents=True)
        (folder / "issue.json").write_bytes(json_page(copy))
    return len(days)


def copied_issue(issue: Issue, code: str, day: date, *, lacking: bool = False) -> Issue:
    """``issue`` as that of another newspaper and day, sealed; ``lacking``: without two of its articles."""
    copy = replace(
        issue,
        id=IssueKey(code, day).id,
        newspaper=code,
        issue_date=day,
        front_page=issue.front_page.replace(str(issue.issue_date), str(day)),
    )
    if lacking:
        missing = tuple(islice(_missing(copy), 2))
        tally: Tally = replace(copy.account.articles, found=copy.account.articles.found - 2, missing=2)
        copy = replace(copy, status="partial", account=replace(copy.account, articles=tally, missing=missing))
    return replace(copy, sha256=seal(replace(copy, sha256=None)))


def _missing(issue: Issue) -> Iterator[Missing]:
    for number in (7, 9):
        yield Missing(
            kind="article",
            id=f"{issue.id}-{number}",
            url=f"{issue.front_page.removesuffix('.html')}/{number}.html",
            page_label="1",
            headline="老桥封闭二十一天 下周恢复通车",
            reason="http_404",
        )


def told(archive: Path, *newspaper: str) -> Told:
    """`epaper status`, in a process of its own."""
    arguments = [sys.executable, "-m", "epaper", "status", *newspaper, "--json", "--archive", str(archive)]
    begun = time.perf_counter()
    process = subprocess.Popen(
        arguments, cwd=ROOT, env=os.environ | {"EPAPER_NOW": f"{LAST}T22:00:00+08:00"}, stdout=subprocess.PIPE
    )
    assert process.stdout is not None
    days = sum(sum(json.loads(line)["counts"].values()) for line in process.stdout)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 3, "an archive that lacks something"
    return Told(seconds=seconds, cpu=usage.ru_utime + usage.ru_stime, peak=usage.ru_maxrss / 1024, days=days)


if __name__ == "__main__":
    main()
