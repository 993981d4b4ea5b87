"""The calendar of a newspaper on a terminal: as much of it as there is room for beside the sums."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from rich.text import Text

from archive.record.identifiers import IssueKey
from tests.account.issues import crawl, day, folder_of, order
from tests.epaper.commands.runs import epaper, on_terminal
from tests.press import Press

MONTHS = [date(2018 + number // 12, number % 12 + 1, 15) for number in range(12, 60)]
LACKING = 10
RULER = "         1       8       15      22      29"
UNTIL = ("--until", "2022-12-31")


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four years, an issue of each month, the last ones partial: an ``issue.json`` is all that is looked at."""
    archive = tmp_path_factory.mktemp("status") / "output"
    with Press([order(day(0))]) as press:
        assert crawl(press, archive, "--date", str(day(0))).status == 0
    text = (folder_of(archive, day(0)) / "issue.json").read_text(encoding="utf-8")
    for number, one in enumerate(MONTHS):
        copy = text.replace(str(day(0)), str(one))
        if number >= len(MONTHS) - LACKING:
            copy = copy.replace('"complete"', '"partial"')
        folder = IssueKey("xmwb", one).folder(archive)
        folder.mkdir(parents=True)
        (folder / "issue.json").write_text(copy, encoding="utf-8")
    return archive


def screen(archive: Path, columns: int, lines: int) -> list[str]:
    """Lines without colours."""
    printed = on_terminal(
        "status", "xmwb", *UNTIL, "--archive", archive, cwd=archive.parent, columns=columns, lines=lines
    )
    return Text.from_ansi(printed.decode().replace("\r\n", "\n")).plain.splitlines()


@pytest.mark.parametrize(("columns", "lines"), [(100, 30), (100, 40), (200, 50)])
def test_a_screen_shows_the_calendar_and_the_sums_at_once(archive: Path, columns: int, lines: int) -> None:
    shown = screen(archive, columns, lines)
    assert len(shown) == lines - 1  # in the last one the next command is typed
    assert (shown[0].endswith("months before; --html FILE shows all"), shown[1]) == (True, RULER)
    assert shown[-1].startswith("hole ")


def test_a_small_terminal_shows_some_months_all_the_same(archive: Path) -> None:
    shown = screen(archive, 80, 10)
    assert [one[:7] for one in shown[2:7]] == ["2022-08", "2022-09", "2022-10", "2022-11", "2022-12"]


def test_what_goes_elsewhere_is_the_same_for_any_terminal(archive: Path) -> None:
    printed = epaper("status", "xmwb", *UNTIL, "--archive", archive, cwd=archive.parent).stdout.splitlines()
    assert (printed[0], printed[1].rstrip()) == ("… 34 months before; --html FILE shows all", RULER)
    assert sum(one.startswith("20") and one[7] == " " for one in printed) == 14
