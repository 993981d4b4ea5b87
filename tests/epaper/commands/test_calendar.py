"""A date that the publisher's calendar does not list: proved, at the price of two requests."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import date
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from archive.captures.store import Captures
from archive.issues.reader import published_issue
from archive.record.identifiers import IssueKey
from archive.record.issue import Issue
from tests.conftest import NOON
from tests.crawler.platforms.test_calendars import PERIODS
from tests.epaper.commands.runs import epaper
from tests.press import Title, edited_paper, printed_files

NOBODY = "http://127.0.0.1:9"  # the port discard, at which nobody listens
CALENDAR = "https://epaper.invalid/html/slwb/2020-03/period.xml"


class Quiet(SimpleHTTPRequestHandler):
    asked: list[str]

    def do_GET(self) -> None:
        self.asked.append(self.path)
        super().do_GET()

    def log_message(self, *_: object) -> None:
        pass


Calendar = tuple[str, list[str]]


@pytest.fixture
def calendar(tmp_path: Path) -> Iterator[Calendar]:
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


def crawl(archive: Path, base_url: str, day: str, now: str = NOON, *more: str) -> tuple[int, str, Issue | None]:
    options = ["--date", day, "--base-url", base_url, "--archive", archive, "-s", "DOWNLOAD_DELAY=0", *more]
    done = epaper("crawl", "slwb", *options, cwd=archive.parent, now=now)
    return done.status, done.stderr, published_issue(archive / f"slwb/2020/{day}")


def test_a_date_it_does_not_list_is_proved(calendar: Calendar, tmp_path: Path) -> None:
    base_url, asked = calendar
    status, told, issue = crawl(tmp_path / "archive", base_url, "2020-03-16")
    assert issue is not None
    assert (status, issue.status) == (0, "not_published"), told
    assert issue.proof == CALENDAR
    assert (issue.account.pages.expected, issue.account.missing) == (0, ())
    assert asked[1:] == ["/html/slwb/2020-03-16/1.html", "/html/slwb/2020-03/period.xml"]
    assert crawl(tmp_path / "archive", base_url, "2020-03-16")[0] == 0
    assert len(asked) == 3  # settled: nothing is asked again


def test_what_was_proved_is_asked_for_again_at_its_front_alone(calendar: Calendar, tmp_path: Path) -> None:
    """A page that came after all would beat the proof, which stands as it was recorded."""
    base_url, asked = calendar
    crawl(tmp_path / "archive", base_url, "2020-03-16")
    asked.clear()
    status, told, issue = crawl(tmp_path / "archive", base_url, "2020-03-16", NOON, "--refresh")
    assert issue is not None
    assert (status, issue.status, issue.proof) == (0, "not_published", CALENDAR), told
    assert [path for path in asked if path != "/robots.txt"] == ["/html/slwb/2020-03-16/1.html"]


def test_what_was_proved_and_cannot_be_asked_again(calendar: Calendar, tmp_path: Path) -> None:
    """The proof stands as it was recorded; the run is no success."""
    crawl(tmp_path / "archive", calendar[0], "2020-03-16")
    status, told, issue = crawl(tmp_path / "archive", NOBODY, "2020-03-16", NOON, "--refresh")
    assert issue is not None
    assert (status, issue.status, issue.proof) == (3, "not_published", CALENDAR), told
    assert "1 address could not be asked again (network_error ×1)" in told


def test_a_date_it_lists_stays_unknown(calendar: Calendar, tmp_path: Path) -> None:
    status, _, issue = crawl(tmp_path / "archive", calendar[0], "2020-03-17")
    assert issue is not None
    assert (status, issue.status, issue.proof) == (3, "unknown", None)
    assert [one.reason for one in issue.account.missing] == ["http_404"]


def listing(tmp_path: Path, *days: int) -> None:
    """The calendar of March lists these days from now on."""
    periods = "".join(f"<period><period_date>2020-03-{day:02}</period_date></period>" for day in days)
    page = tmp_path / "site/html/slwb/2020-03/period.xml"
    page.write_text(f"<periodlist>{periods}</periodlist>", encoding="utf-8")


@pytest.mark.parametrize("month", ["2019-12", "2020-02", "2020-04", "2019-03"])
def test_a_calendar_of_another_month_proves_nothing(calendar: Calendar, tmp_path: Path, month: str) -> None:
    """At the address of March stands what was printed for another month: nothing is settled."""
    (tmp_path / "site/html/slwb/2020-03/period.xml").write_bytes(PERIODS.replace(b"2020-03", month.encode()))
    base_url, asked = calendar
    for times in (1, 2):
        status, _, issue = crawl(tmp_path / "archive", base_url, "2020-03-16")
        assert issue is not None
        assert (status, issue.status, issue.proof) == (3, "unknown", None)
        assert asked.count("/html/slwb/2020-03/period.xml") == times
    assert epaper("status", "slwb", "--archive", tmp_path / "archive", cwd=tmp_path).status == 3


@pytest.mark.parametrize("odd", ["20200316", "2020-W12-1", "16.3.2020"])
def test_a_calendar_that_is_written_otherwise_proves_nothing_and_the_run_says_why(
    calendar: Calendar, tmp_path: Path, odd: str
) -> None:
    """It may list the very date. A reading of what is recorded comes to the same."""
    page = tmp_path / "site/html/slwb/2020-03/period.xml"
    page.write_bytes(PERIODS.replace(b"</periodlist>", f"<period_date>{odd}</period_date></periodlist>".encode()))
    status, told, issue = crawl(tmp_path / "archive", calendar[0], "2020-03-16")
    assert issue is not None
    assert (status, issue.status, issue.proof) == (3, "unknown", None)
    assert f"refused {CALENDAR}: unknown_layout: it lists {odd!r}, no day written like 2020-03-15" in told
    epaper("reparse", "slwb", "--archive", tmp_path / "archive", cwd=tmp_path)
    again = published_issue(tmp_path / "archive/slwb/2020/2020-03-16")
    assert again is not None
    assert (again.status, again.proof) == ("unknown", None)


def test_at_noon_an_evening_papers_calendar_proves_nothing_of_today(calendar: Calendar, tmp_path: Path) -> None:
    listing(tmp_path, 13, 14, 15)
    archive = tmp_path / "archive"
    assert crawl(archive, calendar[0], "2020-03-16", "2020-03-16T12:00:00+08:00")[::2] == (4, None)
    evening = "2020-03-16T18:00:00+08:00"
    due = epaper("due", "slwb", "--archive", archive, "--days", "0", cwd=tmp_path, now=evening)
    assert "2020-03-16" in due.stdout


def test_what_is_not_listed_yet_may_still_come(calendar: Calendar, tmp_path: Path) -> None:
    listing(tmp_path, 13, 14)
    archive = tmp_path / "archive"
    status, _, issue = crawl(archive, calendar[0], "2020-03-15", "2020-03-16T12:00:00+08:00")
    assert issue is not None
    assert (status, issue.status) == (3, "unknown")
    due = epaper("due", "slwb", "--archive", archive, cwd=tmp_path, now="2020-03-17T12:00:00+08:00")
    assert "2020-03-15" in due.stdout


def recorded(archive: Path, tmp_path: Path) -> None:
    """What a crawl of the 15th recorded on the 16th, at noon."""
    body = (tmp_path / "site/html/slwb/2020-03/period.xml").read_bytes()
    answers = (
        ("https://epaper.invalid/html/slwb/2020-03-15/1.html", "HTTP/1.1 404 Not Found", b"404"),
        (CALENDAR, "HTTP/1.1 200 OK", body),
    )
    with Captures(IssueKey("slwb", date(2020, 3, 15)).folder(archive)) as captures:
        for url, status_line, answer in answers:
            captures.add_response(
                url, request=None, status_line=status_line, headers=[], body=answer, date="2020-03-16T04:00:00Z"
            )


def test_a_recorded_calendar_that_proves_nothing_is_asked_for_again(calendar: Calendar, tmp_path: Path) -> None:
    listing(tmp_path, 13, 14)
    archive = tmp_path / "archive"
    recorded(archive, tmp_path)
    listing(tmp_path, 13, 14, 16)
    status, _, issue = crawl(archive, calendar[0], "2020-03-15", "2020-03-18T12:00:00+08:00")
    assert issue is not None
    assert (status, issue.status, issue.proof) == (0, "not_published", CALENDAR)
    assert calendar[1].count("/html/slwb/2020-03/period.xml") == 1


def test_one_that_proves_it_is_not(calendar: Calendar, tmp_path: Path) -> None:
    listing(tmp_path, 13, 14, 16)
    archive = tmp_path / "archive"
    recorded(archive, tmp_path)
    status, _, issue = crawl(archive, calendar[0], "2020-03-15", "2020-03-18T12:00:00+08:00")
    assert issue is not None
    assert (status, issue.status) == (0, "not_published")
    assert calendar[1] == []


def test_the_same_calendar_proves_it_once_the_month_is_over(calendar: Calendar, tmp_path: Path) -> None:
    listing(tmp_path, 13, 14)
    archive = tmp_path / "archive"
    recorded(archive, tmp_path)
    status, _, issue = crawl(archive, calendar[0], "2020-03-15")
    assert issue is not None
    assert (status, issue.status) == (0, "not_published")
    published = bytes_of(archive)
    assert reparsed(archive) == published  # given again unchanged: the record says on which day


def bytes_of(archive: Path, day: str = "2020-03-15") -> bytes:
    return (archive / f"slwb/2020/{day}/issue.json").read_bytes()


def reparsed(archive: Path, day: str = "2020-03-15") -> bytes:
    (archive / f"slwb/2020/{day}/issue.json").unlink()
    assert epaper("reparse", "slwb", "--archive", archive, cwd=archive.parent).status == 0
    return bytes_of(archive, day)


def test_the_proof_is_read_again_from_the_record(calendar: Calendar, tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    assert crawl(archive, calendar[0], "2020-03-16")[0] == 0
    published = bytes_of(archive, "2020-03-16")
    assert reparsed(archive, "2020-03-16") == published


def test_a_page_found_beats_the_proof(calendar: Calendar, tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    assert crawl(archive, calendar[0], "2020-03-16")[0] == 0
    paper = edited_paper(Title(code="slwb", name="示例晚报"), date(2020, 3, 16), seed=6, pages=2, articles=2)
    saved = tmp_path / "saved"
    for path, body in printed_files(paper).items():
        if path.endswith(".html"):
            (saved / path.lstrip("/")).parent.mkdir(parents=True, exist_ok=True)
            (saved / path.lstrip("/")).write_bytes(body)
    files = sorted(saved.rglob("*.html"))
    assert epaper("import", "slwb", *files, "--archive", archive, cwd=tmp_path).status == 0
    issue = published_issue(archive / "slwb/2020/2020-03-16")
    assert issue is not None
    assert (issue.status, issue.proof, issue.account.articles.found) == ("complete", None, 4)
