"""Texts beside what was crawled of their issue: what each answers for."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive.issues.reader import articles, published_issue
from archive.record.issue import Issue
from tests.account.issues import crawl
from tests.press import EVERYDAY, Fault, Kind, Paper, Press, Quirk, edited_paper
from tests.recording.bodies import imported, whole_text, written
from tests.recording.crawling import DAY, XMWB, folder_of


@pytest.fixture(scope="module")
def paper() -> Paper:
    return edited_paper(XMWB, DAY, seed=12, pages=3, articles=3, quirks=EVERYDAY | {Quirk.TWO_PAGES})


def issue_of(archive: Path) -> Issue:
    issue = published_issue(folder_of(archive))
    assert issue is not None
    return issue


def test_a_text_answers_on_every_page_that_announces_its_article(archive: Path, tmp_path: Path, paper: Paper) -> None:
    (twice,) = [one for one in paper.sheets[0].stories if one.id in {other.id for other in paper.sheets[-1].stories}]
    with Press([paper]) as press:
        press.faults[twice.path] = Fault(kind=Kind.NOT_FOUND)
        assert crawl(press, archive, "--date", str(DAY)).status == 3
    expected = issue_of(archive).account.articles.expected
    assert imported(archive, written(tmp_path / "a.txt", *whole_text(paper, twice))).status == 0
    issue = issue_of(archive)
    tally = issue.account.articles
    assert (tally.expected, tally.found, issue.account.missing) == (expected, expected, ())
    (text,) = [one for one in articles(folder_of(archive)) if one.url is None]
    assert text.page_ids == tuple(f"{issue.id}-p{sheet.token}" for sheet in (paper.sheets[0], paper.sheets[-1]))
