"""What a page says of itself never reaches a path unescaped, and different names stay different."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from pathlib import Path, PurePath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.record.identifiers import IssueKey, folder_date, is_folder_name, label_order, safe_token

DAY = date(2020, 3, 15)
NASTY = st.text(st.sampled_from("../\\~ \0\n:%a1é版-_"), max_size=8) | st.text(max_size=8)


@given(NASTY)
def test_a_token_is_one_plain_part_of_a_path(token: str) -> None:
    safe = safe_token(token)
    assert safe.isascii()
    assert set(safe) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_~")


@given(NASTY, NASTY)
def test_different_tokens_stay_different(one: str, other: str) -> None:
    assert (safe_token(one) == safe_token(other)) is (one == other)


@pytest.mark.parametrize(("one", "other"), [("~2f", "/"), (".e", "~2ee"), ("\x00e", "\x0e"), ("。a", "\u3002a"[:1])])
def test_an_escape_is_not_mistaken_for_what_follows_it(one: str, other: str) -> None:
    assert safe_token(one) != safe_token(other)


@pytest.mark.parametrize("token", ["2-3", "A01", "06", "32_2", "92381"])
def test_real_tokens_stay_as_they_are(token: str) -> None:
    assert safe_token(token) == token


def test_identifiers() -> None:
    issue = IssueKey("xmwb", DAY)
    assert issue.id == "xmwb-2020-03-15-a"
    assert issue.page_id("2-3") == "xmwb-2020-03-15-a-p2-3"
    assert issue.article_id("92381") == "xmwb-2020-03-15-a-92381"
    assert issue.text_article_id("1f0c9e2a" + "0" * 56) == "xmwb-2020-03-15-a-t1f0c9e2a"


@given(NASTY)
def test_no_edition_leads_out_of_the_archive(edition: str) -> None:
    archive = Path("/archive")
    folder = IssueKey("xmwb", DAY, edition).folder(archive)
    assert folder.parent == archive / "xmwb" / "2020"
    assert ".." not in PurePath(folder).parts


def test_the_folder_of_an_issue() -> None:
    assert IssueKey("xmwb", DAY).folder(Path("output")) == Path("output/xmwb/2020/2020-03-15")
    assert IssueKey("xmwb", DAY, "b").folder(Path("output")) == Path("output/xmwb/2020/2020-03-15-b")


def test_labels_sort_as_pages_lie() -> None:
    labels = ["1", "2/3", "4", "06", "8/25", "10", "A01", "A02", "A10", "B01"]
    shuffled = [*labels[5:], *labels[:5]]
    assert sorted(shuffled, key=label_order) == labels


def test_a_label_of_any_number_of_digits_has_a_place() -> None:
    assert label_order("9" * 5_000) > label_order("1" + "0" * 4_999) > label_order("99999999999") > label_order("2")
    assert label_order("007") == label_order("7")


@given(st.lists(NASTY, min_size=2))
def test_any_label_has_a_place(labels: list[str]) -> None:
    keys = sorted(label_order(label) for label in labels)
    assert all(one <= other for one, other in pairwise(keys))


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("2020-03-15", date(2020, 3, 15)),
        ("2020-03-15-b", date(2020, 3, 15)),
        ("2020-03-15-", None),
        ("2020-02-30", None),
        ("20200315", None),
        ("2020-W11-7", None),
        ("2020-03-15.bak", None),
    ],
)
def test_the_date_of_a_folder(name: str, found: date | None) -> None:
    assert folder_date(name) == found
    assert is_folder_name(name) is (found is not None or name == "2020-02-30")
