"""What others captured more than once has a history like what was crawled more than once."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from archive.captures.index import read_index
from archive.captures.seal import HISTORY_FILE
from archive.issues.history import read_history
from archive.issues.reader import articles
from tests.account.issues import corrected, crawl, flip
from tests.crawler.spiders.truth import address
from tests.epaper.commands.runs import epaper
from tests.press import Fault, Kind, Press, edited_paper, printed_files
from tests.recording.crawling import DAY, XMWB, folder_of, published_bytes
from tests.recording.web_archives import Foreign

pytestmark = [
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),  # warcio leaves its own files open
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]
PAPER = edited_paper(XMWB, DAY, seed=52, pages=2, articles=3)
STORY = PAPER.sheets[1].stories[0]
CORRECTION = "更正：昨天本版所刊时间有误。"
NEWER = corrected(PAPER, STORY, CORRECTION)
URL = address(STORY.path)


def web_archive(path: Path, day: str, pages: dict[str, bytes], status: str = "200 OK") -> Path:
    with Foreign(path) as file:
        file.captured = f"{day}T04:00:00Z"
        for url, body in pages.items():
            file.response(url, body, status)
    return path


@pytest.fixture
def older(tmp_path: Path) -> Path:
    pages = {address(path): body for path, body in printed_files(PAPER).items() if path.endswith(".html")}
    return web_archive(tmp_path / "older.warc.gz", "2020-03-16", pages)


@pytest.fixture
def newer(tmp_path: Path) -> Path:
    return web_archive(tmp_path / "newer.warc.gz", "2020-03-17", {URL: printed_files(NEWER)[STORY.path]})


def imported(archive: Path, *files: Path) -> None:
    for file in files:
        done = epaper("import", "xmwb", file, "--archive", archive, cwd=archive.parent)
        assert done.status == 0, done.said


def told(archive: Path) -> list[tuple[str, str, str]]:
    return [(one.state, one.first_seen[:10], one.last_seen[:10]) for one in read_history(folder_of(archive))]


def text(archive: Path) -> str:
    return next(one.text or "" for one in articles(folder_of(archive)) if one.source_id == STORY.source_id)


@pytest.mark.parametrize("is_reversed", [False, True])
def test_an_imported_correction_is_told_and_its_loss_is_named(
    tmp_path: Path, older: Path, newer: Path, is_reversed: bool
) -> None:
    archive = tmp_path / "output"
    archive.mkdir()
    imported(archive, *((newer, older) if is_reversed else (older, newer)))
    folder = folder_of(archive)
    assert told(archive) == [("printed", "2020-03-16", "2020-03-16"), ("printed", "2020-03-17", "2020-03-17")]
    assert CORRECTION in text(archive)
    before = published_bytes(folder)
    history = (folder / HISTORY_FILE).read_bytes()
    (folder / HISTORY_FILE).unlink()
    assert epaper("reparse", "xmwb", "--archive", archive, cwd=tmp_path).status == 0
    assert (folder / HISTORY_FILE).read_bytes() == history
    (lost,) = [one for one in read_index(folder) if one.url == URL and one.date.startswith("2020-03-17")]
    flip(folder / "captures.warc.gz", lost.offset + lost.length // 2)
    with Press([NEWER]) as press:
        assert crawl(press, archive, "--gaps", "--from", str(DAY), "--until", str(DAY), "--no-pictures").status == 0
        assert [one.path for one in press.requests if one.path != "/robots.txt"] == [STORY.path]
    assert published_bytes(folder) == before
    assert epaper("verify", "xmwb", "--archive", archive, cwd=tmp_path).status == 0


def test_an_imported_withdrawal_is_told(tmp_path: Path, older: Path) -> None:
    archive = tmp_path / "output"
    archive.mkdir()
    gone = web_archive(tmp_path / "gone.warc.gz", "2020-03-18", {URL: b"<html>404</html>"}, "404 Not Found")
    imported(archive, older, gone)
    assert told(archive) == [("printed", "2020-03-16", "2020-03-16"), ("withdrawn", "2020-03-18", "2020-03-18")]


def test_captures_of_ours_bring_their_history_along(tmp_path: Path) -> None:
    archive, other = tmp_path / "output", tmp_path / "other"
    other.mkdir()
    with Press([PAPER]) as press:
        assert crawl(press, archive, "--date", str(DAY), "--no-pictures").status == 0
        press.publish(NEWER)
        assert crawl(press, archive, "--date", str(DAY), "--no-pictures", "--refresh").status == 0
    history = (folder_of(archive) / HISTORY_FILE).read_bytes()
    imported(other, folder_of(archive) / "captures.warc.gz")
    assert (folder_of(other) / HISTORY_FILE).read_bytes() == history


def test_what_was_given_back_unchanged_is_told(tmp_path: Path) -> None:
    """The captures have a `revisit` of it, which holds no body."""
    archive, other = tmp_path / "output", tmp_path / "other"
    other.mkdir()
    with Press([PAPER]) as press:
        assert crawl(press, archive, "--date", str(DAY), "--no-pictures").status == 0
        for is_gone in (True, False):
            time.sleep(1.1)  # dates are to the second
            press.faults = {STORY.path: Fault(kind=Kind.NOT_FOUND)} if is_gone else {}
            assert crawl(press, archive, "--date", str(DAY), "--no-pictures", "--refresh").status == 0
    assert [state for state, *_ in told(archive)] == ["printed", "withdrawn", "printed"]
    for _ in range(2):
        imported(other, folder_of(archive) / "captures.warc.gz")
        assert published_bytes(folder_of(other)) == published_bytes(folder_of(archive))
        assert (folder_of(other) / HISTORY_FILE).read_bytes() == (folder_of(archive) / HISTORY_FILE).read_bytes()
    assert entries(other) == entries(archive)


def entries(archive: Path) -> list[tuple[str, str, str, bool]]:
    index = [one for one in read_index(folder_of(archive)) if not one.url.endswith("/robots.txt")]
    return sorted((one.url, one.date, one.sha256, one.is_revisit) for one in index)


def test_a_revisit_of_others_stands_for_what_it_refers_to(tmp_path: Path, older: Path) -> None:
    """Where that is in the same file, with the same status; of others nobody knows what they gave."""
    archive, body = tmp_path / "output", printed_files(PAPER)[STORY.path]
    archive.mkdir()
    imported(archive, older)
    with Foreign(tmp_path / "a.warc.gz") as file:
        for day, step in (
            ("17", lambda: file.response(URL, b"<html>404</html>", "404 Not Found", "")),
            ("18", lambda: file.revisit(URL, body)),  # of what comes later in the file, or in another one
            ("19", lambda: file.response(URL, body, encoding="")),
            ("20", lambda: file.revisit(URL, b"<html>404</html>", "404 Not Found")),
            ("21", lambda: file.revisit(URL, body)),
            ("22", lambda: file.revisit(URL, body, "304 Not Modified")),
        ):
            file.captured = f"2020-03-{day}T04:00:00Z"
            step()
    done = epaper("import", "xmwb", tmp_path / "a.warc.gz", "--archive", archive, cwd=tmp_path)
    assert "2 records passed over: revisit record." in done.said
    assert told(archive) == [
        ("printed", "2020-03-16", "2020-03-16"),
        ("withdrawn", "2020-03-17", "2020-03-17"),
        ("printed", "2020-03-19", "2020-03-19"),
        ("withdrawn", "2020-03-20", "2020-03-20"),
        ("printed", "2020-03-21", "2020-03-21"),
    ]
