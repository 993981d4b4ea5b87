"""Of several articles with one identity one is kept, whichever came first."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.issues.account.assembly import assembled
from archive.record.article import Article
from archive.record.article_parts import Photo
from archive.record.identifiers import folded
from archive.record.walk import Rejection, Walk
from pipelines.deduplicate import DeduplicatePipeline, duplicates, shown_elsewhere
from tests.archive.records import announcement, article, article_url, page, text_article, walk
from tests.archive.troubled import articles


def said(*found: Article) -> list[tuple[str | None, str | None, tuple[str, ...]]]:
    """Address, text and reasons of those that give way; the same in any order."""
    answers = {
        tuple(sorted((one.url or "", one.article.text or "", one.reasons) for one in duplicates(order) if one.article))
        for order in permutations(found)
    }
    (answer,) = answers
    return list(answer)


def test_different_articles_are_no_duplicates() -> None:
    assert said(article(1), article(2), text_article("桥上", text="桥上无人。")) == []


def test_the_same_text_at_two_addresses_is_one_article() -> None:
    assert said(article(1), article(1, "4")) == []


def test_of_two_texts_under_one_identifier_the_later_page_gives_way() -> None:
    early, late = article(1, "2-3", "一段。"), article(1, "10", "二段。")
    assert said(early, late) == [(article_url("10", 1), "二段。", ("duplicate_id",))]


def test_of_three_texts_two_give_way() -> None:
    found = [article(1, "1", "一段。"), article(1, "1", "二段。"), article(1, "4", "三段。")]
    assert len(said(*found)) == 2


LONG = "江边的梧桐落了叶，扫街的人还没有来。桥修了三个月，巷口的老人都说值得。"


@pytest.mark.parametrize("headline", ["江 边", "“江边”", "别的", "「江」边"])
@pytest.mark.parametrize("words", [LONG, LONG.replace("，", ","), LONG.replace("三个月", "四个月")])
def test_a_text_capture_gives_way_to_the_same_words_at_an_address(headline: str, words: str) -> None:
    captured = text_article(headline, "1", words)
    assert said(article(1, text=LONG, headline="江边"), captured) == [("", words, ("duplicate_text",))]


@pytest.mark.parametrize("headline", ["江边", "别的"])
def test_other_words_stay_beside_it(headline: str) -> None:
    assert said(article(1, text=LONG, headline="江边"), text_article(headline, "1", "略有不同。")) == []


@pytest.mark.parametrize("words", [f"{LONG}本报记者 王凯", f"王凯{LONG}"])
def test_under_its_headline_one_edge_of_its_words_will_do(words: str) -> None:
    """A text may cut a byline where the page does not."""
    found = article(1, text=LONG, headline="江边")
    assert len(said(found, text_article("江边", "1", words))) == 1
    assert said(found, text_article("别的", "1", words)) == []


def test_a_text_capture_of_another_page_stays() -> None:
    assert said(article(1, "4", headline="江边"), text_article("江边", "1")) == []


@pytest.mark.parametrize("headline", ["第1条", "江边", "别的"])
def test_unless_that_page_announces_the_article_too(headline: str) -> None:
    pages = [page("1", announcement(1)), page("4", announcement(1, headline="江边"))]
    (refused,) = duplicates([article(1, text=LONG), text_article(headline, "4", LONG)], pages)
    assert refused.reasons == ("duplicate_text",)


def test_a_text_of_what_is_announced_and_was_not_found_is_that() -> None:
    """Notices may begin and end alike."""
    pages = [page("1", announcement(1, headline="甲"), announcement(2, headline="乙"))]
    other = text_article("乙", "1", LONG.replace("三个月", "四个月"))
    assert list(duplicates([article(1, text=LONG, headline="甲"), other], pages)) == []


def test_a_text_capture_imported_twice_is_one_article() -> None:
    assert said(text_article("江边"), text_article("江边")) == []


@given(st.lists(articles(), max_size=7), st.randoms())
def test_who_gives_way_does_not_depend_on_the_order(found: list[Article], dice: object) -> None:
    shuffled = list(found)
    dice.shuffle(shuffled)  # type: ignore[attr-defined]
    assert set(duplicates(shuffled)) == set(duplicates(found))


@given(st.lists(articles(), max_size=7))
def test_one_of_each_identifier_is_never_refused_for_it(found: list[Article]) -> None:
    refused = {
        (one.article.id, one.article.text) for one in duplicates(found) if "duplicate_id" in one.reasons and one.article
    }
    texts = {(one.id, one.text) for one in found}
    assert {id_ for id_, _ in texts - refused} == {one.id for one in found}


# The stage


def test_a_walk_takes_its_duplicates_along() -> None:
    stage = DeduplicatePipeline()
    found = [article(1, "1", "一段。"), article(1, "4", "二段。"), article(2)]
    assert [stage.process_item(one) for one in found] == found
    before = Rejection(kind="page", id=None, url="https://example.cn/", reasons=("off_site_link",))
    end = stage.process_item(walk("1", rejections=(before,)))
    assert isinstance(end, Walk)
    assert end.rejections == (before, *duplicates(found))
    assert len(end.rejections) == 2


def test_issues_are_told_apart_and_forgotten() -> None:
    stage = DeduplicatePipeline()
    stage.process_item(article(1, "1", "一段。"))
    stage.process_item(replace(article(1, "4", "二段。"), issue_date=date(2020, 3, 16)))
    assert stage.process_item(walk("1")).rejections == ()
    stage.process_item(article(1, "4", "二段。"))
    assert stage.process_item(walk("1")).rejections == ()  # the first one went with its walk


def test_the_stage_passes_on_what_is_not_its_business() -> None:
    one = page("1")
    assert DeduplicatePipeline().process_item(one) is one


# At the wrong address


def strangers(*found: Article, **headlines: str) -> list[str | None]:
    """Addresses of those that are another one's; ``headlines``: by the number of the article, as pages announce it."""
    announced = {article(number.removeprefix("n")).id: {folded(headline)} for number, headline in headlines.items()}
    return [one.url for one in shown_elsewhere(found, announced)]


def test_an_article_at_the_address_of_another_one_is_not_that_one() -> None:
    """The page of a newspaper shows its first article, too: asked for another one, a site may give that."""
    first, wrong = article(1, headline="桥上的灯"), article(2, headline="桥上的灯")
    assert strangers(first, wrong, n1="桥上的灯", n2="修灯人") == [wrong.url]
    assert strangers(wrong, first, n1="桥上 的灯", n2="修灯人") == [wrong.url]
    assert strangers(first, wrong, n1="桥上的灯", n2="昨夜修好了桥上的灯") == [wrong.url]


@pytest.mark.parametrize(
    ("other", "headlines"),
    [
        (article(2, headline="桥上的灯"), {"n1": "桥上的灯", "n2": "桥上的灯"}),  # printed twice
        (article(2, headline="桥上的灯"), {"n1": "桥上的灯"}),  # announced nowhere
        (article(2, headline="桥上的灯"), {"n1": "桥上的灯", "n2": "桥上的"}),  # a list that cuts
        (article(2, headline="桥上的灯"), {"n1": "桥上的灯", "n2": "桥上的灯  一盏一盏"}),
        (article(2, headline="桥上的灯"), {"n1": "桥上的灯", "n2": "【图】桥上的灯"}),  # a list that adds a word
        (article(2, headline="桥上的灯"), {"n1": "桥上的灯", "n2": "上的灯"}),
        (article(2, headline="桥上的灯"), {"n1": "别的", "n2": "修灯人"}),  # whose it is, nobody says
        (article(2, headline="桥上的灯", text="别的。"), {"n1": "桥上的灯", "n2": "修灯人"}),
        (article(2, headline="修灯人"), {"n1": "桥上的灯", "n2": "修灯人"}),
    ],
)
def test_whatever_may_be_its_own_stays(other: Article, headlines: dict[str, str]) -> None:
    assert strangers(article(1, headline="桥上的灯"), other, **headlines) == []


# Texts under the headline of others

WORDS = st.sampled_from(
    [None, "", "一段。", "一段。二段三段四段五段六段", "别的。二段三段四段五段六段", "Ａ段。", "A 段。", "三。"]
)


@given(st.lists(WORDS, max_size=5), st.lists(WORDS, max_size=5))
def test_a_text_is_known_by_how_it_begins_or_ends(texts: list[str | None], printed: list[str | None]) -> None:
    own = [article(number, text=text, headline="图片新闻") for number, text in enumerate(printed)]
    captured = [
        article(f"t{number}", text=text, headline="图片新闻", url=None, source_id=None)
        for number, text in enumerate(texts)
    ]

    def is_known(text: str | None) -> bool:
        one = folded(text)
        others = [folded(other.text) for other in own]
        return any(not one or not two or one[:12] == two[:12] or one[-12:] == two[-12:] for two in others)

    assert [one.id for one in duplicates([*captured, *own])] == [one.id for one in captured if is_known(one.text)]


def test_many_texts_of_many_articles_are_each_looked_at_once() -> None:
    long = "段" * 1_000
    own = [article(number, text=f"{number}{long}{number}", headline="图片新闻") for number in range(1_000)]
    captured = [
        article(f"t{number}", text=f"x{number}{long}x{number}", headline="图片新闻", url=None, source_id=None)
        for number in range(1_000)
    ]
    began = time.process_time()
    assert list(duplicates([*own, *captured])) == []
    assert time.process_time() - began < 2  # it took seven seconds


def test_pictures_without_a_word_are_told_apart_by_headline_and_address() -> None:
    first, second = (
        article(100, token, text=None, headline=headline, photos=(Photo(url=f"https://press.example/{token}.jpg"),))
        for token, headline in (("1", "图甲"), ("2", "图乙"))
    )
    assert [(url, reasons) for url, _, reasons in said(first, second)] == [(second.url, ("duplicate_id",))]
    assert said(first, replace(first, url=article_url("4", 100))) == []
    assert said(first, replace(first, url=article_url("4", 100), headline="图 甲")) == []


@pytest.mark.parametrize("others", [("图丙", "a"), ("图乙", "a"), ("图乙", "b"), ("图丙", "b")])
def test_of_two_pictures_at_one_address_one_stays(others: tuple[str, str]) -> None:
    """One is kept and the other refused, and neither is taken for the other."""
    headline, picture = others
    first = article(100, text=None, headline="图丙", photos=(Photo(url="https://press.example/a.jpg"),))
    second = replace(first, headline=headline, photos=(Photo(url=f"https://press.example/{picture}.jpg"),))
    refusals = list(duplicates([first, second]))
    made = assembled(walk("1"), [page("1", announcement(100))], [first, second], refusals)
    is_other = second != first
    assert (len(made.articles), len(made.rejections)) == (1, int(is_other))
    assert made.account.articles.missing == 0
    kept = {one.content_key for one in made.articles}
    assert kept.isdisjoint({one.article.content_key for one in made.rejections if one.article is not None})


def test_what_is_shown_in_the_place_of_another_has_no_duplicate() -> None:
    """Announced on two pages; at one of its addresses the site, under strain, shows the other article."""
    right, other = article(100, "2", headline="第100条"), article(101, text="另一条。", headline="第101条")
    stranger = article(100, text="另一条。", headline="第101条")
    pages = [page("1", announcement(100), announcement(101)), page("2", announcement(100, "2"))]
    for order in permutations([right, other, stranger]):
        stage = DeduplicatePipeline()
        for item in (*pages, *order):
            stage.process_item(item)
        found = stage.process_item(walk("1", "2"))
        assert isinstance(found, Walk)
        assert [(one.url, one.reasons) for one in found.rejections] == [(stranger.url, ("another_article_shown",))]
