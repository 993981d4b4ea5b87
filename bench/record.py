"""What recording costs: ``python -m bench.record [--quick]``.

A crawl that records every response to a WARC against the same crawl without (``HTTPCACHE_ENABLED=False``), turn by
turn, in processes of their own, from a press on loopback: 10 issues of 16 pages × 10 articles, no delay, 16 requests at
a time, no pictures. Printed is the median of the ratios; then what an issue weighs in its WARC, requests and headers
included, against the plain HTML that it holds. The press serves it unencoded.
"""

from __future__ import annotations

import argparse
import statistics
from datetime import timedelta

from archive.record.identifiers import IssueKey
from bench.crawling import crawl, press, scratch
from bench.printing import FIRST_DATE, TITLE, orders
from tests.press import printed_files

TURNS, ISSUES = 7, 10
QUICK_TURNS, QUICK_ISSUES = 1, 2


def main() -> None:
    """Print it all."""
    parser = argparse.ArgumentParser(prog="python -m bench.record", description="See the module's docstring.")
    parser.add_argument("--quick", action="store_true", help="one turn of a few issues")
    quick = parser.parse_args().quick
    turns, issues = (QUICK_TURNS, QUICK_ISSUES) if quick else (TURNS, ISSUES)
    ratios, warcs = [], []
    with press(issues) as base_url:
        for _ in range(turns):
            with scratch() as archive:
                recording = crawl(base_url, issues, archive)
                folders = [
                    IssueKey(TITLE.code, FIRST_DATE + timedelta(days=number)).folder(archive)
                    for number in range(issues)
                ]
                warcs = [(folder / "captures.warc.gz").stat().st_size for folder in folders]
            with scratch() as archive:
                ratios.append(crawl(base_url, issues, archive, recording=False).seconds / recording.seconds)
    files = printed_files(orders(1)[0].paper())
    plain = sum(len(body) for path, body in files.items() if path.endswith((".html", ".htm")))
    print(f"crawl with recording / without: {statistics.median(ratios):.2f} (goal ≥ 0.8; {turns} turns)")
    print(
        f"an issue of 16 × 10: WARC {statistics.median(warcs) / 1024:,.0f} KiB, its plain HTML {plain / 1024:,.0f} KiB"
    )


if __name__ == "__main__":
    main()
