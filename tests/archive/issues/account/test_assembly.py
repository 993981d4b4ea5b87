"""Whatever a walk brings home: the account balances, and the order of arrival does not matter."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from archive.issues.account.assembly import Assembly, assembled
from archive.record.identifiers import label_order
from tests.archive.records import ISSUE, article_url, page_url, refused_capture, walk
from tests.archive.troubled import Haul, hauls


def assembly(haul: Haul) -> Assembly:
    return assembled(haul.walk, haul.pages, haul.articles, haul.rejections)


# Of any issue


@given(hauls())
def test_the_account_balances(haul: Haul) -> None:
    account = assembly(haul).account
    for tally in (account.pages, account.articles):
        assert tally.expected == tally.found + tally.rejected + tally.missing
    assert account.pages.missing + account.articles.missing == len(account.missing)


@given(hauls())
def test_the_account_counts_what_is_there(haul: Haul) -> None:
    made = assembly(haul)
    kinds = Counter(one.kind for one in made.rejections)
    assert made.account.pages.found == len(made.pages)
    assert made.account.articles.found == len(made.articles)
    assert made.account.pages.rejected == kinds["page"]
    assert made.account.articles.rejected == kinds["article"]
    assert sum(made.account.rejected.values()) == sum(len(one.reasons) for one in made.rejections)
    unsigned = [one for one in made.articles if one.kind == "article" and one.byline is None]
    assert made.account.without_byline == len(unsigned)
    assert made.account.characters == sum(one.char_count for one in made.articles)


@given(hauls())
def test_an_announced_article_is_found_or_refused_or_missing(haul: Haul) -> None:
    made = assembly(haul)
    found = Counter(one.id for one in made.articles)
    given_up = Counter(one.id for one in made.rejections if one.kind == "article" and "duplicate_id" not in one.reasons)
    missing = Counter(one.id for one in made.account.missing if one.kind == "article")
    text_captures = {(page_id, one.headline) for one in made.articles if one.url is None for page_id in one.page_ids}
    for one in made.pages:
        for announced in one.announced:
            if announced.article_id is None or announced.refused is not None:
                continue
            id_ = announced.article_id
            outcomes = found[id_] + given_up[id_] + missing[id_]
            in_its_place = any(
                page_id == one.id and "".join((headline or "").split()) == "".join((announced.headline or "").split())
                for page_id, headline in text_captures
            )
            assert outcomes == 1 or (outcomes == 0 and in_its_place), id_


@given(hauls())
def test_a_page_whose_articles_cannot_be_counted_makes_no_issue_complete(haul: Haul) -> None:
    made = assembly(haul)
    silent = [one for one in made.pages if one.url is None and not one.announced]
    uncounted = [one.page_label for one in made.pages if one.unsplit_headlines or one in silent]
    assert list(made.account.uncounted_pages) == uncounted
    assert made.status != "complete" or not uncounted
    lost = {one.headline for one in made.account.missing}
    assert not lost & {stretch for one in made.pages for stretch in one.unsplit_headlines}


@given(hauls())
def test_a_refused_link_stands_among_the_refused(haul: Haul) -> None:
    made = assembly(haul)
    addresses = {one.url for one in made.rejections}
    links = {announced.url for one in made.pages for announced in one.announced if announced.refused is not None}
    assert links <= addresses


@given(hauls())
def test_every_page_of_the_catalogue_is_found_or_refused_or_missing(haul: Haul) -> None:
    made = assembly(haul)
    outcomes = Counter(
        [one.id for one in made.pages]
        + [one.id for one in made.rejections if one.kind == "page" and one.id is not None]
        + [one.id for one in made.account.missing if one.kind == "page"]
    )
    expected = {haul.walk.front_page_id, *(one.page_id for one in haul.walk.catalogue)}
    assert {id_: outcomes[id_] for id_ in expected} == dict.fromkeys(expected, 1)


@given(hauls())
def test_every_page_of_an_article_is_found_or_refused_or_missing(haul: Haul) -> None:
    made = assembly(haul)
    named = {one.id for one in (*made.pages, *made.rejections, *made.account.missing)}
    assert [one.id for one in made.articles if not named.issuperset(one.page_ids)] == []


@given(hauls())
def test_what_is_missing_has_the_reason_of_its_address(haul: Haul) -> None:
    reasons = {one.url: one.reason for one in haul.walk.losses}
    for one in assembly(haul).account.missing:
        assert one.reason == reasons.get(one.url or "", "not_captured")


@given(hauls())
def test_identifiers_are_unique(haul: Haul) -> None:
    made = assembly(haul)
    for records in (made.pages, made.articles):
        ids = [one.id for one in records]
        assert len(ids) == len(set(ids))


@given(hauls())
def test_no_article_is_lost_without_a_word(haul: Haul) -> None:
    made = assembly(haul)
    kept = {one.id for one in made.articles} | {one.id for one in made.rejections}
    assert {one.id for one in haul.articles} <= kept


@given(hauls())
def test_a_text_is_lost_only_with_a_refusal(haul: Haul) -> None:
    """Of two texts under one identifier, the one that is not archived is among the refused."""
    made = assembly(haul)
    refused_before = {one.id for one in (*haul.walk.rejections, *haul.rejections) if "duplicate_id" not in one.reasons}
    archived = {(one.id, one.text) for one in made.articles}
    archived |= {(one.article.id, one.article.text) for one in made.rejections if one.article is not None}
    for one in haul.articles:
        assert (one.id, one.text) in archived or one.id in refused_before


@given(hauls())
def test_articles_stand_as_printed(haul: Haul) -> None:
    made = assembly(haul)
    order = {one.id: place for place, one in enumerate(made.pages)}
    places = [
        (order.get(one.page_ids[0], len(order)), one.position if one.position is not None else 10**6)
        for one in made.articles
    ]
    assert places == sorted(places)


@given(hauls())
def test_pages_stand_in_the_order_of_the_catalogue_then_of_their_labels(haul: Haul) -> None:
    made = assembly(haul)
    announced = list(dict.fromkeys(one.page_id for one in haul.walk.catalogue))
    orders = [one.page_order for one in made.pages]
    assert orders == [announced.index(one.id) + 1 if one.id in announced else None for one in made.pages]
    listed = [order for order in orders if order is not None]
    assert orders == sorted(listed) + [None] * (len(orders) - len(listed))
    rest = [label_order(one.page_label) for one in made.pages if one.page_order is None]
    assert rest == sorted(rest)


@given(hauls(), st.data())
def test_the_order_of_arrival_does_not_matter(haul: Haul, data: st.DataObject) -> None:
    shuffled = Haul(
        walk=replace(
            haul.walk,
            losses=tuple(data.draw(st.permutations(haul.walk.losses))),
            rejections=tuple(data.draw(st.permutations(haul.walk.rejections))),
        ),
        pages=tuple(data.draw(st.permutations(haul.pages))),
        articles=tuple(data.draw(st.permutations(haul.articles))),
        rejections=tuple(data.draw(st.permutations(haul.rejections))),
    )
    first, second = assembly(haul), assembly(shuffled)
    for name in ("pages", "articles", "rejections", "account", "status"):
        assert getattr(first, name) == getattr(second, name), name


@given(hauls())
def test_assembling_again_what_was_assembled_changes_nothing(haul: Haul) -> None:
    """As a re-parse does."""
    first = assembly(haul)
    again = assembled(haul.walk, first.pages, first.articles, haul.rejections)
    assert (again.pages, again.articles, again.account) == (first.pages, first.articles, first.account)


def test_refusals_stand_pages_first_then_by_the_label_of_their_page() -> None:
    """What comes in is what is written, in whatever order: a file that differs from day to day proves nothing."""
    refusals = [
        refused_capture(article_url("10", 1), f"{ISSUE}-1", reason="soft_404"),
        refused_capture(article_url("2", 9), f"{ISSUE}-9", reason="soft_404"),
        refused_capture(article_url("2", 3), f"{ISSUE}-3", reason="soft_404"),
        refused_capture(page_url("10"), f"{ISSUE}-p10", kind="page"),
        refused_capture(page_url("2"), f"{ISSUE}-p2", kind="page"),
    ]
    labels = ("10", "2", "2", "10", "2")
    placed = [replace(one, page_label=label) for one, label in zip(refusals, labels, strict=True)]
    expected = [page_url("2"), page_url("10"), article_url("2", 3), article_url("2", 9), article_url("10", 1)]
    for order in permutations(placed):
        made = assembled(walk(rejections=order), [], [])
        assert [one.url for one in made.rejections] == expected
