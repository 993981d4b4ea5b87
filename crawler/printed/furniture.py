"""The words of buttons and links beside an article: none of its text."""

from __future__ import annotations

from .blanks import listed

_WORDS = frozenset(listed("放大 缩小 默认 上一版 下一版 上一篇 下一篇 上一期 下一期 下载 打印 返回目录 读报纸首页"))


def is_furniture(line: str) -> bool:
    """Whether the line has such words alone: "放大 缩小"; a blank one has none at all."""
    return all(word in _WORDS for word in line.split())
