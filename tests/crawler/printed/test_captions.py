"""Captions and their credits."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.printed.blanks import without_blanks
from crawler.printed.captions import printed_caption, split_credit


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


@pytest.mark.parametrize(
    ("paragraph", "caption", "credit"),
    [
        ("江边的梧桐落了叶本报记者 王凯 摄", "江边的梧桐落了叶", "本报记者 王凯 摄"),
        ("江边的梧桐落了叶  本报记者  王凯  摄", "江边的梧桐落了叶", "本报记者 王凯 摄"),
        ("江边的梧桐落了叶。通讯员 王凯 摄", "江边的梧桐落了叶。", "通讯员 王凯 摄"),
        ("梧桐落了叶，他说“到了”新华社记者 王凯 摄", "梧桐落了叶，他说“到了”", "新华社记者 王凯 摄"),
        ("江边。王凯摄", "江边。", "王凯摄"),
        ("江边 王 凯 摄", "江边", "王 凯 摄"),
        ("江边 王凯、李明 摄", "江边", "王凯、李明 摄"),
        ("石库门 本报记者 王凯 摄", "石库门", "本报记者 王凯 摄"),
        ("江边。江湾日报全媒体记者夏强、廖靖文摄", "江边。", "江湾日报全媒体记者夏强、廖靖文摄"),
        ("江边。（江湾日报全媒记者 王凯 摄）", "江边。", "江湾日报全媒记者 王凯 摄"),
        ("江边 YMG全媒体记者 王凯 摄", "江边", "YMG全媒体记者 王凯 摄"),
        ("江边(王凯 摄)", "江边", "王凯 摄"),
        ("江边(王凯 摄)。", "江边。", "王凯 摄"),
        ("江边（王凯 摄）。", "江边。", "王凯 摄"),
        ("江边。新华社发（王凯 摄）", "江边。", "新华社发（王凯 摄）"),
        ("江边 摄影/王凯", "江边", "摄影/王凯"),
        ("江边。拍摄者：王凯", "江边。", "拍摄者：王凯"),
        ("江边的老桥 受访者供图", "江边的老桥", "受访者供图"),
        ("江边的老桥（江湾博物馆 供图）", "江边的老桥", "江湾博物馆 供图"),
        ("▲老桥▲ 王凯 摄", "▲老桥", "王凯 摄"),
        ("王凯 摄", None, "王凯 摄"),
        ("本报记者 孙中钦 王凯 摄", None, "本报记者 孙中钦 王凯 摄"),
        ("摄影 本报记者 王凯", None, "摄影 本报记者 王凯"),
    ],
)
def test_a_paragraph_that_ends_in_a_credit_is_a_caption(paragraph: str, caption: str | None, credit: str) -> None:
    found = printed_caption(paragraph)
    assert found is not None
    assert (found.text, found.credit, found.of_all) == (caption, credit, False)


@pytest.mark.parametrize(
    "paragraph",
    [
        "本版摄影 本报记者 王凯",
        "本版图片均由受访者提供",
        "本版图片 新华社",
        "本组图片：本报记者 王凯 摄",
        "本版照片除署名外,均为本报记者杨慧、郭俊、程伟光摄",
    ],
)
def test_a_credit_of_several_pictures(paragraph: str) -> None:
    found = printed_caption(paragraph)
    assert found is not None
    assert (found.text, found.credit, found.of_all) == (None, paragraph, True)


@pytest.mark.parametrize(
    "paragraph",
    [
        "王凯 摄影报道",
        "本报记者 王凯 摄影报道",
        "江边的梧桐落了叶。本报记者 王凯 摄影报道",
        "杨洁 文 王凯 摄",
        "本报记者 杨洁 文 王凯 摄",
        "本报记者 王凯 文并摄",
        "撰文 杨洁 摄影 王凯",
        "文字 杨洁 摄影 王凯",
        "摄影/王凯 文/杨洁",
        "两位老人在拍摄",
        "他说起记者李明拍摄",
        "照片由本报记者李明摄",
        "这几幅照片是 王凯 摄",
        "他们把照片交给记者，由园方供图",
        "她最喜欢的是摄影",
        "昨天，他还在江边摄影",
        "以上两位都爱摄影",
        "本版图片展示了老桥的一百年",
        "摄影家们来了",
        "本报记者 王凯",
        "王凯 摄。江边的梧桐落了叶。",
        "",
    ],
)
def test_what_is_no_caption(paragraph: str) -> None:
    assert printed_caption(paragraph) is None


PIECES = st.sampled_from(
    [
        "江边",
        "王凯",
        "本报记者",
        "摄",
        "摄影",
        "供图",
        "文",
        "图为",
        "由",
        "本版",
        "新华社发",
        " ",
        "。",
        "（",
        "）",
        "/",
    ]
)


@given(st.lists(PIECES, max_size=9).map("".join))
def test_no_character_of_a_caption_is_lost(paragraph: str) -> None:
    found = printed_caption(paragraph)
    if found is not None:
        assert found.credit
        kept = without_blanks(f"{found.text or ''}{found.credit}")
        brackets = str.maketrans("", "", "（）")
        # A full stop behind the brackets goes before them.
        assert sorted(kept.translate(brackets)) == sorted(without_blanks(paragraph).translate(brackets)) or (
            paragraph.endswith("）。") and set(kept) >= set(without_blanks(paragraph)) - set("（）")
        )


@pytest.mark.parametrize("unit", ["摄", " ", "王凯 ", "本报记者", "（", "。", "摄影 ", "本版图片", "供图", "江"])
def test_a_megabyte_is_read_once(unit: str) -> None:
    printed_caption(f"{unit * 300_000}摄")
    printed_caption(f"本版{unit * 300_000}摄）")
