"""Chinese set in lines: no line begins with a closing mark or ends with an opening one (避头尾)."""

from __future__ import annotations

import re

from rich.cells import cell_len

_TOKENS = re.compile(r"[!-~]+|.", re.DOTALL)  # a word or number in Latin letters stays whole
_CLOSING = frozenset("，。、；：？！）》」』】〉”’…—%％,.;:?!)]}")
_OPENING = frozenset("（《「『【〈“‘([{")


def set_lines(text: str, width: int) -> str:
    """``text`` broken into lines of ``width`` columns; a closing mark may stand beyond the edge."""
    lines = [""]
    for token in _TOKENS.findall(text):
        line = lines[-1]
        if line and cell_len(line) + cell_len(token) > width and token[0] not in _CLOSING:
            cut = len(line.rstrip("".join(_OPENING))) or len(line)
            lines[-1] = line[:cut]
            lines.append(line[cut:])
        lines[-1] += token
    return "\n".join(lines)
