"""Texts beside what was crawled of their issue: what each answers for, and what it gives way to."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive.issues.reader import articles, published_issue, rejections
from archive.record.issue import Issue
from tests.account.issues import crawl
from tests.press import EVERYDAY, Fault, Kind, Paper, Press, Quirk, edited_paper
from tests.recording.bodies import body_text, imported, whole_text, written
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


def reasons(archive: Path) -> list[tuple[str, ...]]:
    return [one.reasons for one in rejections(folder_of(archive))]


@pytest.mark.parametrize("is_first", [True, False])
@pytest.mark.parametrize("headline", ["我的标题", None])
def test_the_same_words_stand_once(
    archive: Path, tmp_path: Path, paper: Paper, headline: str | None, *, is_first: bool
) -> None:
    """Whatever headline a person gave them."""
    story = paper.sheets[0].stories[0]
    file = written(tmp_path / "a.txt", *body_text(story))
    place = ("--date", str(DAY), "--page", "1", "--headline", headline or f"「{story.headline}」")
    with Press([paper]) as press:
        if is_first:
            assert imported(archive, file, *place).status == 0
        assert crawl(press, archive, "--date", str(DAY)).status == 0
        if not is_first:
            assert imported(archive, file, *place).status == 0
    found = list(articles(folder_of(archive)))
    assert (len(found), [one for one in found if one.url is None]) == (len(paper.stories), [])
    assert (issue_of(archive).status, reasons(archive)) == ("complete", [("duplicate_text",)])


def test_other_words_stand_beside_the_article_of_their_headline(archive: Path, tmp_path: Path, paper: Paper) -> None:
    one, other = paper.sheets[0].stories[0], paper.sheets[1].stories[0]
    file = written(tmp_path / "a.txt", *body_text(other))
    with Press([paper]) as press:
        assert crawl(press, archive, "--date", str(DAY)).status == 0
    assert imported(archive, file, "--date", str(DAY), "--page", "1", "--headline", one.headline or "").status == 0
    tally = issue_of(archive).account.articles
    assert (tally.expected, tally.found, reasons(archive)) == (len(paper.stories) + 1, len(paper.stories) + 1, [])
    (text,) = [one for one in articles(folder_of(archive)) if one.url is None]
    assert (text.headline, (text.text or "")[:20]) == (one.headline, (other.text or "")[:20])
    assert (text.page_label, text.page_name) == ("1", paper.sheets[0].name)


def test_a_headline_in_other_quotes_is_the_announced_one(archive: Path, tmp_path: Path, paper: Paper) -> None:
    story = paper.sheets[0].stories[0]
    with Press([paper]) as press:
        press.faults[story.path] = Fault(kind=Kind.NOT_FOUND)
        assert crawl(press, archive, "--date", str(DAY)).status == 3
    place = ("--date", str(DAY), "--page", "1", "--headline", f"「{story.headline}」")
    assert imported(archive, written(tmp_path / "a.txt", *body_text(story)), *place).status == 0
    assert (issue_of(archive).status, issue_of(archive).account.articles.missing) == ("complete", 0)
