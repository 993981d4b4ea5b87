"""How fast a site is asked, by the press's own clock."""

from __future__ import annotations

import signal
import subprocess
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from scrapy.http import Response
from scrapy.settings import Settings

from crawler.engine.politeness.addon import Politeness
from crawler.engine.politeness.retry_after import Backoff, retry_after
from tests.crawler.engine.politeness.visits import (
    DAY,
    DELAY,
    FRONT,
    INNER,
    NEXT,
    Scripted,
    arguments,
    articles,
    intervals,
    missing,
    order,
    refusal,
    statuses,
    visit,
)
from tests.epaper.commands.runs import command, environment
from tests.press import Fault, Kind

ROBOTS = "/robots.txt"
WHOLE = 1 + 2 + 4  # robots.txt, two pages, four articles


# The interval


def test_between_two_requests_is_the_delay(tmp_path: Path) -> None:
    with Scripted(robots="User-agent: *\nCrawl-delay: 0.05\n") as press:
        assert visit(press, tmp_path).status == 0
        assert len(press.asked) == WHOLE
        assert min(intervals(press.requests)) >= DELAY


def test_a_crawl_delay_is_obeyed_where_it_is_more(tmp_path: Path) -> None:
    with Scripted(robots="User-agent: *\nCrawl-delay: 0.3\n") as press:
        assert visit(press, tmp_path).status == 0
        assert min(intervals(press.requests)) >= 0.3


def test_a_host_can_have_a_longer_delay_of_its_own(tmp_path: Path) -> None:
    with Scripted() as press:
        assert visit(press, tmp_path, 'DOWNLOAD_SLOTS={"127.0.0.1": {"delay": 0.3}}').status == 0
        assert min(intervals(press.requests)) >= 0.3


@pytest.mark.parametrize("priority", ["project", "spider", "cmdline"])
def test_scrapy_itself_is_left_without_a_delay(priority: str) -> None:
    given = Settings()
    given.set("DOWNLOAD_DELAY", "2.5", priority)
    given.set("DOWNLOAD_SLOTS", '{"press.example": {"delay": 7, "concurrency": 2}}', priority)
    Politeness().update_settings(given)
    assert given.getfloat("DOWNLOAD_DELAY") == 0
    assert given.getdict("DOWNLOAD_SLOTS") == {"press.example": {"delay": 0, "concurrency": 2}}
    assert given.getfloat("EPAPER_INTERVAL") == 2.5
    assert given.getdict("EPAPER_SLOT_INTERVALS") == {"press.example": 7}


def test_what_is_recorded_costs_no_wait_and_no_request(tmp_path: Path) -> None:
    with Scripted() as press:
        press.publish(order(DAY, pages=10, articles=4))
        assert visit(press, tmp_path, "DOWNLOAD_DELAY=0").status == 0
        before = len(press.asked)
        (tmp_path / f"output/xmwb/2020/{DAY}/issue.json").unlink()
        # A single wait or look at robots.txt would outlast the time that a test gives a command.
        run = visit(
            press, tmp_path, "DOWNLOAD_DELAY=3600", "EPAPER_QUIET_HOURS=00:00-23:59", "EPAPER_PATIENCE_HOURS=100"
        )
        assert (run.status, statuses(run)) == (0, ["complete"])
        assert (before, len(press.asked)) == (51, 51)


# Shared with others


def test_two_crawls_of_one_host_share_the_interval(tmp_path: Path) -> None:
    with Scripted() as press:
        press.publish(order(DAY, pages=4, articles=4))
        press.publish(order(DAY, code="shequ", pages=4, articles=4))
        crawls = [
            subprocess.Popen(
                command(*arguments(press, tmp_path, newspaper=code)),
                cwd=tmp_path,
                env=environment(),
                stderr=subprocess.PIPE,
                text=True,
            )
            for code in ("xmwb", "shequ")
        ]
        said = [crawl.communicate(timeout=60)[1] for crawl in crawls]
        assert [crawl.returncode for crawl in crawls] == [0, 0], said
        # Each of them read robots.txt for itself.
        assert len(press.asked) == 2 * (1 + 4 + 16)
        assert min(intervals(press.requests)) >= DELAY
        # Whose turn it is, is left to the operating system: the one that starts first may be through before the other.


# Told to wait


def test_retry_after_in_seconds_holds_for_the_whole_host(tmp_path: Path) -> None:
    with Scripted() as press:
        press.scripts[INNER] = refusal(503, ("Retry-After", "1"), times=1)
        assert visit(press, tmp_path).status == 0
        assert press.pause_after(INNER) >= 1
        assert press.count(INNER) == 2


def test_retry_after_as_a_date_is_read_by_the_servers_own_clock(tmp_path: Path) -> None:
    then = datetime(2020, 3, 15, 12, tzinfo=UTC)
    headers = [(name, format_datetime(then + timedelta(seconds=wait), usegmt=True)) for name, wait in DATES]
    with Scripted() as press:
        press.scripts[articles(press)[0]] = refusal(429, *headers, times=1)
        assert visit(press, tmp_path).status == 0
        assert press.pause_after(articles(press)[0]) >= 1


DATES = (("Date", 0), ("Retry-After", 1))


def test_without_one_the_waits_double_and_the_account_says_how_it_ended(tmp_path: Path) -> None:
    with Scripted() as press:
        press.publish(order(DAY, pages=1, articles=1))
        (story,) = articles(press)
        press.scripts[story] = refusal(429)
        run = visit(press, tmp_path, "RETRY_TIMES=2", "EPAPER_BACKOFF_FACTOR=3")
        assert press.asked == [ROBOTS, FRONT, story, story, story]
        assert press.pause_after(story, 1) >= 3 * DELAY
        assert press.pause_after(story, 2) >= 6 * DELAY
    assert (run.status, missing(run)) == (3, {story: "http_429"})


def test_other_failures_are_tried_again_later(tmp_path: Path) -> None:
    with Scripted() as press:
        story = articles(press)[0]
        press.scripts[story] = refusal(500, times=2)
        assert visit(press, tmp_path, "EPAPER_BACKOFF_FACTOR=2").status == 0
        first, second, third = (request.at for request in press.requests if request.path == story)
        assert second - first >= 2 * DELAY
        assert third - second >= 4 * DELAY


def test_so_is_what_had_no_answer(tmp_path: Path) -> None:
    with Scripted() as press:
        story = articles(press)[0]
        press.faults[story] = Fault(kind=Kind.TRUNCATED, times=2)
        assert visit(press, tmp_path, "EPAPER_BACKOFF_FACTOR=4").status == 0
        first, second, third = (request.at for request in press.requests if request.path == story)
        assert second - first >= 4 * DELAY
        assert third - second >= 8 * DELAY


def test_a_server_that_stays_busy_is_left_alone(tmp_path: Path) -> None:
    with Scripted(DAY, NEXT) as press:
        for day in ("2020-03-13", "2020-03-14", DAY, NEXT):
            press.scripts[FRONT.replace(DAY, day)] = refusal(503)
        settings = ("DOWNLOAD_DELAY=0", "RETRY_TIMES=0", "EPAPER_OPEN_ISSUES=1")
        run = visit(press, tmp_path, *settings, days=("2020-03-13", "2020-03-18"))
        assert len(press.asked) == 1 + 3
    assert run.status == 5
    assert "answered 503 to 3 requests in a row. It is asked no more in this run. 3 issues not tried." in run.said


def test_beyond_all_patience_the_crawl_ends_and_the_next_one_asks_nothing(tmp_path: Path) -> None:
    with Scripted(DAY, NEXT) as press:
        press.scripts[INNER] = refusal(503, ("Retry-After", "86400"))
        run = visit(press, tmp_path, "EPAPER_OPEN_ISSUES=1", days=(DAY, NEXT))
        assert press.asked_after(INNER) == []
        asked = len(press.asked)
        again = visit(press, tmp_path, days=(NEXT, NEXT))
        assert len(press.asked) == asked
    assert run.status == again.status == 5
    assert missing(run)[INNER] == "http_503"
    assert set(missing(run).values()) == {"http_503", "blocked"}
    assert "wants no request before 2026-10-06 12:00 Asia/Shanghai. Come back then. 1 issue not tried." in run.said
    assert "Come back then" in again.said


# What it costs


def test_a_crawl_that_takes_days_says_so_first_and_hears_ctrl_c(tmp_path: Path) -> None:
    with Scripted(robots="User-agent: *\nCrawl-delay: 600\n") as press:
        line = command(*arguments(press, tmp_path, days=(DAY, NEXT)))
        crawl = subprocess.Popen(line, cwd=tmp_path, env=environment(), stderr=subprocess.PIPE, text=True)
        assert crawl.stderr is not None
        said = crawl.stderr.readline()
        while "take about" not in said and crawl.poll() is None:
            said += crawl.stderr.readline()
        crawl.send_signal(signal.SIGINT)
        said += crawl.communicate(timeout=30)[1]
        assert press.asked == [ROBOTS]
    assert said.count("asks for 10 min between requests: 2 issues of about 120 requests take about 1.7 days.") == 1
    assert "Interrupted. The same command again takes up where this one stopped." in said
    assert crawl.returncode == 3
    assert "Traceback" not in said


# Headers and waits by themselves


def answer(status: int, **headers: str) -> Response:
    return Response(
        "http://press.example/", status=status, headers={k.replace("_", "-"): v for k, v in headers.items()}
    )


def test_retry_after_is_read_in_both_forms() -> None:
    noon, later = "Sun, 15 Mar 2020 12:00:00 GMT", "Sun, 15 Mar 2020 12:01:30 GMT"
    assert retry_after(answer(429, Retry_After="120")) == 120
    assert retry_after(answer(503, Retry_After=later, Date=noon)) == 90
    assert retry_after(answer(301, Retry_After="5")) == 5
    assert retry_after(answer(503, Retry_After=noon, Date=later)) == 0
    for nothing in ("", "soon", "-1", "1.5", "١", "²", "Sun, 32 Mar 2020 12:00:00 GMT", f"{'9' * 20} Jan 2020"):
        assert retry_after(answer(503, Retry_After=nothing.encode().decode("latin-1"))) is None
    assert retry_after(Response("http://press.example/", status=503, headers={"Retry-After": b"\xb2"})) is None  # "²"
    assert retry_after(answer(200, Retry_After="120")) is None


def test_waits_double_up_to_the_longest_and_never_get_shorter() -> None:
    waits = Backoff(factor=5, most=300, jitter=lambda: 0.0)
    assert [waits.seconds(failures, 1) for failures in (1, 2, 3, 7, 100)] == [5, 10, 20, 300, 300]
    assert waits.seconds(1, 0) == 0
    assert Backoff(factor=5, most=300, jitter=lambda: 1.0).seconds(1, 1) == 7.5
