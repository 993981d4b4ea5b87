"""What is missing, and why: the newest word of the captures, imported together or one after the other."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive.issues.reader import published_issue
from tests.crawler.spiders.truth import address
from tests.epaper.commands.runs import epaper
from tests.press import edited_paper, printed_files
from tests.recording.crawling import DAY, XMWB, folder_of, published_bytes
from tests.recording.web_archives import CAPTURED, Foreign

pytestmark = [
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),  # warcio leaves its own files open
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]
PAPER = edited_paper(XMWB, DAY, seed=52, pages=2, articles=3)
STORY = PAPER.sheets[1].stories[0].path
MOVED, GONE = "302 Found", "404 Not Found"


def issue_with(path: Path, status: str) -> Path:
    """The issue, of which one article answers with ``status``."""
    with Foreign(path) as file:
        for name, body in printed_files(PAPER).items():
            if name.endswith(".html") and name != STORY:
                file.response(address(name), body)
        answer(file, status)
    return path


def newer_answer(path: Path, status: str) -> Path:
    with Foreign(path) as file:
        file.captured = CAPTURED.replace("2020-03-15", "2020-03-18")
        answer(file, status)
    return path


def answer(file: Foreign, status: str) -> None:
    headers = [("Location", "https://paper.xinmin.cn/")] if status == MOVED else []
    file.response(address(STORY), b"<html>\xe6\x97\xa0</html>", status, headers=headers)


def imported(archive: Path, *files: Path) -> None:
    done = epaper("import", "xmwb", *files, "--archive", archive, cwd=archive.parent)
    assert done.status == 0, done.said


def reasons(archive: Path) -> list[str]:
    issue = published_issue(folder_of(archive))
    assert issue is not None
    return [one.reason for one in issue.account.missing]


@pytest.mark.parametrize(
    ("first", "then", "reason"), [(MOVED, GONE, "http_404"), (GONE, MOVED, "redirected_elsewhere")]
)
def test_the_newest_answer_says_why_an_article_is_missing(tmp_path: Path, first: str, then: str, reason: str) -> None:
    older, newer = issue_with(tmp_path / "older.warc.gz", first), newer_answer(tmp_path / "newer.warc.gz", then)
    imported(tmp_path / "at once", older, newer)
    imported(tmp_path / "apart", older)
    assert reasons(tmp_path / "apart") != [reason]
    imported(tmp_path / "apart", newer)
    assert reasons(tmp_path / "at once") == reasons(tmp_path / "apart") == [reason]
    assert published_bytes(tmp_path / "apart") == published_bytes(tmp_path / "at once")


def test_an_older_answer_that_comes_later_changes_nothing(tmp_path: Path) -> None:
    imported(tmp_path / "archive", newer_answer(tmp_path / "newer.warc.gz", GONE))
    imported(tmp_path / "archive", issue_with(tmp_path / "older.warc.gz", MOVED))
    assert reasons(tmp_path / "archive") == ["http_404"]


def test_what_was_not_recorded_offline_is_no_reason_once_it_is(tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    with Foreign(tmp_path / "pages.warc.gz") as file:
        for sheet in PAPER.sheets:
            file.response(address(sheet.path), printed_files(PAPER)[sheet.path])
    imported(archive, tmp_path / "pages.warc.gz")
    epaper("crawl", "xmwb", "--date", DAY, "--offline", "--archive", archive, cwd=tmp_path)
    assert set(reasons(archive)) == {"not_recorded"}
    imported(archive, issue_with(tmp_path / "issue.warc.gz", GONE))
    assert reasons(archive) == ["http_404"]
