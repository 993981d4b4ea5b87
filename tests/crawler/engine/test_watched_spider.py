"""Which spiders the engine watches, and what it does for one of another project."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

from crawler.engine.watched_spider import watched
from crawler.sites import all_newspapers
from crawler.spiders.newspapers import generated_spider
from tests.conftest import NOON
from tests.crawler.engine.politeness.visits import DELAY, FRONT, INNER, Scripted, articles, intervals
from tests.epaper.commands.runs import ROOT
from tests.press import Fault, Kind
from tests.recording.crawling import recorded_paths

FOREIGN = """
import json
import sys

from scrapy import Request, Spider


class ForeignSpider(Spider):
    name = "foreign"

    async def start(self):
        for url in self.urls.split():
            yield Request(url, errback=self.lost)

    def parse(self, response):
        print(json.dumps([response.url, response.status]))

    def lost(self, failure):
        print(json.dumps([failure.request.url, type(failure.value).__name__]))
"""


def test_the_spider_of_a_newspaper_is_watched(today: date) -> None:
    for newspaper in all_newspapers().values():
        spider = generated_spider(newspaper)(date=str(today))
        assert watched(spider) is spider


def foreign(folder: Path, urls: list[str], *settings: str) -> tuple[dict[str, int | str], str]:
    """What a spider of another project got for each address, with this project's politeness, recorder and progress."""
    (folder / "foreign.py").write_text(FOREIGN)
    given = (
        f"DOWNLOAD_DELAY={DELAY}",
        f"EPAPER_HOST_BUDGET_DIR={folder / 'budgets'}",
        "EPAPER_PROGRESS=1",
        "RETRY_TIMES=0",
    )
    given += (f"HTTPCACHE_DIR={folder / 'captures'}", "ITEM_PIPELINES={}", *settings)
    line = [sys.executable, "-m", "scrapy", "runspider", "foreign.py"]
    line += ["-a", "urls=" + " ".join(urls)]
    line += [part for one in given for part in ("-s", one)]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "SCRAPY_SETTINGS_MODULE": "crawler.settings"}
    done = subprocess.run(
        line,
        cwd=folder,
        env=environment | {"EPAPER_NOW": NOON},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return dict(map(json.loads, done.stdout.splitlines())), done.stderr


def visited(folder: Path, press: Scripted, paths: list[str], *settings: str) -> tuple[dict[str, int | str], str]:
    """The same, for paths of one host."""
    got, said = foreign(folder, [press.base_url + path for path in paths], *settings)
    return {url.removeprefix(press.base_url): outcome for url, outcome in got.items()}, said


def test_another_projects_spider_is_polite_and_recorded(tmp_path: Path) -> None:
    with Scripted(robots=f"User-agent: *\nDisallow: {INNER}\n") as press:
        paths = [FRONT, INNER, *articles(press)]
        got, said = visited(tmp_path, press, paths)
        assert got == {**dict.fromkeys(paths, 200), INNER: "RobotsDisallow"}
        assert INNER not in press.asked
        assert min(intervals(press.requests)) >= DELAY
        assert recorded_paths(tmp_path / "captures") == press.counts()
    assert said == ""


def test_what_refuses_it_is_left_alone(tmp_path: Path) -> None:
    with Scripted() as press:
        press.faults[INNER] = Fault(kind=Kind.BLOCK_PAGE, status=403)
        paths = [FRONT, INNER, *articles(press)]
        got, said = visited(tmp_path, press, paths)
        assert press.asked_after(INNER) == []
        assert got == {FRONT: 200, INNER: 403, **dict.fromkeys(articles(press), "HostStopped")}
    assert said.count(f"answered 403 (forbidden) to {press.base_url}{INNER}") == 1


def test_without_a_budget_it_asks_for_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with Scripted() as press:
        got, said = visited(tmp_path, press, [FRONT], f"EPAPER_HOST_BUDGET_DIR={tmp_path / 'file'}")
        assert press.asked == []
    assert got == {FRONT: "Interrupted"}
    assert "cannot keep the budget of" in said


def test_a_robots_txt_that_forbids_everything_is_said_once(tmp_path: Path) -> None:
    with Scripted(robots="User-agent: *\nDisallow: /\n") as press:
        got, said = visited(tmp_path, press, [FRONT, INNER])
        assert press.asked == ["/robots.txt"]
    assert got == dict.fromkeys([FRONT, INNER], "HostStopped")
    assert said.count("and the whole site") == 1
