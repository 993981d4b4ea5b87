"""The last stage: an issue is published when its walk ends, and not before."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from scrapy.statscollectors import MemoryStatsCollector
from scrapy.utils.test import get_crawler

from archive.issues.publication import Publication
from archive.issues.reader import articles, published_issue, rejections
from archive.record.identifiers import IssueKey
from archive.record.walk import Rejection
from pipelines.write import WritePipeline
from tests.archive.records import DAY, announcement, article, loss, page, page_url, refused, walk


@pytest.fixture
def stats() -> MemoryStatsCollector:
    return MemoryStatsCollector(get_crawler())


@pytest.fixture
def gave_up() -> list[OSError]:
    """Why the stage had the crawl given up."""
    return []


@pytest.fixture
def stage(tmp_path: Path, stats: MemoryStatsCollector, gave_up: list[OSError]) -> WritePipeline:
    return WritePipeline(tmp_path / "archive", "1", stats, gave_up.append)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return IssueKey("xmwb", DAY).folder(tmp_path / "archive")


def test_nothing_is_written_before_the_walk_ends(stage: WritePipeline, folder: Path) -> None:
    items = [page("1", announcement(1)), article(1), refused(article(2), "no_content")]
    assert [stage.process_item(item) for item in items] == items
    assert not (folder / "issue.json").exists()
    stage.process_item(walk("1"))
    assert [one.source_id for one in articles(folder)] == ["1"]
    assert [one.reasons for one in rejections(folder)] == [("no_content",)]


def test_it_counts_what_it_publishes(stage: WritePipeline, stats: MemoryStatsCollector) -> None:
    for item in (page("1", announcement(1)), article(1), walk("1")):
        stage.process_item(item)
    stage.process_item(walk(issue_date=date(2020, 3, 16), losses=(loss(page_url("1")),)))
    assert stats.get_stats() == {"epaper/issues/complete": 1, "epaper/issues/unknown": 1, "epaper/articles": 1}


def test_a_walk_that_another_one_follows_publishes_nothing(stage: WritePipeline, folder: Path) -> None:
    for item in (article(1), walk(is_followed=True)):
        stage.process_item(item)
    assert published_issue(folder) is None
    for item in (article(2), walk()):
        stage.process_item(item)
    assert [one.source_id for one in articles(folder)] == ["2"]


def test_it_counts_and_logs_what_is_withheld(
    stage: WritePipeline, stats: MemoryStatsCollector, caplog: pytest.LogCaptureFixture
) -> None:
    for item in (article(1), walk()):
        stage.process_item(item)
    assert stats.get_value("epaper/issues_withheld") is None
    stage.process_item(walk())
    assert stats.get_value("epaper/issues_withheld") == 1
    (line,) = caplog.messages
    assert line.startswith("xmwb 2020-03-15: 1 article that is published has no capture any more: https://")


def test_it_tells_what_was_done_with_each_issue(
    tmp_path: Path, stats: MemoryStatsCollector, caplog: pytest.LogCaptureFixture
) -> None:
    done: list[Publication] = []
    stage = WritePipeline(tmp_path, "1", stats, print, done.append)
    for item in (article(1), walk(), article(1), walk(), walk()):
        stage.process_item(item)
    assert [one.outcome for one in done] == ["published", "unchanged", "withheld"]
    assert caplog.messages == []  # whoever hears of it says it


def test_issues_under_way_do_not_mix(stage: WritePipeline, tmp_path: Path) -> None:
    tomorrow = date(2020, 3, 16)
    stage.process_item(article(1))
    stage.process_item(replace(article(2), issue_date=tomorrow))
    stage.process_item(walk("1"))
    stage.process_item(walk("1", issue_date=tomorrow))
    found = [
        [one.source_id for one in articles(IssueKey("xmwb", day).folder(tmp_path / "archive"))]
        for day in (DAY, tomorrow)
    ]
    assert found == [["1"], ["2"]]


def test_what_is_not_out_yet_is_not_published(stage: WritePipeline, folder: Path, stats: MemoryStatsCollector) -> None:
    stage.process_item(walk(absent="not_yet"))
    assert not folder.exists()
    assert stats.get_value("epaper/issues/not_yet") == 1


def test_what_is_proved_absent_is_published_as_that(stage: WritePipeline, folder: Path) -> None:
    stage.process_item(walk(absent="not_published"))
    issue = published_issue(folder)
    assert issue is not None
    assert issue.status == "not_published"


def test_an_archive_that_cannot_be_written_ends_the_crawl(
    stage: WritePipeline, tmp_path: Path, gave_up: list[OSError]
) -> None:
    (tmp_path / "archive").write_text("a file where a folder should be", encoding="utf-8")
    stage.process_item(walk("1"))
    assert len(gave_up) == 1
    assert str(gave_up[0].filename).startswith(str(tmp_path / "archive"))


def test_the_stage_passes_on_what_is_not_its_business(stage: WritePipeline, folder: Path) -> None:
    of_a_page = Rejection(kind="page", id=None, url="https://example.cn/", reasons=("off_site_link",))
    for other in (of_a_page, {"a": 1}):
        assert stage.process_item(other) is other
    assert not folder.exists()
