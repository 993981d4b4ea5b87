import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.printed.blanks import BLANK, collapsed, indented_paragraphs, stripped, unspaced_name, without_blanks

PRINT = st.text(st.sampled_from("文字吴，。A1 \u00a0\u3000\u200b\ufeff\t\n\r\u2028"), max_size=60)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("\u3000送菜 \u00a0\u3000供餐\ufeff", "送菜 供餐"),
        ("一\u200b二\n三\t四", "一 二 三 四"),
        ("已经干净", "已经干净"),
        (" \u200b\ufeff\u3000\u00a0", None),
        ("", None),
        (None, None),
    ],
)
def test_collapsed(text: str | None, expected: str | None) -> None:
    assert collapsed(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("吴 越", "吴越"),
        ("吴\u3000越 ", "吴越"),
        ("欧阳 克", "欧阳克"),
        ("阿 · 托尔斯泰", "阿·托尔斯泰"),
        ("John  Smith", "John Smith"),
        ("李 John", "李 John"),
        ("", ""),
    ],
)
def test_unspaced_name(text: str, expected: str) -> None:
    assert unspaced_name(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("    首席记者  潘高峰    昨天，天晴。    今天，下雨。", ["首席记者  潘高峰", "昨天，天晴。", "今天，下雨。"]),
        ("\u00a0\u00a0\u00a0\u00a0一段。\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0二段。", ["一段。", "二段。"]),
        ("\u3000\u3000一段。\u3000\u3000二段。", ["一段。", "二段。"]),
        ("\u3000一 段 \u3000二段", ["一 段 \u3000二段"]),  # three columns are no indent
        ("一段。\r\n\r\n二段。\t三段。\u2028四段。", ["一段。", "二段。", "三段。", "四段。"]),
        ("一段。\ufeff\u200b\u200b\u200b二段。", ["一段。\ufeff\u200b\u200b\u200b二段。"]),  # no width, no indent
        ("没有缩进。", ["没有缩进。"]),
        ("  \u3000\ufeff ", []),
    ],
)
def test_indented_paragraphs(text: str, expected: list[str]) -> None:
    assert indented_paragraphs(text) == expected


@given(PRINT)
def test_no_character_is_lost(text: str) -> None:
    paragraphs = indented_paragraphs(text)
    assert "".join(map(without_blanks, paragraphs)) == without_blanks(text) == without_blanks(collapsed(text) or "")
    assert without_blanks(unspaced_name(text)) == without_blanks(text)
    assert all(paragraph == stripped(paragraph) != "" for paragraph in paragraphs)


@given(PRINT)
def test_nothing_blank_is_left_at_the_ends(text: str) -> None:
    assert stripped(text) == re.sub(rf"\A[{BLANK}]+|[{BLANK}]+\Z", "", text)


@pytest.mark.parametrize("unit", [" ", "\u200b", "\u3000 ", "文 ", "文  ", "文    "])
def test_a_megabyte_is_read_once(unit: str) -> None:
    text = unit * 300_000
    assert len(without_blanks("".join(indented_paragraphs(text)))) == text.count("文")
    assert unspaced_name(text).count("文") == text.count("文")
    assert stripped(text).count("文") == text.count("文")


def test_blanks_between_words_are_passed_once() -> None:
    began = time.process_time()
    text = f"王{chr(0x200B) * 400_000}凯"
    assert stripped(f"{text}\u200b \u200b") == stripped(f" \u2060{text}") == text
    assert time.process_time() - began < 0.5
