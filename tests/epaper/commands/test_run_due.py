"""``epaper run-due`` against a press: what it fetches, what it leaves, whom it tells."""

from __future__ import annotations

import json
import os
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from archive.issues.lock import newspaper_lock
from archive.issues.reader import published_issue
from tests.epaper.commands.runs import FAST, Run, command, environment, epaper
from tests.press import Fault, Kind, Order, Press, Title

TODAY = date(2026, 10, 5)
EVENING = f"{TODAY}T18:00:00+08:00"
LATER = f"{TODAY}T22:30:00+08:00"
XMWB = Title(code="xmwb", name="新民晚报")


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def order(day: date, code: str = "xmwb") -> Order:
    return Order(title=Title(code=code, name=XMWB.name), issue_date=day, pages=2, articles=3)


@pytest.fixture
def press() -> Iterator[Press]:
    with Press([order(ago(days)) for days in range(4)]) as running:
        yield running


def run_due(press: Press, folder: Path, *arguments: str | Path, now: str = EVENING) -> Run:
    parts = ("run-due", "xmwb", "--days", "3", "--base-url", press.base_url, *FAST, *arguments)
    return epaper(*parts, cwd=folder, now=now)


def runs(folder: Path) -> list[Any]:
    return [json.loads(path.read_bytes()) for path in sorted((folder / "output" / "runs").glob("*.json"))]


def lose_an_article(press: Press, day: date) -> None:
    paper = press.papers["xmwb", str(day)].paper()  # type: ignore[union-attr]
    press.faults[paper.sheets[1].stories[1].path] = Fault(kind=Kind.NOT_FOUND)


def test_it_fetches_what_is_due_once(press: Press, tmp_path: Path) -> None:
    first = run_due(press, tmp_path, "--json")
    assert first.status == 0, first.stderr
    (run,) = runs(tmp_path)
    assert first.records == [run]
    assert (run["exit_status"], run["started"], run["finished"]) == (0, "2026-10-05T10:00:00Z", "2026-10-05T10:00:00Z")
    (paper,) = run["newspapers"]
    assert paper["issues"] == {str(ago(days)): "complete" for days in (3, 2, 1, 0)}
    assert paper["statuses"] == {"complete": 4}
    assert paper["pages"] == {"expected": 8, "found": 8, "rejected": 0, "missing": 0}
    assert paper["articles"] == {"expected": 24, "found": 24, "rejected": 0, "missing": 0}
    asked = len(press.requests)
    second = run_due(press, tmp_path)
    assert (second.status, len(press.requests) - asked, len(runs(tmp_path))) == (0, 0, 1)
    assert second.said == f"Nothing is due. Next: xmwb {ago(1)}, {TODAY} 22:00, Asia/Shanghai."
    assert epaper("due", "--days", "3", cwd=tmp_path, now=EVENING).stdout == ""


def test_it_asks_for_nothing_else(press: Press, tmp_path: Path) -> None:
    """A partial issue waits; the settled one before it and the two that still change are around it."""
    lose_an_article(press, ago(2))
    assert run_due(press, tmp_path).status == 3
    before = press.counts()
    assert run_due(press, tmp_path, now=f"{TODAY}T21:30:00+08:00").status == 0
    assert press.counts() == before
    press.faults.clear()
    again = run_due(press, tmp_path, "--json", now=LATER)
    assert again.records[0]["newspapers"][0]["issues"] == {str(ago(days)): "complete" for days in (2, 1, 0)}
    asked = press.counts() - before
    assert {path.split("/")[3] for path in asked if path != "/robots.txt"} == {str(ago(days)) for days in (2, 1, 0)}
    assert len([path for path in asked if str(ago(2)) in path]) == 1


def test_what_is_not_due_between_two_that_are_is_left_out(press: Press, tmp_path: Path) -> None:
    lose_an_article(press, ago(2))
    only = ("--from", str(ago(2)), "--until", str(ago(2)))
    assert epaper("crawl", "xmwb", *only, "--base-url", press.base_url, *FAST, cwd=tmp_path, now=EVENING).status == 3
    before = press.counts()
    assert run_due(press, tmp_path).status == 0
    asked = {path.split("/")[3] for path in press.counts() - before if path != "/robots.txt"}
    assert asked == {str(ago(days)) for days in (3, 1, 0)}


def test_it_tells_when_something_is_not_complete(press: Press, tmp_path: Path) -> None:
    heard = tmp_path / "heard $(touch x).json"
    notify = shlex.join(
        [sys.executable, "-c", "import sys; open(sys.argv[1], 'w').write(sys.stdin.read())", str(heard)]
    )
    assert run_due(press, tmp_path, "--notify", notify).status == 0
    assert not heard.exists()
    assert run_due(press, tmp_path, "--notify", notify, now=f"{ago(-1)}T18:00:00+08:00").status == 4
    told = json.loads(heard.read_text(encoding="utf-8"))
    assert told == runs(tmp_path)[-1]
    assert told["newspapers"][0]["issues"][str(ago(-1))] == "not_yet"
    assert "…" in told["command"]
    assert heard.name not in str(told)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([heard.name, "output"])


@pytest.mark.parametrize(
    ("notify", "message"),
    [("false", "--notify: false ended with 1."), ("/nowhere/at-all", "could not run /nowhere/at-all: No such file")],
)
def test_a_notice_that_fails_is_told_and_changes_nothing(
    press: Press, tmp_path: Path, notify: str, message: str
) -> None:
    lose_an_article(press, TODAY)
    only = ("--date", str(TODAY), "--notify", notify)
    run = epaper("crawl", "xmwb", *only, "--base-url", press.base_url, *FAST, cwd=tmp_path, now=EVENING)
    assert run.status == 3
    assert message in run.said
    (left,) = runs(tmp_path)
    assert (left["exit_status"], left["newspapers"][0]["statuses"]) == (3, {"partial": 1})
    assert left["newspapers"][0]["articles"] == {"expected": 6, "found": 5, "rejected": 0, "missing": 1}


@pytest.mark.parametrize("notify", ["", "'"])
def test_a_notice_that_is_no_command_is_refused_before_anything_is_asked(tmp_path: Path, notify: str) -> None:
    run = epaper("run-due", "xmwb", "--notify", notify, cwd=tmp_path)
    assert run.status == 2
    assert "error: --notify" in run.said


def test_a_newspaper_that_is_crawled_elsewhere_is_passed_over(press: Press, tmp_path: Path) -> None:
    with newspaper_lock(tmp_path / "output", "xmwb"):
        run = run_due(press, tmp_path)
    assert run.status == 0
    assert "xmwb: passed over, output/xmwb is being written by process" in run.said
    assert press.requests == []
    assert runs(tmp_path) == []


def test_the_worst_of_two_newspapers_counts_and_one_ends_alone(press: Press, tmp_path: Path) -> None:
    """Of one there is a file where its folder should be: nobody can lock it."""
    (tmp_path / "output").mkdir()
    (tmp_path / "output/shequ").touch()
    run = epaper(
        *("run-due", "shequ", "xmwb", "--days", "0", "--base-url", press.base_url, *FAST), cwd=tmp_path, now=EVENING
    )
    assert run.status == 1
    assert "error: shequ: output/shequ: File exists." in run.said
    assert [paper["exit_status"] for paper in runs(tmp_path)[0]["newspapers"]] == [1, 0]


def test_a_damaged_issue_is_due_and_fetched_like_one_never_published(press: Press, tmp_path: Path) -> None:
    folder = tmp_path / "output/xmwb/2026" / str(TODAY)
    folder.mkdir(parents=True)
    (folder / "issue.json").write_text("{")
    os.utime(folder, (0, 0))
    assert "begun and not finished" in epaper("due", "xmwb", "--days", "0", cwd=tmp_path, now=EVENING).stdout
    run = run_due(press, tmp_path, "--days", "0")
    assert (run.status, published_issue(folder) is not None) == (0, True)


def test_quiet_speaks_of_what_is_not_complete(press: Press, tmp_path: Path) -> None:
    lose_an_article(press, TODAY)
    assert f"{TODAY} partial: 1 article missing (http_404 ×1)" in run_due(press, tmp_path, "--quiet").said
    press.faults.clear()
    for now in (EVENING, LATER):
        assert run_due(press, tmp_path, "--quiet", now=now).stderr == ""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_lets_the_crawl_come_to_an_end(press: Press, tmp_path: Path, number: signal.Signals) -> None:
    press.faults[f"/html/xmwb/{TODAY}/*"] = Fault(kind=Kind.SLOW, delay=0.3)
    parts = ("run-due", "xmwb", "--days", "1", "--base-url", press.base_url, *FAST)
    process = subprocess.Popen(
        command(*parts), cwd=tmp_path, env=environment(EVENING), stderr=subprocess.PIPE, text=True
    )
    while not (tmp_path / "output/xmwb/2026" / str(ago(1)) / "issue.json").exists():
        time.sleep(0.02)
    process.send_signal(number)
    _, said = process.communicate(timeout=30)
    assert process.returncode == 3, said
    assert "Stopping: what is under way comes to an end." in said
    assert "Traceback" not in said
    press.faults.clear()
    with newspaper_lock(tmp_path / "output", "xmwb"):
        pass
    assert runs(tmp_path)[0]["newspapers"][0]["issues"][str(ago(1))] == "complete"


def test_a_setting_that_is_none(tmp_path: Path) -> None:
    run = epaper("run-due", "xmwb", "-s", "DOWNLOAD_DELAY", cwd=tmp_path)
    assert run.status == 2
    assert "-s 'DOWNLOAD_DELAY' is not NAME=VALUE." in run.said
