"""A text that stands in two issues, whatever made it so: ``verify`` names it, one ``crawl --gaps`` settles it."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from datetime import timedelta
from multiprocessing import get_context
from pathlib import Path

import pytest

from archive.captures.index import read_index
from archive.captures.text_address import HandPlacement
from archive.issues.reader import articles
from crawler.sites import newspaper
from epaper.offline.importing import Importer
from tests.account.issues import crawl, flip
from tests.epaper.commands.runs import Run, epaper
from tests.press import Press, edited_paper
from tests.recording.bodies import BODY, imported, written
from tests.recording.crawling import DAY, XMWB, folder_of, published_bytes

HEADLINE = "桥上的灯"
NEXT = DAY + timedelta(days=1)
GAPS = ("--gaps", "--from", str(DAY), "--until", str(NEXT))
NAMED = f"xmwb/{DAY} captures.warc.gz: the text '{HEADLINE}' stands in {NEXT} too, where it was placed last"


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    folder = tmp_path / "output"
    folder.mkdir()
    return folder


@pytest.fixture
def body(tmp_path: Path) -> Path:
    return written(tmp_path / "body.txt", *BODY[:3])


def placed(archive: Path, body: Path, day: object) -> Run:
    return imported(archive, body, "--date", str(day), "--page", "3", "--headline", HEADLINE)


def verified(archive: Path) -> Run:
    return epaper("verify", "xmwb", "--archive", archive, cwd=archive.parent)


def mended(archive: Path, *options: str) -> Run:
    return epaper("crawl", "xmwb", *GAPS, *options, "--offline", "--archive", archive, cwd=archive.parent)


def headlines(archive: Path) -> list[list[str | None]]:
    """Of both issues."""
    return [[one.headline for one in articles(folder_of(archive, day))] for day in (DAY, NEXT)]


def killed_half_way(archive: Path, body: Path) -> None:
    """Move a text to another issue, and die when it is recorded there and not noted where it stood."""
    placement = HandPlacement(issue_date=NEXT, page_token="3", headline=HEADLINE)  # noqa: S106
    with Importer(archive, [newspaper("xmwb")], placement) as importer:
        importer.add(body)
        close: Callable[[], None] = importer._close_captures  # noqa: SLF001

        def closed() -> None:
            is_recorded = importer._captures is not None  # noqa: SLF001
            close()
            if is_recorded:
                os.kill(os.getpid(), signal.SIGKILL)

        importer._close_captures = closed  # type: ignore[method-assign]  # noqa: SLF001
        importer.file()


def test_a_move_that_was_killed_half_way(archive: Path, body: Path) -> None:
    placed(archive, body, DAY)
    process = get_context("spawn").Process(target=killed_half_way, args=(archive, body))
    process.start()
    process.join()
    assert process.exitcode == -signal.SIGKILL
    told = verified(archive)
    assert (told.status, NAMED in told.said) == (3, True), told.said
    mended(archive)
    assert headlines(archive) == [[], [HEADLINE]]
    assert verified(archive).status == 0
    before = published_bytes(archive)
    assert "Nothing new" in placed(archive, body, NEXT).said
    assert published_bytes(archive) == before


def test_one_whose_issue_from_before_has_lost_its_captures(archive: Path, body: Path) -> None:
    """The site gives the rest of that issue again: nothing of it waits behind the text."""
    paper = edited_paper(XMWB, DAY, seed=41, pages=2, articles=2)
    placed(archive, body, DAY)
    with Press([paper]) as press:
        assert crawl(press, archive, "--date", str(DAY)).status == 3  # the text's page is none of the site's
        whole = headlines(archive)[0]
        for path in folder_of(archive).glob("captures.*"):
            path.unlink()
        assert placed(archive, body, NEXT).status == 0
        assert headlines(archive) == [whole, [HEADLINE]]
        told = verified(archive)
        assert (told.status, NAMED in told.said) == (3, True), told.said
        crawl(press, archive, *GAPS)
        whole.remove(HEADLINE)
        assert (len(whole), headlines(archive)) == (4, [whole, [HEADLINE]])
        told = verified(archive)
        assert told.status == 0, told.said


def test_one_that_waits_already_since_its_captures_were_lost(archive: Path, body: Path) -> None:
    """As an archive of an older version has it: the issue is withheld, its captures are whole and sealed."""
    other = written(body.with_name("other.txt"), BODY[1], "另有一段，二十来字，说的是江边的事情。")
    imported(archive, other, "--date", str(DAY), "--page", "9", "--headline", "江边")
    placed(archive, body, DAY)
    for path in folder_of(archive).glob("captures.*"):
        path.unlink()
    assert imported(archive, other, "--date", str(DAY), "--page", "9", "--headline", "江边").status == 3
    placed(archive, body, NEXT)
    assert NAMED in verified(archive).said
    mended(archive)
    assert headlines(archive) == [["江边"], [HEADLINE]]
    assert verified(archive).status == 0


def test_one_that_stands_elsewhere_in_an_issue_that_was_not_asked_for(archive: Path, body: Path) -> None:
    """Of the dates that were asked for, the issue that it has left tells it; the other one is right as it is."""
    placed(archive, body, DAY)
    before = [path.read_bytes() for path in sorted(folder_of(archive).iterdir())], sorted(folder_of(archive).iterdir())
    placed(archive, body, NEXT)
    for path, data in zip(before[1], before[0], strict=True):  # a copy from before
        path.write_bytes(data)
    for day, status in ((DAY, 3), (NEXT, 0)):
        told = epaper("verify", "xmwb", "--from", str(day), "--until", str(day), "--archive", archive, cwd=archive)
        assert (told.status, NAMED in told.said) == (status, status == 3), told.said


def test_an_index_from_before_hides_no_text(archive: Path, body: Path) -> None:
    other = written(body.with_name("other.txt"), BODY[1], "另有一段，二十来字，说的是江边的事情。")
    imported(archive, other, "--date", str(DAY), "--page", "9", "--headline", "江边")
    index = (folder_of(archive) / "captures.cdxj").read_bytes()
    placed(archive, body, DAY)
    (folder_of(archive) / "captures.cdxj").write_bytes(index)  # put back later than the captures were written
    placed(archive, body, NEXT)
    assert headlines(archive) == [["江边"], [HEADLINE]]


def test_where_the_last_capture_of_it_is_damaged_it_stays_where_it_stood(archive: Path, body: Path) -> None:
    placed(archive, body, DAY)
    older = {path: path.read_bytes() for path in folder_of(archive).iterdir()}
    placed(archive, body, NEXT)
    for path, data in older.items():
        path.write_bytes(data)
    (entry,) = read_index(folder_of(archive, NEXT))
    flip(folder_of(archive, NEXT) / "captures.warc.gz", entry.offset + entry.length // 2)
    mended(archive)
    mended(archive)
    assert headlines(archive) == [[HEADLINE], []]
    assert verified(archive).status == 0
