"""Captions and their credits."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.printed.captions import split_credit


@pytest.mark.parametrize(
    ("printed", "caption", "credit"),
    [
        (None, None, None),
        ("", None, None),
        (" 　", None, None),
        ("江边晨练", "江边晨练", None),
        ("晨练的人们  本报记者 王凯 摄", "晨练的人们", "本报记者 王凯 摄"),
        ("雨后的老桥。　本报记者　王凯　摄", "雨后的老桥。", "本报记者 王凯 摄"),
        ("江边。王凯摄", "江边。", "王凯摄"),
        ("江边晨练（王凯 摄）", "江边晨练", "王凯 摄"),
        ("本报记者 孙中钦 陈炅玮 摄影报道", None, "本报记者 孙中钦 陈炅玮 摄影报道"),
        ("江边晨练 王凯、李明 摄", "江边晨练", "王凯、李明 摄"),
        ("两位老人在拍摄", "两位老人在拍摄", None),
        ("展出的六幅图", "展出的六幅图", None),
        ("摄于江边", "摄于江边", None),
        ("（资料图片）", "（资料图片）", None),
    ],
)
def test_a_credit_stands_at_the_end(printed: str | None, caption: str | None, credit: str | None) -> None:
    assert split_credit(printed) == (caption, credit)


@given(st.text(st.sampled_from("江边王凯本报记者摄影图 。（）、"), max_size=20))
def test_no_character_is_lost(printed: str) -> None:
    caption, credit = split_credit(printed)
    kept = "".join(f"{caption or ''}{credit or ''}".split())
    brackets = str.maketrans("", "", " （）")
    assert kept.translate(brackets) == "".join(printed.split()).translate(brackets)
