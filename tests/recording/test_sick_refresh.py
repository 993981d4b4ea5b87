"""A partial issue is refreshed while the site is sick: once it is well, what is missing is asked for again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.account.issues import asked_since, crawl, run, without
from tests.epaper.commands.runs import Run
from tests.press import Fault, Kind, Press, edited_paper
from tests.recording.crawling import DAY, XMWB, folder_of, status_of

PAPER = edited_paper(XMWB, DAY, seed=41, pages=3, articles=2)
PAGE = PAPER.sheets[1]
STORY = PAPER.sheets[2].stories[0]
GAPS = ("--gaps", "--until", str(DAY))


@pytest.fixture
def press() -> Iterator[Press]:
    with Press([PAPER, edited_paper(XMWB, DAY.replace(day=DAY.day + 1), seed=42, pages=3, articles=2)]) as press:
        yield press


def crawled(press: Press, archive: Path, faults: dict[str, Fault], *options: str) -> Run:
    press.faults.clear()
    press.faults.update(faults)
    return crawl(press, archive, *(options or ("--date", str(DAY))))


@pytest.mark.parametrize("again", [GAPS, ("--date", str(DAY))], ids=["gaps", "date"])
@pytest.mark.parametrize(
    ("path", "first", "then"),
    [
        (PAGE.path, Kind.NOT_FOUND, Kind.SOFT_404),
        (PAGE.path, Kind.SERVER_ERROR, Kind.LATEST_SILENTLY),
        (STORY.path, Kind.NOT_FOUND, Kind.SOFT_404),
        (STORY.path, Kind.SOFT_404, Kind.LATEST_SILENTLY),
    ],
)
def test_what_was_missing_is_asked_for_once_the_site_is_well(
    press: Press, tmp_path: Path, path: str, first: Kind, then: Kind, again: tuple[str, ...]
) -> None:
    """No page announces it as it was recorded last."""
    archive = tmp_path / "output"
    assert crawled(press, archive, {path: Fault(kind=first)}).status == 3
    sick = {"/html/*": Fault(kind=then)}
    assert crawled(press, archive, sick, "--date", str(DAY), "--refresh").status == 3
    start = len(press.requests)
    assert crawled(press, archive, {}, *again).status == 0
    below = {story.path for story in PAGE.stories} if path == PAGE.path else set()
    assert asked_since(press, start) == sorted({path, *below})
    assert status_of(folder_of(archive)) == "complete"


def test_what_no_page_announces_any_more_is_not_asked_for_by_a_refresh(press: Press, tmp_path: Path) -> None:
    """The newspaper took a dead link off its page: nothing is lacking then, and the captures say the same."""
    archive = tmp_path / "output"
    faults = {STORY.path: Fault(kind=Kind.SOFT_404)}
    assert crawled(press, archive, faults).status == 3
    press.publish(without(PAPER, STORY))
    assert crawled(press, archive, faults, "--date", str(DAY), "--refresh").status == 0
    assert status_of(folder_of(archive)) == "complete"
    assert run("reparse", "xmwb", "--archive", archive, cwd=tmp_path).status == 0
    assert status_of(folder_of(archive)) == "complete"
