"""Where an article stands: its pages, its position, the other half of its jump."""

from __future__ import annotations

from dataclasses import replace

import pytest

from archive.issues.account.assembly import assembled
from archive.issues.account.balance import uncounted_articles
from archive.record.article_parts import Jump
from archive.record.page import Announcement
from archive.record.walk import Rejection
from tests.archive.records import ISSUE, SQUARE, announcement, article, page, refused, text_article, walk

# Where things stand


def test_an_article_gets_the_place_and_the_areas_of_its_announcement() -> None:
    made = assembled(walk("1"), [page("1", announcement(7), announcement(8))], [article(8), article(7)])
    assert [(one.source_id, one.position, one.page_name) for one in made.articles] == [
        ("7", 1, "要闻"),
        ("8", 2, "要闻"),
    ]
    (region,) = made.articles[0].regions
    assert (region.page_id, region.polygon, region.width, region.height) == (f"{ISSUE}-p1", SQUARE, 350, 500)


def test_an_article_on_two_pages_is_one_article_of_both() -> None:
    pages = [page("4", announcement(7)), page("1", announcement(7))]
    (one,) = assembled(walk("1", "4"), pages, [article(7, "4")]).articles
    assert one.page_ids == (f"{ISSUE}-p1", f"{ISSUE}-p4")
    assert (one.page_label, one.position) == ("1", 1)
    assert [region.page_id for region in one.regions] == [f"{ISSUE}-p1", f"{ISSUE}-p4"]


def test_an_article_that_no_page_announces_comes_last_on_its_page() -> None:
    pages = [page("1", announcement(8)), page("4", announcement(9))]
    made = assembled(walk("1", "4"), pages, [article(7), article(8), article(9, "4")])
    assert [one.source_id for one in made.articles] == ["8", "7", "9"]
    assert made.articles[1].position is None
    assert made.account.articles.expected == 3


def test_an_article_that_no_page_announces_and_that_prints_no_label_has_that_of_its_page() -> None:
    silent = article(7, "4", page_label=None)
    (_, made) = assembled(walk("1", "4"), [page("1", announcement(8)), page("4")], [article(8), silent]).articles
    assert (made.page_ids, made.page_label, made.page_name, made.position) == ((f"{ISSUE}-p4",), "4", "要闻", None)


def test_a_text_capture_takes_the_place_of_its_headline() -> None:
    one = page("1", announcement(7, headline="江边　无事"), announcement(8))
    made = assembled(walk("1"), [one], [text_article("江边 无事")])
    assert [article_.position for article_ in made.articles] == [1]
    assert [gone.id for gone in made.account.missing] == [f"{ISSUE}-8"]
    assert (made.account.articles.expected, made.account.articles.found) == (2, 1)


def test_of_a_page_captured_twice_the_fuller_one_is_kept() -> None:
    thin, full = page("1", announcement(7)), page("1", announcement(7), announcement(8))
    assert assembled(walk("1"), [full, thin], []).pages[0].announced == full.announced


def test_two_captures_of_one_address_leave_one_article() -> None:
    pages = [page("1", announcement(7))]
    old, new = article(7, text="旧的。"), article(7, text="新的。")
    made = assembled(walk("1"), pages, [old, new], [refused(new, "duplicate_id")])
    assert [one.text for one in made.articles] == ["旧的。"]
    assert made.account.missing == ()


def test_an_address_refused_in_a_catalogue_and_in_a_list_counts_as_page_and_as_article() -> None:
    elsewhere = "https://example.cn/"
    one = page("1", announcement(7), announcement(8, url=elsewhere, article_id=None, refused="off_site_link"))
    link = Rejection(kind="page", id=None, url=elsewhere, page_label="9", reasons=("off_site_link",))
    account = assembled(walk("1", rejections=(link,)), [one], [article(7)]).account
    assert (account.pages.rejected, account.articles.rejected, account.missing) == (1, 1, ())


def test_of_a_page_whose_headlines_run_together_no_position_is_told() -> None:
    known = Announcement(article_id=None, url=None, headline="江边")
    one = page("1", known, url=None, unsplit_headlines=("天气预报 休刊启事",))
    made = assembled(walk("1"), [one], [text_article("江边")])
    assert [(one.position, one.page_label) for one in made.articles] == [(None, "1")]
    assert (made.account.uncounted_pages, made.account.articles.missing, made.status) == (("1",), 0, "partial")
    assert "no_articles" not in made.account.flags


def test_the_page_itself_takes_over_from_its_text() -> None:
    text = page("1", url=None, unsplit_headlines=("天气预报 休刊启事",))
    made = assembled(walk("1"), [text, page("1", announcement(7))], [article(7)])
    assert (made.account.uncounted_pages, made.status) == ((), "complete")


def test_of_a_text_without_the_headlines_of_its_page_nobody_knows_how_many_there_are() -> None:
    made = assembled(
        walk("1", "2"), [page("1", announcement(7)), page("2", url=None)], [article(7), text_article("江边", "2")]
    )
    assert (made.account.uncounted_pages, made.account.flags, made.status) == (("2",), {}, "partial")
    made = assembled(walk("1"), [page("1", url=None)], [text_article("江边")])
    assert (made.account.uncounted_pages, made.account.flags) == (("1",), {})


def test_nothing_but_headlines_that_run_together_is_no_empty_issue() -> None:
    made = assembled(walk("1"), [page("1", url=None, unsplit_headlines=("天气预报 休刊启事",))], [])
    assert (made.account.flags, made.status) == ({}, "partial")
    assert uncounted_articles(made.account) == "page 1: more articles, their number unknown"


# Jumps


def jumping(number: int, token: str, *, to: str | None = None, from_: str | None = None, headline: str = "江边"):
    return article(
        number,
        token,
        headline=headline,
        jump_to=Jump(page_label=to, printed=f"（下转第{to}版）") if to else None,
        jump_from=Jump(page_label=from_, printed=f"（上接第{from_}版）") if from_ else None,
    )


def joined(*articles) -> dict[str, tuple[str | None, str | None]]:
    made = assembled(walk("1"), [], articles).articles
    return {
        one.source_id or "": (
            one.jump_to.article_id if one.jump_to else None,
            one.jump_from.article_id if one.jump_from else None,
        )
        for one in made
    }


def test_both_halves_of_a_jump_name_each_other() -> None:
    assert joined(jumping(1, "1", to="4"), jumping(2, "4", from_="1")) == {
        "1": (f"{ISSUE}-2", None),
        "2": (None, f"{ISSUE}-1"),
    }


def test_the_only_answer_is_the_other_half_whatever_its_headline() -> None:
    """The continuation often has a headline of its own."""
    halves = jumping(1, "1", to="4", headline="桥上的灯"), jumping(2, "4", from_="1", headline="修灯人")
    assert joined(*halves)["1"] == (f"{ISSUE}-2", None)


def test_a_spread_answers_for_each_of_its_pages() -> None:
    assert joined(jumping(1, "1", to="3"), jumping(2, "2-3", from_="1"))["1"] == (f"{ISSUE}-2", None)


@pytest.mark.parametrize(("label", "answered"), [("2", True), ("15", True), ("2/15", True), ("3", False), ("9", False)])
def test_pages_that_are_no_neighbours_are_two_pages(label: str, answered: bool) -> None:
    result = joined(jumping(1, "1", to=label), jumping(2, "2-15", from_="1"))
    assert result["1"] == (f"{ISSUE}-2" if answered else None, None)


def test_a_note_that_names_several_pages_is_answered_from_any_of_them() -> None:
    note = Jump(page_label="5", page_labels=("5", "6", "7"), printed=">>>详见第5-7版")
    first = replace(jumping(1, "1"), jump_to=note)
    assert joined(first, jumping(2, "6", from_="1"))["1"] == (f"{ISSUE}-2", None)
    both = joined(first, jumping(2, "6", from_="1"), jumping(3, "7", from_="1", headline="桥上"))
    assert both["1"] == (f"{ISSUE}-2", None)  # its headline tells


def test_the_order_of_pages_is_the_catalogues() -> None:
    tokens = ("1", "2-15", "3", "4-13", "16", "14")
    made = assembled(walk(*tokens), [page(token) for token in sorted(tokens)], [])
    assert [(one.page_label, one.page_order) for one in made.pages] == [
        (token.replace("-", "/"), place) for place, token in enumerate(tokens, 1)
    ]


def test_of_several_answers_the_one_with_the_same_headline_is_taken() -> None:
    result = joined(
        jumping(1, "1", to="4", headline="江 边"),
        jumping(2, "4", from_="1", headline="桥上"),
        jumping(3, "4", from_="1", headline="江边"),
    )
    assert result == {"1": (f"{ISSUE}-3", None), "2": (None, None), "3": (None, f"{ISSUE}-1")}


def test_what_stays_ambiguous_stays_unjoined() -> None:
    two_answers = joined(jumping(1, "1", to="4"), jumping(2, "4", from_="1"), jumping(3, "4", from_="1"))
    two_questions = joined(jumping(1, "1", to="4"), jumping(2, "1", to="4"), jumping(3, "4", from_="1"))
    for result in (two_answers, two_questions):
        assert set(result.values()) == {(None, None)}


def test_a_jump_to_nowhere_stays_as_printed() -> None:
    assert joined(jumping(1, "1", to="9")) == {"1": (None, None)}


def test_links_that_lead_nowhere_do_not_push_an_article_behind_one_that_no_page_announces() -> None:
    nowhere = [announcement(n, article_id=None, refused="unusable_link") for n in (1, 2, 3, 4)]
    made = assembled(walk("1"), [page("1", *nowhere, announcement(5))], [article(6), article(5)])
    assert [(one.source_id, one.position) for one in made.articles] == [("5", 5), ("6", None)]
