"""Captures dated when nothing can have been captured: they come in without their date, and older archives hold some."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from archive.captures.dates import warc_date
from archive.captures.store import Captures
from archive.issues.reader import articles
from archive.record.identifiers import IssueKey
from tests.crawler.spiders.truth import address
from tests.epaper.commands.runs import epaper
from tests.press import Press, edited_paper, printed_files
from tests.recording.crawling import DAY, XMWB, folder_of, run, status_of, whole_records
from tests.recording.web_archives import Foreign

pytestmark = [
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),  # warcio leaves its own files open
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]
PAPER = edited_paper(XMWB, DAY, seed=70, pages=2, articles=3)
BODIES = {path: body for path, body in printed_files(PAPER).items() if path.endswith(".html")}
OLD_NEWS = {path: body.replace("。".encode(), "，旧闻。".encode()) for path, body in BODIES.items()}
DATES = [
    "9999-12-31T23:59:59Z",
    "9999-12-31T23:59:59-14:00",
    "2099-01-01T00:00:00Z",
    "0999-01-01T00:00:00Z",
    "0001-01-01T00:00:00+14:00",
    "garbage",
]


@pytest.fixture
def site() -> Iterator[str]:
    with Press([PAPER]) as press:
        yield press.base_url


@pytest.mark.parametrize("captured", DATES)
def test_an_import_gives_them_the_date_of_the_import(archive: Path, tmp_path: Path, captured: str) -> None:
    before = warc_date()
    with Foreign(tmp_path / "a.warc.gz") as file:
        for path, body in BODIES.items():
            file.captured = captured
            file.response(address(path), body)
    done = epaper("import", "xmwb", tmp_path / "a.warc.gz", "--archive", archive, cwd=tmp_path)
    assert done.status == 0, done.stderr
    assert f"{len(BODIES)} captures imported into 1 issue." in done.said
    assert all(before <= one.date <= warc_date() for one in whole_records(folder_of(archive)))


@pytest.mark.parametrize("captured", DATES)
def test_an_archive_that_holds_them_is_crawled_and_read(archive: Path, site: str, captured: str) -> None:
    """And what is crawled later wins, also when it is parsed again."""
    with Captures(folder_of(archive)) as captures:
        for path, body in OLD_NEWS.items():
            captures.add_response(
                address(path), request=None, status_line="HTTP/1.1 200 OK", headers=[], body=body, date=captured
            )
    assert run(archive, site, date=str(DAY), pictures="0").status == 0
    assert run(archive, site, date=str(DAY), pictures="0", refresh="1").status == 0
    assert status_of(folder_of(archive)) == "complete"
    texts = [one.text for one in articles(folder_of(archive))]
    assert not any("旧闻" in (text or "") for text in texts)
    changed = next(articles(folder_of(archive))).id
    wacz = ("export", "wacz", "xmwb", str(DAY), "--to", "issue.wacz")
    for command in (("reparse", "xmwb", "--workers", "1"), ("verify",), ("history", changed), ("show", changed), wacz):
        assert epaper(*command, "--archive", archive, cwd=archive).status == 0, command
    assert [one.text for one in articles(folder_of(archive))] == texts


CALENDAR = b"<periodlist><period><period_date>2020-03-13</period_date></period></periodlist>"


@pytest.mark.parametrize("kind", ["response", "resource"])
def test_an_imported_calendar_without_a_date_proves_nothing(archive: Path, tmp_path: Path, kind: str) -> None:
    """Dated to the import, it would be one of a month that is over."""
    site = "https://epaper.invalid/html/slwb/2020-03"
    with Foreign(tmp_path / "a.warc.gz") as file:
        file.response(f"{site}-16/1.html", b"404", status="404 Not Found")
        file.captured = "2099-01-01T00:00:00Z"
        if kind == "response":
            file.response(f"{site}/period.xml", CALENDAR, mime="text/xml")
        else:
            file.record(f"{site}/period.xml", "resource", CALENDAR)
    done = epaper("import", "slwb", tmp_path / "a.warc.gz", "--archive", archive, cwd=tmp_path)
    assert done.status == 0, done.stderr
    assert status_of(IssueKey("slwb", date(2020, 3, 16)).folder(archive)) == "unknown"
    assert ("1 record passed over: a calendar without the date" in done.said) is (kind == "response")


@pytest.mark.parametrize("captured", DATES)
@pytest.mark.parametrize("command", ["crawl", "reparse"])
def test_a_calendar_captured_nobody_knows_when_proves_nothing(archive: Path, captured: str, command: str) -> None:
    folder = IssueKey("slwb", date(2020, 3, 16)).folder(archive)
    with Captures(folder) as captures:
        for path, status, body in (
            ("2020-03-16/1.html", "404 Not Found", b"404"),
            ("2020-03/period.xml", "200 OK", CALENDAR),
        ):
            url, line = f"https://epaper.invalid/html/slwb/{path}", f"HTTP/1.1 {status}"
            captures.add_response(url, request=None, status_line=line, headers=[], body=body, date=captured)
    options = ("--date", "2020-03-16", "--offline") if command == "crawl" else ()
    done = epaper(command, "slwb", *options, "--archive", archive, cwd=archive)
    assert (done.status, status_of(folder)) == (3 if command == "crawl" else 0, "unknown"), done.stderr
