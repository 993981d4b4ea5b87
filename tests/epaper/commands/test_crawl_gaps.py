"""``epaper crawl --gaps`` asks for what is missing or damaged, and for nothing else."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from archive.audit.verify import issue_findings
from archive.captures.index import read_index
from archive.issues.lock import newspaper_lock
from tests.account.issues import asked_since, crawl, cut_line, day, flip, folder_of, order, paths_of, published_bytes
from tests.conftest import TODAY
from tests.press import Fault, Kind, Press

COUNT = 5
DAYS = [day(number) for number in range(COUNT)]
UNTIL = ("--until", str(DAYS[-1]))


@pytest.fixture(scope="module")
def press() -> Iterator[Press]:
    with Press([order(one) for one in DAYS], keep=COUNT) as press:
        yield press


@pytest.fixture(scope="module")
def whole(press: Press, tmp_path_factory: pytest.TempPathFactory) -> Path:
    archive = tmp_path_factory.mktemp("gaps") / "output"
    assert crawl(press, archive, "--from", str(DAYS[0]), *UNTIL).status == 0
    return archive


@pytest.fixture
def archive(whole: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(whole, tmp_path / "output"))


def mended(press: Press, archive: Path, whole: Path) -> list[str]:
    """What was asked for, of an archive that is like the whole one afterwards."""
    start = len(press.requests)
    done = crawl(press, archive, "--gaps", *UNTIL)
    assert done.status == 0, done.stderr
    assert published_bytes(archive, DAYS) == published_bytes(whole, DAYS)
    assert [one for number in DAYS for one in issue_findings(folder_of(archive, number))] == []
    return asked_since(press, start)


def test_without_gaps_it_says_so_and_asks_nobody(press: Press, archive: Path) -> None:
    start = len(press.requests)
    done = crawl(press, archive, "--gaps", *UNTIL)
    assert done.status == 0
    assert done.said == f"No gaps: every issue of 新民晚报 (xmwb) up to {DAYS[-1]} is whole."
    assert press.requests[start:] == []


def test_an_issue_torn_in_its_captures_asks_for_what_was_torn(press: Press, archive: Path, whole: Path) -> None:
    folder = folder_of(archive, DAYS[1])
    last = max(read_index(folder), key=lambda one: one.offset)
    for name in ("issue.json", "pages.jsonl", "articles.jsonl", "captures.cdxj"):
        (folder / name).unlink()
    captures = folder / "captures.warc.gz"
    captures.write_bytes(captures.read_bytes()[: last.offset + last.length // 2])
    assert len(mended(press, archive, whole)) == 1


def test_whatever_follows_from_the_captures_is_made_again_without_a_request(
    press: Press, archive: Path, whole: Path
) -> None:
    """A file of each day is damaged; the last one's crawl was interrupted."""
    for one, name in zip(DAYS, ("issue.json", "pages.jsonl", "articles.jsonl", "captures.cdxj"), strict=False):
        path = folder_of(archive, one) / name
        flip(path, path.stat().st_size // 2)
    for name in ("issue.json", "pages.jsonl", "articles.jsonl"):
        (folder_of(archive, DAYS[4]) / name).unlink()
    assert mended(press, archive, whole) == []


def test_a_lost_file_line_or_bit_is_made_again_without_a_request(press: Press, archive: Path, whole: Path) -> None:
    for one, name in zip(DAYS, ("pages.jsonl", "articles.jsonl", "captures.cdxj"), strict=False):
        (folder_of(archive, one) / name).unlink()
    cut_line(folder_of(archive, DAYS[3]) / "captures.cdxj", 0)
    cut_line(folder_of(archive, DAYS[3]) / "pages.jsonl", 0)
    flip(folder_of(archive, DAYS[4]) / "captures.warc.gz", 5)  # the time in its gzip header
    assert mended(press, archive, whole) == []


def test_lost_captures_are_asked_for_again_whole(press: Press, archive: Path, whole: Path) -> None:
    (folder_of(archive, DAYS[2]) / "captures.warc.gz").unlink()
    assert mended(press, archive, whole) == sorted(paths_of(order(DAYS[2]).paper()))


def test_days_never_tried_in_between_are_fetched(press: Press, archive: Path, whole: Path) -> None:
    for number in (1, 3):
        shutil.rmtree(folder_of(archive, DAYS[number]))
    assert mended(press, archive, whole) == sorted(paths_of(order(DAYS[1]).paper()) | paths_of(order(DAYS[3]).paper()))


def test_only_the_gaps_of_the_dates_asked_for_are_filled(press: Press, archive: Path) -> None:
    for number in (0, 2, 4):
        shutil.rmtree(folder_of(archive, DAYS[number]))
    start = len(press.requests)
    done = crawl(press, archive, "--gaps", "--from", str(DAYS[1]), "--until", str(DAYS[3]))
    assert done.status == 0
    assert asked_since(press, start) == sorted(paths_of(order(DAYS[2]).paper()))


def test_what_is_not_out_yet_is_no_gap(press: Press, archive: Path) -> None:
    """12:00, and an evening paper; the fixture's days aside."""
    yesterday = TODAY - timedelta(days=1)
    start = len(press.requests)
    done = crawl(press, archive, "--gaps", "--from", str(yesterday))
    assert "1 issue with gaps" in done.said
    assert asked_since(press, start) == [f"/html/xmwb/{yesterday}/1.html"]


def test_a_page_lost_at_the_source_stays_missing_and_is_asked_for_each_time(archive: Path) -> None:
    papers = [order(one).paper() for one in DAYS]
    lost = papers[2].sheets[1].stories[0].path
    shutil.rmtree(folder_of(archive, DAYS[2]))
    with Press(papers, faults={lost: Fault(kind=Kind.NOT_FOUND)}) as press:
        assert crawl(press, archive, "--gaps", *UNTIL).status == 3
        start = len(press.requests)
        assert crawl(press, archive, "--gaps", *UNTIL).status == 3
        assert asked_since(press, start) == [lost]


def test_who_holds_the_lock_is_said(press: Press, archive: Path) -> None:
    start = len(press.requests)
    with newspaper_lock(archive, "xmwb"):
        done = crawl(press, archive, "--gaps", *UNTIL)
    assert done.status == 1
    assert "is being written by process" in done.said
    assert press.requests[start:] == []


@pytest.mark.parametrize("other", [("--date", "2020-03-01"), ("--refresh",)])
def test_it_goes_with_a_range_alone(press: Press, archive: Path, other: tuple[str, ...]) -> None:
    done = crawl(press, archive, "--gaps", *other)
    assert (done.status, "--gaps goes with --from and --until" in done.said) == (2, True)
