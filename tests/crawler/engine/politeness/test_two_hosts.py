"""Two hosts behind one spider: while one wants no request, the other goes on."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.crawler.engine.politeness.visits import Scripted, articles, order, refusal
from tests.crawler.engine.test_watched_spider import foreign

ROBOTS = "/robots.txt"
PAUSE = 6  # seconds; the other host is done in a fraction of it


@pytest.mark.parametrize("connections", [1, 3])
def test_a_pause_of_one_host_is_no_pause_of_the_other(tmp_path: Path, connections: int) -> None:
    with Scripted() as resting, Scripted() as open_:
        for press in (resting, open_):
            press.publish(order("2020-03-15", pages=3, articles=6))
        paths = articles(open_)
        resting.scripts[paths[0]] = refusal(503, ("Retry-After", str(PAUSE)), times=1)
        urls = [press.base_url + path for path in paths for press in (resting, open_)]
        settings = (f"CONCURRENT_REQUESTS_PER_DOMAIN={connections}", "RETRY_TIMES=1")
        got, _ = foreign(tmp_path, urls, *settings)
        paused = next(one.at for one in resting.requests if one.path == paths[0])
        on_time = [one for one in open_.requests if one.at < paused + PAUSE]
        assert sorted(one.path for one in on_time) == sorted([ROBOTS, *paths])
        assert resting.requests[-1].at >= paused + PAUSE
    assert got == dict.fromkeys(urls, 200)


def test_what_is_asked_of_one_host_keeps_its_order(tmp_path: Path) -> None:
    with Scripted() as press:
        press.publish(order("2020-03-15", pages=3, articles=6))
        paths = articles(press)
        foreign(tmp_path, [press.base_url + path for path in paths])
        assert press.asked == [ROBOTS, *paths]
