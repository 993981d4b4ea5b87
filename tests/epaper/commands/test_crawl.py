"""``epaper crawl`` against a press: what it archives, what it says, how it ends."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from tests.epaper.commands.runs import FAST, ROOT, Run, command, environment, epaper
from tests.press import Fault, Kind, Order, Press, Title

XMWB = Title(code="xmwb", name="新民晚报")
SUNDAY, MONDAY = "2020-03-15", "2020-03-16"
FRONT = "/html/xmwb/2020-03-15/1.html"


def order(day: str, pages: int = 2) -> Order:
    return Order(title=XMWB, issue_date=date.fromisoformat(day), pages=pages, articles=3)


@pytest.fixture
def press() -> Iterator[Press]:
    with Press([order(SUNDAY)]) as running:
        yield running


def crawl(press: Press, folder: Path, *arguments: str | Path, now: str | None = None) -> Run:
    parts = ("crawl", "xmwb", "--base-url", press.base_url, *FAST, *arguments)
    return epaper(*parts, cwd=folder) if now is None else epaper(*parts, cwd=folder, now=now)


# A good crawl


@dataclass(frozen=True, slots=True)
class Shelf:
    """Two issues, crawled with ``epaper crawl`` into ``output``, twice."""

    folder: Path
    first: Run
    asked_first: int
    second: Run
    asked_second: int


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    folder = tmp_path_factory.mktemp("shelf")
    with Press([order(SUNDAY), order(MONDAY)]) as press:
        first = crawl(press, folder, "--from", SUNDAY, "--until", MONDAY, "--json")
        asked = len(press.requests)
        second = crawl(press, folder, "--from", SUNDAY, "--until", MONDAY)
        return Shelf(folder, first, asked, second, len(press.requests) - asked)


def test_a_complete_crawl_ends_with_0(shelf: Shelf) -> None:
    assert shelf.first.status == 0
    assert f"{SUNDAY} complete 2/2 6/6 0 0" in shelf.first.said
    assert "2 issues 2 complete 4/4 12/12 0 0" in shelf.first.said


def test_json_on_stdout_is_the_published_issues_and_nothing_else(shelf: Shelf) -> None:
    years = shelf.folder / "output" / "xmwb" / "2020"
    published = [(years / day / "issue.json").read_text(encoding="utf-8") for day in (SUNDAY, MONDAY)]
    assert [record["status"] for record in shelf.first.records] == ["complete", "complete"]
    assert "".join(shelf.first.stdout.split()) == "".join("".join(published).split())


def test_without_json_stdout_holds_the_table_alone(shelf: Shelf) -> None:
    assert shelf.second.stdout.startswith("新民晚报 (xmwb)")
    assert "Nothing to do" not in shelf.second.stdout


def test_no_terminal_no_progress(shelf: Shelf) -> None:
    assert "\x1b" not in shelf.first.stderr
    assert "answers/s" not in shelf.first.stderr


def test_the_second_time_asks_for_nothing(shelf: Shelf) -> None:
    assert shelf.asked_first > 0
    assert (shelf.second.status, shelf.asked_second) == (0, 0)
    assert "Nothing to do: already complete." in shelf.second.stderr


def test_scrapy_crawl_gives_the_same_bytes(shelf: Shelf, tmp_path: Path) -> None:
    arguments = {"date": SUNDAY, "archive": str(tmp_path)}
    with Press([order(SUNDAY), order(MONDAY)]) as press:
        parts = [part for name, value in arguments.items() for part in ("-a", f"{name}={value}")]
        line = [sys.executable, "-m", "scrapy", "crawl", "xmwb", *parts, "-a", f"base_url={press.base_url}", *FAST]
        subprocess.run(line, cwd=ROOT, env=environment(), check=True, capture_output=True, timeout=60)
    for name in ("pages.jsonl", "articles.jsonl", "issue.json"):
        one, other = (top / "xmwb" / "2020" / SUNDAY / name for top in (tmp_path, shelf.folder / "output"))
        assert one.read_bytes() == other.read_bytes(), name


def test_progress_can_be_forced(press: Press, tmp_path: Path) -> None:
    press.faults["/html/xmwb/2020-03-15/2.html"] = Fault(kind=Kind.SLOW, delay=0.6)
    run = crawl(press, tmp_path, "--date", SUNDAY, "-s", "EPAPER_PROGRESS=1")
    assert run.status == 0
    assert f"新民晚报 {SUNDAY}" in run.stderr
    assert "0/1 issue" in run.stderr
    assert "answers/s" in run.stderr


def test_pictures_can_be_left_out(press: Press, tmp_path: Path) -> None:
    assert crawl(press, tmp_path, "--date", SUNDAY, "--no-pictures").status == 0
    assert not [path for path in press.counts() if path.startswith("/images/")]


# What is not complete


def test_a_lost_article_is_named_with_its_reason(press: Press, tmp_path: Path) -> None:
    story = press.papers["xmwb", SUNDAY].paper().sheets[1].stories[1]  # type: ignore[union-attr]
    press.faults[story.path] = Fault(kind=Kind.NOT_FOUND)
    run = crawl(press, tmp_path, "--date", SUNDAY)
    assert run.status == 3
    assert f"{SUNDAY} partial: 1 article missing (http_404 ×1): p.2 {(story.headline or '')[:10]}" in run.said
    assert "Run the same command again to ask for what is missing." in run.stderr
    press.faults.clear()
    again = crawl(press, tmp_path, "--date", SUNDAY)
    assert (again.status, "complete 2/2 6/6 0 0" in again.said) == (0, True)


def test_nothing_there_proves_nothing(press: Press, tmp_path: Path) -> None:
    run = crawl(press, tmp_path, "--date", "2020-03-10")
    assert run.status == 3
    assert "2020-03-10 unknown: https://paper.xinmin.cn/html/xmwb/2020-03-10/1.html gave http_404." in run.said
    assert "A 404 proves nothing" in run.stdout


@pytest.mark.parametrize("status", [200, 403])
def test_a_site_that_refuses_the_visitor(press: Press, tmp_path: Path, status: int) -> None:
    press.faults[FRONT] = Fault(kind=Kind.BLOCK_PAGE, status=status)
    run = crawl(press, tmp_path, "--date", SUNDAY)
    assert run.status == 5
    assert f"{SUNDAY} blocked: the site refuses the visitor" in run.said
    assert "Wait some hours" in run.stderr


def test_no_network(tmp_path: Path) -> None:
    nobody = "http://127.0.0.1:1"
    run = epaper("crawl", "xmwb", "--date", SUNDAY, "--base-url", nobody, *FAST, cwd=tmp_path)
    assert run.status == 3
    assert "No network, or the site is down: 2 of 2 requests to 127.0.0.1:1 failed." in run.stderr


def test_ctrl_c_stops_and_the_same_command_goes_on(tmp_path: Path) -> None:
    slow = {"/html/xmwb/2020-03-16/*": Fault(kind=Kind.SLOW, delay=0.3)}
    with Press([order(SUNDAY), order(MONDAY)], faults=slow) as press:
        parts = ("crawl", "xmwb", "--base-url", press.base_url, *FAST, "--from", SUNDAY, "--until", MONDAY)
        process = subprocess.Popen(command(*parts), cwd=tmp_path, env=environment(), stderr=subprocess.PIPE, text=True)
        while not (tmp_path / "output/xmwb/2020" / SUNDAY / "issue.json").exists():
            time.sleep(0.02)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=30)
        assert process.returncode == 3, said
        assert "Stopping: what is under way comes to an end." in said
        assert "Interrupted. The same command again takes up where this one stopped." in said
        assert "Traceback" not in said
        press.faults.clear()
        assert epaper(*parts, cwd=tmp_path).status == 0


# What cannot be


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("xmbw", "--date", SUNDAY), "no newspaper 'xmbw'. Did you mean xmwb?"),
        (("xmwb", "--date", "2020-02-30"), "'2020-02-30' is not a date. Write it like 2020-03-15, 2020-03, 2020,"),
        (("xmwb",), "give a date, or a first and a last one."),
        (("xmwb", "--date", "1998-01-01"), "1998-01-01 is too early: 新民晚报 (xmwb) is known from 2019-01-02 on."),
        (("xmwb", "--date", "2050-01-01"), "2050-01-01 is in the future; in Shanghai it is 2026-10-05."),
        (("xmwb", "--from", MONDAY, "--until", SUNDAY), f"the last date, {SUNDAY}, is before the first, {MONDAY}."),
        (("xmwb", "--date", SUNDAY, "--base-url", "paper.example"), "--base-url 'paper.example' is not the address"),
        (("xmwb", "--date", SUNDAY, "--base-url", "http://[::1"), "--base-url 'http://[::1' is not the address"),
        (("xmwb", "--date", SUNDAY, "-s", "DOWNLOAD_DELAY"), "-s 'DOWNLOAD_DELAY' is not NAME=VALUE."),
        (("xmwb", "--date", SUNDAY, "-s", "DOWNLOAD_DELAY=long"), "DOWNLOAD_DELAY=long is no number from 0 on."),
        (("xmwb", "--date", SUNDAY, "-s", "EPAPER_QUIET_HOURS=x"), "Scrapy cannot run with EPAPER_QUIET_HOURS=x: 'x'"),
        (("xmwb", "--date", SUNDAY, "-s", "DUPEFILTER_CLASS=x"), "Scrapy cannot run with DUPEFILTER_CLASS=x: Error"),
        (("xmwb", "--date", SUNDAY, "--log-level", "LOUD"), "--log-level 'LOUD' is none of"),
    ],
)
def test_bad_arguments_end_with_2_before_anything_is_asked(
    tmp_path: Path, arguments: tuple[str, ...], message: str
) -> None:
    run = epaper("crawl", *arguments, cwd=tmp_path)
    assert (run.status, run.stdout) == (2, "")
    assert f"error: {message}" in run.said


def test_a_file_where_the_archive_should_be(tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    taken.write_text("not an archive")
    for archive in (taken, taken / "below"):
        run = epaper("crawl", "xmwb", "--date", SUNDAY, "--archive", archive, cwd=tmp_path)
        assert run.status == 2
        assert run.said == (
            f"error: cannot write the archive to {archive}: {taken} is a file. Name a folder with --archive."
        )


def test_an_issue_file_that_is_none(tmp_path: Path) -> None:
    folder = tmp_path / "output" / "xmwb" / "2020" / SUNDAY
    folder.mkdir(parents=True)
    (folder / "issue.json").write_text("{")
    run = epaper("show", f"xmwb-{SUNDAY}-a", cwd=tmp_path)
    assert run.status == 1
    assert "issue.json: not JSON" in run.said
    assert "`epaper verify`, with the same --archive, names the command that mends it." in run.said
