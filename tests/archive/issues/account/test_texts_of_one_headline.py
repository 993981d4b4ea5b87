"""Several articles of a page with one headline, some of which text captures alone show."""

from __future__ import annotations

import pytest

from archive.issues.account.assembly import assembled
from archive.record.article import Article
from archive.record.page import Announcement
from pipelines.deduplicate import duplicates
from tests.archive.records import announcement, article, page, text_article, walk

HEADLINE = "图片新闻"


FRONT = page("1", announcement(1, headline=HEADLINE), announcement(2, headline=HEADLINE))
LAMPS = text_article(HEADLINE, text="江边的灯亮了，扫街的人还没有来过。")
BRIDGE = text_article(HEADLINE, text="桥上的灯也亮了，孩子们数到了四十二。")


def test_one_text_answers_for_one_announcement() -> None:
    made = assembled(walk("1"), [FRONT], [LAMPS])
    tally = made.account.articles
    assert (tally.expected, tally.found, tally.missing) == (2, 1, 1)
    assert made.status == "partial"


def test_two_texts_answer_for_two() -> None:
    made = assembled(walk("1"), [FRONT], [LAMPS, BRIDGE])
    assert (made.account.articles.expected, made.account.articles.found) == (2, 2)
    assert sorted(one.position or 0 for one in made.articles) == [1, 2]
    assert made.status == "complete"


def test_what_is_found_at_its_own_address_uses_no_text_up() -> None:
    found, other = article(1, text=BRIDGE.text, headline=HEADLINE), LAMPS
    assert list(duplicates([found, other], [FRONT])) == []
    made = assembled(walk("1"), [FRONT], [found, other])
    assert (made.account.articles.expected, made.account.articles.found) == (2, 2)


UNADDRESSED = Announcement(article_id=None, url=None, headline=HEADLINE)


@pytest.mark.parametrize(
    ("announced", "articles", "counted"),
    [
        ([UNADDRESSED], [article(7, headline=HEADLINE)], (1, 1, 0)),
        ([UNADDRESSED], [article(7, headline="图片 新闻")], (1, 1, 0)),
        ([UNADDRESSED, UNADDRESSED], [article(7, headline=HEADLINE), BRIDGE], (2, 2, 0)),
        ([UNADDRESSED, UNADDRESSED], [article(7, headline=HEADLINE)], (2, 1, 1)),
        ([UNADDRESSED], [article(7, headline=HEADLINE), article(8, headline=HEADLINE)], (2, 2, 0)),
        ([UNADDRESSED, announcement(7, headline=HEADLINE)], [article(7, headline=HEADLINE)], (2, 1, 1)),
        ([announcement(6, headline=HEADLINE)], [article(7, headline=HEADLINE)], (2, 1, 1)),
        ([UNADDRESSED], [article(7, "2", headline=HEADLINE)], (2, 1, 1)),
    ],
)
def test_an_address_answers_what_is_announced_without_one(
    announced: list[Announcement], articles: list[Article], counted: tuple[int, int, int]
) -> None:
    made = assembled(walk("1"), [page("1", *announced)], articles)
    tally = made.account.articles
    assert (tally.expected, tally.found, tally.missing) == counted


def test_what_a_page_names_at_another_place_answers_there_alone() -> None:
    pages = [page("1", UNADDRESSED), page("2", announcement(7, "2", headline=HEADLINE))]
    made = assembled(walk("1", "2"), pages, [article(7, page_ids=(FRONT.id,), headline=HEADLINE)])
    assert (made.account.articles.expected, made.account.articles.found) == (2, 1)
    assert [one.page_label for one in made.articles] == ["2"]


def test_the_same_words_are_one_article() -> None:
    found = article(1, text=BRIDGE.text, headline=HEADLINE)
    (refused,) = duplicates(
        [found, text_article(HEADLINE, text="桥上的灯也亮了,孩子们数到了四十二。本报记者 王凯")], [FRONT]
    )
    assert refused.reasons == ("duplicate_text",)


def test_what_one_address_is_announced_for_is_one_article() -> None:
    """Under whatever headline, and before the page of the text, too."""
    pages = [page("1", announcement(7, headline="灯")), page("2", announcement(7), announcement(8, headline="第7条"))]
    text = text_article("第7条", "2")
    made = assembled(walk("1", "2"), pages, [text])
    tally = made.account.articles
    assert (tally.expected, tally.found, [one.id for one in made.account.missing]) == (2, 1, [article(8).id])
    assert made.articles[0].page_ids == (pages[0].id, pages[1].id)


@pytest.mark.parametrize(("token", "missing", "pages"), [("1", 7, ["1"]), ("2", 8, ["1", "2"])])
def test_a_text_on_two_pages_is_no_other_article_of_its_headline(token: str, missing: int, pages: list[str]) -> None:
    """Read back, with both of its pages, it answers for the same one."""
    one, other = announcement(8, headline=HEADLINE), announcement(7, headline=HEADLINE)
    made = assembled(walk("1", "2"), [page("1", one, other), page("2", other)], [text_article(HEADLINE, token)])
    assert (made.account.articles.expected, [one.id for one in made.account.missing]) == (2, [article(missing).id])
    assert [one.page_ids for one in made.articles] == [tuple(page(token).id for token in pages)]
    again = assembled(walk("1", "2"), made.pages, made.articles)
    assert (again.articles, again.account) == (made.articles, made.account)
