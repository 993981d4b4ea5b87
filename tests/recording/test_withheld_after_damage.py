"""Captures are lost or damaged, and the site answers with something else meanwhile: what is published stays."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.issues.reader import published_issue
from tests.account.issues import corrected, crawl, flip_capture
from tests.epaper.commands.runs import Run, epaper
from tests.press import Fault, Kind, Press, edited_paper
from tests.recording.bodies import imported
from tests.recording.crawling import DAY, XMWB, folder_of, published_bytes, record_bytes, status_of
from tests.recording.web_archives import foreign, with_soft_404

PAPER = edited_paper(XMWB, DAY, seed=41, pages=2, articles=2)
PAGE = PAPER.sheets[1]
STORY = PAGE.stories[0]


@pytest.fixture
def press() -> Iterator[Press]:
    latest = edited_paper(XMWB, DAY.replace(day=DAY.day + 1), seed=42, pages=2, articles=2)
    with Press([PAPER, latest]) as press:
        yield press


@pytest.fixture
def archive(press: Press, tmp_path: Path) -> Path:
    """The issue, complete."""
    archive = tmp_path / "output"
    assert crawl(press, archive, "--date", str(DAY)).status == 0
    time.sleep(1)  # a capture says to the second when it was made
    return archive


def mended(press: Press, archive: Path) -> Run:
    return crawl(press, archive, "--gaps", "--until", str(DAY))


def without_captures(archive: Path) -> None:
    for path in folder_of(archive).glob("captures.*"):
        path.unlink()


@pytest.mark.parametrize(
    ("damage", "path", "kind"),
    [
        ("lost", STORY.path, Kind.SOFT_404),
        ("lost", PAGE.path, Kind.LATEST_SILENTLY),
        ("lost", "/html/*", Kind.SOFT_404),
        ("flipped", STORY.path, Kind.EMPTY),
        ("flipped", PAGE.path, Kind.SOFT_404),
    ],
)
def test_the_mending_of_captures_takes_no_record_away(
    press: Press, archive: Path, damage: str, path: str, kind: Kind
) -> None:
    """However often it is tried; and once the site is well, the issue is what it was."""
    folder = folder_of(archive)
    before, records = published_bytes(folder), record_bytes(folder)
    if damage == "lost":
        without_captures(archive)
    else:
        flip_capture(folder, path)
    press.faults[path] = Fault(kind=kind)
    for _ in range(2):
        done = mended(press, archive)
        assert (done.status, "What is published stays" in done.said) == (3, True)
        assert record_bytes(folder) == records
        issue = published_issue(folder)
        assert issue is not None
        assert (issue.status, "withheld" in issue.account.flags) == ("partial", True)
        time.sleep(1)
    press.faults.clear()
    assert mended(press, archive).status == 0
    assert published_bytes(folder) == before
    assert epaper("verify", "--archive", archive, cwd=archive.parent).status == 0


def test_of_what_was_captured_anew_that_alone_is_asked_for_again_which_does_not_show_the_record(
    press: Press, archive: Path
) -> None:
    """What was withheld did not write down which it refused. The log says what to do; `verify` and `status` agree."""
    without_captures(archive)
    press.faults[STORY.path] = Fault(kind=Kind.SOFT_404)
    mended(press, archive)
    for _ in range(2):
        press.requests.clear()
        done = mended(press, archive)
        assert [one.path for one in press.requests if one.path != "/robots.txt"] == [STORY.path]
        assert "if the site has it no more, delete issue.json to have the rest published" in done.said
        assert "Run the same command again" not in done.said
    verified = epaper("verify", "--json", "--archive", archive, cwd=archive.parent)
    (note,) = verified.records
    assert (verified.status, note["kind"], note["where"]) == (0, "note", "issue.json")
    assert note["what"] == "partial: a later reading waits, for it lacks 1 of these records"
    (folder_of(archive) / "issue.json").unlink()
    assert crawl(press, archive, "--date", str(DAY)).status == 3
    assert status_of(folder_of(archive)) == "partial"
    assert crawl(press, archive, "--date", str(DAY)).said.count("waits") == 0


def test_a_copy_without_the_dates_of_files_keeps_what_has_no_capture_any_more(press: Press, archive: Path) -> None:
    """As by cp -r, or from git: every file is newer than every capture."""
    without_captures(archive)
    press.faults[STORY.path] = Fault(kind=Kind.SOFT_404)
    mended(press, archive)
    time.sleep(1)
    copied = shutil.copytree(archive, archive.with_name("copied"), copy_function=shutil.copyfile)
    records = record_bytes(folder_of(archive))
    for command in (("reparse", "xmwb"), ("crawl", "xmwb", "--date", str(DAY), "--offline")):
        done = epaper(*command, "--archive", copied, cwd=archive.parent)
        assert (done.status, "What is published stays" in done.said) == (3, True)
        assert record_bytes(folder_of(copied)) == records
    assert epaper("verify", "--archive", copied, cwd=archive.parent).status == 0
    press.faults.clear()
    assert mended(press, copied).status == 0
    assert record_bytes(folder_of(copied)) == records


def test_a_comparison_withholds_what_a_reparse_would(press: Press, archive: Path) -> None:
    """What is captured since the publication counts alike: the copy that is compared keeps the dates of its files."""
    issue, kept = folder_of(archive) / "issue.json", archive / "issue.json"
    shutil.copy2(issue, kept)
    without_captures(archive)
    press.faults[STORY.path] = Fault(kind=Kind.SOFT_404)
    assert mended(press, archive).status == 3
    shutil.move(kept, issue)  # as if that crawl had been killed before it published
    before = record_bytes(folder_of(archive))
    for options in (("--diff",), ()):
        done = epaper("reparse", "xmwb", *options, "--archive", archive, cwd=archive.parent)
        assert (done.status, "What is published stays" in done.said, "disappear" in done.said) == (3, True, False)
        assert ("1 issue would be withheld; nothing was written." in done.said) is ("--diff" in options)
    assert record_bytes(folder_of(archive)) == before


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning")  # warcio's
def test_an_older_web_archive_that_lacks_an_article_takes_it_away_from_no_issue(
    press: Press, archive: Path, tmp_path: Path
) -> None:
    """Its captures are dated before the publication; they are none that were read for it."""
    before, records = published_bytes(folder_of(archive)), record_bytes(folder_of(archive))
    without_captures(archive)
    done = imported(archive, foreign(tmp_path / "old.warc.gz", with_soft_404(PAPER, STORY.path)))
    assert (done.status, "What is published stays" in done.said) == (3, True), done.said
    for _ in range(2):
        done = epaper("reparse", "xmwb", "--archive", archive, cwd=archive.parent)
        assert (done.status, record_bytes(folder_of(archive))) == (3, records), done.said
    done = mended(press, archive)
    assert (done.status, published_bytes(folder_of(archive))) == (0, before), done.said


def test_a_correction_whose_capture_is_damaged_stays_though_the_site_has_withdrawn_the_article(
    press: Press, archive: Path
) -> None:
    """The captures show the text before it, which is no longer what the newspaper said."""
    press.publish(corrected(PAPER, STORY, "更正：昨天本版所刊时间有误。"))
    assert crawl(press, archive, "--date", str(DAY), "--refresh").status == 0
    folder = folder_of(archive)
    before, records = published_bytes(folder), record_bytes(folder)
    flip_capture(folder, STORY.path, -1)
    press.faults[STORY.path] = Fault(kind=Kind.NOT_FOUND)
    for _ in range(2):
        done = mended(press, archive)
        assert (done.status, "What is published stays" in done.said) == (3, True), done.said
        assert record_bytes(folder) == records
        time.sleep(1)
    press.faults.clear()
    done = mended(press, archive)
    assert (done.status, published_bytes(folder)) == (0, before), done.said
