"""The short lines between paragraphs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.printed.crossheads import MAX_CROSSHEAD, text_blocks

LONG = "江边的梧桐落了叶，扫街的人每天早起半个钟头。"


def kinds(*lines: str) -> list[str]:
    return [f"{block.kind[0]}:{block.text}" for _, block in text_blocks(lines)]


@pytest.mark.parametrize(
    ("lines", "blocks"),
    [
        ([], []),
        ([LONG], [f"p:{LONG}"]),
        (["求助", LONG], ["c:求助", f"p:{LONG}"]),
        ([LONG, "账要算清", LONG], [f"p:{LONG}", "c:账要算清", f"p:{LONG}"]),
        ([LONG, "老办法", "新问题", LONG], [f"p:{LONG}", "c:老办法 新问题", f"p:{LONG}"]),
        ([LONG, "收尾一句"], [f"p:{LONG}", "p:收尾一句"]),
        (
            ["床前明月光", "疑是地上霜", "举头望明月", LONG],
            ["p:床前明月光", "p:疑是地上霜", "p:举头望明月", f"p:{LONG}"],
        ),
        (["好。", LONG], ["p:好。", f"p:{LONG}"]),
        (["“好。”", LONG], ["p:“好。”", f"p:{LONG}"]),
        (["从“要我做”到“我要做”", LONG], ["c:从“要我做”到“我要做”", f"p:{LONG}"]),
        (["难在哪里？", LONG], ["p:难在哪里？", f"p:{LONG}"]),
        (["甲" * MAX_CROSSHEAD, LONG], [f"c:{'甲' * MAX_CROSSHEAD}", f"p:{LONG}"]),
        (["甲" * (MAX_CROSSHEAD + 1), LONG], [f"p:{'甲' * (MAX_CROSSHEAD + 1)}", f"p:{LONG}"]),
    ],
)
def test_crossheads(lines: list[str], blocks: list[str]) -> None:
    assert kinds(*lines) == blocks


@given(st.lists(st.text("江边。，", min_size=1, max_size=25), max_size=8))
def test_every_line_is_in_exactly_one_block(lines: list[str]) -> None:
    made = list(text_blocks(lines))
    assert " ".join(str(block.text) for _, block in made) == " ".join(lines)
    starts = [index for index, _ in made]
    assert starts == sorted(set(starts))
    assert all(lines[index] == str(block.text).split(" ")[0] for index, block in made)
