"""Captures dated when nothing can have been captured: they come in without their date, and older archives hold some."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import pytest

from archive.captures.dates import warc_date
from archive.captures.index import read_index
from archive.captures.store import Captures
from archive.issues.history import read_history
from archive.issues.reader import articles
from archive.record.identifiers import IssueKey
from tests.account.issues import corrected, crawl
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


def record(folder: Path, bodies: Mapping[str, bytes], captured: str) -> None:
    """Captures as an older archive holds them."""
    with Captures(folder) as captures:
        for path, body in bodies.items():
            captures.add_response(
                address(path), request=None, status_line="HTTP/1.1 200 OK", headers=[], body=body, date=captured
            )


def texts(folder: Path) -> list[str]:
    return [one.text or "" for one in articles(folder)]


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


@pytest.mark.parametrize("captured", ["1970-01-01T00:00:00Z", "garbage"])
def test_imported_again_they_are_known(archive: Path, tmp_path: Path, captured: str) -> None:
    """Also where the file holds two versions of a page: dated to each import, they would come and go."""
    with Foreign(tmp_path / "a.warc.gz") as file:
        file.captured = captured
        for bodies in (OLD_NEWS, BODIES):
            for path, body in bodies.items():
                file.response(address(path), body)
    for expected in ("captures imported into 1 issue.", *["Nothing new: "] * 2):
        done = epaper("import", "xmwb", tmp_path / "a.warc.gz", "--archive", archive, cwd=tmp_path)
        assert (done.status, expected in done.said) == (0, True), done.said
    assert len(whole_records(folder_of(archive))) == 1 + 2 * len(BODIES)
    assert not any("旧闻" in text for text in texts(folder_of(archive)))
    changed = [one for one in read_history(folder_of(archive)) if one.kind == "article"]
    assert len(changed) == 2 * len(texts(folder_of(archive)))


@pytest.mark.parametrize("captured", DATES)
def test_an_archive_that_holds_them_is_crawled_and_read(archive: Path, site: str, captured: str) -> None:
    """And what is crawled later wins, also when it is parsed again."""
    record(folder_of(archive), OLD_NEWS, captured)
    assert run(archive, site, date=str(DAY), pictures="0").status == 0
    assert run(archive, site, date=str(DAY), pictures="0", refresh="1").status == 0
    assert status_of(folder_of(archive)) == "complete"
    read = texts(folder_of(archive))
    assert not any("旧闻" in text for text in read)
    changed = next(articles(folder_of(archive))).id
    wacz = ("export", "wacz", "xmwb", str(DAY), "--to", "issue.wacz")
    for command in (("reparse", "xmwb", "--workers", "1"), ("verify",), ("history", changed), ("show", changed), wacz):
        assert epaper(*command, "--archive", archive, cwd=archive).status == 0, command
    assert texts(folder_of(archive)) == read


def test_a_correction_dated_by_a_clock_that_was_ahead_is_read_again(archive: Path) -> None:
    """Whatever the clock says by then: the same captures give the same issue."""
    for bodies, captured in ((OLD_NEWS, "2026-11-20T10:00:00Z"), (BODIES, "2049-01-01T00:00:00Z")):
        record(folder_of(archive), bodies, captured)
    assert epaper("reparse", "xmwb", "--workers", "1", "--archive", archive, cwd=archive).status == 0
    assert not any("旧闻" in text for text in texts(folder_of(archive)))


@pytest.mark.parametrize("captured", ["9999-12-31T23:59:59Z", "0001-01-01T00:00:00+14:00", "garbage"])
def test_a_correction_whose_record_is_damaged_is_asked_for_again(archive: Path, captured: str) -> None:
    folder, story, words = folder_of(archive), PAPER.sheets[1].stories[1], "昨天本版所刊时间有误。"
    record(folder, OLD_NEWS, captured)
    with Press([PAPER]) as press:
        assert crawl(press, archive, "--date", str(DAY), "--refresh").status == 0
        time.sleep(1.1)  # dates are to the second
        press.publish(corrected(PAPER, story, words))
        for _ in range(2):
            assert crawl(press, archive, "--date", str(DAY), "--refresh").status == 0
            assert len(list(read_history(folder))) == 2 * len(texts(folder)) + 1
        (*_, last) = (one for one in whole_records(folder) if one.type == "response" and one.url == address(story.path))
        with (folder / "captures.warc.gz").open("r+b") as file:
            file.seek(last.offset + last.length // 2)
            file.write(b"\x00\xff\x00")
        crawl(press, archive, "--gaps", "--from", str(DAY), "--until", str(DAY))
    assert any(words in text for text in texts(folder))
    assert epaper("verify", "xmwb", "--archive", archive, cwd=archive).status == 0


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


def test_a_clock_that_was_ahead_hides_nothing_that_is_crawled_later(archive: Path, site: str) -> None:
    """The file only grows: what a crawl writes was captured after all that lies before it. What is ahead is noted."""
    record(folder_of(archive), OLD_NEWS, "2049-12-30T00:00:00Z")
    assert run(archive, site, date=str(DAY), pictures="0", refresh="1").status == 0
    new = texts(folder_of(archive))
    assert not any("旧闻" in text for text in new)
    assert epaper("reparse", "xmwb", "--archive", archive, cwd=archive).status == 0
    assert texts(folder_of(archive)) == new
    verified = epaper("verify", "--archive", archive, cwd=archive)
    number = f"{len(OLD_NEWS)} of {len(read_index(folder_of(archive)))} captures"
    what = f"{number} are dated later than now, up to 2049-12-30T00:00:00Z: a clock was ahead"
    assert (verified.status, what in verified.said) == (0, True), verified.said


def test_what_is_imported_goes_by_its_date(archive: Path, tmp_path: Path, site: str) -> None:
    """Of two machines nobody knows whose clock was right."""
    assert run(archive, site, date=str(DAY), pictures="0").status == 0
    new = texts(folder_of(archive))
    with Foreign(tmp_path / "a.warc.gz") as file:
        for path, body in OLD_NEWS.items():
            file.response(address(path), body)
    assert epaper("import", "xmwb", tmp_path / "a.warc.gz", "--archive", archive, cwd=tmp_path).status == 0
    assert texts(folder_of(archive)) == new
