"""Every issue folder as a day, from a cache that never knows better than the folders."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from archive.audit.summaries import CACHE_FILE, archived_days, newspapers
from archive.audit.summary import NO_TALLY, Day
from archive.issues.account.assembly import assembled
from archive.issues.writer import publish
from archive.record.issue import Tally
from archive.record.jsonl import json_page
from tests.archive.records import DAY, announcement, article, loss, page, page_url, walk

FULL = [page("1", announcement(7), announcement(8))]
ARTICLES = [article(7), article(8, byline="左妍")]


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """One complete issue, and one that was interrupted."""
    publish(tmp_path, assembled(walk("1"), FULL, ARTICLES), "1")
    (tmp_path / "xmwb/2020/2020-03-16").mkdir()
    return tmp_path


def cache(archive: Path) -> Path:
    return archive / "xmwb" / CACHE_FILE


def rename(path: Path, id_: str) -> None:
    """Let an ``issue.json`` be another issue's."""
    path.write_bytes(json_page(json.loads(path.read_bytes()) | {"id": id_}))


def test_a_day_is_what_its_issue_says(archive: Path) -> None:
    first, second = archived_days(archive, "xmwb")
    assert first == Day(
        issue_date=DAY,
        edition="a",
        status="complete",
        pages=Tally(expected=1, found=1, rejected=0, missing=0),
        articles=Tally(expected=2, found=2, rejected=0, missing=0),
        characters=10,
        empty=0,
        without_byline=1,
    )
    assert (second.issue_date, second.status) == (date(2020, 3, 16), None)


def test_the_second_time_the_cache_answers(archive: Path) -> None:
    first = archived_days(archive, "xmwb")
    cached = cache(archive).stat().st_ino
    issue = archive / "xmwb/2020/2020-03-15/issue.json"
    stamp = issue.stat()
    issue.write_bytes(b"x" * stamp.st_size)  # not read: by time and size it is the one that was seen
    os.utime(issue, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    assert archived_days(archive, "xmwb") == first
    assert cache(archive).stat().st_ino == cached  # nor written


def test_a_deleted_cache_is_made_again(archive: Path) -> None:
    first = archived_days(archive, "xmwb")
    kept = cache(archive).read_bytes()
    cache(archive).unlink()
    assert archived_days(archive, "xmwb") == first
    assert cache(archive).read_bytes() == kept


def test_a_changed_a_new_and_a_lost_issue_are_seen(archive: Path) -> None:
    archived_days(archive, "xmwb")
    publish(archive, assembled(walk("1", "2", losses=(loss(page_url("2")),)), FULL, ARTICLES), "1")
    assert [one.status for one in archived_days(archive, "xmwb")] == ["partial", None]
    shutil.copytree(archive / "xmwb/2020/2020-03-15", archive / "xmwb/2020/2020-03-14")
    rename(archive / "xmwb/2020/2020-03-14/issue.json", "xmwb-2020-03-14-a")
    assert [one.status for one in archived_days(archive, "xmwb")] == ["partial", "partial", None]
    shutil.rmtree(archive / "xmwb/2020/2020-03-15")
    assert [one.status for one in archived_days(archive, "xmwb")] == ["partial", None]
    (archive / "xmwb/2020/2020-03-14/issue.json").unlink()
    assert [one.status for one in archived_days(archive, "xmwb")] == [None, None]


def test_a_corrupt_cache_is_made_again(archive: Path) -> None:
    first = archived_days(archive, "xmwb")
    kept = cache(archive).read_bytes()
    flipped = [bytes([*kept[:place], kept[place] ^ 1, *kept[place + 1 :]]) for place in range(len(kept))]
    others = [b"", b"\n", b"[]", b"null", b'{"version":2,"days":[]}', b"\xff", kept[:-1], kept + b"\n"]
    for other in (*flipped, *others):
        cache(archive).write_bytes(other)
        assert archived_days(archive, "xmwb") == first
        assert cache(archive).read_bytes() == kept


def test_a_cache_that_is_a_folder_is_done_without(archive: Path) -> None:
    first = archived_days(archive, "xmwb")
    cache(archive).unlink()
    cache(archive).mkdir()
    assert archived_days(archive, "xmwb") == first
    assert sorted(path.name for path in (archive / "xmwb").iterdir()) == [CACHE_FILE, "2020"]


def test_editions_of_a_date_are_days_of_their_own(archive: Path) -> None:
    publish(archive, assembled(replace(walk("1"), edition="b"), [], []), "1")
    days = archived_days(archive, "xmwb")
    assert [(one.issue_date, one.edition, one.status) for one in days[:2]] == [
        (DAY, "a", "complete"),
        (DAY, "b", "unknown"),
    ]


def test_a_folder_with_another_issue_is_damaged_and_one_in_another_year_none(archive: Path) -> None:
    """`verify` names both; none of them is complete, nor stands for the issue of its own date."""
    year = archive / "xmwb/2020"
    shutil.copytree(year / "2020-03-15", year / "2020-03-17")
    (year / "2020-03-18").symlink_to("2020-03-15")
    (archive / "xmwb/2021").mkdir()
    shutil.move(year / "2020-03-15", archive / "xmwb/2021/2020-03-15")
    shutil.copytree(archive / "xmwb/2021/2020-03-15", archive / "xmwb/2021/2020-03-16")
    days = archived_days(archive, "xmwb")
    assert [(one.issue_date.day, one.status) for one in days] == [(16, None), (17, "damaged"), (18, "damaged")]


def test_what_is_no_issue_is_passed_over(archive: Path) -> None:
    for name in ("2020/backup", "2020/2020-13-45", "2020/2020-03-15 copy", "old", "2020x"):
        (archive / "xmwb" / name).mkdir()
    (archive / "xmwb/2020/notes.txt").touch()
    assert len(archived_days(archive, "xmwb")) == 2


@pytest.mark.parametrize("data", [b"", b"{}", b"[]", b'{"status": "complete", "account": null}', b"\x00"])
def test_a_damaged_issue_is_a_damaged_day_and_stops_no_other(archive: Path, data: bytes) -> None:
    path = archive / "xmwb/2020/2020-03-15/issue.json"
    path.write_bytes(data)
    first, second = archived_days(archive, "xmwb")
    assert (first.issue_date, first.status, first.pages) == (DAY, "damaged", NO_TALLY)
    assert second.status is None


@pytest.mark.parametrize(
    ("name", "value"),
    [("status", "fine"), ("status", None), ("status", ["complete"]), ("characters", "7"), ("characters", 1e30)],
)
def test_an_issue_with_an_impossible_value_is_damaged(archive: Path, name: str, value: object) -> None:
    path = archive / "xmwb/2020/2020-03-15/issue.json"
    issue = json.loads(path.read_bytes())
    (issue if name == "status" else issue["account"])[name] = value
    path.write_bytes(json_page(issue))
    assert archived_days(archive, "xmwb")[0].status == "damaged"


@pytest.mark.parametrize("kind", ["folder", "pipe", "link", "dead folder"])
def test_what_stands_in_place_of_an_issue_is_a_damaged_day(archive: Path, kind: str) -> None:
    """Whoever opens the pipe waits for ever."""
    folder = archive / "xmwb/2020/2020-03-15"
    path = folder / "issue.json"
    path.unlink()
    if kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    elif kind == "link":
        path.symlink_to(path)
    else:
        shutil.rmtree(folder)
        folder.symlink_to("gone")
    assert [one.status for one in archived_days(archive, "xmwb")] == ["damaged", None]


def test_an_issue_of_an_older_schema_has_no_measures(archive: Path) -> None:
    path = archive / "xmwb/2020/2020-03-15/issue.json"
    issue = json.loads(path.read_bytes())
    for name in ("characters", "without_byline"):
        del issue["account"][name]
    path.write_bytes(json_page(issue))
    first, _ = archived_days(archive, "xmwb")
    assert (first.status, first.characters, first.without_byline) == ("complete", 0, 0)


def test_newspapers_are_folders_with_years(archive: Path) -> None:
    (archive / "runs").mkdir()
    (archive / "runs/2026-10-05.json").touch()
    (archive / "README.md").touch()
    (archive / "shequ/2021").mkdir(parents=True)
    assert newspapers(archive) == ["shequ", "xmwb"]
    assert newspapers(archive / "nowhere") == []
    assert archived_days(archive, "nosuch") == []
