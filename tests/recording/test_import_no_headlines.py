"""A text without the headlines of its page says of one article that it is there, and of no other that it is not."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.issues.reader import pages, published_issue
from tests.account.issues import crawl, flip_capture
from tests.epaper.commands.runs import epaper
from tests.press import Fault, Kind, Press, edited_paper
from tests.recording.bodies import imported, written
from tests.recording.crawling import DAY, XMWB, folder_of, published_bytes, record_bytes

PAPER = edited_paper(XMWB, DAY, seed=41, pages=3, articles=3, quirks=frozenset())
PAGE = PAPER.sheets[1]
STORY = PAGE.stories[0]


@pytest.fixture
def press() -> Iterator[Press]:
    with Press([PAPER]) as press:
        yield press


@pytest.fixture
def text(tmp_path: Path) -> Path:
    label = f"第{PAGE.label}版:{PAGE.name} {DAY}"
    return written(tmp_path / "a.txt", label, "", STORY.headline or "", "", STORY.text or "")


def test_a_page_of_such_a_text_alone_is_not_counted(press: Press, archive: Path, text: Path) -> None:
    press.faults[PAGE.path] = Fault(kind=Kind.NOT_FOUND)
    assert crawl(press, archive, "--date", str(DAY)).status == 3
    done = imported(archive, text)
    assert f"page {PAGE.label}: more articles, their number unknown" in " ".join(done.said.split())
    issue = published_issue(folder_of(archive))
    assert issue is not None
    assert (issue.status, issue.account.uncounted_pages, issue.account.flags) == ("partial", (PAGE.label,), {})
    page_id = f"{issue.id}-p{PAGE.token}"
    shown = epaper("show", page_id, "--archive", archive, cwd=archive).stdout
    assert "A text of it shows no headlines of its page." in shown
    assert epaper("verify", "--archive", archive, cwd=archive).status == 0
    press.faults.clear()
    assert crawl(press, archive, "--date", str(DAY)).status == 0
    assert [one.url for one in pages(folder_of(archive)) if one.url is None] == []


def test_such_a_text_takes_no_page_away(press: Press, archive: Path, text: Path) -> None:
    """The capture of the page is damaged, and the site withdrew it: the text is no page in its place."""
    assert crawl(press, archive, "--date", str(DAY)).status == 0
    folder = folder_of(archive)
    whole, records = published_bytes(folder), record_bytes(folder)
    flip_capture(folder, PAGE.path)
    press.faults[PAGE.path] = Fault(kind=Kind.NOT_FOUND)
    time.sleep(1)  # a capture says to the second when it was made
    for command in ("crawl", "import"):
        run = crawl(press, archive, "--gaps", "--until", str(DAY)) if command == "crawl" else imported(archive, text)
        assert (run.status, "What is published stays" in run.said) == (3, True), run.said
        assert record_bytes(folder) == records
        issue = published_issue(folder)
        assert issue is not None
        assert (issue.status, "withheld" in issue.account.flags) == ("partial", True)
    press.faults.clear()
    assert crawl(press, archive, "--gaps", "--until", str(DAY)).status == 0
    issue = published_issue(folder)
    assert issue is not None
    assert issue.status == "complete"
    assert published_bytes(folder)["pages.jsonl"] == whole["pages.jsonl"]
