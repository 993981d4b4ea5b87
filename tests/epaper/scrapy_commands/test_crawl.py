"""``scrapy crawl`` of a newspaper: what it says and how it ends is what ``epaper crawl`` says, and how that ends."""

from __future__ import annotations

import json
import signal
import subprocess
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from archive.issues.lock import newspaper_lock
from tests.epaper.commands.runs import FAST, Run, environment, epaper, scrapy, scrapy_command
from tests.press import Fault, Kind, Order, Press, Title

DAY = "2020-03-15"
FRONT = f"/html/xmwb/{DAY}/1.html"
ARTICLE = f"/html/xmwb/{DAY}/1/*"
FOREIGN = """
import scrapy

class Foreign(scrapy.Spider):
    name = "foreign"

    async def start(self):
        print(self.kind)
        return
        yield
"""


@pytest.fixture
def press() -> Iterator[Press]:
    title = Title(code="xmwb", name="新民晚报")
    with Press([Order(title=title, issue_date=date.fromisoformat(DAY), pages=2, articles=3)]) as running:
        yield running


def words(press: Press, *more: str) -> tuple[str, ...]:
    return ("crawl", "xmwb", "-a", f"base_url={press.base_url}", "-a", f"date={DAY}", *FAST, *more)


def by_epaper(press: Press, folder: Path, *more: str) -> Run:
    return epaper("crawl", "xmwb", "--base-url", press.base_url, "--date", DAY, *FAST, *more, cwd=folder)


def test_all_is_well(press: Press, tmp_path: Path) -> None:
    run = scrapy(*words(press), cwd=tmp_path)
    assert (run.status, run.stderr) == (0, "")
    assert run.stdout.startswith("新民晚报 (xmwb)")
    assert f"{DAY} complete 2/2 6/6 0 0" in run.said


@pytest.mark.parametrize(
    ("path", "fault", "status"),
    [
        (FRONT, Fault(kind=Kind.NOT_FOUND), 3),
        (ARTICLE, Fault(kind=Kind.NOT_FOUND), 3),
        (ARTICLE, Fault(kind=Kind.SERVER_ERROR), 3),
        (FRONT, Fault(kind=Kind.BLOCK_PAGE, status=403), 5),
    ],
)
def test_an_issue_that_fails_is_the_exit_status_of_epaper(
    press: Press, tmp_path: Path, path: str, fault: Fault, status: int
) -> None:
    press.faults[path] = fault
    one, other = scrapy(*words(press, "-a", "archive=one"), cwd=tmp_path), by_epaper(press, tmp_path)
    assert (one.status, other.status) == (status, status)
    assert one.stdout == other.stdout
    assert one.stderr.splitlines()[-1] == other.stderr.splitlines()[-1]


def test_the_advice_is_of_its_own_options(press: Press, tmp_path: Path) -> None:
    scrapy(*words(press), cwd=tmp_path)
    again = scrapy(*words(press), cwd=tmp_path)
    assert (again.status, again.stderr) == (0, "Nothing to do: already complete. Ask again with -a refresh=1.\n")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ("-a", "date=2020-02-30"),
            "'2020-02-30' is not a date. Write it like 2020-03-15, 2020-03, 2020,",
        ),
        (("-a", "until_date=1998-01-01"), "the last date, 1998-01-01, is before the first, 2019-01-02."),
        (("-a", f"date={DAY}", "-a", "issue=1"), "no argument issue. There are: date, from_date,"),
        (("-a", "date"), "Invalid -a value, use -a NAME=VALUE."),
        ((), "give a date, or a first and a last one."),
        (("-a", f"date={DAY}", "-a", "base_url=paper"), "-a base_url='paper' is not the address of a site."),
        (("-a", f"date={DAY}", "-a", "archive=scrapy.cfg"), "cannot write the archive to scrapy.cfg: scrapy.cfg is a"),
        (("-O", "articles.txt"), "Unrecognized output format 'txt'."),
        (("-L", "LOUD"), "LOG_LEVEL=LOUD is none of DEBUG, INFO, WARNING, ERROR, CRITICAL."),
        (("-s", "DOWNLOAD_DELAY=fast"), "DOWNLOAD_DELAY=fast is no number from 0 on."),
        (("-s", "DOWNLOAD_DELAY"), "-s 'DOWNLOAD_DELAY' is not NAME=VALUE."),
        (("-s", "EPAPER_BACKOFF_MAX=long"), "EPAPER_BACKOFF_MAX=long is no number from 0 on."),
        (("-s", "EPAPER_OPEN_ISSUES=0"), "EPAPER_OPEN_ISSUES=0 is no whole number from 1 on."),
        (("-s", "EPAPER_ZZZ=1"), "there is no setting EPAPER_ZZZ."),
        (("-s", "JOBDIR=jobs"), "JOBDIR is for other spiders:"),
        (("-s", "FEEDS=articles.jsonl"), "FEEDS=articles.jsonl is no JSON object."),
        (
            ("-a", f"date={DAY}", "-s", "EPAPER_QUIET_HOURS=x"),
            "Scrapy cannot run with EPAPER_QUIET_HOURS=x: 'x' is not",
        ),
        (("-a", f"date={DAY}", "-s", "SCHEDULER=x"), "Scrapy cannot run with SCHEDULER=x:"),
    ],
)
def test_what_cannot_be_is_one_line_and_2(tmp_path: Path, arguments: tuple[str, ...], said: str) -> None:
    run = scrapy("crawl", "xmwb", *arguments, cwd=tmp_path)
    assert (run.status, run.stdout) == (2, "")
    (line,) = run.stderr.splitlines()
    assert line.startswith(f"error: {said}")


def test_an_unknown_newspaper(tmp_path: Path) -> None:
    run = scrapy("crawl", "xmbw", "-a", f"date={DAY}", cwd=tmp_path)
    assert (run.status, run.said) == (2, "error: no newspaper 'xmbw'. Did you mean xmwb?")


def test_what_cannot_be_written_is_one_line_and_1(tmp_path: Path) -> None:
    run = scrapy("crawl", "xmwb", "-a", f"date={DAY}", "--logfile", "no/folder.log", cwd=tmp_path)
    assert run.status == 1
    assert run.said.startswith("error: ")
    assert run.said.endswith("no/folder.log: No such file or directory")


def test_a_feed_on_stdout_is_alone_there(press: Press, tmp_path: Path) -> None:
    run = scrapy(*words(press, "-o", "-:jsonlines"), cwd=tmp_path)
    published = (tmp_path / "output/xmwb/2020" / DAY / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    assert run.status == 0
    assert {one["id"] for one in run.records} == {json.loads(line)["id"] for line in published}
    assert f"{DAY} complete 2/2 6/6 0 0" in " ".join(run.stderr.split())


def test_a_log_file_says_why_it_ended(press: Press, tmp_path: Path) -> None:
    with newspaper_lock(tmp_path / "output", "xmwb"):
        run = scrapy(*words(press, "--logfile", "locked.log"), cwd=tmp_path)
    refused = scrapy(*words(press, "-s", "LOG_FILE=refused.log", "-s", "EPAPER_ZZZ=1"), cwd=tmp_path)
    for one, status, name in ((run, 1, "locked.log"), (refused, 2, "refused.log")):
        assert one.status == status
        (line,) = (tmp_path / name).read_text(encoding="utf-8").splitlines()
        assert line.partition("ERROR: ")[2].rstrip(".") == one.stderr.strip().removeprefix("error: ").rstrip(".")


def test_ctrl_c_is_3_and_the_same_command_goes_on(press: Press, tmp_path: Path) -> None:
    press.faults[f"/html/xmwb/{DAY}/2/*"] = Fault(kind=Kind.SLOW, delay=0.5)
    line = scrapy_command(*words(press), cwd=tmp_path)
    process = subprocess.Popen(
        line, cwd=tmp_path, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    while not press.count(f"/html/xmwb/{DAY}/2.html"):
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=30)
    assert process.returncode == 3, said
    assert said.splitlines() == [
        "Stopping: what is under way comes to an end. Ctrl-C again stops at once.",
        "Interrupted. The same command again takes up where this one stopped.",
    ]
    press.faults.clear()
    assert scrapy(*words(press), cwd=tmp_path).status == 0


def test_a_spider_of_the_operators_is_run_by_scrapy(tmp_path: Path) -> None:
    (tmp_path / "foreign.py").write_text(FOREIGN)
    spiders = ("-s", "SPIDER_MODULES=foreign")
    run = scrapy("crawl", "foreign", "-a", "kind=任意", *spiders, cwd=tmp_path)
    assert (run.status, run.stdout) == (0, "任意\n")
