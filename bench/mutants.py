"""Small changes to the core, each of which the nearest tests should notice: ``python -m bench.mutants [options]``.

A mutant is one file with one change (``bench/mutations.py`` names the kinds). It is made in a copy of the tree, and the
nearest tests run: the module's own, then its room's, then those that ``NEAREST`` names, until one fails. A mutant that
none of them notices survives. A survivor may live if ``bench/survivors.toml`` gives the reason, by file, line and
change; an entry of a line that is no more is named too.

By hand, and not in ``make test``: a mutant costs seconds, a survivor a minute or more. With the same seed and the same
tree, the same mutants.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue

from bench.mutations import Mutation, mutated, mutations

ROOT = Path(__file__).parents[1]
SURVIVORS = Path(__file__).with_name("survivors.toml")
ROOMS = (
    "archive/record",
    "archive/captures",
    "archive/issues",
    "archive/audit",
    "crawler/printed",
    "crawler/platforms",
    "crawler/walk",
    "crawler/planning",
    "crawler/engine",
    "crawler/spiders",
    "pipelines",
    "epaper/offline",
)
OUTSIDE = (  # what they show is looked at, not relied on
    "crawler/engine/progress.py",
    "archive/audit/calendar_page.py",
    "archive/audit/heat_map.py",
    "archive/audit/page_style.py",
)
PATIENCE = 900  # seconds for one run of tests; a mutant that makes them hang is noticed

WHOLE = (
    "tests/crawler/spiders/test_epaper.py",
    "tests/odd_platforms/test_complete.py",
    "tests/recording/test_replay.py",
    "tests/recording/test_reparse.py",
    "tests/recording/test_withheld.py",
    "tests/account/test_deciding.py",
)
"""Issues from the crawl to the archive, and read again."""

IMPORTS = tuple(f"tests/recording/test_import_{what}.py" for what in ("again", "announced", "bodies", "pages", "warc"))

NEAREST: dict[str, tuple[str, ...]] = {
    "archive/captures": (
        "tests/archive/issues",
        "tests/recording/test_storage.py",
        "tests/recording/test_torn.py",
        "tests/recording/test_details.py",
        *WHOLE,
    ),
    "archive/issues": WHOLE,
    "archive/audit": ("tests/epaper/commands/test_status.py", "tests/epaper/commands/test_verify.py", *WHOLE),
    "archive/record": ("tests/archive", "tests/pipelines", *WHOLE),
    "crawler/printed": ("tests/crawler/platforms/dzb", "tests/crawler/spiders/test_truth.py"),
    "crawler/platforms": (
        "tests/crawler/planning",
        "tests/crawler/spiders/test_truth.py",
        "tests/crawler/spiders/test_hostile_pages.py",
        *WHOLE,
    ),
    "crawler/walk": (
        "tests/crawler/spiders/test_redirects.py",
        "tests/crawler/spiders/test_faults.py",
        "tests/odd_platforms/test_withdrawn.py",
        "tests/recording/test_strain.py",
        *WHOLE,
    ),
    "crawler/planning": ("tests/epaper/commands/test_due.py", "tests/epaper/commands/test_crawl_gaps.py", *WHOLE),
    "crawler/engine": (
        "tests/recording/test_storage.py",
        "tests/recording/test_elsewhere.py",
        "tests/recording/test_details.py",
        "tests/crawler/spiders/test_faults.py",
        *WHOLE,
    ),
    "crawler/spiders": ("tests/recording/test_details.py", *WHOLE),
    "pipelines": WHOLE,
    "epaper/offline": (*IMPORTS, "tests/recording/test_reparse_losses.py", *WHOLE),
}
"""By room, the tests that come after the module's own and its room's."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a mutant. ``noticed_by``: the tests that failed; ``None``: it survived."""

    mutation: Mutation
    noticed_by: str | None


def main() -> int:
    """Print a line for each mutant, the survivors and the share that was noticed; 1 if one has no reason to live."""
    options = _options()
    chosen = _chosen(options)
    print(f"{len(chosen)} mutants, seed {options.seed}")
    reasons = _reasons()
    verdicts = list(_verdicts(chosen, options.workers))
    survivors = [one.mutation for one in verdicts if one.noticed_by is None]
    unexplained = [one for one in survivors if _key(one) not in reasons]
    print(f"\n{len(verdicts) - len(survivors)} of {len(verdicts)} noticed", end="")
    print(f" ({100 * (len(verdicts) - len(survivors)) / max(1, len(verdicts)):.1f} %); survivors:")
    for one in survivors:
        print(f"  {one.path}:{one.line} {one.change}\n      {_line(one)}\n      {reasons.get(_key(one), 'NO REASON')}")
    for path, line in sorted(key[:2] for key in reasons if not _stands(*key[:2])):
        print(f"  no such line any more, in {SURVIVORS.name}: {path}: {line}")
    by_room = Counter(str(Path(one.path).parent) for one in survivors)
    for room, number in by_room.most_common():
        print(f"  {number:3} in {room}")
    return 1 if unexplained else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=160, help="mutants, spread over the rooms by their size")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--within", default="", help="only files whose path begins so: crawler/walk/")
    parser.add_argument("--list", action="store_true", help="only list the mutants")
    return parser.parse_args()


def _chosen(options: argparse.Namespace) -> list[Mutation]:
    files = sorted(path.relative_to(ROOT).as_posix() for room in ROOMS for path in (ROOT / room).rglob("*.py"))
    files = [file for file in files if file not in OUTSIDE]
    every = [
        one
        for file in files
        if file.startswith(options.within)
        for one in mutations(file, (ROOT / file).read_text(encoding="utf-8"))
    ]
    chosen = random.Random(options.seed).sample(every, min(options.count, len(every)))  # noqa: S311
    if options.list:
        for one in chosen:
            print(f"{one.path}:{one.line} {one.change}\n    {_line(one)}")
        sys.exit()
    return chosen


def _verdicts(chosen: Sequence[Mutation], workers: int) -> Iterator[Verdict]:
    """In the order in which they were chosen; each worker has a copy of the tree."""
    with tempfile.TemporaryDirectory(prefix="mutants-") as scratch:
        trees: SimpleQueue[Path] = SimpleQueue()
        for number in range(workers):
            tree = Path(scratch) / str(number)
            ignored = shutil.ignore_patterns(".venv", ".tools", ".git", ".*_cache", "__pycache__", "output")
            shutil.copytree(ROOT, tree, ignore=ignored)
            trees.put(tree)

        def verdict(mutation: Mutation) -> Verdict:
            tree = trees.get()
            try:
                return Verdict(mutation, _noticed_by(mutation, tree))
            finally:
                shutil.copyfile(ROOT / mutation.path, tree / mutation.path)
                trees.put(tree)

        with ThreadPoolExecutor(workers) as pool:
            for done in pool.map(verdict, chosen):
                print(
                    f"{done.mutation.path}:{done.mutation.line} {done.mutation.change}: {done.noticed_by or 'SURVIVES'}"
                )
                sys.stdout.flush()
                yield done


def _noticed_by(mutation: Mutation, tree: Path) -> str | None:
    source = (ROOT / mutation.path).read_text(encoding="utf-8")
    (tree / mutation.path).write_text(mutated(source, mutation), encoding="utf-8")
    for tests in _nearest(mutation.path, tree):
        try:
            done = subprocess.run(
                [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *tests],
                cwd=tree,
                env=os.environ | {"PYTHONPATH": str(tree), "PYTHONDONTWRITEBYTECODE": "1"},
                capture_output=True,
                text=True,
                timeout=PATIENCE,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return f"{' '.join(tests)}: no end"
        if done.returncode not in (0, 5):  # 5: no test there
            failed = next((line for line in done.stdout.splitlines() if line.startswith(("FAILED", "ERROR"))), "")
            return failed.split(" - ")[0] or f"{' '.join(tests)}: {done.returncode}"
    return None


def _nearest(path: str, tree: Path) -> Iterator[list[str]]:
    """Lists of tests, the nearest ones first."""
    module = Path(path)
    own = f"tests/{module.parent}/test_{module.stem}.py"
    if (tree / own).exists():
        yield [own]
    folder = module.parent
    if (tree / "tests" / folder).is_dir():
        yield [f"tests/{folder}"]
    for room, others in NEAREST.items():
        if path.startswith(f"{room}/"):
            yield ["tests/test_security.py", *others]  # it knows the limits of every room


def _line(mutation: Mutation) -> str:
    return (ROOT / mutation.path).read_text(encoding="utf-8").splitlines()[mutation.line - 1].strip()


def _key(mutation: Mutation) -> tuple[str, str, str]:
    return mutation.path, _line(mutation), mutation.change


def _reasons() -> dict[tuple[str, str, str], str]:
    """Why a survivor may live, by file, line as it stands there, and change."""
    if not SURVIVORS.exists():
        return {}
    given = tomllib.loads(SURVIVORS.read_text(encoding="utf-8"))
    return {(one["file"], one["line"], one["change"]): one["reason"] for one in given.get("survivor", ())}


def _stands(path: str, line: str) -> bool:
    file = ROOT / path
    return file.exists() and line in [one.strip() for one in file.read_text(encoding="utf-8").splitlines()]


if __name__ == "__main__":
    sys.exit(main())
