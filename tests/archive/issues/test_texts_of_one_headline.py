"""Several articles of a page with one headline, some of which text captures alone show."""

from __future__ import annotations

from archive.issues.account import place_key
from archive.issues.assembly import assembled
from pipelines.deduplicate import duplicates
from tests.archive.records import announcement, article, page, text_article, walk

HEADLINE = "图片新闻"


FRONT = page("1", announcement(1, headline=HEADLINE), announcement(2, headline=HEADLINE))
TWICE = {place_key(FRONT.id, HEADLINE): 2}
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
    assert list(duplicates([found, other], TWICE)) == []
    made = assembled(walk("1"), [FRONT], [found, other])
    assert (made.account.articles.expected, made.account.articles.found) == (2, 2)


def test_the_same_words_are_one_article() -> None:
    found = article(1, text=BRIDGE.text, headline=HEADLINE)
    (refused,) = duplicates(
        [found, text_article(HEADLINE, text="桥上的灯也亮了,孩子们数到了四十二。本报记者 王凯")], TWICE
    )
    assert refused.reasons == ("duplicate_text",)
