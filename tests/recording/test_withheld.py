"""Crawls over an issue that is published: none of them loses what it did not read again, and each says so."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.issues.reader import articles, published_issue
from tests.account.issues import crawl, without
from tests.epaper.commands.runs import Run, epaper
from tests.press import Fault, Kind, Press, edited_paper
from tests.recording.crawling import DAY, XMWB, folder_of, published_bytes

PAPER = edited_paper(XMWB, DAY, seed=41, pages=3, articles=3)
STORY = PAPER.sheets[1].stories[1]
OTHER = PAPER.sheets[2].stories[0]
TEXT = """2024年11月27日 星期三

修伞的人

第9版：社区 2020-03-15

修伞的人

巷口的伞摊收了，修伞的人说明天还来。
"""


@pytest.fixture
def press() -> Iterator[Press]:
    with Press([PAPER]) as press:
        yield press


@pytest.fixture
def archive(press: Press, tmp_path: Path) -> Path:
    """The issue, complete."""
    archive = tmp_path / "output"
    assert crawled(press, archive).status == 0
    return archive


def crawled(press: Press, archive: Path, *options: str) -> Run:
    return crawl(press, archive, "--date", str(DAY), *options)


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        (Kind.SOFT_404, "soft_404"),
        (Kind.EMPTY, "empty_response"),
        (Kind.BLOCK_PAGE, "block_page"),
        (Kind.TRUNCATED, "truncated_response"),
        (Kind.REDIRECT_OFF_SITE, "redirected_off_site"),
    ],
)
def test_a_refresh_that_gets_something_else_is_withheld_and_says_what_it_lost(
    press: Press, archive: Path, kind: Kind, reason: str
) -> None:
    folder = folder_of(archive)
    before = published_bytes(folder)
    press.faults[STORY.path] = Fault(kind=kind)
    done = crawled(press, archive, "--refresh", "-s", "EPAPER_STOP_WHEN_BLOCKED=0")
    assert done.status == 3
    line = f"{DAY}: 1 article that is published has not been read again ({reason} ×1): https://paper.xinmin.cn{STORY.path}."
    assert line in done.said
    assert "Of 1 issue what is published stays" in done.said
    assert published_bytes(folder) == before
    press.faults.clear()
    assert crawled(press, archive, "--refresh").status == 0
    assert published_bytes(folder) == before


@pytest.mark.parametrize("kind", [Kind.NOT_FOUND, Kind.SERVER_ERROR, Kind.RESET])
def test_where_a_refresh_gets_an_error_the_recorded_success_answers(press: Press, archive: Path, kind: Kind) -> None:
    before = published_bytes(folder_of(archive))
    press.faults[STORY.path] = Fault(kind=kind)
    done = crawled(press, archive, "--refresh")
    assert (done.status, "What is published stays" in done.said) == (0, False)
    assert published_bytes(folder_of(archive)) == before


def test_a_page_that_came_to_say_that_there_is_none_hides_no_article_from_a_new_parser(
    press: Press, archive: Path
) -> None:
    """The capture that gave the article is still there, behind one that does not."""
    before = published_bytes(folder_of(archive))
    press.faults[STORY.path] = Fault(kind=Kind.SOFT_404)
    crawled(press, archive, "--refresh")
    done = epaper("reparse", "xmwb", "--archive", archive, cwd=archive.parent)
    assert (done.status, "(soft_404 ×1)" in done.said) == (3, True)
    assert published_bytes(folder_of(archive)) == before


def test_what_no_page_lists_any_more_is_read_from_its_capture(press: Press, archive: Path) -> None:
    """Also by a later crawl, which asks for nothing that is recorded."""
    press.faults[OTHER.path] = Fault(kind=Kind.NOT_FOUND)
    (folder_of(archive) / "issue.json").unlink()
    folder_of(archive).joinpath("captures.warc.gz").unlink()
    assert crawled(press, archive).status == 3  # partial
    press.publish(without(PAPER, STORY))
    for options in (("--refresh",), ()):
        done = crawled(press, archive, *options)
        assert (done.status, "What is published stays" in done.said) == (3, False)
        assert STORY.source_id in [one.source_id for one in articles(folder_of(archive))]


def test_what_was_imported_is_not_lost_to_a_crawl(press: Press, tmp_path: Path) -> None:
    """The crawl alone has not read it; what is recorded is read with it. Reasons of the network's survive that."""
    archive = tmp_path / "output"
    text = tmp_path / "text.txt"
    text.write_text(TEXT, encoding="utf-8")
    assert epaper("import", "xmwb", text, "--archive", archive, cwd=tmp_path).status == 0
    press.faults[STORY.path] = Fault(kind=Kind.RESET)
    done = crawled(press, archive)
    assert (done.status, "What is published stays" in done.said) == (3, False)
    issue = published_issue(folder_of(archive))
    assert issue is not None
    missing = [(one.headline, one.reason) for one in issue.account.missing]
    assert missing == [(STORY.headline, "network_error")]
    assert "修伞的人" in [one.headline for one in articles(folder_of(archive))]
