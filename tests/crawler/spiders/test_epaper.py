"""Ranges of dates, and what an operator adds."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest

from archive.issues import reader
from tests.crawler.spiders.crawl import Crawled, crawled
from tests.crawler.spiders.truth import archived_articles, issue_id, true_articles
from tests.press import ALL_QUIRKS, Paper, Press, Title, edited_paper

XMWB = Title(code="xmwb", name="新民晚报")
DAY = date(2020, 3, 15)


# A range


@dataclass(frozen=True, slots=True)
class Range:
    papers: list[Paper]
    crawl: Crawled
    asked: list[str]


@pytest.fixture(scope="module")
def three_days(tmp_path_factory: pytest.TempPathFactory) -> Range:
    papers = [edited_paper(XMWB, DAY + timedelta(days=days), seed=1, pages=3, articles=3) for days in range(3)]
    with Press(papers) as press:
        archive = tmp_path_factory.mktemp("range")
        crawl = crawled(
            press, archive, "xmwb", settings=("EPAPER_OPEN_ISSUES=1",), from_date="2020-03-15", until_date="2020-03-17"
        )
        return Range(papers, crawl, [one.path for one in press.requests])


def test_a_range_gives_every_issue_whole(three_days: Range) -> None:
    assert (three_days.crawl.exit_status, three_days.crawl.log) == (0, "")
    for paper in three_days.papers:
        assert three_days.crawl.issue(paper).status == "complete"
        archived = archived_articles(three_days.crawl.articles(paper), "text")
        assert archived == true_articles(paper, "text")


def test_issues_are_walked_oldest_first(three_days: Range) -> None:
    days = [path.split("/")[3] for path in three_days.asked if path.startswith("/html/")]
    assert days == sorted(days)
    assert len(set(days)) == 3


def test_issues_are_published_in_order(three_days: Range) -> None:
    folders = list(reader.issue_folders(three_days.crawl.archive, "xmwb"))
    times = [os.stat(folder / "issue.json").st_mtime_ns for folder in folders]  # noqa: PTH116
    assert len(times) == 3
    assert times == sorted(times)


def test_issues_open_together_do_not_mix(tmp_path: Path) -> None:
    papers = [edited_paper(XMWB, DAY + timedelta(days=days), seed=2, pages=3, articles=3) for days in range(4)]
    with Press(papers) as press:
        crawl = crawled(
            press, tmp_path, "xmwb", settings=("EPAPER_OPEN_ISSUES=4",), from_date="2020-03-15", until_date="2020-03-18"
        )
    for paper in papers:
        assert crawl.issue(paper).status == "complete"
        assert archived_articles(crawl.articles(paper), "headline") == true_articles(paper, "headline")


def test_a_day_without_an_issue_is_unknown_and_the_others_are_whole(tmp_path: Path) -> None:
    papers = [edited_paper(XMWB, DAY + timedelta(days=days), seed=3, pages=2, articles=2) for days in (0, 2)]
    gap = edited_paper(XMWB, DAY + timedelta(days=1), seed=3, pages=2, articles=2)  # never served
    with Press(papers) as press:
        crawl = crawled(press, tmp_path, "xmwb", from_date="2020-03-15", until_date="2020-03-17")
    assert [crawl.issue(paper).status for paper in (papers[0], gap, papers[1])] == ["complete", "unknown", "complete"]
    assert [one.reason for one in crawl.missing(gap)] == ["http_404"]


def test_what_is_complete_is_not_asked_for_again(tmp_path: Path) -> None:
    paper = edited_paper(XMWB, DAY, seed=4, pages=2, articles=2)
    with Press([paper]) as press:
        first = crawled(press, tmp_path, "xmwb", date=str(DAY))
        before = (first.folder(paper) / "issue.json").read_bytes()
        press.requests.clear()
        again = crawled(press, tmp_path, "xmwb", date=str(DAY))
        assert [one.path for one in press.requests if one.path.startswith("/html/")] == []
    assert (again.exit_status, (again.folder(paper) / "issue.json").read_bytes()) == (0, before)


def test_two_crawls_give_the_same_bytes(tmp_path: Path) -> None:
    paper = edited_paper(XMWB, DAY, seed=5, pages=4, articles=8, quirks=ALL_QUIRKS)
    with Press([paper]) as press:
        crawls = [crawled(press, tmp_path / name, "xmwb", date=str(DAY)) for name in ("one", "two")]
    for name in ("issue.json", "pages.jsonl", "articles.jsonl"):
        first, second = ((crawl.folder(paper) / name).read_bytes() for crawl in crawls)
        assert first == second


def test_an_issue_that_gave_up_ground_stays_as_it_was(tmp_path: Path) -> None:
    full = edited_paper(XMWB, DAY, seed=6, pages=3, articles=3)
    thin = edited_paper(XMWB, DAY, seed=6, pages=2, articles=3)
    with Press([full]) as press:
        crawled(press, tmp_path, "xmwb", date=str(DAY))
        press.publish(thin)
        crawl = crawled(press, tmp_path, "xmwb", date=str(DAY), refresh="1")
    assert crawl.issue(full).account.pages.found == 3
    assert archived_articles(crawl.articles(full), "text") == true_articles(full, "text")


# What an operator adds


PIPELINES = """
from scrapy.exceptions import DropItem

class Dropping:
    def process_item(self, item):
        if getattr(item, "source_id", None) == "{id}":
            raise {error}("not wanted")
        return item
"""
OURS = ("normalise.Normalise", 100), ("validate.Validate", 200), ("deduplicate.Deduplicate", 300), ("write.Write", 400)


@pytest.mark.parametrize("error", ["DropItem", "ValueError"])
@pytest.mark.parametrize("priority", [50, 350])
def test_an_article_that_a_pipeline_drops_is_missing(tmp_path: Path, error: str, priority: int) -> None:
    paper = edited_paper(XMWB, DAY, seed=7, pages=2, articles=3)
    dropped = paper.sheets[1].stories[1]
    (tmp_path / "operators.py").write_text(PIPELINES.format(id=dropped.id, error=error), encoding="utf-8")
    stages = [f'"pipelines.{name}Pipeline": {order}' for name, order in OURS] + [f'"operators.Dropping": {priority}']
    with Press([paper]) as press:
        crawl = crawled(
            press,
            tmp_path / "archive",
            "xmwb",
            settings=(f"ITEM_PIPELINES={{{', '.join(stages)}}}",),
            paths=(tmp_path,),
            date=str(DAY),
        )
    (missing,) = crawl.missing(paper)
    assert (missing.id, missing.headline, missing.reason) == (
        f"{issue_id(paper)}-{dropped.id}",
        dropped.headline,
        "dropped",
    )
    kept = {story.source_id: story.headline for story in paper.stories if story.id != dropped.id}
    assert archived_articles(crawl.articles(paper), "headline") == kept
    assert crawl.issue(paper).status == "partial"


SWALLOWING = """
from archive.record.clipping import Clipping

class Swallowing:
    async def process_spider_output(self, response, result):
        async for one in result:
            if not (isinstance(one, Clipping) and one.source_id == "{id}"):
                yield one
"""


def test_an_article_that_a_spider_middleware_swallows_is_missing(tmp_path: Path) -> None:
    """It never comes to a pipeline, and nobody says so: the crawl ends all the same, and soon."""
    paper = edited_paper(XMWB, DAY, seed=7, pages=2, articles=3)
    dropped = paper.sheets[1].stories[1]
    (tmp_path / "operators.py").write_text(SWALLOWING.format(id=dropped.id), encoding="utf-8")
    with Press([paper]) as press:
        crawl = crawled(
            press,
            tmp_path / "archive",
            "xmwb",
            settings=('SPIDER_MIDDLEWARES={"operators.Swallowing": 50}', "EPAPER_STALL_SECONDS=0"),
            paths=(tmp_path,),
            date=str(DAY),
        )
    assert [(one.headline, one.reason) for one in crawl.missing(paper)] == [(dropped.headline, "dropped")]
    assert crawl.issue(paper).status == "partial"
