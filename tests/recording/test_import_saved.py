"""Pages that a person saved, beside what the site sent: they complete an issue, and hide nothing of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.issues.history import read_history
from archive.issues.reader import articles
from tests.account.issues import corrected, crawl
from tests.epaper.commands.runs import epaper
from tests.press import Fault, Kind, Press, edited_paper, printed_files
from tests.recording.bodies import imported
from tests.recording.crawling import DAY, XMWB, folder_of, published_bytes, status_of

PAPER = edited_paper(XMWB, DAY, seed=54, pages=2, articles=3)
STORY = PAPER.sheets[1].stories[0]
CORRECTION = "更正：昨天本版所刊时间有误。"
ID = f"xmwb-{DAY}-a-{STORY.source_id}"
BESIDE = "1 capture kept beside what the site sent, which answers where it is whole."


@pytest.fixture
def press() -> Iterator[Press]:
    with Press([corrected(PAPER, STORY, CORRECTION)]) as press:
        yield press


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    """The article as it was before it was corrected."""
    path = tmp_path / "disk" / STORY.path.lstrip("/")
    path.parent.mkdir(parents=True)
    path.write_bytes(printed_files(PAPER)[STORY.path])
    return path


def text(archive: Path) -> str:
    return next(one.text or "" for one in articles(folder_of(archive)) if one.source_id == STORY.source_id)


@pytest.mark.parametrize("is_saved_first", [False, True])
def test_it_hides_nothing_that_the_site_sent(archive: Path, press: Press, saved: Path, is_saved_first: bool) -> None:
    """Nobody knows when it was saved."""
    if is_saved_first:
        assert BESIDE not in imported(archive, saved).said
        assert crawl(press, archive, "--date", str(DAY)).status == 0
    else:
        assert crawl(press, archive, "--date", str(DAY)).status == 0
        before = published_bytes(folder_of(archive))
        done = imported(archive, saved)
        assert (done.status, BESIDE in done.said) == (0, True), done.said
        assert published_bytes(folder_of(archive)) == before
        assert BESIDE not in imported(archive, saved).said
    assert CORRECTION in text(archive)
    assert list(read_history(folder_of(archive))) == []
    assert epaper("reparse", "xmwb", "--archive", archive, cwd=archive).status == 0
    assert CORRECTION in text(archive)
    other = archive / "other"
    other.mkdir()
    imported(other, folder_of(archive) / "captures.warc.gz")
    assert published_bytes(folder_of(other)) == published_bytes(folder_of(archive))
    assert epaper("verify", "xmwb", "--archive", archive, cwd=archive).status == 0


@pytest.mark.parametrize("kind", [Kind.NOT_FOUND, Kind.SOFT_404, Kind.TRUNCATED])
def test_it_answers_where_the_site_sent_nothing_whole(archive: Path, press: Press, saved: Path, kind: Kind) -> None:
    press.faults[STORY.path] = Fault(kind=kind)
    assert crawl(press, archive, "--date", str(DAY)).status == 3
    assert imported(archive, saved).status == 0
    assert status_of(folder_of(archive)) == "complete"
    assert CORRECTION not in text(archive)


def test_it_is_shown_as_what_no_site_sent(archive: Path, press: Press, saved: Path) -> None:
    assert crawl(press, archive, "--date", str(DAY)).status == 0
    imported(archive, saved)
    (captured, kept) = [
        line
        for line in epaper("show", ID, "--archive", archive, cwd=archive).stdout.splitlines()
        if line.startswith(("captured", "imported"))
    ]
    assert " status 200 sha256:" in captured
    assert ("status" in kept, ", no response sha256:" in kept) == (False, True)
    assert "。" in epaper("show", ID, "--raw", "--archive", archive, cwd=archive).stdout
