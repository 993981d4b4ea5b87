"""Why there is no response: each reason by a crawl that meets it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.crawler.engine.politeness.visits import FRONT, INNER, Scripted, articles, missing, statuses, visit
from tests.press.faults import Reply

OPERATORS = """
from scrapy.exceptions import IgnoreRequest, StopDownload
from scrapy import signals


class NeverAsked:
    def process_request(self, request):
        if request.url.endswith({path!r}):
            raise IgnoreRequest("the operator does not want it")


class NeverRead:
    def process_response(self, request, response):
        if request.url.endswith({path!r}):
            raise IgnoreRequest("the operator does not want it")
        return response


class ReadAtTheSecondTime:
    def process_response(self, request, response):
        if request.url.endswith({path!r}) and not request.meta.get("again"):
            return request.replace(meta={{**request.meta, "again": True}})
        return response


class NeverTaken:
    @classmethod
    def from_crawler(cls, crawler):
        made = cls()
        crawler.signals.connect(made.headers_received, signal=signals.headers_received)
        return made

    def headers_received(self, request):
        if request.url.endswith({path!r}):
            raise StopDownload
"""


def with_operators(folder: Path, name: str, path: str, place: int = 543) -> str:
    """The setting that adds a middleware of the operator's, which refuses ``path``; its module lies in ``folder``."""
    (folder / "operators.py").write_text(OPERATORS.format(path=path))
    return "DOWNLOADER_MIDDLEWARES=" + json.dumps({f"operators.{name}": place})


@pytest.mark.parametrize("name", ["NeverAsked", "NeverRead", "NeverTaken"])
def test_an_article_that_the_operator_refuses_is_ignored(tmp_path: Path, name: str) -> None:
    with Scripted() as press:
        story = articles(press)[0]
        run = visit(press, tmp_path, with_operators(tmp_path, name, story), "DOWNLOAD_DELAY=0")
        assert (press.count(story) == 0) == (name == "NeverAsked")
    assert (run.status, statuses(run), missing(run)) == (3, ["partial"], {story: "ignored"})


def test_a_front_page_that_the_operator_refuses_is_no_refusal_of_the_site(tmp_path: Path) -> None:
    with Scripted() as press:
        run = visit(press, tmp_path, with_operators(tmp_path, "NeverAsked", FRONT), "DOWNLOAD_DELAY=0")
        assert FRONT not in press.asked
    assert (run.status, statuses(run), missing(run)) == (3, ["unknown"], {FRONT: "ignored"})
    assert "refuses the visitor" not in run.said


def test_a_middleware_next_to_the_downloader_keeps_no_host_waiting(tmp_path: Path) -> None:
    """It takes the answer away before anything of this project has heard it."""
    with Scripted() as press:
        story = articles(press)[0]
        run = visit(press, tmp_path, with_operators(tmp_path, "ReadAtTheSecondTime", story, place=990))
        assert press.count(story) == 2
    assert (run.status, statuses(run)) == (0, ["complete"])


# Offline


@pytest.mark.parametrize("setting", ["EPAPER_OFFLINE=1", "HTTPCACHE_IGNORE_MISSING=1"])
def test_what_was_never_recorded_is_not_asked_for(tmp_path: Path, setting: str) -> None:
    with Scripted() as press:
        run = visit(press, tmp_path, setting, "ROBOTSTXT_OBEY=0")
        assert press.asked == []
    assert (run.status, statuses(run), missing(run)) == (3, ["unknown"], {FRONT: "not_recorded"})


def test_offline_no_robots_txt_is_asked_for_and_no_pause_kept(tmp_path: Path) -> None:
    with Scripted(robots="User-agent: *\nDisallow: /\n") as press:
        settings = ("EPAPER_OFFLINE=1", "DOWNLOAD_DELAY=3600", "EPAPER_QUIET_HOURS=00:00-23:59")
        run = visit(press, tmp_path, *settings)
        assert press.asked == []
    assert (run.status, missing(run)) == (3, {FRONT: "not_recorded"})


# What Scrapy itself does not take


def test_what_is_larger_than_may_be_taken_is_no_network_error(tmp_path: Path) -> None:
    with Scripted() as press:
        story = articles(press)[0]
        press.scripts[story] = lambda _: Reply(body=b"<!DOCTYPE html>" + b" " * 300_000)
        run = visit(press, tmp_path, "DOWNLOAD_MAXSIZE=100000", "DOWNLOAD_DELAY=0")
        assert press.count(story) == 1
    assert (run.status, missing(run)) == (3, {story: "over_maxsize"})


def test_a_status_that_the_operator_does_not_let_through_is_named(tmp_path: Path) -> None:
    with Scripted() as press:
        story = articles(press)[0]
        press.scripts[story] = lambda _: Reply(status=404)
        run = visit(press, tmp_path, "HTTPERROR_ALLOW_ALL=0", "DOWNLOAD_DELAY=0")
    assert (run.status, missing(run)) == (3, {story: "http_404"})


def test_an_address_that_is_too_long_for_the_operator_is_ignored(tmp_path: Path) -> None:
    with Scripted() as press:
        limit = len(f"{press.base_url}{INNER}")
        run = visit(press, tmp_path, f"URLLENGTH_LIMIT={limit}", "DOWNLOAD_DELAY=0")
        assert {FRONT, INNER} <= set(press.asked)
        refused = dict.fromkeys(articles(press), "ignored")
    assert (run.status, missing(run)) == (3, refused)
