"""The status of an issue follows from what is missing, what was refused, and whether an absence is proved."""

from __future__ import annotations

from typing import Any

import pytest

from archive.issues.account.assembly import assembled
from archive.record.page import Announcement
from archive.record.walk import Rejection
from tests.archive.records import (
    ISSUE,
    announcement,
    article,
    article_url,
    loss,
    page,
    page_url,
    refused,
    refused_capture,
    text_article,
    walk,
)

FULL = [page("1", announcement(7))]


def test_everything_found_is_complete() -> None:
    assert assembled(walk("1"), FULL, [article(7)]).status == "complete"


@pytest.mark.parametrize("reason", ["duplicate_id", "no_content", "another_issue"])
def test_refused_for_what_was_printed_is_complete_all_the_same(reason: str) -> None:
    made = assembled(walk("1"), FULL, [article(7)], [refused(article(8), reason)])
    assert made.status == "complete"
    assert made.account.rejected == {reason: 1}


def test_an_article_announced_under_a_headline_that_shows_nothing_is_partial() -> None:
    """A site under strain gives the empty frame of it; an area without a headline may be an advertisement."""
    for headline, status, reason in (("江边", "partial", "nothing_shown"), (None, "complete", "no_content")):
        front = page("1", announcement(7), announcement(8, headline=headline))
        made = assembled(walk("1"), [front], [article(7)], [refused(article(8), "no_content")])
        assert (made.status, made.account.rejected) == (status, {reason: 1})
        assert [one.reasons for one in made.rejections] == [(reason,)]
    twofold = refused(article(8), "no_content", "invalid: url")
    made = assembled(walk("1"), [page("1", announcement(8))], [], [twofold])
    assert [one.reasons for one in made.rejections] == [twofold.reasons]


def test_a_link_that_leads_off_site_leaves_the_issue_complete() -> None:
    one = page("1", announcement(7), announcement(8, article_id=None, refused="off_site_link"))
    made = assembled(walk("1"), [one], [article(7)])
    assert (made.status, made.account.articles.rejected) == ("complete", 1)


@pytest.mark.parametrize("reason", ["unreadable", "unknown_layout", "invalid: url"])
def test_refused_for_what_was_captured_is_partial(reason: str) -> None:
    made = assembled(walk("1"), FULL, [article(7)], [refused(article(8), reason)])
    assert made.status == "partial"


def test_a_missing_article_is_partial() -> None:
    made = assembled(walk("1", losses=(loss(article_url("1", 7)),)), FULL, [])
    assert (made.status, [(one.id, one.reason) for one in made.account.missing]) == (
        "partial",
        [(f"{ISSUE}-7", "http_404")],
    )


def test_a_missing_page_is_partial() -> None:
    made = assembled(walk("1", "4", losses=(loss(page_url("4"), "timeout"),)), FULL, [article(7)])
    assert (made.status, [(one.page_label, one.reason) for one in made.account.missing]) == (
        "partial",
        [("4", "timeout")],
    )


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({}, "not_captured"),
        ({"losses": (loss(page_url("1")),)}, "http_404"),
        ({"read": (page_url("1"),)}, "not_in_file"),
    ],
)
def test_a_text_of_the_front_page_tells_of_no_other_page(fields: dict[str, Any], reason: str) -> None:
    """It shows no catalogue: what stands at the front page's own address is asked for."""
    text = page("1", Announcement(article_id=None, url=None, headline="江边"), url=None)
    made = assembled(walk(**fields), [text], [text_article("江边")])
    tally = made.account.pages
    assert (made.status, tally.expected, tally.found, tally.missing) == ("partial", 2, 1, 1)
    assert [(one.url, one.reason) for one in made.account.missing] == [(page_url("1"), reason)]


def test_a_text_of_the_front_page_does_where_another_page_has_the_catalogue() -> None:
    text = page("1", Announcement(article_id=None, url=None, headline="江边"), url=None)
    made = assembled(walk("1", "4"), [text, page("4")], [text_article("江边")])
    assert (made.status, made.account.pages.expected, made.account.missing) == ("complete", 2, ())


def test_pages_without_a_single_article_are_not_a_complete_issue() -> None:
    made = assembled(walk("1"), [page("1")], [])
    assert (made.status, made.account.flags) == ("partial", {"no_articles": 1})


def test_one_page_without_articles_is_nothing_unusual() -> None:
    made = assembled(walk("1", "4"), [*FULL, page("4")], [article(7)])
    assert (made.status, made.account.flags) == ("complete", {})


def test_nothing_there_is_unknown() -> None:
    made = assembled(walk(losses=(loss(page_url("1")),)), [], [])
    assert (made.status, made.account.pages.missing) == ("unknown", 1)


@pytest.mark.parametrize("reason", ["http_403", "http_429"])
def test_a_refused_visitor_is_blocked(reason: str) -> None:
    assert assembled(walk(losses=(loss(page_url("1"), reason),)), [], []).status == "blocked"


def test_a_block_page_is_blocked() -> None:
    rejections = (refused_capture(page_url("1"), f"{ISSUE}-p1", "page", "block_page"),)
    assert assembled(walk(rejections=rejections), [], []).status == "blocked"


@pytest.mark.parametrize("absent", ["not_published", "not_yet"])
def test_a_proof_of_absence_expects_nothing(absent: str) -> None:
    made = assembled(walk(absent=absent), [], [])
    assert (made.status, made.account.pages.expected, made.account.missing) == (absent, 0, ())


def test_announcements_of_one_address_that_leads_nowhere_are_refused_each() -> None:
    """On one page by their headlines; on two, even with the same headline. What leads off the site is refused once."""
    dead = {"article_id": None, "url": "javascript:void(0)", "refused": "unusable_link"}
    off_site = announcement(9, article_id=None, url="https://example.cn/", refused="off_site_link")
    pages = [
        page("1", announcement(7, **dead), announcement(8, **dead), off_site),
        page("2", announcement(7, **dead), off_site),
    ]
    made = assembled(walk("1", "2"), pages, [])
    assert [(one.page_label, one.headline) for one in made.rejections] == [
        ("1", "第9条"),
        ("1", "第7条"),
        ("1", "第8条"),
        ("2", "第7条"),
    ]
    assert (made.account.articles.rejected, made.account.missing) == (4, ())


def test_entries_of_a_catalogue_that_lead_nowhere_are_refused_each() -> None:
    entries = [
        Rejection(kind="page", id=None, url="javascript:;", page_label=label, reasons=("unusable_link",))
        for label in ("2", "3")
    ]
    made = assembled(walk("1", rejections=tuple(entries)), FULL, [article(7)])
    assert made.account.pages.rejected == 2


@pytest.mark.parametrize("fields", [{"article_id": None, "url": None}, {}])
def test_an_announcement_is_refused_or_missing_and_never_both(fields: dict[str, Any]) -> None:
    """A platform may refuse an address that it knows, or a headline that has none."""
    one = page("1", announcement(7), announcement(8, refused="another_issue", **fields))
    tally = assembled(walk("1"), [one], [article(7)]).account.articles
    assert (tally.expected, tally.found, tally.rejected, tally.missing) == (2, 1, 1, 0)


def test_an_issue_that_is_not_out_lacks_nothing_of_its_catalogue() -> None:
    made = assembled(walk("1", "2", absent="not_yet"), [], [])
    assert (made.status, made.account.pages.expected, made.account.missing) == ("not_yet", 0, ())
