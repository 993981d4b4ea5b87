"""How much of one issue is asked for, at the edge of each limit."""

from __future__ import annotations

import pytest

from crawler.platforms.contract import Kind
from crawler.walk.live import allowance
from crawler.walk.live.allowance import MAX_ASKED, MAX_BYTES, MAX_LINKS, Allowance


@pytest.mark.parametrize("kind", MAX_ASKED)
def test_of_each_kind_so_many_are_asked_for_and_not_one_more(kind: Kind) -> None:
    issue = Allowance()
    assert [issue.grants(kind) for _ in range(MAX_ASKED[kind] + 1)] == [True] * MAX_ASKED[kind] + [False]
    assert issue.grants("page" if kind != "page" else "article")


def test_after_so_many_bytes_nothing_more_is_asked_for() -> None:
    issue = Allowance()
    issue.count_body(MAX_BYTES)
    assert issue.grants("article")
    issue.count_body(1)
    assert not issue.grants("article")


def test_after_so_many_links_nothing_more_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(allowance, "MAX_LINKS", 3)
    issue = Allowance()
    for _ in range(3):
        issue.count_link()
    assert issue.grants("page")
    issue.count_link()
    assert not issue.grants("page")
    assert MAX_LINKS > 100 * 200
