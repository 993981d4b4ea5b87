"""Redirects: followed where they lead to what was asked for, named where they do not, and never out of the mirror."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from tests.crawler.spiders.crawl import Crawled, crawled
from tests.crawler.spiders.truth import HOME
from tests.press import Paper, Press, Request, Title, edited_paper
from tests.press.faults import Reply

PAPER = edited_paper(Title(code="xmwb", name="新民晚报"), date(2020, 3, 15), seed=1, pages=2, articles=2)
FRONT, BACK = (sheet.path for sheet in PAPER.sheets)
STORY = PAPER.sheets[1].stories[0].path


class Redirecting(Press):
    """Answers 302 to the first ``times`` requests of the given paths, then well."""

    def __init__(self, papers: list[Paper], locations: Mapping[str, str], *, times: int = 1) -> None:
        super().__init__(papers)
        self.locations = locations
        self.times = times

    def answer(self, request: Request) -> Reply:
        healthy = super().answer(request)
        if request.path in self.locations and self.count(request.path) <= self.times:
            return Reply(status=302, headers=(("Location", self.locations[request.path]),))
        return healthy


def redirected(archive: Path, locations: Mapping[str, str], *, times: int = 1) -> tuple[Crawled, Press]:
    with Redirecting([PAPER], locations, times=times) as press:
        return crawled(press, archive, "xmwb", date="2020-03-15"), press


@pytest.mark.parametrize(
    "location", [FRONT, FRONT.removesuffix("l"), FRONT + "?v=1", HOME + FRONT, "./1.html"], ids=str
)
def test_a_redirect_to_the_same_page_is_followed(tmp_path: Path, location: str) -> None:
    """Also by a mirror that names the newspaper's own host, which is not asked."""
    crawl, press = redirected(tmp_path, {FRONT: location})
    assert sum(one.path.partition("?")[0].removesuffix("l") == FRONT.removesuffix("l") for one in press.requests) == 2
    assert (crawl.exit_status, crawl.log, crawl.issue(PAPER).status) == (0, "", "complete")
    assert crawl.pages(PAPER)[0].url == HOME + FRONT


@pytest.mark.parametrize(
    ("location", "reason"),
    [
        ("/", "redirected_elsewhere"),
        (BACK, "redirected_elsewhere"),
        ("http://[x", "redirected_elsewhere"),
        ("javascript:alert(1)", "redirected_off_site"),
        ("http://127.0.0.2:1/html/xmwb/2020-03-15/2/1.html", "redirected_off_site"),
    ],
)
def test_a_redirect_elsewhere_is_named(tmp_path: Path, location: str, reason: str) -> None:
    crawl, press = redirected(tmp_path, {STORY: location}, times=99)
    assert [(one.url, one.reason) for one in crawl.missing(PAPER)] == [(HOME + STORY, reason)]
    assert (crawl.exit_status, "Traceback" in crawl.log) == (3, False)
    assert press.count(STORY) == 1


def test_a_redirect_in_a_circle_is_given_up(tmp_path: Path) -> None:
    crawl, press = redirected(tmp_path, {STORY: STORY}, times=99)
    assert [one.reason for one in crawl.missing(PAPER)] == ["redirected_elsewhere"]
    assert press.count(STORY) == 6


@pytest.mark.parametrize(("status", "reason"), [(404, "http_404"), (500, "redirected_elsewhere")])
def test_a_redirect_to_another_spelling_that_fails_ends(tmp_path: Path, status: int, reason: str) -> None:
    """The recorded redirect answers for the address that failed: it must not be followed for ever."""
    story = PAPER.sheets[1].stories[0].path
    with Press([PAPER]) as press:
        press.replies[story] = Reply(status=302, headers=(("Location", story.removesuffix("l")),))
        press.replies[story.removesuffix("l")] = Reply(status=status, headers=(("Content-Type", "text/plain"),))
        crawl = crawled(press, tmp_path, "xmwb", date=str(PAPER.issue_date))
        asked = press.count(story.removesuffix("l"))
    assert crawl.issue(PAPER).status == "partial"
    assert [one.reason for one in crawl.missing(PAPER)] == [reason]
    assert asked <= 6
