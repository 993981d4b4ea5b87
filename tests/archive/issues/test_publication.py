"""Over a published issue: what the same captures give is published, thinner or not; nothing else is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive.issues.assembly import Assembly, assembled
from archive.issues.publication import withheld_line
from archive.issues.reader import articles
from archive.issues.writer import publish
from tests.archive.killed import VERSION, new_issue, old_issue
from tests.archive.published import contents, folder_of, is_true_to_its_files
from tests.archive.records import article, article_url, loss, page_url, walk

PAGE, ONE, TWO = page_url("1"), article_url("1", 1), article_url("1", 2)
PAGE_GONE: Assembly = assembled(walk("1", losses=(loss(PAGE),), read=(ONE, TWO)), [], [article(1), article(2)])
ARTICLE_GONE: Assembly = assembled(walk("1", read=(PAGE, ONE)), old_issue().pages, [article(1)])
OTHER_INSTEAD: Assembly = assembled(walk("1", read=(PAGE, ONE)), old_issue().pages, [article(1), article(3)])


@pytest.mark.parametrize(
    ("thinner", "lost"),
    [
        (PAGE_GONE, [("page", PAGE, "http_404")]),
        (ARTICLE_GONE, [("article", TWO, "not_captured")]),
        (OTHER_INSTEAD, [("article", TWO, "not_captured")]),  # as many records as before
    ],
    ids=["page", "article", "another-instead"],
)
def test_what_was_not_read_again_is_named_and_the_issue_stays(
    tmp_path: Path, thinner: Assembly, lost: list[tuple[str, str, str]]
) -> None:
    fuller = publish(tmp_path, new_issue(), VERSION).issue
    before = contents(tmp_path)
    done = publish(tmp_path, thinner, "2")
    assert (done.outcome, done.issue, done.before) == ("withheld", fuller, fuller)
    assert [(one.kind, one.url, one.reason) for one in done.lost] == lost
    assert contents(tmp_path) == before


def test_a_parser_that_rightly_finds_less_in_the_same_captures_is_published(tmp_path: Path) -> None:
    fuller = publish(tmp_path, new_issue(), "1").issue
    parsed = assembled(walk("1", read=(PAGE, ONE, TWO)), old_issue().pages, [article(1, text="改了。")])
    done = publish(tmp_path, parsed, "2")
    assert (done.outcome, done.before, done.lost) == ("published", fuller, ())
    assert [one.text for one in articles(folder_of(tmp_path))] == ["改了。"]
    assert is_true_to_its_files(folder_of(tmp_path))


def test_the_line_about_a_withheld_issue_counts_names_and_says_what_waits(tmp_path: Path) -> None:
    publish(tmp_path, new_issue(), VERSION)
    done = publish(tmp_path, assembled(walk(), [], []), VERSION)
    assert withheld_line(done) == (
        "2020-03-15: 1 page and 2 articles that are published have no capture any more:"
        f" {PAGE}, {ONE}, {TWO}. What is published stays."
    )
    done = publish(tmp_path, ARTICLE_GONE, VERSION)
    assert done.waiting == ("xmwb-2020-03-15-a-p1", "xmwb-2020-03-15-a-1")
    assert withheld_line(done) == (
        f"2020-03-15: 1 article that is published has no capture any more: {TWO}."
        " What is published stays; 2 other records read otherwise now and wait."
    )


def test_the_proof_that_nothing_was_published_is_not_lost_either(tmp_path: Path) -> None:
    calendar = "https://paper.xinmin.cn/html/xmwb/2020-03/period.xml"
    proved = assembled(walk(absent="not_published", proof=calendar, read=(calendar,)), [], [])
    assert publish(tmp_path, proved, VERSION).issue.status == "not_published"
    done = publish(tmp_path, assembled(walk(losses=(loss(PAGE),)), [], []), VERSION)
    assert (done.outcome, done.issue.status, [one.url for one in done.lost]) == (
        "withheld",
        "not_published",
        [calendar],
    )
    otherwise = assembled(walk(losses=(loss(PAGE),), read=(calendar,)), [], [])
    assert publish(tmp_path, otherwise, VERSION).issue.status == "unknown"


def test_a_page_found_replaces_the_proof_that_there_is_none(tmp_path: Path) -> None:
    publish(tmp_path, assembled(walk(absent="not_published", proof="https://example.cn/"), [], []), VERSION)
    assert publish(tmp_path, old_issue(), VERSION).issue.status == "complete"
