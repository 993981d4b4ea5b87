"""Which dates have gaps, and what of them is mended without asking."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from archive.audit.verify import issue_findings
from archive.captures.index import read_index
from archive.captures.repair import mend_captures
from crawler.clock import SHANGHAI
from crawler.planning.gaps import found_gaps, last_out
from crawler.sites.xmwb import NEWSPAPER
from tests.account.issues import crawl, day, flip, folder_of, order
from tests.press import Press

COUNT = 4
LAST = day(COUNT - 1)
NOON = datetime(2026, 10, 5, 12, tzinfo=SHANGHAI)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    archive = tmp_path_factory.mktemp("gaps") / "output"
    with Press([order(day(number), 1, 2) for number in range(COUNT)]) as press:
        crawl(press, archive, "--from", str(day(0)), "--until", str(LAST))
    return archive


@pytest.fixture
def archive(whole: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(whole, tmp_path / "output"))


def gaps(archive: Path, first: date | None = None, last: date = LAST, now: datetime = NOON) -> list[date]:
    return [issue.issue_date for issue in found_gaps(NEWSPAPER, archive, first, last, now, pictures=False).issues]


def test_a_whole_archive_has_none(archive: Path) -> None:
    assert gaps(archive) == []


def test_every_kind_of_gap_is_a_date(archive: Path) -> None:
    (folder_of(archive, day(0)) / "issue.json").unlink()
    shutil.rmtree(folder_of(archive, day(1)))
    flip(folder_of(archive, day(2)) / "articles.jsonl", 50)
    flip(folder_of(archive, day(3)) / "captures.warc.gz", 500)
    assert gaps(archive) == [day(number) for number in range(COUNT)]


def test_without_a_first_date_the_oldest_archived_one_is_it(archive: Path) -> None:
    shutil.rmtree(folder_of(archive, day(0)))
    assert gaps(archive) == []
    assert gaps(archive, first=day(0)) == [day(0)]


def test_dates_before_the_archive_are_gaps_if_they_are_asked_for(archive: Path) -> None:
    assert gaps(archive, first=date(2020, 2, 28)) == [date(2020, 2, 28), date(2020, 2, 29)]


def test_what_lies_outside_is_neither_a_gap_nor_mended(archive: Path) -> None:
    for number in (0, 3):
        flip(folder_of(archive, day(number)) / "captures.warc.gz", 500)
    before = [(folder_of(archive, day(number)) / "captures.warc.gz").read_bytes() for number in (0, 3)]
    assert gaps(archive, first=day(1), last=day(2)) == []
    assert [(folder_of(archive, day(number)) / "captures.warc.gz").read_bytes() for number in (0, 3)] == before


def test_a_damaged_issue_is_a_gap_and_nothing_of_it_is_deleted(archive: Path) -> None:
    folder = folder_of(archive, day(1))
    (folder / "issue.json").write_bytes(b"{")
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert gaps(archive) == [day(1)]
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_damaged_captures_are_mended_so_that_the_rest_can_be_read(archive: Path) -> None:
    folder = folder_of(archive, day(1))
    entry = read_index(folder)[1]
    flip(folder / "captures.warc.gz", entry.offset + entry.length // 2)
    assert gaps(archive) == [day(1)]
    assert (folder / "captures.damaged").stat().st_size == entry.length
    assert mend_captures(folder) == 0
    assert [one.where for one in issue_findings(folder)] == ["captures.warc.gz"]  # no capture of that address


def test_a_stray_file_is_no_gap(archive: Path) -> None:
    (folder_of(archive, day(1)) / "notes.txt").touch()
    (archive / "xmwb/2020/a-b-c").mkdir()
    for name in (f"{day(1)} copy", f"{day(1)}.bak", "2020-W11-7"):
        shutil.copytree(folder_of(archive, day(1)), archive / "xmwb/2020" / name)
    found = found_gaps(NEWSPAPER, archive, None, LAST, NOON, pictures=False)
    assert (found.issues, found.left) == ([], [])


def test_what_only_a_person_can_put_right_is_left_with_the_reason(archive: Path) -> None:
    """And nothing is written there: twice, with the same words."""
    (archive / "xmwb/2019").mkdir()
    folder_of(archive, day(0)).rename(archive / "xmwb/2019" / str(day(0)))
    folder_of(archive, day(1)).rename(archive / "xmwb/2020/2020-02-30")
    shutil.rmtree(folder_of(archive, day(2)))
    folder_of(archive, day(2)).symlink_to(folder_of(archive, day(3)))
    before = {path: path.read_bytes() for path in sorted(archive.rglob("*")) if path.is_file()}
    for _ in range(2):
        found = found_gaps(NEWSPAPER, archive, day(0), LAST, NOON, pictures=False)
        assert [(line.partition(":")[0], line.rpartition(": ")[2]) for line in found.left] == [
            (str(day(0)), "move it to 2020, or out of the archive"),
            ("2020-02-30", "give it that of its issue, or move it out of the archive"),
            (str(day(2)), "remove the link"),
        ]
        assert day(3) not in [one.issue_date for one in found.issues]
    (archive / "xmwb/.days.json").unlink()
    assert {path: path.read_bytes() for path in sorted(archive.rglob("*")) if path.is_file()} == before


def test_captures_behind_a_link_are_not_sealed(archive: Path) -> None:
    """They may be those of another issue; what is written beside them would say that they are this one's."""
    folder = folder_of(archive, day(1))
    (folder / "captures.warc.gz").unlink()
    (folder / "captures.warc.gz").symlink_to(folder_of(archive, day(2)) / "captures.warc.gz")
    seal = (folder / "captures.seal").read_bytes()
    found = found_gaps(NEWSPAPER, archive, None, LAST, NOON, pictures=False)
    assert [line.partition(": ")[2] for line in found.left] == [
        f"{folder / 'captures.warc.gz'} is no file but a link, and nothing is written through one: put the file there"
    ]
    assert found.issues == []
    assert (folder / "captures.seal").read_bytes() == seal


def test_a_weekly_newspaper_has_no_gap_between_its_issues(archive: Path) -> None:
    for number in (0, 2):
        shutil.rmtree(folder_of(archive, day(number)))
    weekly = replace(NEWSPAPER, weekdays=(day(1).weekday(),))
    assert found_gaps(weekly, archive, day(0), LAST, NOON, pictures=False).issues == []


def test_nothing_archived_has_gaps_only_where_dates_are_asked_for(tmp_path: Path) -> None:
    assert gaps(tmp_path) == []
    assert gaps(tmp_path, first=day(2)) == [day(2), day(3)]


@pytest.mark.parametrize(("hour", "last"), [(0, 4), (16, 4), (17, 5), (23, 5)])
def test_an_evening_paper_is_out_from_its_hour(tmp_path: Path, hour: int, last: int) -> None:
    now = NOON.replace(hour=hour)
    assert last_out(NEWSPAPER, now) == date(2026, 10, last)
    found = gaps(tmp_path, date(2026, 10, 4), date(2026, 10, 5), now)
    assert found == [date(2026, 10, number) for number in range(4, last + 1)]
