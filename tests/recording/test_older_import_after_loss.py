"""An issue lost captures; an older web archive is imported that shows something else in the place of an article.

What is published stays, whichever captures were lost, whenever the import is killed, until the article is got again.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from archive.captures.repair import mend_captures
from tests.account.issues import crawl, flip_capture
from tests.crawler.spiders.truth import address
from tests.epaper.commands.runs import Run, environment, epaper
from tests.press import Fault, Kind, Press, edited_paper
from tests.recording.bodies import imported
from tests.recording.crawling import DAY, XMWB, folder_of, published_bytes, record_bytes
from tests.recording.web_archives import SOFT_404, foreign, with_soft_404

pytestmark = [
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),  # warcio leaves its own files open
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]
PAPER = edited_paper(XMWB, DAY, seed=41, pages=2, articles=2)
STORY = PAPER.sheets[1].stories[0]
KILLED = """
import os, signal, sys
from archive.issues import writer
from pipelines import write
at = sys.argv.pop(1)
setattr(write if at == "publish" else writer, at, lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL))
from epaper.__main__ import main
main()
"""


@pytest.fixture
def press() -> Iterator[Press]:
    with Press([PAPER]) as press:
        yield press


@pytest.fixture
def archive(press: Press, tmp_path: Path) -> Path:
    archive = tmp_path / "output"
    assert crawl(press, archive, "--date", str(DAY)).status == 0
    return archive


def older(folder: Path, *, is_alone: bool = False, instead: str = STORY.path) -> Path:
    """A web archive of that day: a soft 404 stands in the place of the article; ``is_alone``: nothing else is in it."""
    pages = {address(instead): SOFT_404} if is_alone else with_soft_404(PAPER, instead)
    return foreign(folder / "old.warc.gz", pages)


def mended(press: Press, archive: Path) -> Run:
    return crawl(press, archive, "--gaps", "--from", str(DAY), "--until", str(DAY))


def killed(archive: Path, at: str, *words: str | Path) -> None:
    line = [sys.executable, "-c", KILLED, at, *map(str, words), "--archive", str(archive)]
    done = subprocess.run(line, cwd=archive.parent, env=environment(), capture_output=True, timeout=60, check=False)
    assert done.returncode == -9, done.stderr


def all_lost(folder: Path) -> None:
    for path in folder.glob("captures.*"):
        path.unlink()


def seal_left(folder: Path) -> None:
    (folder / "captures.warc.gz").unlink()


def cut(folder: Path) -> None:
    path = folder / "captures.warc.gz"
    path.write_bytes(path.read_bytes()[:-60])


def flipped(folder: Path) -> None:
    flip_capture(folder, STORY.path)


@pytest.mark.parametrize(
    ("instead", "is_alone"),
    [(STORY.path, False), (PAPER.sheets[1].path, False), (STORY.path, True)],
    ids=["article", "page", "article-alone"],
)
@pytest.mark.parametrize("damage", [all_lost, seal_left, cut, flipped])
def test_it_takes_nothing_away(
    press: Press, archive: Path, tmp_path: Path, damage: Callable[[Path], None], is_alone: bool, instead: str
) -> None:
    folder = folder_of(archive)
    before, records = published_bytes(folder), record_bytes(folder)
    damage(folder)
    imported(archive, older(tmp_path, is_alone=is_alone, instead=instead))
    assert record_bytes(folder) == records
    epaper("reparse", "xmwb", "--archive", archive, cwd=archive.parent)
    assert record_bytes(folder) == records
    done = mended(press, archive)
    assert (done.status, published_bytes(folder)) == (0, before), done.said
    assert epaper("verify", "--archive", archive, cwd=archive.parent).status == 0


def test_a_reading_that_was_withheld_before_does_not_matter(press: Press, archive: Path, tmp_path: Path) -> None:
    folder = folder_of(archive)
    before, records = published_bytes(folder), record_bytes(folder)
    flipped(folder)
    press.faults[STORY.path] = Fault(kind=Kind.RESET)
    assert mended(press, archive).status == 3
    imported(archive, older(tmp_path, is_alone=True))
    assert record_bytes(folder) == records
    press.faults.clear()
    done = mended(press, archive)
    assert (done.status, published_bytes(folder)) == (0, before), done.said


@pytest.mark.parametrize("at", ["_issue_that_stays", "seal_as_read"])
def test_killed_while_a_reading_is_withheld_it_is_told_by_verify(
    press: Press, archive: Path, tmp_path: Path, at: str
) -> None:
    folder = folder_of(archive)
    before, records = published_bytes(folder), record_bytes(folder)
    all_lost(folder)
    killed(archive, at, "import", "xmwb", older(tmp_path))
    assert epaper("verify", "--archive", archive, cwd=archive.parent).status == 3
    assert epaper("reparse", "xmwb", "--archive", archive, cwd=archive.parent).status == 3
    assert record_bytes(folder) == records
    done = mended(press, archive)
    assert (done.status, published_bytes(folder)) == (0, before), done.said


def test_without_a_seal_a_killed_import_is_told_by_verify_too(archive: Path, tmp_path: Path) -> None:
    (folder_of(archive) / "captures.seal").unlink()
    killed(archive, "publish", "import", "xmwb", older(tmp_path, is_alone=True))
    verified = epaper("verify", "--archive", archive, cwd=archive.parent)
    assert (verified.status, "captures not read yet" in verified.said) == (3, True), verified.said


def test_a_mend_that_is_killed_shifts_no_place(press: Press, archive: Path, tmp_path: Path) -> None:
    """Between the captures and their seal: the next one does not know what lay where."""
    folder = folder_of(archive)
    records = record_bytes(folder)
    flipped(folder)
    imported(archive, older(tmp_path, is_alone=True))  # withheld
    flip_capture(folder, PAPER.sheets[0].stories[0].path)
    seals = {name: (folder / name).read_bytes() for name in ("captures.seal", "captures.cdxj")}
    assert mend_captures(folder) > 0
    for name, data in seals.items():  # as a kill leaves them
        (folder / name).write_bytes(data)
    press.faults[STORY.path] = Fault(kind=Kind.RESET)
    for _ in range(2):
        assert mended(press, archive).status == 3
        assert record_bytes(folder) == records
