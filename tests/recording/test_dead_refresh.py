"""A complete issue is refreshed while the site is dead, or refuses: it stays, and the run is no success."""

from __future__ import annotations

import shlex
from datetime import timedelta
from pathlib import Path

import pytest

from tests.account.issues import crawl
from tests.conftest import NOON
from tests.epaper.commands.runs import Run, epaper
from tests.press import Fault, Kind, Press
from tests.recording.crawling import DAY, folder_of, published_bytes
from tests.recording.whole_issue import DATE, PAPER, archive, press

__all__ = ["archive", "press"]  # the fixtures

STORY = PAPER.sheets[1].stories[1]
ALL = len(PAPER.sheets) + len(PAPER.stories)
UNSTOPPED = ("-s", "EPAPER_STOP_WHEN_BLOCKED=0")


def refreshed(press: Press, archive: Path, *options: str) -> Run:
    """The refresh; whatever came of it, what is published stays."""
    before = published_bytes(folder_of(archive))
    done = crawl(press, archive, *DATE, "--refresh", *options)
    assert published_bytes(folder_of(archive)) == before
    return done


def patiently_crawled(press: Press, archive: Path, *options: str, now: str = NOON) -> Run:
    """A crawl that tries as often as crawls do."""
    where = ("--archive", archive, "--base-url", press.base_url, "--no-pictures", "-s", "DOWNLOAD_DELAY=0")
    return epaper("crawl", "xmwb", *DATE, *options, *where, cwd=archive.parent, now=now)


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        (Fault(kind=Kind.SERVER_ERROR), "http_500"),
        (Fault(kind=Kind.RESET), "network_error"),
        (Fault(kind=Kind.TRUNCATED), "truncated_response"),
    ],
)
@pytest.mark.parametrize("where", ["/*", "/html/*"], ids=["with robots.txt", "without"])
def test_a_dead_site_cannot_be_asked_again(press: Press, archive: Path, fault: Fault, reason: str, where: str) -> None:
    press.faults[where] = fault
    done = refreshed(press, archive)
    line = f"error: {ALL} addresses could not be asked again ({reason} ×{ALL}): what was recorded of them before stays."
    assert (done.status, line in done.said, "nothing new" in done.said) == (3, True, False), done.said


def test_one_address_is_enough(press: Press, archive: Path) -> None:
    """What the site has withdrawn is an answer, and told apart."""
    press.faults[STORY.path] = Fault(kind=Kind.SERVER_ERROR)
    press.faults[PAPER.sheets[2].stories[0].path] = Fault(kind=Kind.NOT_FOUND)
    done = refreshed(press, archive)
    assert "1 address gave nothing new (http_404 ×1): what was recorded of it before stays." in done.said
    line = "error: 1 address could not be asked again (http_500 ×1): what was recorded of it before stays."
    assert (done.status, line in done.said) == (3, True)


@pytest.mark.parametrize("kind", [Kind.SERVER_ERROR, Kind.RESET, Kind.TRUNCATED])
def test_it_is_tried_as_often_as_anything_else(press: Press, archive: Path, kind: Kind) -> None:
    """Also where a recorded response would answer in its place."""
    press.faults[STORY.path] = Fault(kind=kind, times=2)
    before = press.count(STORY.path)
    done = patiently_crawled(press, archive, "--refresh")
    assert (done.status, press.count(STORY.path) - before) == (0, 3), done.said


def test_an_issue_of_yesterday_is_asked_for_again_without_being_told_to(press: Press, archive: Path) -> None:
    """Its front and pages; the articles are there."""
    before = published_bytes(folder_of(archive))
    press.faults["/html/*"] = Fault(kind=Kind.SERVER_ERROR)
    done = patiently_crawled(press, archive, now=f"{DAY + timedelta(1)}T12:00:00+08:00")
    pages = len(PAPER.sheets)
    line = f"error: {pages} addresses could not be asked again (http_500 ×{pages}): what was recorded of them"
    assert (done.status, line in done.said) == (3, True), done.said
    assert published_bytes(folder_of(archive)) == before


@pytest.mark.parametrize("options", [("--offline",), ("-s", "EPAPER_OFFLINE=1")], ids=" ".join)
def test_nobody_is_asked_again_offline(press: Press, archive: Path, options: tuple[str, ...]) -> None:
    done = refreshed(press, archive, *options)
    said = "error: --refresh asks the site again, --offline nobody. To read again what is recorded: "
    command = f"epaper reparse xmwb --date {DAY} --archive {archive}"
    assert (done.status, done.stderr) == (2, f"{said}{command}\n")
    again = epaper(*shlex.split(command)[1:], cwd=archive.parent)
    assert (again.status, "1 issue, " in again.stdout) == (0, True), again.said


def test_what_is_whole_is_asked_again_without_offline(archive: Path) -> None:
    done = epaper("crawl", "xmwb", *DATE, "--offline", "--archive", archive, cwd=archive.parent)
    said = "Nothing to do: already complete. Ask again with --refresh, without --offline."
    assert (done.status, said in done.said) == (0, True), done.said


@pytest.mark.parametrize("status", [200, 403])
@pytest.mark.parametrize("options", [(), UNSTOPPED], ids=["stopped", "not stopped"])
def test_a_site_that_refuses_the_visitor(press: Press, archive: Path, status: int, options: tuple[str, ...]) -> None:
    """Of what was not asked for any more, the run says so, too."""
    press.faults["/*"] = Fault(kind=Kind.BLOCK_PAGE, status=status)
    done = refreshed(press, archive, *options)
    assert (done.status, f"error: {ALL} addresses could not be asked again" in done.said) == (5, True), done.said
    assert ("blocked ×" in done.said) == (not options)


def test_an_article_that_is_refused_alone_may_be_a_withdrawn_one(press: Press, archive: Path) -> None:
    press.faults[STORY.path] = Fault(kind=Kind.BLOCK_PAGE, status=403)
    done = refreshed(press, archive)
    assert (done.status, "1 address could not be asked again (http_403 ×1)" in done.said) == (3, True), done.said


def test_a_robots_txt_that_forbids_by_now_is_a_refusal(press: Press, tmp_path: Path) -> None:
    """Of the pages and articles; the site as a whole is open."""
    archive = tmp_path / "output"
    assert crawl(press, archive, *DATE, "-s", "ROBOTSTXT_OBEY=0").status == 0
    press.robots = "User-agent: *\nDisallow: /html/\n"
    start = len(press.requests)
    done = refreshed(press, archive)
    line = f"error: {ALL} addresses could not be asked again (robots_disallowed ×{ALL})"
    assert (done.status, line in done.said) == (5, True), done.said
    assert {one.path for one in press.requests[start:]} == {"/robots.txt"}
