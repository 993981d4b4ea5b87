"""Dates as a person says them, to the real commands: the 5th of October 2026, at noon in Shanghai."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.account.issues import asked_since, crawl, order
from tests.conftest import NOON
from tests.epaper.commands.runs import FAST, ROOT, Run, epaper
from tests.press import Press

OUT = [date(2026, 10, number) for number in range(1, 5)]  # today's is not out yet
FRONTS = [f"/html/xmwb/2026-10-0{number}/1.html" for number in range(1, 6)]
WORDS = "Write it like 2020-03-15, 2020-03, 2020, or today, yesterday."
DAY_WORDS = "Write it like 2020-03-15, or today, yesterday."
EARLY = "2026-10-05T02:00:00+08:00"  # when it is still yesterday in London


@pytest.fixture(scope="module")
def press() -> Iterator[Press]:
    with Press([order(day, pages=1, articles=1) for day in OUT], keep=len(OUT)) as press:
        yield press


@pytest.fixture(scope="module")
def folder(press: Press, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the whole month was crawled, which is cut to what can be out."""
    folder = tmp_path_factory.mktemp("dates")
    start = len(press.requests)
    done = crawl(press, folder / "output", "--date", "2026-10")
    assert done.status == 4, done.said
    assert [path for path in asked_since(press, start) if path.endswith("/1.html")] == FRONTS
    return folder


def fronts(press: Press, folder: Path, *words: str) -> tuple[list[str], Run]:
    """The fronts that a crawl into a new archive asks for, by day."""
    start = len(press.requests)
    done = crawl(press, folder / "new", *words)
    return [path.split("/")[3][5:] for path in asked_since(press, start) if path.endswith("/1.html")], done


@pytest.mark.parametrize(
    ("words", "days"),
    [
        (("--date", "yesterday"), ["10-04"]),
        (("--date", "today"), ["10-05"]),
        (("--from", "2026-10", "--until", "2026-10-02"), ["10-01", "10-02"]),
        (("--from", "2026-10-03", "--until", "2026"), ["10-03", "10-04", "10-05"]),
        (("--from", "yesterday"), ["10-04", "10-05"]),
    ],
    ids=" ".join,
)
def test_a_crawl_asks_for_what_is_meant(press: Press, tmp_path: Path, words: tuple[str, ...], days: list[str]) -> None:
    assert fronts(press, tmp_path, *words)[0] == days


def test_today_is_the_newspapers(press: Press, tmp_path: Path) -> None:
    done = epaper("crawl", "xmwb", "--date", "today", "--base-url", press.base_url, *FAST, cwd=tmp_path, now=EARLY)
    assert (done.status, "2026-10-05 not yet out" in done.said) == (4, True), done.said


def test_scrapys_command_takes_the_same_words(press: Press, tmp_path: Path) -> None:
    (tmp_path / "scrapy.cfg").write_text("[settings]\ndefault = crawler.settings\n")
    start = len(press.requests)
    given = ("date=yesterday", f"base_url={press.base_url}", "pictures=0")
    subprocess.run(
        [sys.executable, "-m", "scrapy", "crawl", "xmwb", *(word for one in given for word in ("-a", one)), *FAST],
        cwd=tmp_path,
        env=os.environ | {"EPAPER_NOW": NOON, "PYTHONPATH": str(ROOT)},
        timeout=60,
        check=True,
    )
    assert FRONTS[3] in asked_since(press, start)
    assert (tmp_path / "output/xmwb/2026/2026-10-04/issue.json").exists()


def test_whoever_reads_the_archive_takes_them(folder: Path) -> None:
    counts = json.loads(epaper("status", "xmwb", "--from", "2026-10", "--until", "2026", "--json", cwd=folder).stdout)
    assert counts["counts"] == {"complete": 4, "not_yet": 1}  # of December nobody is asked
    verified = epaper("verify", "--from", "yesterday", "--until", "2026-10", cwd=folder)
    assert verified.stdout.splitlines(keepends=True)[-1] == "2 issues verified: all is as it was written; 1 note.\n"
    parsed = epaper("reparse", "xmwb", "--date", "2026", cwd=folder)
    assert parsed.stdout.startswith("4 issues, 4 articles parsed again")
    exported = epaper("export", "wacz", "xmwb", "yesterday", cwd=folder)
    assert (exported.status, (folder / "xmwb-2026-10-04-a.wacz").exists()) == (0, True), exported.said


def test_gaps_take_them_and_end_today(press: Press, folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder / "output", tmp_path / "output")
    shutil.rmtree(tmp_path / "output/xmwb/2026/2026-10-05")
    done = crawl(press, tmp_path / "output", "--gaps", "--from", "2026-10", "--until", "2026")
    assert (done.status, done.said) == (0, "No gaps: every issue of 新民晚报 (xmwb) up to 2026-10-05 is whole.")


def test_an_issue_is_recorded_of_the_day_that_is_meant(press: Press, tmp_path: Path) -> None:
    done = epaper("record", "xmwb", "yesterday", "--to", tmp_path, "--base-url", press.base_url, cwd=tmp_path)
    assert (done.status, (tmp_path / "xmwb/issue-2026-10-04/issue.json").exists()) == (0, True), done.said


def test_a_text_is_placed_on_the_day_that_is_meant(tmp_path: Path) -> None:
    (tmp_path / "body.txt").write_text(
        "老桥昨夜重新开放，栏杆上的灯一盏一盏亮起来，桥面铺了防滑砖。\n" * 4, encoding="utf-8"
    )
    place = ("--date", "yesterday", "--page", "1", "--headline", "桥上的灯亮了")
    done = epaper("import", "xmwb", "body.txt", *place, cwd=tmp_path)
    assert (done.status, (tmp_path / "output/xmwb/2026/2026-10-04/issue.json").exists()) == (0, True), done.said


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("crawl xmwb --date tomorrow", f"'tomorrow' is not a date. {WORDS}"),
        ("crawl xmwb --from 2020-13", f"'2020-13' is not a date. {WORDS}"),
        ("crawl xmwb --gaps --until 20", f"'20' is not a date. {WORDS}"),
        ("status --from 2020-3", f"'2020-3' is not a date. {WORDS}"),
        ("verify --until 2020-02-30", f"'2020-02-30' is not a date. {WORDS}"),
        ("reparse xmwb --date 0000", f"'0000' is not a date. {WORDS}"),
        ("export wacz xmwb 2020-03", f"'2020-03' is not a day. {DAY_WORDS}"),
        ("record xmwb 2020", f"'2020' is not a day. {DAY_WORDS}"),
        ("import xmwb notes --date now --page 1 --headline 桥", f"'now' is not a day. {DAY_WORDS}"),
        ("crawl xmwb --date 2026-11", "2026-11-01 is in the future; in Shanghai it is 2026-10-05."),
        (
            "status --from 2020-04 --until 2020-03",
            "the last date, 2020-03-31, is before the first, 2020-04-01.",
        ),
    ],
)
def test_what_is_meant_by_nobody_is_one_line(tmp_path: Path, command: str, said: str) -> None:
    (tmp_path / "notes").touch()
    (tmp_path / "output/xmwb/2020/2020-03-15").mkdir(parents=True)
    done = epaper(*command.split(), cwd=tmp_path)
    assert (done.status, done.stdout, done.stderr) == (2, "", f"error: {said}\n")


@pytest.mark.parametrize("command", ["crawl", "status", "verify", "reparse", "import", "record", "export wacz"])
def test_help_names_the_words(tmp_path: Path, command: str) -> None:
    said = epaper(*command.split(), "--help", cwd=tmp_path).said.replace("│", " ")
    assert "2020-03-15, today, yesterday" in " ".join(said.split())
