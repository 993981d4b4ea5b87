"""What is cut from a record before it is kept, and what says so."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.record.article_parts import Photo
from archive.record.cleaning import cleaned
from archive.record.jsonl import json_line
from archive.record.page import Announcement, Page
from archive.record.ranges import MAX_CORNERS, MAX_PIXELS
from tests.archive.records import clipping, page

CONTROL = "\x00\x07\x0b\x1b\x7f\x85\u2028\ud800"
UNPRINTED = CONTROL + "\u061c\u200e\u202e\u2066\ufeff\ufffe\U0010ffff"
CORNERS = ((0, 0), (10, 0), (10, 5))


def announced(**fields: object) -> Announcement:
    return replace(Announcement(article_id=None, url=None, headline="江边"), **fields)  # type: ignore[arg-type]


def test_what_nobody_prints_is_cut_and_flagged_wherever_it_stands() -> None:
    one = cleaned(page("1", announced(headline=f"江{UNPRINTED}边"), page_name="\x1b"))
    assert (one.announced[0].headline, one.page_name, one.flags) == ("江边", None, ("control_character",))


def test_the_flag_stands_beside_others() -> None:
    one = cleaned(clipping("一\x07段。", flags=("date_conflict", "unknown_label")))
    assert one.flags == ("control_character", "date_conflict", "unknown_label")


def test_blank_strings_are_nothing_and_not_flagged() -> None:
    one = cleaned(clipping("一段。", kicker=" 　", headline="", subheadlines=("", "副题", "\u3000")))
    assert (one.kicker, one.headline, one.subheadlines, one.flags) == (None, None, ("副题",), ())


def test_what_is_never_absent_stays_a_string() -> None:
    for nothing in ("", " ", "\x1b"):
        assert cleaned(clipping(page_token=nothing)).page_token == ""


def test_an_address_stays_the_same_address() -> None:
    one = cleaned(clipping(url="https://paper.xinmin.cn/\u202e1\x1b.html", photos=(Photo(url="http://x/\ud800"),)))
    assert (one.url, one.photos[0].url) == ("https://paper.xinmin.cn/%E2%80%AE1%1B.html", "http://x/%ED%A0%80")
    assert one.flags == ()


def test_what_is_clean_is_not_copied() -> None:
    for one in (clipping("一段。"), page("1", announced(polygons=(CORNERS,)), width=350, height=500)):
        assert cleaned(one) is one


@pytest.mark.parametrize(
    ("printed", "kept"),
    [(1, 1), (MAX_PIXELS, MAX_PIXELS), (MAX_PIXELS + 1, None), (0, None), (-1, None), (10**20, None), (None, None)],
)
def test_a_side_beyond_its_range_is_not_given(printed: int | None, kept: int | None) -> None:
    one = cleaned(page("1", width=printed, height=350))
    assert (one.width, one.height, one.flags) == (kept, 350, ())


@pytest.mark.parametrize("corner", [(MAX_PIXELS + 1, 0), (0, -MAX_PIXELS - 1), (10**20, 10**20)])
def test_an_area_beyond_its_range_is_cut_and_flagged(corner: tuple[int, int]) -> None:
    one = cleaned(page("1", announced(polygons=((*CORNERS, corner), CORNERS))))
    assert (one.announced[0].polygons, one.flags) == ((CORNERS,), ("unreadable_region",))
    many = CORNERS * MAX_CORNERS
    assert cleaned(page("1", announced(polygons=(many[: MAX_CORNERS + 1], many[:MAX_CORNERS])))).announced[
        0
    ].polygons == (many[:MAX_CORNERS],)


TEXT = st.text() | st.text(UNPRINTED + " 　a")


@given(st.lists(TEXT, max_size=3), TEXT, TEXT)
def test_whatever_is_kept_is_a_line_of_json_without_such_characters(
    paragraphs: list[str], headline: str, url: str
) -> None:
    one = cleaned(clipping(*paragraphs, headline=headline, byline=headline, url=url))
    kept = json_line(one).decode()
    assert not set(kept) & (set(UNPRINTED) - {"\n"})
    assert "\\u" not in kept.replace("\\\\", "")
    assert [one.url, one.headline, one.byline, *(block.text for block in one.body)].count("") == 0
    assert list(one.flags) == sorted(set(one.flags))


@given(st.lists(st.text(max_size=5), max_size=3), st.integers(), st.lists(st.tuples(st.integers(), st.integers())))
def test_cleaning_twice_is_cleaning_once(paragraphs: list[str], side: int, corners: list[tuple[int, int]]) -> None:
    once = cleaned(clipping(*paragraphs))
    assert cleaned(once) == once
    drawn: Page = cleaned(page("1", announced(polygons=(tuple(corners),)), width=side))
    assert cleaned(drawn) == drawn
    json_line(drawn)
