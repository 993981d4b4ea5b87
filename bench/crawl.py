"""The crawl against a bare Scrapy spider: ``python -m bench.crawl [--quick]``.

A press in a process of its own serves 10 issues of 16 pages × 10 articles on loopback. The real spider crawls them as
users do (recording, parsing, validating, writing), but without delay, 16 requests at a time and without pictures.
Beside it, turn by turn: the same without recording, and a bare Scrapy spider that fetches exactly the same addresses
with the same settings and keeps nothing. A process each; the clock runs from the opening of the spider to its end, so
that start-up, the same for all, hides nothing. Printed is the median of the ratios of the turns.

Then the most memory that the crawl of 10 issues holds, and of 100 issues of the same size.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
from pathlib import Path

from bench.crawling import bare_crawl, crawl, listed_urls, press, scratch

TURNS, ISSUES, MANY = 5, 10, 100
QUICK_TURNS, QUICK_ISSUES, QUICK_MANY = 1, 2, 6


def against_bare(issues: int, turns: int) -> None:
    """Print articles/s and ratios."""
    recorded, unrecorded, rates = [], [], []
    with press(issues) as base_url, tempfile.NamedTemporaryFile("w+") as file:
        count = listed_urls(base_url, issues, Path(file.name))
        for _ in range(turns):
            with scratch() as archive:
                full = crawl(base_url, issues, archive)
            bare = bare_crawl(Path(file.name))
            with scratch() as archive:
                loose = crawl(base_url, issues, archive, recording=False)
            rates.append(full.articles / full.seconds)
            recorded.append(bare.seconds / full.seconds)
            unrecorded.append(bare.seconds / loose.seconds)
    print(f"{issues} issues, {count} addresses; {turns} turns")
    print(f"crawl: {statistics.median(rates):,.0f} articles/s")
    print(f"crawl / bare Scrapy: {statistics.median(recorded):.2f} (goal ≥ 0.6)")
    print(f"crawl without recording / bare Scrapy: {statistics.median(unrecorded):.2f}")


def memory(few: int, many: int) -> None:
    """Print what a longer range of dates costs."""
    peaks = []
    with press(many, warm=False) as base_url:
        for issues in (few, many):
            with scratch() as archive:
                peaks.append(crawl(base_url, issues, archive).peak)
    share = peaks[1] / peaks[0] - 1
    print(f"peak memory: {few} issues {peaks[0]:.0f} MB, {many} issues {peaks[1]:.0f} MB: {share:+.0%} (goal ≤ +15 %)")


def main() -> None:
    """Print it all."""
    parser = argparse.ArgumentParser(prog="python -m bench.crawl", description="See the module's docstring.")
    parser.add_argument("--quick", action="store_true", help="one turn of a few issues")
    quick = parser.parse_args().quick
    against_bare(QUICK_ISSUES if quick else ISSUES, QUICK_TURNS if quick else TURNS)
    memory(QUICK_ISSUES if quick else ISSUES, QUICK_MANY if quick else MANY)


if __name__ == "__main__":
    main()
