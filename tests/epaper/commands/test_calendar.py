"""A date that the publisher's calendar does not list: proved, at the price of two requests."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from archive.issues.reader import published_issue
from archive.record.issue import Issue
from tests.crawler.platforms.test_calendars import PERIODS

ROOT = Path(__file__).parents[3]
COMMAND = [sys.executable, "-m", "epaper"]


class Quiet(SimpleHTTPRequestHandler):
    asked: list[str]

    def do_GET(self) -> None:
        self.asked.append(self.path)
        super().do_GET()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def calendar(tmp_path: Path) -> Iterator[tuple[str, list[str]]]:
    """A site of which nothing but its calendar and a robots.txt can be had."""
    page = tmp_path / "site/html/slwb/2020-03/period.xml"
    page.parent.mkdir(parents=True)
    page.write_bytes(PERIODS)
    (tmp_path / "site/robots.txt").write_text("User-agent: *\nAllow: /\n")
    handler = type("Handler", (Quiet,), {"asked": []})
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(tmp_path / "site"))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}", handler.asked  # type: ignore[attr-defined]
        server.shutdown()


def crawl(archive: Path, base_url: str, day: str) -> tuple[int, str, Issue | None]:
    options = ["--date", day, "--base-url", base_url, "--archive", str(archive), "-s", "DOWNLOAD_DELAY=0"]
    done = subprocess.run([*COMMAND, "crawl", "slwb", *options], cwd=ROOT, capture_output=True, text=True, check=False)
    return done.returncode, done.stderr, published_issue(archive / f"slwb/2020/{day}")


def test_a_date_it_does_not_list_is_proved(calendar: tuple[str, list[str]], tmp_path: Path) -> None:
    base_url, asked = calendar
    status, told, issue = crawl(tmp_path / "archive", base_url, "2020-03-16")
    assert issue is not None
    assert (status, issue.status) == (0, "not_published"), told
    assert issue.proof == "https://epaper.invalid/html/slwb/2020-03/period.xml"
    assert (issue.account.pages.expected, issue.account.missing) == (0, ())
    assert asked[1:] == ["/html/slwb/2020-03-16/1.html", "/html/slwb/2020-03/period.xml"]
    assert crawl(tmp_path / "archive", base_url, "2020-03-16")[0] == 0
    assert len(asked) == 3  # settled: nothing is asked again


def test_a_date_it_lists_stays_unknown(calendar: tuple[str, list[str]], tmp_path: Path) -> None:
    status, _, issue = crawl(tmp_path / "archive", calendar[0], "2020-03-17")
    assert issue is not None
    assert (status, issue.status, issue.proof) == (3, "unknown", None)
    assert [one.reason for one in issue.account.missing] == ["http_404"]
