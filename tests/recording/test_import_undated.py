"""Records of web archives of which nobody knows when they were captured: they give way to what has a date."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.captures.index import read_index
from archive.issues.history import read_history
from archive.issues.reader import articles
from tests.account.issues import corrected, crawl
from tests.epaper.commands.runs import epaper
from tests.press import Paper, Press, edited_paper, printed_files
from tests.recording.bodies import imported
from tests.recording.crawling import DAY, XMWB, folder_of, published_bytes, whole_records
from tests.recording.web_archives import Foreign

pytestmark = [
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),  # warcio leaves its own files open
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]
PAPER = edited_paper(XMWB, DAY, seed=41, pages=2, articles=2)
STORY = PAPER.sheets[1].stories[0]
HOME = "https://paper.xinmin.cn"
WORDS = "更正：昨天本版所刊时间有误。"
CORRECTED = corrected(PAPER, STORY, WORDS)
OLDER = {STORY.path: printed_files(PAPER)[STORY.path]}


@pytest.fixture
def press() -> Iterator[Press]:
    with Press([CORRECTED]) as press:
        yield press


def dated(path: Path, captured: str, bodies: dict[str, bytes]) -> Path:
    with Foreign(path) as file:
        file.captured = captured
        for name, body in bodies.items():
            file.response(f"{HOME}{name}", body)
    return path


def pages_of(paper: Paper) -> dict[str, bytes]:
    return {name: body for name, body in printed_files(paper).items() if name.endswith(".html")}


def has_correction(archive: Path) -> bool:
    return any(WORDS in (one.text or "") for one in articles(folder_of(archive)))


@pytest.mark.parametrize("captured", ["garbage", "1971-01-01T00:00:00Z", "2060-01-01T00:00:00Z"])
def test_they_replace_nothing_that_the_site_sent(press: Press, tmp_path: Path, captured: str) -> None:
    """Nor does the history tell of a correction. The bytes are kept."""
    archive = tmp_path / "output"
    assert crawl(press, archive, "--date", str(DAY)).status == 0
    before, captures = published_bytes(folder_of(archive)), len(whole_records(folder_of(archive)))
    assert imported(archive, dated(tmp_path / "a.warc.gz", captured, OLDER)).status == 0
    assert published_bytes(folder_of(archive)) == before
    assert len(whole_records(folder_of(archive))) == captures + 1
    assert read_history(folder_of(archive)) == []
    assert epaper("reparse", "xmwb", "--archive", archive, cwd=tmp_path).status == 0
    assert published_bytes(folder_of(archive)) == before
    assert epaper("verify", "--archive", archive, cwd=tmp_path).status == 0


@pytest.mark.parametrize("is_first", [True, False])
def test_before_or_after_a_web_archive_with_dates_it_is_the_same(tmp_path: Path, is_first: bool) -> None:
    archive = tmp_path / "output"
    archive.mkdir()
    undated = dated(tmp_path / "a.warc.gz", "garbage", OLDER)
    good = dated(tmp_path / "b.warc.gz", "2024-03-15T00:00:00Z", pages_of(CORRECTED))
    for file in (undated, good) if is_first else (good, undated):
        imported(archive, file)
    assert (has_correction(archive), read_history(folder_of(archive))) == (True, [])


def test_alone_they_answer_until_a_date_is_known(press: Press, tmp_path: Path) -> None:
    """What the site sends is recorded whole, as the other may be left out: also where it is the same."""
    archive = tmp_path / "output"
    archive.mkdir()
    assert imported(archive, dated(tmp_path / "a.warc.gz", "garbage", pages_of(PAPER))).status == 0
    assert not has_correction(archive)
    assert all(one.is_undated for one in read_index(folder_of(archive)))
    assert crawl(press, archive, "--date", str(DAY), "--refresh").status == 0
    assert has_correction(archive)
    crawled = [one for one in read_index(folder_of(archive)) if not one.is_undated]
    assert len(crawled) >= len(pages_of(PAPER))
    assert not any(one.is_revisit for one in crawled)
    assert read_history(folder_of(archive)) == []


def test_captures_of_ours_say_it_when_they_are_imported(tmp_path: Path) -> None:
    archive, other = tmp_path / "output", tmp_path / "other"
    for one in (archive, other):
        one.mkdir()
    imported(archive, dated(tmp_path / "a.warc.gz", "garbage", pages_of(PAPER)))
    imported(other, folder_of(archive) / "captures.warc.gz")
    assert all(one.is_undated for one in read_index(folder_of(other)))
    assert published_bytes(folder_of(other)) == published_bytes(folder_of(archive))
