"""``epaper show`` takes the address of whatever a platform has: a record in a file of several, or without a date."""

from __future__ import annotations

from pathlib import Path

from archive.issues.reader import articles, pages, published_issue
from archive.record.article import Article
from archive.record.page import Page
from tests.odd_platforms.crawl import Archived, epaper
from tests.odd_platforms.issues import DAY


def test_it_shows_what_stands_there(archived: Archived) -> None:
    folder = archived.archive / archived.code / str(DAY.year) / str(DAY)
    records: list[Page | Article] = [list(pages(folder))[-1], list(articles(folder))[-1]]
    for record in records:
        assert record.url is not None
        done = epaper(None, archived.archive, "show", record.url, "--json")
        assert (done.status, [one["id"] for one in done.records]) == (0, [record.id]), done.said


def test_an_index_is_its_issue(archived: Archived) -> None:
    issue = published_issue(archived.archive / archived.code / str(DAY.year) / str(DAY))
    assert issue is not None
    done = epaper(None, archived.archive, "show", issue.front_page, "--json")
    is_index = archived.code in ("cxwb", "jwrb")
    assert (done.status, [one["id"] == issue.id for one in done.records]) == (0, [is_index])


def test_of_a_mirror_that_may_be_of_two_newspapers_none_is_guessed(tmp_path: Path) -> None:
    address = "http://mirror.example/pc/c/content_7.html"
    done = epaper(None, tmp_path / "output", "show", address)
    said = f"error: '{address}' may be of hjrb or hkrb. Write it with the newspaper's own host.\n"
    assert (done.status, done.stdout, done.stderr) == (2, "", said)
