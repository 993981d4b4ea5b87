"""Issues under way at the same time that have something in common: an answer belongs to whoever asked."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.crawler.spiders.crawl import Crawled, crawled
from tests.press import Fault, Kind, Paper, Press, Title, dzb, edited_paper
from tests.press.faults import HTML, Reply

XMWB = Title(code="xmwb", name="新民晚报")
DAY = date(2020, 3, 15)
PAPERS = [edited_paper(XMWB, DAY + timedelta(days=days), seed=4, pages=2, articles=2) for days in range(2)]
HEAD = "/images/xmwb/2020-03-15/1/column.jpg"  # the head of a column, which both issues print
OWN = "/images/xmwb/2020-03-15/1/own.jpg"  # another picture, of the older issue alone


def with_a_column_head(paper: Paper, *, visit: date = dzb.VISIT) -> dict[str, bytes]:
    """The paper, with the column's head in its first article, and in the older issue another picture behind it."""
    files = dzb.printed_files(paper, visit=visit)
    story = paper.sheets[0].stories[0].path
    pictures = f'<img src="{HEAD}">' + (f'<img src="{OWN}">' if paper.issue_date == DAY else "")
    box = b'heng-desc-box">\n'
    assert box in files[story]
    picture = files[paper.sheets[0].facsimile]
    return files | {story: files[story].replace(box, box + pictures.encode(), 1), HEAD: picture, OWN: picture}


@pytest.fixture(scope="module", params=[HEAD, OWN, None], ids=["its head fails", "another fails", "none fails"])
def crawl(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Crawled, Press]:
    """At the retries that are the default: one of the pictures answers 500 once."""
    faults = {} if request.param is None else {request.param: Fault(kind=Kind.SERVER_ERROR, times=1)}
    with Press(PAPERS, printed=with_a_column_head, faults=faults) as press:
        archive = tmp_path_factory.mktemp("crossed")
        settings = (
            "RETRY_TIMES=2",
            "CONCURRENT_REQUESTS_PER_DOMAIN=1",
            "DOWNLOAD_DELAY=0.1",
            "EPAPER_BACKOFF_FACTOR=30",
        )
        return crawled(
            press, archive, "xmwb", settings=settings, from_date="2020-03-15", until_date="2020-03-16"
        ), press


def test_both_issues_end_whole(crawl: tuple[Crawled, Press]) -> None:
    done, _ = crawl
    assert (done.exit_status, done.log) == (0, "")
    assert [done.issue(paper).status for paper in PAPERS] == ["complete", "complete"]


def test_each_has_its_own_record_of_what_they_share(crawl: tuple[Crawled, Press]) -> None:
    done, press = crawl
    for paper in PAPERS:
        index = (done.folder(paper) / "captures.cdxj").read_text(encoding="utf-8")
        assert index.count(f'"https://paper.xinmin.cn{HEAD}"') == 1
    assert press.count(HEAD) == 2 + (HEAD in press.faults)


@pytest.mark.parametrize("turn", range(5))
def test_dates_without_anything_end_too(tmp_path: Path, turn: int) -> None:  # noqa: ARG001 - chance decides
    """Eight dates that share the calendar of their month, and every address a 404."""
    with Press([]) as press:
        done = crawled(press, tmp_path, "slwb", from_date="2020-03-15", until_date="2020-03-22")
    assert (done.exit_status, done.log) == (3, "Run the same command again to ask for what is missing.\n")
    folders = sorted(path.parent.name for path in tmp_path.glob("slwb/2020/*/issue.json"))
    assert folders == [f"2020-03-{day}" for day in range(15, 23)]
    assert press.count("/html/slwb/2020-03/period.xml") == 8


YESTERDAYS = "/html/xmwb/2020-03-14/1/77.html"


def with_an_article_of_yesterday(paper: Paper, *, visit: date = dzb.VISIT) -> dict[str, bytes]:
    """The paper, whose front page announces an article that lies among yesterday's."""
    files = dzb.printed_files(paper, visit=visit)
    front, story = paper.sheets[0].path, paper.sheets[0].stories[0]
    link = f'benban-wrap">\n<a href="{YESTERDAYS}">{"  ".join(story.headline_lines)}</a>'
    article = files[story.path].replace(b"2020-03-15", b"2020-03-14")
    front_page = files[front].decode().replace('benban-wrap">\n', link, 1)
    return files | {front: front_page.encode(), "/html/xmwb/2020-03-15/1/77.html": article}


def test_an_article_that_lies_under_another_date_is_of_the_issue_that_announces_it(tmp_path: Path) -> None:
    (paper, _) = PAPERS
    with Press([paper], printed=with_an_article_of_yesterday) as press:
        press.moved[YESTERDAYS] = "/html/xmwb/2020-03-15/1/77.html"
        done = crawled(press, tmp_path, "xmwb", date="2020-03-15")
    assert done.issue(paper).status == "complete"
    (found,) = [one for one in done.articles(paper) if one.source_id == "77"]
    assert (found.id, found.page_ids) == ("xmwb-2020-03-15-a-77", ("xmwb-2020-03-15-a-p1",))
    assert found.url == f"https://paper.xinmin.cn{YESTERDAYS}"
    assert found.flags == ("date_conflict",)
    assert done.rejections(paper) == []


@pytest.mark.parametrize("is_same", [False, True], ids=["another text", "the same text"])
def test_yesterdays_article_of_the_same_number_takes_no_ones_place(tmp_path: Path, is_same: bool) -> None:
    """The identifier tells them not apart, the address does."""
    (paper, later), front = PAPERS, PAPERS[0].sheets[0].path
    own = paper.sheets[1].stories[0]
    yesterdays = own.path.replace("2020-03-15", "2020-03-14")
    files = dzb.printed_files(paper)
    link = f'benban-wrap">\n<a href="{yesterdays}">昨天的稿件</a>'
    body = files[own.path] if is_same else dzb.printed_files(later)[later.sheets[1].stories[0].path]
    changed = {
        front: files[front].decode().replace('benban-wrap">\n', link, 1).encode(),
        yesterdays: re.sub(rb"2020-03-1[56]", b"2020-03-14", body),
    }
    with Press([paper]) as press:
        for path, shown in changed.items():
            press.replies[path] = Reply(headers=(("Content-Type", HTML),), body=shown)
        done = crawled(press, tmp_path, "xmwb", date="2020-03-15")
    assert done.issue(paper).status == "complete", done.log
    (found,) = [one for one in done.articles(paper) if one.source_id == str(own.id)]
    assert (found.url, found.headline, found.page_label) == (f"https://paper.xinmin.cn{own.path}", own.headline, "2")
    refused = [(one.url, one.reasons) for one in done.rejections(paper)]
    assert refused == ([] if is_same else [(f"https://paper.xinmin.cn{yesterdays}", ("duplicate_id",))])


def test_an_article_that_answers_with_another_issue_is_missed_in_this_one(tmp_path: Path) -> None:
    """Another capture may give it: the issue is not complete without it."""
    story = PAPERS[0].sheets[1].stories[0]
    with Press(PAPERS, faults={story.path: Fault(kind=Kind.LATEST_SILENTLY)}) as press:
        done = crawled(press, tmp_path, "xmwb", date="2020-03-15")
    assert done.issue(PAPERS[0]).status == "partial"
    assert [one.reasons for one in done.rejections(PAPERS[0])] == [("another_issue_shown",)]


def test_a_page_that_answers_for_one_of_its_articles_is_not_that_article(tmp_path: Path) -> None:
    """It shows its first article inline, under the same class names: that one is archived once, at its own address."""
    paper = PAPERS[0]
    first, other = paper.sheets[0].stories[:2]
    with Press(PAPERS) as press:
        press.moved[other.path] = paper.sheets[0].path
        done = crawled(press, tmp_path, "xmwb", date="2020-03-15")
        assert done.issue(paper).status == "partial"
        ((url, reasons),) = [(one.url, one.reasons) for one in done.rejections(paper)]
        assert (url, reasons) == (f"https://paper.xinmin.cn{other.path}", ("another_article_shown",))
        assert [one.headline for one in done.articles(paper)].count(first.headline) == 1
        press.moved.clear()
        done = crawled(press, tmp_path, "xmwb", date="2020-03-15")
    assert (done.issue(paper).status, done.rejections(paper)) == ("complete", [])


def test_an_issue_that_cannot_be_read_is_crawled_as_one_never_published(tmp_path: Path) -> None:
    """And stops no other."""
    broken = tmp_path / f"xmwb/2020/{PAPERS[0].issue_date}/issue.json"
    broken.parent.mkdir(parents=True)
    broken.write_text("{")
    dates = {"from_date": str(PAPERS[0].issue_date), "until_date": str(PAPERS[1].issue_date)}
    with Press(PAPERS) as press:
        done = crawled(press, tmp_path, "xmwb", **dates)
    assert [done.issue(paper).status for paper in PAPERS[:2]] == ["complete", "complete"]
    assert done.log == ""


def test_what_was_refused_is_asked_again_where_its_list_is_damaged(tmp_path: Path) -> None:
    paper = PAPERS[0]
    story = paper.sheets[1].stories[0]
    with Press([paper], faults={story.path: Fault(kind=Kind.SOFT_404)}) as press:
        first = crawled(press, tmp_path, "xmwb", date="2020-03-15")
        assert first.issue(paper).status == "partial"
        (first.folder(paper) / "rejected.jsonl").write_text("{\n")
        press.faults.clear()
        done = crawled(press, tmp_path, "xmwb", date="2020-03-15", refresh="1")
    assert (done.exit_status, "Traceback" in done.log) == (0, False)
    assert done.issue(paper).status == "complete"
