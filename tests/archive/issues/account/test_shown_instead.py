"""Two articles at the addresses of each other, as the headlines tell under which pages announce them."""

from __future__ import annotations

import pytest

from archive.issues.account.shown_instead import shown_elsewhere
from archive.record.identifiers import folded
from tests.archive.records import article

ONE, OTHER = article(1, headline="修灯人", text="甲。"), article(2, headline="桥上的灯", text="乙。")


def strangers(headlines: dict[int, str]) -> list[str | None]:
    """Addresses of those that are another one's; ``headlines``: by the number of the article, as pages announce it."""
    announced = {article(number).id: {folded(headline)} for number, headline in headlines.items()}
    return [one.url for one in shown_elsewhere([ONE, OTHER], announced)]


def test_two_that_show_each_other_are_neither() -> None:
    assert strangers({1: "桥上的灯", 2: "修灯人"}) == [ONE.url, OTHER.url]


@pytest.mark.parametrize(
    "headlines",
    [
        {1: "桥上的灯", 2: "灯"},  # one of them alone
        {1: "桥上的灯", 2: "修灯人", 3: "桥上的灯"},  # a headline that stands twice
        {1: "桥上的灯"},
        {},
    ],
)
def test_what_is_not_clearly_exchanged_stays(headlines: dict[int, str]) -> None:
    assert strangers(headlines) == []


def test_one_that_is_doubled_and_exchanged_is_named_once() -> None:
    right = article(1, headline="桥上的灯", text="乙。")
    announced = {ONE.id: {"桥上的灯"}, OTHER.id: {"修灯人"}}
    assert [id(one) for one in shown_elsewhere([ONE, OTHER, right], announced)] == [id(ONE), id(OTHER)]
