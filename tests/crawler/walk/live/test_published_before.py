"""What an issue that was published says of what to ask for: of a damaged file, no more than is its own."""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from archive.captures.index import CaptureEntry
from archive.record.identifiers import IssueKey
from crawler.sites.xmwb import NEWSPAPER
from crawler.walk.live.published_before import doubted_addresses, published_links
from tests.account.issues import crawl, day, folder_of, order, paths_of
from tests.press import Fault, Kind, Press

KEY = IssueKey("xmwb", day(0))
PAPER = order(day(0)).paper()
REFUSED = PAPER.sheets[1].stories[2].path
HOME = "https://paper.xinmin.cn"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    archive = tmp_path_factory.mktemp("published") / "output"
    with Press([PAPER, order(day(1))], faults={REFUSED: Fault(kind=Kind.SOFT_404)}) as press:
        crawl(press, archive, "--from", str(day(0)), "--until", str(day(1)))
    return archive


@pytest.fixture
def folder(whole: Path, tmp_path: Path) -> Path:
    return folder_of(Path(shutil.copytree(whole, tmp_path / "output")), day(0))


def asked(folder: Path, *, with_lacking: bool = False) -> set[str]:
    links = published_links(NEWSPAPER, KEY, folder, with_lacking=with_lacking)
    return {link.url.removeprefix(HOME) for link, _ in links}


def test_everything_published_is_asked_for(folder: Path) -> None:
    assert asked(folder) == paths_of(PAPER) - {REFUSED}
    assert doubted_addresses(NEWSPAPER, folder, []) == {HOME + REFUSED}


def test_what_was_refused_is_asked_for_too_unless_it_was_for_what_was_printed(folder: Path) -> None:
    assert asked(folder, with_lacking=True) == paths_of(PAPER)
    path = folder / "rejected.jsonl"
    path.write_bytes(path.read_bytes().replace(b'"soft_404"', b'"duplicate_id"'))
    assert asked(folder, with_lacking=True) == paths_of(PAPER) - {REFUSED}


def test_what_is_missing_is_asked_for_too(tmp_path: Path) -> None:
    page = PAPER.sheets[1]
    gone = {REFUSED, *(story.path for story in page.stories), page.path}
    with Press([PAPER], faults={page.path: Fault(kind=Kind.NOT_FOUND)}) as press:
        crawl(press, tmp_path / "output", "--date", str(day(0)))
    folder = folder_of(tmp_path / "output", day(0))
    assert asked(folder) == paths_of(PAPER) - gone
    assert asked(folder, with_lacking=True) == paths_of(PAPER) - gone | {page.path}
    (folder / "issue.json").write_bytes(b"{")
    assert asked(folder, with_lacking=True) == paths_of(PAPER) - gone


def test_the_records_of_another_issue_are_nothing_to_ask_for(folder: Path) -> None:
    for name in ("pages.jsonl", "articles.jsonl"):
        shutil.copyfile(folder.with_name(str(day(1))) / name, folder / name)
    assert asked(folder) == set()


def test_lines_behind_a_damaged_one_are_read(folder: Path) -> None:
    path = folder / "articles.jsonl"
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join([b"{\n", *lines[1:]]))
    assert len(asked(folder)) == len(paths_of(PAPER)) - 2


def test_an_address_that_is_not_of_its_identifier_is_not_asked_for(folder: Path) -> None:
    """A flipped bit in it would lead to what this newspaper never printed."""
    path = folder / "articles.jsonl"
    story = PAPER.sheets[0].stories[0]
    wrong = story.path.replace(story.source_id, f"{story.source_id}9")
    path.write_bytes(path.read_bytes().replace(f"{HOME}{story.path}".encode(), f"{HOME}{wrong}".encode(), 1))
    assert asked(folder) == paths_of(PAPER) - {REFUSED, story.path}


def captured(url: str, second: int, payload: str, status: int = 200) -> CaptureEntry:
    moment = f"2020-03-15T04:00:{second:02}Z"
    return CaptureEntry(
        url=url, date=moment, status=status, mime="", sha256=payload, offset=second, length=1, is_crawled=True
    )


def withheld(folder: Path) -> None:
    """Let ``issue.json`` say that a reading waits."""
    path = folder / "issue.json"
    path.write_bytes(path.read_bytes().replace(b'"flags": {', b'"flags": {"withheld": 1', 1))


def test_of_a_withheld_reading_what_gave_more_than_one_payload_is_doubted(folder: Path) -> None:
    (folder / "rejected.jsonl").unlink()
    captures = [
        *(captured("https://once.cn/", 1, "a"), captured("https://error.cn/", 1, "a")),
        *(captured("https://same.cn/", second, "a") for second in (1, 2)),
        *(captured("https://other.cn/", second, payload) for second, payload in ((1, "a"), (2, "b"), (3, "a"))),
        captured("https://error.cn/", 2, "b", 404),
    ]
    assert doubted_addresses(NEWSPAPER, folder, captures) == frozenset()
    withheld(folder)
    assert doubted_addresses(NEWSPAPER, folder, captures) == {"https://other.cn/"}


def test_what_was_captured_since_the_issue_was_read_is_doubted_no_more(folder: Path) -> None:
    """What was captured at that very moment may have been read: it is asked for once too often, rather than never."""
    (folder / "rejected.jsonl").unlink()
    withheld(folder)
    one, two = captured("https://other.cn/", 1, "a"), captured("https://other.cn/", 2, "b")
    then = datetime.fromisoformat(two.date).timestamp()
    for moment, doubted in (
        (then - 1, False),
        (then - 0.5, False),
        (then, True),
        (then + 0.5, True),
    ):
        os.utime(folder / "issue.json", (moment, moment))
        assert bool(doubted_addresses(NEWSPAPER, folder, [one, two])) is doubted
    os.utime(folder / "issue.json", (then - 1, then - 1))
    imported = replace(two, is_crawled=False)  # of whichever date: no crawl got it since
    assert doubted_addresses(NEWSPAPER, folder, [one, imported]) == {"https://other.cn/"}
    os.utime(folder / "issue.json", (then, then))
    assert doubted_addresses(NEWSPAPER, folder, [one, two, captured("https://other.cn/", 3, "", 404)]) == {
        "https://other.cn/"
    }


@pytest.mark.parametrize("data", [b"", b"{", b'{"kind":"page"}\n', b"\xff", b"[]"])
def test_a_damaged_list_of_refusals_doubts_nothing(folder: Path, data: bytes) -> None:
    (folder / "rejected.jsonl").write_bytes(data)
    assert doubted_addresses(NEWSPAPER, folder, []) == frozenset()
    (folder / "issue.json").write_bytes(data)
    assert doubted_addresses(NEWSPAPER, folder, []) == frozenset()
