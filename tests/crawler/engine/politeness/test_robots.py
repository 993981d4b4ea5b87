"""robots.txt by RFC 9309, by what the press was asked for."""

from __future__ import annotations

import asyncio
import time
from itertools import pairwise
from pathlib import Path

import pytest
from scrapy import Request
from scrapy.http import Response
from scrapy.settings import Settings

from crawler.engine.politeness.robots import MAX_BYTES, Robots, Rules
from crawler.engine.recording.warc_cache import WarcCachePolicy
from crawler.engine.stops import HostStopped, RobotsDisallow, Stop
from tests.crawler.engine.politeness.visits import (
    DAY,
    FRONT,
    INNER,
    NEXT,
    Scripted,
    articles,
    leads_to,
    missing,
    refusal,
    says,
    statuses,
    visit,
)
from tests.press import Fault, Kind

ROBOTS = "/robots.txt"
FORBIDDEN = "User-agent: *\nDisallow: /\n"


# At the press


def test_robots_txt_is_read_once_and_before_anything_else(tmp_path: Path) -> None:
    with Scripted(robots="User-agent: *\nAllow: /\n") as press:
        assert visit(press, tmp_path).status == 0
        assert press.asked[0] == ROBOTS
        assert press.count(ROBOTS) == 1


def test_under_a_disallow_nothing_is_asked_for(tmp_path: Path) -> None:
    with Scripted(DAY, NEXT, robots=FORBIDDEN) as press:
        run = visit(press, tmp_path, "EPAPER_OPEN_ISSUES=1", days=(DAY, NEXT))
        assert press.asked == [ROBOTS]
    assert (run.status, statuses(run), missing(run)) == (5, ["blocked"], {FRONT: "robots_disallowed"})
    assert f"robots.txt forbids {press.base_url}{FRONT} and the whole site. 1 issue not tried." in run.said


def test_a_rule_for_us_goes_before_the_one_for_all(tmp_path: Path) -> None:
    ours = f"{FORBIDDEN}\nUser-agent: Epaper-Archive\nDisallow: /html/xmwb/{DAY}/2/\n"
    with Scripted(robots=ours) as press:
        run = visit(press, tmp_path)
        on_2 = [path for path in articles(press) if "/2/" in path]
        assert not set(on_2) & set(press.asked)
        assert {FRONT, INNER} <= set(press.asked)
    assert (run.status, missing(run)) == (3, dict.fromkeys(on_2, "robots_disallowed"))


def test_under_a_robots_txt_that_fails_nothing_is_asked_for(tmp_path: Path) -> None:
    with Scripted(DAY, NEXT, scripts={ROBOTS: refusal(503)}) as press:
        run = visit(
            press, tmp_path, "RETRY_TIMES=1", "EPAPER_BACKOFF_FACTOR=1", "EPAPER_OPEN_ISSUES=1", days=(DAY, NEXT)
        )
        assert press.asked == [ROBOTS, ROBOTS]
    assert (run.status, statuses(run), missing(run)) == (3, ["unknown"], {FRONT: "robots_unreachable"})
    assert "robots.txt cannot be read (status 503), so nothing may be asked" in run.said


def test_under_a_robots_txt_without_an_answer_nothing_is_asked_for(tmp_path: Path) -> None:
    with Scripted() as press:
        press.faults[ROBOTS] = Fault(kind=Kind.RESET)
        run = visit(press, tmp_path, "RETRY_TIMES=1", "EPAPER_BACKOFF_FACTOR=1")
        assert set(press.asked) == {ROBOTS}
        assert press.count(ROBOTS) >= 2
    assert (run.status, missing(run)) == (3, {FRONT: "robots_unreachable"})


def test_a_robots_txt_that_is_not_there_forbids_nothing(tmp_path: Path) -> None:
    with Scripted(scripts={ROBOTS: refusal(403)}) as press:
        assert visit(press, tmp_path, "DOWNLOAD_DELAY=0").status == 0


def test_five_redirects_are_followed(tmp_path: Path) -> None:
    places = [ROBOTS, *(f"/robots-{number}.txt" for number in range(5))]
    scripts = {here: leads_to(there) for here, there in pairwise(places)}
    with Scripted(scripts={**scripts, places[-1]: says(FORBIDDEN)}) as press:
        assert visit(press, tmp_path, "DOWNLOAD_DELAY=0").status == 5
        assert press.asked == places


def test_it_is_read_again_in_a_long_crawl_and_then_holds(tmp_path: Path) -> None:
    scripts = {ROBOTS: lambda number: says(FORBIDDEN)(number) if number > 1 else None}
    with Scripted(scripts=scripts, robots="User-agent: *\nAllow: /\n") as press:
        run = visit(press, tmp_path, "EPAPER_ROBOTSTXT_LIFETIME=0.25")
        assert press.count(FRONT) == 1
        assert press.asked_after(ROBOTS, 2) == []
    assert run.status == 5
    assert set(missing(run).values()) == {"robots_disallowed"}


# By itself


class Told:
    """Keeps what it is told."""

    def __init__(self) -> None:
        self.interval = 0.0
        self.stops: list[str] = []

    def obey(self, interval: float) -> None:
        self.interval = interval

    def end(self, stop: Stop) -> None:
        self.stops.append(stop.reason)


def checked(*answers: tuple[int, str], lifetime: float = 60.0) -> list[str]:
    """What becomes of as many requests as there are answers of robots.txt; the last one goes on."""
    left = list(answers)
    told = Told()

    async def fetch(request: Request) -> Response:
        status, text = left.pop(0) if len(left) > 1 else left[0]
        headers = {"Location": "/robots.txt?again"} if 300 <= status < 400 else {}
        return Response(request.url, status=status, headers=headers, body=text.encode(), request=request)

    async def outcomes() -> list[str]:
        robots = Robots(fetch, token="epaper-archive", lifetime=lifetime)  # noqa: S106 - our name
        found = []
        for _ in answers:
            try:
                await robots.check(Request("http://press.example/html/1.html"), told)
                found.append("asked")
            except HostStopped as error:
                found.append(error.stop.reason)
            except RobotsDisallow:
                found.append("refused")
        return found

    return asyncio.run(outcomes())


ALLOWED = "User-agent: *\nDisallow: /private/\n"


def test_a_copy_serves_while_it_is_fresh() -> None:
    assert checked((200, ALLOWED), (200, FORBIDDEN)) == ["asked", "asked"]


def test_an_older_copy_serves_while_there_is_no_newer_one() -> None:
    assert checked((200, ALLOWED), (500, ""), (200, FORBIDDEN), lifetime=0.0) == ["asked", "asked", "robots_disallowed"]
    assert checked((500, ""), (500, ""), lifetime=0.0) == ["robots_unreachable"] * 2


@pytest.mark.parametrize(("hours", "is_fresh"), [(0, True), (23.9, True), (24.1, False), (1000, False)])
@pytest.mark.parametrize("wanted", ["any", "success"])
def test_a_recorded_one_serves_for_a_day(hours: float, is_fresh: bool, wanted: str) -> None:
    meta = {"cache_timestamp": time.time() - hours * 3600, "recorded": wanted}
    policy, offline = (WarcCachePolicy(Settings({"EPAPER_OFFLINE": told})) for told in (False, True))
    for path, expected in (("/robots.txt", is_fresh), ("/html/xmwb/2020-03-15/1.html", True)):
        request = Request(f"http://press.example{path}", meta=meta)
        recorded = Response(request.url, headers={"ETag": '"1"'})
        assert policy.is_cached_response_fresh(recorded, request) is expected
        assert (b"If-None-Match" in request.headers) is not expected
        assert offline.is_cached_response_fresh(recorded, request)


@pytest.mark.parametrize("status", [500, 503, 599, 429])
def test_who_cannot_say_what_is_allowed_allows_nothing(status: int) -> None:
    assert checked((status, "User-agent: *\nAllow: /\n")) == ["robots_unreachable"]


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 451, 302])
def test_what_is_not_there_or_leads_nowhere_forbids_nothing(status: int) -> None:
    assert checked((status, FORBIDDEN)) == ["asked"]


def test_a_rule_for_one_folder_does_not_end_the_crawl() -> None:
    assert checked((200, "User-agent: *\nDisallow: /html/\n")) == ["refused"]


def test_500_kib_are_read_and_no_half_line() -> None:
    filler = b"# nothing\n" * (MAX_BYTES // 10 - 3)
    within = Rules.of_text(b"User-agent: *\n" + filler + b"Disallow: /a\n" + b"#" * 100, "epaper-archive")
    assert not within.allow("http://press.example/a")
    beyond = Rules.of_text(b"User-agent: *\n" + filler + b"#" * 40 + b"\nDisallow: /a\n", "epaper-archive")
    assert beyond.allow("http://press.example/a")
    cut = b"User-agent: *\n" + b"#" * (MAX_BYTES - 14 - 12) + b"\nDisallow: /articles-of-2001/\n"
    assert Rules.of_text(cut, "epaper-archive").allow("http://press.example/a")
    whole = b"User-agent: *\n" + b"#" * (MAX_BYTES - 14 - 13) + b"\nDisallow: /a"
    assert len(whole) == MAX_BYTES
    assert not Rules.of_text(whole, "epaper-archive").allow("http://press.example/a")


@pytest.mark.parametrize(
    ("text", "interval"),
    [
        ("User-agent: *\nCrawl-delay: 2.5\n", 2.5),
        ("User-agent: *\nRequest-rate: 1/10s\n", 10),
        ("User-agent: *\nRequest-rate: 4/1m\nCrawl-delay: 3\n", 15),
        ("User-agent: *\nCrawl-delay: 9\n\nUser-agent: epaper-archive\nCrawl-delay: 1\n", 1),
        ("User-agent: another\nCrawl-delay: 9\n", 0),
        ("", 0),
    ],
)
def test_what_it_says_of_the_pace(text: str, interval: float) -> None:
    assert Rules.of_text(text.encode(), "epaper-archive").interval == interval
