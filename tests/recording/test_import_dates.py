"""Dates on which no issue can be out: refused of whatever says them, and mended where an older version took them."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from archive.captures.store import Captures
from archive.captures.text_address import HandPlacement, text_address
from crawler.planning.gaps import found_gaps
from tests.conftest import TODAY
from tests.crawler.spiders.truth import address
from tests.epaper.commands.runs import epaper
from tests.press import edited_paper, printed_files
from tests.recording.bodies import BODY, BUTTONS, HEAD, HEADLINE, imported, wet, written
from tests.recording.crawling import DAY, XMWB, folder_of, status_of
from tests.recording.web_archives import Foreign, foreign

EARLY, LATE = date(1999, 2, 10), date(2031, 3, 15)
WHY = {
    EARLY: "1999-02-10 is too early: 新民晚报 (xmwb) is known from 2019-01-02 on.",
    LATE: f"2031-03-15 is in the future; in Shanghai it is {TODAY}.",
}
NOT_OUT = "of a date before the newspaper's first issue, or in the future."
PLAIN = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning")


def of(day: date) -> list[str]:
    """The lines of a whole text of that date."""
    return [line.replace(str(DAY), str(day)) for line in (*HEAD, *BODY, *BUTTONS)]


@pytest.mark.parametrize("day", [EARLY, LATE])
def test_a_text_that_says_one_is_refused(archive: Path, tmp_path: Path, day: date) -> None:
    path = written(tmp_path / "whole.txt", *of(day))
    done = imported(archive, path)
    assert (done.status, f"{path}: {WHY[day]}" in done.said) == (3, True), done.said
    assert list(archive.iterdir()) == []


@PLAIN
@pytest.mark.parametrize("day", [EARLY, LATE])
def test_an_address_that_says_one_is_passed_over(archive: Path, tmp_path: Path, day: date) -> None:
    paper = edited_paper(XMWB, day, seed=3, pages=1, articles=2)
    pages = {address(where): body for where, body in printed_files(paper).items() if where.endswith(".html")}
    text = wet(tmp_path / "a.warc.wet.gz", *of(day), address=f"https://paper.xinmin.cn/html/xmwb/{day}/2-3/92381.html")
    ours = tmp_path / "ours.warc.gz"
    with Foreign(ours) as file:
        placement = HandPlacement(issue_date=day, edition="a", page_token="3", headline=HEADLINE)  # noqa: S106
        body = "\n".join(BODY).encode()
        file.record(text_address(body, placement), "conversion", body)
    done = imported(archive, foreign(tmp_path / "a.warc.gz", pages), text, ours)
    assert (done.status, f"{len(pages) + 2} records passed over: {NOT_OUT}" in done.said) == (3, True), done.said
    assert list(archive.iterdir()) == []


@pytest.mark.parametrize("day", [EARLY, LATE])
def test_a_saved_page_of_one_is_refused(archive: Path, tmp_path: Path, day: date) -> None:
    path = tmp_path / "html" / "xmwb" / str(day) / "1.html"
    path.parent.mkdir(parents=True)
    written(path, "<html><body><div>第1版</div></body></html>")
    done = imported(archive, path)
    assert (done.status, f"{path}: {NOT_OUT}" in done.said) == (3, True), done.said
    assert list(archive.iterdir()) == []


@PLAIN
@pytest.mark.parametrize("day", [EARLY, LATE])
def test_what_a_page_announces_is_taken_in_whatever_date_its_address_says(
    archive: Path, tmp_path: Path, day: date
) -> None:
    paper = edited_paper(XMWB, DAY, seed=3, pages=2, articles=2)
    own = paper.sheets[0].stories[0].path
    odd = own.replace(str(DAY), str(day))
    pages = {address(where): body for where, body in printed_files(paper).items() if where.endswith(".html")}
    pages = {url: body.replace(own.encode(), odd.encode()) for url, body in pages.items()}
    pages[address(odd)] = pages.pop(address(own))
    done = imported(archive, foreign(tmp_path / "a.warc.gz", pages))
    assert (done.status, status_of(folder_of(archive))) == (0, "complete"), done.said
    assert not folder_of(archive, day).exists()


@pytest.fixture
def older(archive: Path) -> Path:
    """An archive into which an older version took a text of each, beside one of a date on which an issue was out."""
    for day in (EARLY, DAY, LATE):
        with Captures(folder_of(archive, day)) as captures:
            text = "\n".join(of(day)).encode()
            captures.add_document(text_address(text), kind="conversion", mime="text/plain", body=text)
    return archive


def test_what_is_recorded_of_one_is_parsed_again(older: Path) -> None:
    done = epaper("reparse", "xmwb", "--archive", older, cwd=older)
    assert (done.status, "3 issues, 3 articles parsed again" in done.said) == (0, True), done.said
    assert [status_of(folder_of(older, day)) for day in (EARLY, DAY, LATE)] == ["partial"] * 3


def test_it_is_a_gap_and_no_date_between_is(older: Path) -> None:
    from crawler import clock
    from crawler.sites.xmwb import NEWSPAPER

    epaper("reparse", "xmwb", "--archive", older, cwd=older)
    gaps = [issue.issue_date for issue in found_gaps(NEWSPAPER, older, None, None, clock.now()).issues]
    assert (gaps[:2], gaps[-1]) == ([EARLY, DAY], LATE)
    assert len(gaps) == (TODAY - DAY).days + 2  # today is not out
    with (folder_of(older, LATE) / "pages.jsonl").open("a") as file:
        file.write("x\n")
    (late,) = found_gaps(NEWSPAPER, older, LATE, LATE, clock.now()).issues
    assert late.issue_date == LATE


def test_status_counts_it_and_no_date_between(older: Path) -> None:
    epaper("reparse", "xmwb", "--archive", older, cwd=older)
    (told,) = epaper("status", "xmwb", "--archive", older, "--json", cwd=older).records
    days = [day["issue_date"] for day in told["days"]]
    assert (days[:2], days[-1]) == ([str(EARLY), str(DAY)], str(LATE))
    assert told["counts"]["partial"] == 3
    assert told["longest_hole"]["last"] == str(TODAY - timedelta(days=1))
