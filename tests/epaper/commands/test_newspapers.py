"""Which newspapers there are, and what is archived of each."""

from __future__ import annotations

from pathlib import Path

from crawler.sites import all_newspapers, newspaper_codes
from epaper.commands.newspapers import days_named
from tests.account.issues import crawl, day, order
from tests.epaper.commands.runs import epaper
from tests.press import Press


def test_each_has_a_line_and_what_is_archived_of_it(tmp_path: Path) -> None:
    archive = tmp_path / "output"
    with Press([order(day(0)), order(day(1))]) as press:
        assert crawl(press, archive, "--from", str(day(0)), "--until", str(day(1))).status == 0
    done = epaper("newspapers", cwd=tmp_path)
    lines = [line.split() for line in done.stdout.splitlines()]
    assert [line[0] for line in lines[1:]] == list(newspaper_codes())
    assert [line[-1] for line in lines[1:]] == ["2" if code == "xmwb" else "–" for code in newspaper_codes()]
    assert (done.status, done.stderr) == (0, "")


def test_of_one_all_that_is_known_is_told(tmp_path: Path) -> None:
    done = epaper("newspapers", "xmwb", cwd=tmp_path)
    for words in (
        "新民晚报 (xmwb)",
        "dzb since 2019-01-02: paper.xinmin.cn",
        "every day, from 17:00 on",
        "nothing in output",
    ):
        assert words in done.stdout
    assert "The oldest address seen is of 2019-01-02" in done.stdout
    assert not (tmp_path / "output").exists()


def test_days_have_names() -> None:
    assert days_named((0, 3, 6)) == "Monday, Thursday, Sunday"


def test_for_machines_each_is_an_object(tmp_path: Path) -> None:
    records = epaper("newspapers", "--json", cwd=tmp_path).records
    assert [(one["newspaper"], one["title"]) for one in records] == [
        (code, one.title) for code, one in all_newspapers().items()
    ]


def test_one_that_there_is_not_is_refused(tmp_path: Path) -> None:
    done = epaper("newspapers", "xmbw", cwd=tmp_path)
    assert (done.status, "xmwb" in done.stderr) == (2, True)
