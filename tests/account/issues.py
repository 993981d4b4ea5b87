"""Many small issues, crawled as a user does, and the ways in which they suffer afterwards."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from archive.captures.index import read_index
from tests.epaper.commands.runs import FAST, Run, command, environment
from tests.press import EVERYDAY, Line, Order, Paper, Press, Story, Title

XMWB = Title(code="xmwb", name="新民晚报")
FIRST = date(2020, 3, 1)
PUBLISHED = ("pages.jsonl", "articles.jsonl", "rejected.jsonl", "issue.json")


def day(number: int) -> date:
    """The date of the issue of that number, from 0."""
    return FIRST + timedelta(days=number)


def order(issue_date: date, pages: int = 2, articles: int = 3) -> Order:
    return Order(title=XMWB, issue_date=issue_date, pages=pages, articles=articles, quirks=EVERYDAY)


def folder_of(archive: Path, issue_date: date) -> Path:
    return archive / "xmwb" / str(issue_date.year) / str(issue_date)


def run(*arguments: str | Path, cwd: Path, columns: int = 100) -> Run:
    """``epaper``, with all the time that it wants."""
    done = subprocess.run(
        command(*arguments),
        cwd=cwd,
        env=environment() | {"COLUMNS": str(columns)},
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return Run(status=done.returncode, stdout=done.stdout, stderr=done.stderr)


def crawl(press: Press, archive: Path, *arguments: str | Path) -> Run:
    given = ("--archive", archive, "--base-url", press.base_url, "--no-pictures", "--no-run-file")
    return run("crawl", "xmwb", *arguments, *given, *FAST, cwd=archive.parent)


def asked_since(press: Press, start: int) -> list[str]:
    """Paths that were asked for after the first ``start`` requests, but robots.txt, in alphabetical order."""
    return sorted(one.path for one in press.requests[start:] if one.path != "/robots.txt")


def paths_of(paper: Paper) -> set[str]:
    """Addresses of its pages and articles."""
    return {sheet.path for sheet in paper.sheets} | {story.path for story in paper.stories}


def published_bytes(archive: Path, days: Iterable[date]) -> dict[str, bytes]:
    """What is published of those days, by day and file: all that two archivists must have in common."""
    found = {}
    for one in days:
        for name in PUBLISHED:
            path = folder_of(archive, one) / name
            if path.exists():
                found[f"{one}/{name}"] = path.read_bytes()
    return found


def corrected(paper: Paper, story: Story, text: str) -> Paper:
    """The paper with another last line in the body of that story."""
    other = replace(story, lines=(*story.lines, Line(text=text)))
    sheets = [
        replace(sheet, stories=tuple(other if one.id == story.id else one for one in sheet.stories))
        for sheet in paper.sheets
    ]
    return replace(paper, sheets=tuple(sheets))


def without(paper: Paper, story: Story) -> Paper:
    """The paper as if that story had never been printed: no list names it, nothing is at its address."""
    sheets = [
        replace(sheet, stories=tuple(one for one in sheet.stories if one.id != story.id)) for sheet in paper.sheets
    ]
    return replace(paper, sheets=tuple(sheets))


def cut_line(path: Path, number: int) -> bytes:
    """Take a line out of a file; the line. Negative numbers count from the end."""
    lines = path.read_bytes().splitlines(keepends=True)
    cut = lines.pop(number)
    path.write_bytes(b"".join(lines))
    return cut


def flip(path: Path, position: int, bit: int = 0) -> None:
    """Flip one bit of a file, in its place."""
    data = bytearray(path.read_bytes())
    data[position] ^= 1 << bit
    path.write_bytes(data)


def flip_capture(folder: Path, path: str, number: int = 0) -> None:
    """Flip a bit in the middle of the first recorded response of that path, or of that ``number``."""
    entries = (one for one in read_index(folder) if one.url.endswith(path))
    entry = sorted(entries, key=lambda one: one.offset)[number]
    flip(folder / "captures.warc.gz", entry.offset + entry.length // 2)
