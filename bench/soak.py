"""A soak: some 20,000 responses with every fault of a server at random, and kills: ``python -m bench.soak``.

A press serves issues of 16 pages × 10 articles; of every twelfth address the first answers are a fault, of any kind but
a page of another date, which nobody can tell from a good one. The crawl of them all is killed at random moments and
taken up again; then the faults end, and the same command is given until it has nothing left to ask for. It shows, or
ends with 1 and says where:

- nothing lost: what is published is byte for byte what an undisturbed crawl publishes;
- nothing asked twice: of no address is a second answer recorded once a good one is;
- nothing hangs: each crawl that is not killed ends by itself;
- memory is flat: what half of the crawls held at most, in the first tenth of them and in the last.

``--quick`` is a tenth of it.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from statistics import median
from urllib.parse import urlsplit

from archive.captures.reader import all_records
from archive.captures.warc import hex_digest
from archive.record.identifiers import IssueKey
from bench.crawling import scratch
from bench.printing import FIRST_DATE, TITLE, orders
from tests.kills import waited
from tests.press import Fault, Kind, Press

ISSUES, QUICK_ISSUES = 114, 12
EVERY = 12  # addresses, one of which is faulty
TIMES = (1, 2, 4, 7)  # how often, before the address is well
KILLED_AFTER = (2.0, 9.0)  # seconds
LONGEST = 1800  # seconds that a crawl may take
LAST_TRIES = 4  # commands after the faults have ended
KINDS = tuple(kind for kind in Kind if kind is not Kind.OTHER_DATE_PRINTED)
PUBLISHED = ("issue.json", "pages.jsonl", "articles.jsonl", "rejected.jsonl")
SETTINGS = (
    "DOWNLOAD_DELAY=0",
    "CONCURRENT_REQUESTS=16",
    "CONCURRENT_REQUESTS_PER_DOMAIN=16",
    "RETRY_TIMES=1",
    "DOWNLOAD_TIMEOUT=5",
    "EPAPER_BACKOFF_FACTOR=0",
    "EPAPER_STOP_WHEN_BLOCKED=0",
    "EPAPER_PROGRESS=0",
    "LOG_LEVEL=CRITICAL",
)


class SoakPress(Press):
    """A press of which one address in ``EVERY`` is faulty for a while; which one and how, its path decides."""

    def __init__(self, issues: int, seed: int) -> None:
        super().__init__(orders(issues))
        self.is_faulty = False
        self.kinds: Counter[Kind] = Counter()
        self._seed = seed
        self._given: Counter[str] = Counter()

    def _due_fault(self, path: str) -> Fault | None:
        if not self.is_faulty or path == "/robots.txt":
            return None
        dice = random.Random(f"{self._seed} {path}")  # noqa: S311
        if dice.randrange(EVERY):
            return None
        kind, times = dice.choice(KINDS), dice.choice(TIMES)
        self._given[path] += 1
        if self._given[path] > times:
            return None
        self.kinds[kind] += 1
        return Fault(kind=kind, delay=0.3, status=dice.choice((200, 403)))


@dataclass(frozen=True, slots=True)
class Ended:
    """One crawl: its exit status, ``None`` if it was killed; the most memory that it held, in MB."""

    status: int | None
    peak: float


def main() -> int:
    """Run it, and print what it showed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--quick", action="store_true")
    options = parser.parse_args()
    issues = QUICK_ISSUES if options.quick else ISSUES
    dice = random.Random(options.seed)  # noqa: S311
    with scratch() as folder, SoakPress(issues, options.seed) as press:
        alone, soaked = folder / "alone", folder / "soaked"
        before = len(press.requests)
        undisturbed = crawled(press, issues, alone)
        answers = len(press.requests) - before
        press.requests.clear()
        press.is_faulty = True
        runs = [undisturbed]
        while True:
            runs.append(crawled(press, issues, soaked, killed_after=dice.uniform(*KILLED_AFTER)))
            if runs[-1].status is not None:
                break
        press.is_faulty = False
        for _ in range(LAST_TRIES):
            if runs[-1].status != 0:
                runs.append(crawled(press, issues, soaked))
        troubles = [*differences(alone, soaked, issues), *asked_twice(soaked, alone, issues)]
        if runs[-1].status != 0:
            troubles.append(f"the last crawl ended with {runs[-1].status}")
        kills = sum(one.status is None for one in runs)
        print(f"{answers} answers of {issues} issues undisturbed, {len(press.requests)} soaked", end="")
        print(f", {press.kinds.total()} of them faults")
        print("faults: " + ", ".join(f"{kind} ×{number}" for kind, number in press.kinds.most_common()))
        print(f"{kills} kills; crawls ended with {[one.status for one in runs if one.status is not None]}")
        peaks = [one.peak for one in runs[1:]]
        tenth = 1 + len(peaks) // 10
        print(
            f"memory of a crawl: {undisturbed.peak:.0f} MB undisturbed; of half of the soaked ones no more than", end=""
        )
        print(
            f" {median(peaks[:tenth]):.0f} MB in the first tenth, {median(peaks[-tenth:]):.0f} MB in the last", end=""
        )
        print(f"; {max(peaks):.0f} MB at most, with bodies of 20 MB")
    for trouble in troubles[:20]:
        print(f"TROUBLE {trouble}")
    print(f"{len(troubles)} troubles")
    return 1 if troubles else 0


def crawled(press: Press, issues: int, archive: Path, killed_after: float | None = None) -> Ended:
    """One command over all the issues, in a process of its own; killed, without a warning, after so many seconds."""
    last = FIRST_DATE + timedelta(days=issues - 1)
    command = [sys.executable, "-m", "epaper", "crawl", TITLE.code, "--from", str(FIRST_DATE), "--until", str(last)]
    command += ["--archive", str(archive), "--base-url", press.base_url, "--no-pictures", "--no-run-file"]
    command += [word for setting in SETTINGS for word in ("-s", setting)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + (LONGEST if killed_after is None else killed_after)
    usage = waited(process, deadline)
    status = process.returncode
    return Ended(status if killed_after is None or status >= 0 else None, usage.ru_maxrss / 1024)


def folders(archive: Path, issues: int) -> list[Path]:
    """Those of the issues, in their order."""
    return [IssueKey(TITLE.code, FIRST_DATE + timedelta(days=day)).folder(archive) for day in range(issues)]


def differences(alone: Path, soaked: Path, issues: int) -> list[str]:
    """The published files in which the two archives differ."""
    found = []
    for one, other in zip(folders(alone, issues), folders(soaked, issues), strict=True):
        for name in PUBLISHED:
            there = (one / name).read_bytes() if (one / name).exists() else None
            here = (other / name).read_bytes() if (other / name).exists() else None
            if there != here:
                found.append(f"{other.name}/{name} differs")
    return found


def asked_twice(soaked: Path, alone: Path, issues: int) -> list[str]:
    """The addresses of which an answer is recorded after a good one: that which the undisturbed crawl recorded."""
    found = []
    for folder, undisturbed in zip(folders(soaked, issues), folders(alone, issues), strict=True):
        good = {one.url: _payload(one.headers) for one in all_records(undisturbed) if one.type == "response"}
        done: set[str] = set()
        for record in all_records(folder):
            url = record.url or ""
            if record.type not in ("response", "revisit") or urlsplit(url).path == "/robots.txt":
                continue
            if url in done:
                found.append(f"{url} was asked for again")
            if _payload(record.headers) == good.get(url):
                done.add(url)
    return found


def _payload(headers: dict[str, str]) -> str:
    return hex_digest(headers.get("warc-payload-digest", ""))


if __name__ == "__main__":
    sys.exit(main())
