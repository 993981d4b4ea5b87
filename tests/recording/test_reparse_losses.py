"""A parser that finds less in the same captures is believed; captures that are gone are named, and nothing is lost."""

from __future__ import annotations

import os
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from archive.issues.reader import articles, pages, rejections
from tests.epaper.commands.runs import epaper
from tests.recording.crawling import folder_of, published_bytes, record_bytes, whole_records
from tests.recording.reparsing import DAYS, crawl_three_issues, everything, older, reparsed, rewritten


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    archive = tmp_path_factory.mktemp("crawled")
    crawl_three_issues(archive)
    return archive


@pytest.fixture
def archive(crawled: Path, tmp_path: Path) -> Path:
    shutil.copytree(crawled, tmp_path / "archive")
    return tmp_path / "archive"


def over_counted(archive: Path) -> Path:
    """The second issue, of which an older parser took a page that says that there is none for an article."""
    folder = folder_of(archive, DAYS[1])
    url = next(one.url for one in rejections(folder) if one.reasons == ("soft_404",))
    first = next(articles(folder))
    rewritten(folder, older, replace(first, id=f"{first.id}9", url=url, headline="您访问的页面不存在"))
    return folder


def test_a_better_parser_that_finds_less_in_the_same_captures_is_published(archive: Path) -> None:
    """With its other corrections."""
    before = everything(archive)
    folder = over_counted(archive)
    assert len(list(articles(folder))) == published_count(before, folder) + 1
    assert [one.publication.outcome for one in reparsed(archive)] == ["unchanged", "published", "unchanged"]
    assert everything(archive) == before


def published_count(files: dict[str, bytes], folder: Path) -> int:
    (lines,) = (data for name, data in files.items() if name.endswith(f"{folder.name}/articles.jsonl"))
    return lines.count(b"\n")


def halved(folder: Path) -> list[str]:
    """Take the second half of the captures away; the addresses of records that are published and have none any more."""
    path = folder / "captures.warc.gz"
    os.truncate(path, path.stat().st_size // 2)
    there = {one.url for one in whole_records(folder) if one.type == "response"}
    records = (*pages(folder), *articles(folder))
    return [one.url for one in records if one.url is not None and one.url not in there]


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("index", ["kept", "lost"])
def test_half_the_captures_gone_is_named_and_what_is_published_stays(archive: Path, index: str, workers: int) -> None:
    folder = folder_of(archive, DAYS[0])
    rewritten(folder, older)
    expected, lost = record_bytes(folder), halved(folder)
    if index == "lost":
        (folder / "captures.cdxj").unlink()
    first, *others = reparsed(archive, workers=workers)
    assert len(lost) > 3
    assert (first.publication.outcome, [one.url for one in first.publication.lost]) == ("withheld", lost)
    assert {one.reason for one in first.publication.lost} == {"not_captured"}
    assert first.publication.waiting  # corrections of what can still be read
    assert [one.publication.outcome for one in others] == ["unchanged", "unchanged"]
    assert record_bytes(folder) == expected


def test_a_dry_run_says_what_would_be_withheld(archive: Path) -> None:
    folder = folder_of(archive, DAYS[0])
    rewritten(folder, older)
    halved(folder)
    before = everything(archive)
    dry = reparsed(archive, dry_run=True)[0]
    assert everything(archive) == before
    assert dry.changes is not None
    assert dry.changes.is_empty
    assert dry.publication == reparsed(archive)[0].publication


def test_a_broken_record_does_not_stop_it(archive: Path) -> None:
    """What it held is named; the issue that stands is left alone."""
    folder = folder_of(archive, DAYS[0])
    responses = (one for one in whole_records(folder) if one.type == "response")
    record = next(one for one in responses if re.search(r"/\d+/\d+\.html$", one.url or ""))
    data = bytearray((folder / "captures.warc.gz").read_bytes())
    data[record.offset + record.length // 2] ^= 0xFF
    (folder / "captures.warc.gz").write_bytes(data)
    expected = [record_bytes(folder_of(archive, day)) for day in DAYS]
    found = reparsed(archive, workers=2)
    assert [[one.url for one in each.publication.lost] for each in found] == [[record.url], [], []]
    assert [record_bytes(folder_of(archive, day)) for day in DAYS] == expected
    (folder / "issue.json").unlink()
    issue = reparsed(archive)[0].issue
    assert (issue.status, [one.url for one in issue.account.missing]) == ("partial", [record.url])


def test_a_published_issue_without_captures_is_named(archive: Path) -> None:
    folder = folder_of(archive, DAYS[1])
    (folder / "captures.warc.gz").unlink()
    found = reparsed(archive)
    assert [one.issue.issue_date for one in found] == DAYS
    assert len(found[1].publication.lost) == sum(1 for _ in (*pages(folder), *articles(folder)))
    for name in published_bytes(folder):
        (folder / name).unlink()
    assert [one.issue.issue_date for one in reparsed(archive)] == [DAYS[0], DAYS[2]]


# The command


@pytest.mark.parametrize("options", [(), ("--diff",)])
def test_the_command_names_what_is_lost_and_does_not_end_well(
    archive: Path, tmp_path: Path, options: tuple[str, ...]
) -> None:
    folder = folder_of(archive, DAYS[0])
    expected, lost = record_bytes(folder), halved(folder)
    done = epaper("reparse", "xmwb", "--archive", archive, *options, cwd=tmp_path)
    assert done.status == 3
    assert f"{DAYS[0]}: " in done.said
    assert "that are published have no capture any more: " in done.said
    assert lost[0] in done.said
    assert "What is published stays" in done.said
    assert bool(options) or "0 issues changed, 1 withheld." in done.said
    assert record_bytes(folder) == expected


def test_the_command_says_that_there_are_fewer(archive: Path, tmp_path: Path) -> None:
    over_counted(archive)
    done = epaper("reparse", "xmwb", "--archive", archive, cwd=tmp_path)
    assert (done.status, f"{DAYS[1]} partial: rewritten, 1 article fewer" in done.said) == (0, True)
