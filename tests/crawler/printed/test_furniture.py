"""Words of buttons."""

from __future__ import annotations

import pytest

from crawler.printed.furniture import is_furniture


@pytest.mark.parametrize(
    ("line", "expected"),
    [("放大 缩小 默认", True), (" 打印", True), ("", True), ("放大镜", False), ("打印 这页", False)],
)
def test_furniture_is_a_line_of_such_words_alone(line: str, *, expected: bool) -> None:
    assert is_furniture(line) is expected
