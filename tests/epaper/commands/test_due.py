"""``epaper due`` as a user runs it: what is due, why, and when the next thing will be."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

import pytest

from tests.epaper.commands.runs import epaper

MORNING, EVENING = "2026-10-05T12:00:00+08:00", "2026-10-05T18:00:00+08:00"


def begun(archive: Path, day: str, touched: str) -> None:
    """A crawl of Scrapy's own, interrupted: no run, no issue, only captures."""
    folder = archive / "xmwb" / day[:4] / day
    folder.mkdir(parents=True)
    (folder / "captures.warc.gz").touch()
    moment = datetime.fromisoformat(touched).timestamp()
    os.utime(folder / "captures.warc.gz", (moment, moment))


def test_what_is_due_and_why(tmp_path: Path) -> None:
    run = epaper("due", "xmwb", "--days", "2", cwd=tmp_path, now=EVENING)
    assert run.status == 0
    assert run.stdout.splitlines() == [
        "xmwb  2026-10-03  never tried",
        "xmwb  2026-10-04  never tried",
        "xmwb  2026-10-05  today's issue",
    ]
    assert run.stderr == ""
    assert list(tmp_path.iterdir()) == []


def test_before_its_hour_it_says_when(tmp_path: Path) -> None:
    run = epaper("due", "xmwb", "--days", "0", cwd=tmp_path, now=MORNING)
    assert (run.status, run.stdout) == (0, "")
    assert run.said == "Nothing is due. Next: xmwb 2026-10-05, 2026-10-05 17:00, Asia/Shanghai."


def test_json(tmp_path: Path) -> None:
    issue = {"newspaper": "xmwb", "issue_date": "2026-10-05", "edition": "a"}
    today = issue | {"why": "today", "at": "2026-10-05T17:00:00+08:00"}
    for now, is_due in ((EVENING, True), (MORNING, False)):
        run = epaper("due", "xmwb", "--days", "0", "--json", cwd=tmp_path, now=now)
        assert (run.status, run.records) == (0, [today | {"is_due": is_due}])


@pytest.mark.parametrize(("minutes_ago", "due"), [(10, ""), (31, "xmwb  2026-10-05  begun and not finished\n")])
def test_what_scrapy_alone_began_is_seen(tmp_path: Path, minutes_ago: int, due: str) -> None:
    begun(tmp_path / "output", "2026-10-05", f"2026-10-05T17:{60 - minutes_ago}:00+08:00")
    run = epaper("due", "--days", "0", cwd=tmp_path, now=EVENING)
    assert (run.status, run.stdout) == (0, due)


def test_without_names_those_of_the_archive_that_can_be_reached(tmp_path: Path) -> None:
    run = epaper("due", cwd=tmp_path)
    assert (run.status, run.stdout) == (0, "")
    assert run.said == "No newspaper is in output yet. Name those to keep: epaper due xmwb."
    for code in ("shequ", "slwb", "unknown"):  # slwb is the demo's; it has no address
        (tmp_path / "output" / code).mkdir(parents=True)
    run = epaper("due", "--days", "1", cwd=tmp_path, now=EVENING)
    assert {line.split()[0] for line in run.stdout.splitlines()} == {"shequ"}


def test_there_is_no_such_newspaper(tmp_path: Path) -> None:
    run = epaper("due", "xmbw", cwd=tmp_path)
    assert run.status == 2
    assert "error: no newspaper 'xmbw'. Did you mean xmwb?" in run.said
