"""A fuzzer of pages, strings and whole issues: ``python -m bench.fuzz [--count N] [--seconds S] [--seed X]``.

Pages of the project's own are mutated at bytes, tags, attributes, text and structure, and read as a crawl reads them;
strings of odd words are read by everything that reads print; issues with mutated captures are published, verified and
read again. Whatever is not a refusal with its reason is a fault, and so is a case that takes ``SLOW`` seconds of CPU.
It is named, and ``python -m bench.fuzz --replay pages:0:4711`` repeats it with its traceback.

Printed at the end: cases/s, what became of them, the slowest one, the most memory that a process held. The exit status
is 1 where there was a fault.
"""

from __future__ import annotations

import argparse
import os
import resource
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from types import FrameType

from .fuzz_cases import CASES, saved_pages

SLOW = 2  # seconds of CPU
GIVEN_UP = 30
ADDRESS_SPACE = 4 * 2**30
CHUNK = {"pages": 500, "strings": 50, "issues": 10}  # cases that a process is given at once
SHARE = {"pages": 90, "strings": 5, "issues": 5}  # of a hundred chunks


@dataclass(slots=True)
class Found:
    """What some cases came to. ``faults``: a case, and what it did. ``megabytes``: the most that a process held."""

    count: Counter[str] = field(default_factory=Counter)
    ends: Counter[str] = field(default_factory=Counter)
    faults: list[tuple[str, str]] = field(default_factory=list)
    slowest: dict[str, tuple[float, str]] = field(default_factory=dict)
    megabytes: float = 0

    def add(self, other: Found) -> None:
        """Count others in."""
        self.count += other.count
        self.ends += other.ends
        self.faults += other.faults
        self.megabytes = max(self.megabytes, other.megabytes)
        for kind, slowest in other.slowest.items():
            self.slowest[kind] = max(self.slowest.get(kind, slowest), slowest)


class TooSlow(Exception):
    """A case that does not end."""


def run_case(name: str) -> str:
    """What became of a case: ``pages:SEED:NUMBER``."""
    return CASES[name.partition(":")[0]](Random(name))  # noqa: S311 - repeatable is what it has to be


def run_cases(kind: str, seed: str, first: int) -> Found:
    """A chunk of cases in this process."""
    signal.signal(signal.SIGVTALRM, _give_up)
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))
    found = Found()
    for number in range(first, first + CHUNK[kind]):
        name = f"{kind}:{seed}:{number}"
        _note(name)
        began = time.process_time()
        signal.setitimer(signal.ITIMER_VIRTUAL, GIVEN_UP)
        try:
            found.ends[run_case(name)] += 1
        except Exception as error:  # noqa: BLE001 - this is what is looked for
            found.faults.append((name, _summary(error)))
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        seconds = time.process_time() - began
        found.count[kind] += 1
        found.slowest[kind] = max(found.slowest.get(kind, (0.0, "")), (seconds, name))
        if seconds > SLOW:
            found.faults.append((name, f"took {seconds:.1f} s"))
    found.megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return found


def fuzzed(seed: str, count: int, seconds: float, processes: int) -> Iterator[Found]:
    """The chunks as they end, until ``count`` cases were run or the time is over."""
    ends_at = time.monotonic() + seconds
    jobs = _jobs(count)
    saved_pages()  # made once, before the processes part
    with ProcessPoolExecutor(processes) as pool:
        running: set[Future[Found]] = set()
        while True:
            while len(running) < 2 * processes and time.monotonic() < ends_at and (job := next(jobs, None)):
                running.add(pool.submit(run_cases, job[0], seed, job[1]))
            if not running:
                return
            done, running = wait(running, return_when=FIRST_COMPLETED)
            for one in done:
                yield one.result()


def _jobs(count: int) -> Iterator[tuple[str, int]]:
    """Kind and first number of each chunk; kinds take turns by their share."""
    given: Counter[str] = Counter()
    while given.total() < count:
        kind = min(SHARE, key=lambda one: given[one] / CHUNK[one] / SHARE[one])
        yield kind, given[kind]
        given[kind] += CHUNK[kind]


def _give_up(_signal: int, _frame: FrameType | None) -> None:
    raise TooSlow


def _note(name: str) -> None:
    """Note which case this process is at: where it is killed, nothing else tells."""
    if folder := os.environ.get("FUZZ_NOTES"):
        Path(folder, str(os.getpid())).write_text(name, encoding="utf-8")


def _summary(error: BaseException) -> str:
    cause = error.__cause__ or error
    last = traceback.extract_tb(cause.__traceback__)[-1]
    return f"{error}: {type(cause).__name__}: {str(cause)[:120]!r} at {Path(last.filename).name}:{last.lineno}"


def main() -> int:
    """Run, and print what was found."""
    parser = argparse.ArgumentParser(prog="python -m bench.fuzz", description="See the module's docstring.")
    parser.add_argument("--count", type=int, default=1_000_000, help="cases")
    parser.add_argument("--seconds", type=float, default=3_600, help="of time, at most")
    parser.add_argument("--seed", default="0")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--replay", metavar="CASE", help="pages:SEED:NUMBER, one case with its traceback")
    asked = parser.parse_args()
    if asked.replay:
        print(run_case(asked.replay))
        return 0
    total, began = Found(), time.monotonic()
    try:
        for found in fuzzed(asked.seed, asked.count, asked.seconds, asked.processes):
            for name, what in found.faults:
                print(f"{name}  {what}", flush=True)
            total.add(found)
    except BrokenProcessPool:
        print("a process was killed; FUZZ_NOTES=FOLDER says at which case", flush=True)
        return 1
    taken = time.monotonic() - began
    for kind, (seconds, name) in sorted(total.slowest.items()):
        print(f"{kind}: {total.count[kind]:,}, the slowest {seconds:.2f} s ({name})")
    print(f"{total.count.total() / taken:,.0f} cases/s in {asked.processes} processes, {taken:,.0f} s")
    print(f"most memory of a process: {total.megabytes:.0f} MB")
    print(", ".join(f"{end} {number:,}" for end, number in total.ends.most_common()))
    print(f"faults: {len(total.faults)}")
    return 1 if total.faults else 0


if __name__ == "__main__":
    sys.exit(main())
