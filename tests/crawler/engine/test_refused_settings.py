"""A setting under an earlier name, one of ours that there is not, JOBDIR: refused, by whichever door they come."""

from __future__ import annotations

from pathlib import Path

import pytest

from crawler import settings
from crawler.setting_names import NAMES, PREFIX, refused_settings
from tests.crawler.engine.politeness.visits import DAY, Scripted, visit
from tests.crawler.spiders.crawl import crawled
from tests.epaper.commands.runs import epaper

OLD = sorted(name.removeprefix(PREFIX) for name in vars(settings) if name.startswith(PREFIX))


@pytest.mark.parametrize("name", [name for name in OLD if refused_settings([name])])
def test_the_new_name_is_one_that_there_is(name: str) -> None:
    assert hasattr(settings, PREFIX + name)
    assert not hasattr(settings, name)


def test_the_names_are_those_of_the_settings_and_what_the_add_ons_set() -> None:
    own = {name for name in vars(settings) if name.startswith(PREFIX)}
    assert own | {"EPAPER_INTERVAL", "EPAPER_SLOT_INTERVALS"} == NAMES


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("EPAPER_OPENISSUES", "there is no setting EPAPER_OPENISSUES, but EPAPER_OPEN_ISSUES."),
        ("EPAPER_ZZZ", "there is no setting EPAPER_ZZZ."),
    ],
)
def test_a_setting_of_ours_that_there_is_not(tmp_path: Path, name: str, said: str) -> None:
    with Scripted() as press:
        run = visit(press, tmp_path, f"{name}=1")
        assert press.asked == []
    assert (run.status, run.said) == (2, f"error: {said}")


def test_a_folder_of_jobs_is_refused_with_what_does_its_work(tmp_path: Path) -> None:
    with Scripted() as press:
        crawl = crawled(press, tmp_path, "xmwb", settings=(f"JOBDIR={tmp_path / 'job'}",), date=DAY)
        assert press.asked == []
    (line,) = crawl.log.splitlines()
    assert (crawl.exit_status, line.startswith("error: JOBDIR is for other spiders: the archive says")) == (2, True)


def test_epaper_refuses_it_as_a_fault_of_the_command(tmp_path: Path) -> None:
    with Scripted() as press:
        run = visit(press, tmp_path, "QUIET_HOURS=07:00-09:30")
        assert press.asked == []
    assert (run.status, run.said) == (2, "error: the setting QUIET_HOURS is called EPAPER_QUIET_HOURS now.")


def test_run_due_refuses_it_before_it_starts_a_crawl(tmp_path: Path) -> None:
    run = epaper("run-due", "xmwb", "-s", "DOWNLOAD_DELAY=1", "-s", "BACKOFF_MAX=5", cwd=tmp_path)
    assert (run.status, run.said) == (2, "error: the setting BACKOFF_MAX is called EPAPER_BACKOFF_MAX now.")


def test_scrapy_crawl_asks_for_nothing(tmp_path: Path) -> None:
    with Scripted() as press:
        crawl = crawled(press, tmp_path, "xmwb", settings=("OPEN_ISSUES=1",), date=DAY)
        assert press.asked == []
    said = "error: the setting OPEN_ISSUES is called EPAPER_OPEN_ISSUES now.\n"
    assert (crawl.exit_status, crawl.log) == (2, said)
    assert not any(tmp_path.rglob("issue.json"))
