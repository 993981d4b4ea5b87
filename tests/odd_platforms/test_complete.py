"""Four odd platforms, from a crawl to ``complete``: what the site printed is archived, and nothing else was asked."""

from __future__ import annotations

from collections import Counter

from archive.issues import reader
from tests.odd_platforms.crawl import Archived, findings
from tests.odd_platforms.issues import PRINTINGS, TWO_HOSTS, WARY
from tests.odd_platforms.truth import archived_article, archived_page, true_articles, true_pages
from tests.press import Story


def test_it_ends_well_and_says_nothing(archived: Archived) -> None:
    assert (archived.crawl.status, archived.crawl.stderr) == (0, "")


def test_articles_are_as_printed(archived: Archived) -> None:
    for printing in PRINTINGS[archived.code]:
        articles = list(reader.articles(printing.key.folder(archived.archive)))
        assert [one.id for one in articles] == [one["id"] for one in true_articles(printing)]
        for one, true in zip(articles, true_articles(printing), strict=True):
            assert archived_article(one) == true


def test_pages_are_as_printed(archived: Archived) -> None:
    for printing in PRINTINGS[archived.code]:
        pages = map(archived_page, reader.pages(printing.key.folder(archived.archive)))
        assert list(pages) == true_pages(printing)


def test_the_account_says_complete(archived: Archived) -> None:
    for printing in PRINTINGS[archived.code]:
        issue = reader.published_issue(printing.key.folder(archived.archive))
        assert issue is not None
        assert (issue.status, issue.edition, issue.front_page) == ("complete", printing.edition, printing.front)
        pages, articles = len(printing.paper.sheets), len(printing.paper.stories)
        assert (issue.account.pages.expected, issue.account.pages.found) == (pages, pages)
        assert (issue.account.articles.expected, issue.account.articles.found) == (articles, articles)
        assert (issue.account.missing, issue.account.rejected) == ((), {})


def test_each_address_is_asked_for_once_and_no_fragment_ever(archived: Archived) -> None:
    """Each issue records what it shares with another one for itself; a robots.txt is asked for once a crawl."""
    wanted = Counter(url for printing in PRINTINGS[archived.code] for url in printing.files())
    wanted.update({url: 1 - count for url, count in wanted.items() if url.endswith("/robots.txt")})
    assert archived.press.counts() == wanted


def test_a_host_that_wants_to_know_from_where_is_told_the_page(archived: Archived) -> None:
    asked = {one.path: one.headers.get("referer") for one in archived.press.requests if WARY in one.path}
    if archived.code != "hkrb":
        assert {one.headers.get("referer") for one in archived.press.requests} == {None}
        return
    for sheet in TWO_HOSTS.paper.sheets:
        for story in sheet.stories:
            assert asked[TWO_HOSTS.article_url(sheet, story)] in _announcing(story)
            for photo in story.photos:
                assert asked[TWO_HOSTS.photo_url(photo)] == TWO_HOSTS.article_url(sheet, story)


def _announcing(story: Story) -> set[str]:
    sheets = TWO_HOSTS.paper.sheets
    return {TWO_HOSTS.page_url(one) for one in sheets if story.id in {each.id for each in one.stories}}


def test_nothing_is_wrong_with_the_archive(archived: Archived) -> None:
    assert findings(archived.archive, archived.code) == []
