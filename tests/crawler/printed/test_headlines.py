"""The headlines of a page in one line: what can be told apart, and what cannot."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.printed.headlines import split_headlines


@pytest.mark.parametrize(
    ("line", "known", "headlines", "unsplit"),
    [
        ("素材 菜场 搬家 灯", ["菜场\u3000搬家"], ["素材", "菜场 搬家", "灯"], []),
        ("素材 菜场 搬家 灯 桥", ["菜场 搬家"], ["素材", "菜场 搬家"], ["灯 桥"]),
        ("天气预报  签单 卖货  卖空 菜场", ["菜场"], ["菜场"], ["天气预报  签单 卖货  卖空"]),
        ("灯 灯 亮", ["灯 亮", "灯"], ["灯", "灯 亮"], []),
        ("老街 灯 征稿", ["灯"], ["老街", "灯", "征稿"], []),
        ("老街 灯 旧桥 灯 征稿", ["灯"], ["灯"], ["老街", "旧桥 灯 征稿"]),  # it may be 老街 灯, and 灯
        ("3.15在身边 灯(上)", ["灯（上）", "没有"], ["3.15在身边", "灯(上)"], []),
        ("灯亮 灯", ["灯"], ["灯亮", "灯"], []),
        ("灯  桥", [], [], ["灯  桥"]),
        ("灯", [], ["灯"], []),
        ("", ["灯", ""], [], []),
        (" \u3000", ["灯"], [], []),
    ],
)
def test_split_headlines(line: str, known: list[str], headlines: list[str], unsplit: list[str]) -> None:
    split = split_headlines(line, known)
    assert (list(split.headlines), list(split.unsplit)) == (headlines, unsplit)


HEADLINES = st.lists(st.sampled_from(["灯", "桥", "¨", "ﬁ", "（上）"]), min_size=1, max_size=3).map(" ".join)


@given(st.lists(HEADLINES, max_size=5), st.lists(HEADLINES, max_size=3))
def test_every_word_is_in_one_headline_or_in_one_stretch(printed: list[str], known: list[str]) -> None:
    line = "  ".join(printed)
    split = split_headlines(line, known)
    assert sorted(" ".join([*split.headlines, *split.unsplit]).split()) == sorted(line.split())
    assert all(stretch in line for stretch in split.unsplit)


@given(st.lists(HEADLINES, min_size=1, max_size=5))
def test_what_is_no_known_headline_is_one_word(printed: list[str]) -> None:
    known = printed[:1]
    made_up = [one for one in split_headlines(" ".join(printed), known).headlines if one not in known]
    assert all(" " not in one for one in made_up)


@pytest.mark.parametrize("unit", ["灯 ", "灯", " ", "灯  桥 "])
def test_a_megabyte_is_read_once(unit: str) -> None:
    split_headlines(unit * 200_000, ["灯", "桥"])
