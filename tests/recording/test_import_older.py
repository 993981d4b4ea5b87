"""A web archive with the text before a correction is imported: the correction stays, though its capture is lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.issues.reader import articles
from tests.account.issues import asked_since, corrected, crawl, flip_capture
from tests.epaper.commands.runs import epaper
from tests.press import Fault, Kind, Press, edited_paper, printed_files
from tests.recording.bodies import imported
from tests.recording.crawling import DAY, XMWB, folder_of, published_bytes, status_of
from tests.recording.web_archives import foreign

pytestmark = [
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),  # warcio leaves its own files open
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]
PAPER = edited_paper(XMWB, DAY, seed=41, pages=2, articles=2)
STORY = PAPER.sheets[1].stories[0]
URL = f"https://paper.xinmin.cn{STORY.path}"
WORDS = "更正：昨天本版所刊时间有误。"
CORRECTED = corrected(PAPER, STORY, WORDS)
OLDER = {URL: printed_files(PAPER)[STORY.path]}
GAPS = ("--gaps", "--until", str(DAY))


@pytest.fixture
def press() -> Iterator[Press]:
    with Press([CORRECTED]) as press:
        yield press


@pytest.fixture
def archive(press: Press, tmp_path: Path) -> Path:
    """The issue as it was corrected, captured once; the capture of the correction is damaged."""
    archive = tmp_path / "output"
    assert crawl(press, archive, "--date", str(DAY)).status == 0
    flip_capture(folder_of(archive), STORY.path)
    return archive


def has_correction(archive: Path) -> bool:
    return any(WORDS in (one.text or "") for one in articles(folder_of(archive)))


def test_it_takes_no_correction_back(press: Press, archive: Path, tmp_path: Path) -> None:
    """It waits; and what the site has, a crawl gets."""
    before = published_bytes(folder_of(archive))
    done = imported(archive, foreign(tmp_path / "old.warc.gz", OLDER))
    assert (done.status, has_correction(archive)) == (3, True)
    assert f"1 article that is published has no capture any more: {URL}. What is published stays." in done.said
    start = len(press.requests)
    assert crawl(press, archive, *GAPS).status == 0
    assert asked_since(press, start) == [STORY.path]
    assert published_bytes(folder_of(archive)) == before
    assert epaper("verify", "xmwb", "--archive", archive, cwd=tmp_path).status == 0


def test_it_stays_where_the_site_has_the_article_no_more(press: Press, archive: Path, tmp_path: Path) -> None:
    imported(archive, foreign(tmp_path / "old.warc.gz", OLDER))
    press.faults[STORY.path] = Fault(kind=Kind.NOT_FOUND)
    for _ in range(2):
        assert crawl(press, archive, *GAPS).status == 3
        assert (has_correction(archive), status_of(folder_of(archive))) == (True, "partial")


def test_what_the_site_shows_after_it_is_published(press: Press, archive: Path, tmp_path: Path) -> None:
    """Also if that is what the older web archive holds: the newspaper took its correction back."""
    imported(archive, foreign(tmp_path / "old.warc.gz", OLDER))
    press.publish(PAPER)
    assert crawl(press, archive, *GAPS).status == 0
    assert (has_correction(archive), status_of(folder_of(archive))) == (False, "complete")


def test_the_same_text_stands_for_a_lost_capture(archive: Path, tmp_path: Path) -> None:
    """However old the web archive is: nothing is lost."""
    before = published_bytes(folder_of(archive))
    done = imported(archive, foreign(tmp_path / "old.warc.gz", {URL: printed_files(CORRECTED)[STORY.path]}))
    assert (done.status, published_bytes(folder_of(archive))) == (0, before)
