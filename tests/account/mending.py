"""Issues with every file that there is, damaged one by one; what is said of each, what one ``crawl --gaps`` does."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random

from archive.captures.reader import all_records
from tests.account.file_damages import CAPTURE_FILES, HISTORY, Case, Damage
from tests.account.issues import PUBLISHED, XMWB, corrected, day, folder_of, run
from tests.epaper.commands.runs import FAST, Run
from tests.press import EVERYDAY, Order, Paper, Press, Quirk, printed_files

VISIT = date(2024, 11, 27)
LIST = '<div class="dzb-enter-wrap dzb-enter-benban-wrap">\n'
ELSEWHERE = '<div class="dzb-enter-nav-benban-wrap"><a href="https://elsewhere.example{}">广告</a></div>\n'


def paper(issue_date: date, pages: int = 2) -> Paper:
    """A small issue with a jump."""
    return Order(title=XMWB, issue_date=issue_date, pages=pages, articles=3, quirks=EVERYDAY | {Quirk.JUMPS}).paper()


def printed_with_a_refusal(paper: Paper, *, visit: date = VISIT) -> dict[str, bytes]:
    """Each page announces one thing that is refused for its print: the issue is complete, and has a rejection."""
    files = printed_files(paper, visit=visit)
    pages = {sheet.path for sheet in paper.sheets}
    return {
        path: body.replace(LIST.encode(), (LIST + ELSEWHERE.format(path)).encode()) if path in pages else body
        for path, body in files.items()
    }


@contextmanager
def press_of(count: int) -> Iterator[Press]:
    """A press of so many issues."""
    with Press([paper(day(number)) for number in range(count)], printed=printed_with_a_refusal, keep=count) as press:
        yield press


def crawled(press: Press, archive: Path, *arguments: str) -> Run:
    """A crawl with pictures."""
    given = ("--archive", archive, "--base-url", press.base_url, "--no-run-file")
    return run("crawl", "xmwb", *arguments, *given, *FAST, cwd=archive.parent)


def crawl_twice(press: Press, archive: Path, count: int) -> None:
    """Crawl all issues; have one article of each corrected; ask again for everything."""
    dates = ("--from", str(day(0)), "--until", str(day(count - 1)))
    assert crawled(press, archive, *dates).status == 0
    for number in range(count):
        old = paper(day(number))
        press.publish(corrected(old, old.sheets[1].stories[1], "更正在后。"))
    assert crawled(press, archive, *dates, "--refresh").status == 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Damaged:
    """One issue, and what was done to it."""

    number: int
    name: str
    damage: Damage

    @property
    def issue_date(self) -> date:
        return day(self.number)


def damaged_copy(whole: Path, archive: Path, cases: Sequence[tuple[str, Damage]], seed: int) -> list[Damaged]:
    """A copy of the archive, its issues damaged, each in one way."""
    shutil.copytree(whole, archive, symlinks=True)
    found = []
    for number, (name, damage) in enumerate(cases):
        folder = folder_of(archive, day(number))
        rng = Random(f"{seed} {name} {damage.__name__} {number}")  # noqa: S311 - the same damage every time
        damage(Case(folder=folder, name=name, other=folder_of(whole, day(len(cases))), rng=rng))
        found.append(Damaged(number=number, name=name, damage=damage))
    return found


def contents(folder: Path) -> dict[str, bytes]:
    """All that must be the same after a mend: what is published, and its history."""
    names = (*PUBLISHED, HISTORY)
    return {name: (folder / name).read_bytes() for name in names if (folder / name).is_file()}


def addresses(folder: Path) -> set[str]:
    """The addresses of everything captured, pictures too, but robots.txt, which is kept with any issue."""
    urls = {one.url or "" for one in all_records(folder) if one.type == "response"}
    return {url for url in urls if not url.endswith("/robots.txt")}


def verified(archive: Path) -> dict[str, list[dict[str, str]]]:
    """What ``verify`` finds, by issue: ``xmwb/2020-03-01``."""
    found: dict[str, list[dict[str, str]]] = {}
    for one in run("verify", "xmwb", "--json", "--archive", archive, cwd=archive.parent).records:
        found.setdefault(one["issue"], []).append(one)
    return found


def judged(cases: Sequence[tuple[str, Damage]], seed: int, folder: Path) -> Iterator[tuple[Damaged, str]]:
    """Every case with its mark: see ``bench.faults``. ``folder``: for the archives."""
    count = len(cases) + 1  # the last one stays whole: others get its files
    with press_of(count) as press:
        whole, archive = folder / "whole", folder / "damaged"
        crawl_twice(press, whole, count)
        damaged = damaged_copy(whole, archive, cases, seed)
        before = verified(archive)
        gaps = crawled(press, archive, "--gaps", "--until", str(day(count - 1)))
        after = verified(archive)
        for one in damaged:
            yield one, _mark(one, whole, archive, before, after, gaps)


def _mark(
    one: Damaged,
    whole: Path,
    archive: Path,
    before: dict[str, list[dict[str, str]]],
    after: dict[str, list[dict[str, str]]],
    gaps: Run,
) -> str:
    name = f"xmwb/{one.issue_date}"
    first = before.get(name, [{"where": ""}])[0]["where"]
    if not any(first.startswith(file) for file in _witnesses(one.name)):
        return "N"
    left = [finding for finding in after.get(name, []) if finding["kind"] != "note"]
    own, other = folder_of(archive, one.issue_date), folder_of(whole, one.issue_date)
    if left:
        return "e" if any(str(one.issue_date) in line for line in gaps.stderr.splitlines() if "error" in line) else "M"
    same = {file: data for file, data in contents(own).items() if file != HISTORY}
    if same != {file: data for file, data in contents(other).items() if file != HISTORY}:
        return "B"
    return "=" if addresses(own) >= addresses(other) else "P"


def _witnesses(name: str) -> tuple[str, ...]:
    """Files that may be named for a damage: captures that others were put between are missed by their index or seal."""
    return CAPTURE_FILES if name in CAPTURE_FILES else (name,)
