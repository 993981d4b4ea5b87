"""A mistyped ``--archive``: whoever reads one says in a line that nothing is there, and makes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive.issues.lock import newspaper_lock
from tests.account.issues import day
from tests.conftest import TODAY
from tests.epaper.commands.runs import FAST, epaper

DAY = str(day(0))
COMMANDS = (
    ("crawl", "xmwb", "--gaps"),
    ("crawl", "xmwb", "--gaps", "--from", DAY, "--until", DAY),
    ("status", "xmwb"),
    ("status", "xmwb", "--json", "--from", DAY, "--until", DAY),
    ("verify", "xmwb"),
    ("show", f"xmwb-{DAY}-a"),
    ("history", f"xmwb-{DAY}-a-92381"),
    ("reparse", "xmwb"),
    ("reparse", "xmwb", "--date", DAY, "--diff"),
    ("export", "wacz", "xmwb", DAY),
)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_nothing_is_said_in_a_line_and_nothing_is_made(tmp_path: Path, command: tuple[str, ...]) -> None:
    check(tmp_path, tmp_path / "tpyo", command)


@pytest.mark.parametrize("command", [COMMANDS[0], COMMANDS[7]], ids=" ".join)
def test_nor_where_another_newspaper_is(tmp_path: Path, command: tuple[str, ...]) -> None:
    (tmp_path / f"output/shequ/2020/{DAY}").mkdir(parents=True)
    with newspaper_lock(tmp_path / "output", "xmwb"):
        pass
    check(tmp_path, tmp_path / "output", command)


def check(tmp_path: Path, archive: Path, command: tuple[str, ...]) -> None:
    before = sorted(tmp_path.rglob("*"))
    done = epaper(*command, "--archive", archive, cwd=tmp_path)
    said = f"error: nothing of xmwb is in {archive}. Crawl something first, or name another --archive."
    assert (done.status, done.stdout, done.stderr.splitlines()) == (2, "", [said])
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("command", [("status",), ("verify",)])
def test_without_a_newspaper_too(tmp_path: Path, command: tuple[str, ...]) -> None:
    done = epaper(*command, "--archive", tmp_path / "tpyo", cwd=tmp_path)
    assert (done.status, len(done.stderr.splitlines()), done.stdout) == (2, 1, "")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("archive", ["notes", "notes/output"])
@pytest.mark.parametrize("command", [*COMMANDS, ("status",), ("verify",), ("due",), ("due", "xmwb")], ids=" ".join)
def test_a_file_is_no_archive(tmp_path: Path, command: tuple[str, ...], archive: str) -> None:
    (tmp_path / "notes").touch()
    done = epaper(*command, "--archive", archive, cwd=tmp_path)
    said = "error: notes is a file where a folder should be.\n"
    assert (done.status, done.stdout, done.stderr) == (2, "", said)


GAPS = ("crawl", "xmwb", "--gaps")
DATED = (("status",), ("status", "xmwb"), ("verify",), ("reparse", "xmwb"), ("crawl", "xmwb"), GAPS)


@pytest.mark.parametrize("command", DATED, ids=" ".join)
def test_dates_in_the_wrong_order_are_said(tmp_path: Path, command: tuple[str, ...]) -> None:
    (tmp_path / f"output/xmwb/2020/{DAY}").mkdir(parents=True)
    done = epaper(*command, "--from", str(day(4)), "--until", DAY, cwd=tmp_path)
    said = f"error: the last date, {DAY}, is before the first, {day(4)}.\n"
    assert (done.status, done.stdout, done.stderr) == (2, "", said)


@pytest.mark.parametrize("command", [DATED[0], GAPS], ids=" ".join)
def test_so_is_a_first_date_that_is_to_come(tmp_path: Path, command: tuple[str, ...]) -> None:
    (tmp_path / f"output/xmwb/2020/{DAY}").mkdir(parents=True)
    done = epaper(*command, "--from", "2030-01-01", cwd=tmp_path)
    said = f"error: the last date, {TODAY}, is before the first, 2030-01-01.\n"
    assert (done.status, done.stdout, done.stderr) == (2, "", said)


@pytest.mark.parametrize("text", ["20200301", "2020-W10-1", "2020-3-1", "2020/03/01", "２０２０-03-01"])
def test_a_date_is_written_one_way(tmp_path: Path, text: str) -> None:
    done = epaper("crawl", "xmwb", "--date", text, cwd=tmp_path)
    said = f"error: {text!r} is not a date. Write it like 2020-03-15, 2020-03, 2020, or today, yesterday.\n"
    assert (done.status, done.stderr) == (2, said)


def test_dates_of_which_nothing_is_recorded(tmp_path: Path) -> None:
    (tmp_path / f"output/xmwb/2020/{DAY}").mkdir(parents=True)
    done = epaper("reparse", "xmwb", "--date", str(day(1)), cwd=tmp_path)
    assert (done.status, "nothing of xmwb of these dates is recorded in output." in done.said) == (2, True)


def test_a_file_in_the_place_of_the_newspaper_is_said(tmp_path: Path) -> None:
    (tmp_path / "output").mkdir()
    (tmp_path / "output/xmwb").touch()
    done = epaper("crawl", "xmwb", "--gaps", cwd=tmp_path)
    assert (done.status, done.stderr) == (2, "error: output/xmwb is a file where a folder should be.\n")


def test_a_folder_in_the_place_of_the_lock_is_said(tmp_path: Path) -> None:
    (tmp_path / f"output/xmwb/2020/{DAY}").mkdir(parents=True)
    (tmp_path / "output/xmwb/.lock").mkdir()
    done = epaper("crawl", "xmwb", "--gaps", cwd=tmp_path)
    said = "error: output/xmwb/.lock is a folder, so that nobody can lock xmwb: remove it.\n"
    assert (done.status, done.stderr) == (2, said)
    named = epaper("verify", "--json", cwd=tmp_path).records[0]
    assert (named["where"], named["what"]) == (".lock", "is no file, so that nobody can lock it: remove it")


def test_a_first_crawl_without_a_network_leaves_an_archive_that_verifies(tmp_path: Path) -> None:
    done = epaper("crawl", "xmwb", "--date", DAY, "--base-url", "http://127.0.0.1:9", *FAST, cwd=tmp_path)
    assert (done.status, "No network, or the site is down" in done.said) == (3, True)
    again = epaper("verify", cwd=tmp_path)
    assert (again.status, again.stdout) == (0, "1 issue verified: all is as it was written.\n")
