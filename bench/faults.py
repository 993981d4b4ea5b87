"""Every kind of damage to every kind of file, named and mended: ``python -m bench.faults [--quick] [--seed N]``.

Issues of the press, with every file that there is, are crawled; each is damaged in one way, the places chosen by the
seed. Then ``epaper verify``, one ``epaper crawl --gaps`` against the living press, ``epaper verify`` again. A row of
the table is a kind of damage, a column a kind of file:

``=``  named by the first verify, mended by one crawl: the second verify is clean, the records are the same bytes
``e``  named, and not mended: the crawl says why, and what to do
``-``  no such damage of that file
``N``  not named first · ``M`` named, not mended and not explained · ``B`` mended to other bytes · ``P`` a capture less

The goal is a table of nothing but ``=`` and ``e``; the exit status is 1 where it is missed.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path

from tests.account.damages import DAMAGES
from tests.account.mending import Damaged, judged

ROUNDS = 4  # of every damage to every file, each at another place
GOOD = frozenset("=e")


def main() -> None:
    """Print the table and what fell short."""
    parser = argparse.ArgumentParser(prog="python -m bench.faults", description="See the module's docstring.")
    parser.add_argument("--quick", action="store_true", help="one round")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    cases = [(name, one) for name, damages in DAMAGES.items() for one in damages] * (1 if given.quick else ROUNDS)
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="bench-faults-") as folder:
        results = dict(judged(cases, given.seed, Path(folder)))
    print(table(results))
    short = {one: mark for one, mark in results.items() if mark not in GOOD}
    for one, mark in short.items():
        print(f"{mark} {one.name} {one.damage.__name__}: issue {one.issue_date}")
    good = len(results) - len(short)
    print(f"{good} of {len(results)} damages named and mended, or explained; {time.monotonic() - begun:.0f} s")
    sys.exit(1 if short else 0)


def table(results: dict[Damaged, str]) -> str:
    """A row a kind of damage, a column a kind of file; of several rounds the worst mark counts."""
    marks: dict[tuple[str, str], str] = defaultdict(str)
    for one, mark in results.items():
        marks[one.damage.__name__, one.name] += mark
    names = list(DAMAGES)
    rows = dict.fromkeys(damage.__name__ for damages in DAMAGES.values() for damage in damages)
    lines = [" " * 28 + "  ".join(names)]
    for row in rows:
        cells = (_worst(marks[row, name]).center(len(name)) for name in names)
        lines.append(f"{row.replace('_', ' '):28}" + "  ".join(cells))
    return "\n".join(lines)


def _worst(marks: str) -> str:
    return min(marks, key="NMBPe=".index, default="-")


if __name__ == "__main__":
    main()
