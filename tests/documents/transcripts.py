"""What a document shows, compared with what was printed, line by line."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import unified_diff

VARIES = (
    r"process \d+ on \S+ since \d{4}-\d\d-\d\d \d\d:\d\d UTC",  # who holds a lock
    r"http://127\.0\.0\.1:\d+",  # a free port
)
"""The only words that may differ, beside what a document leaves out with ``…``."""


def alike(shown: str, printed: str) -> bool:
    """Whether a line of a document is the line that was printed."""
    for pattern in VARIES:
        shown, printed = re.sub(pattern, "~", shown), re.sub(pattern, "~", printed)
    return re.fullmatch(".*".join(map(re.escape, shown.split("…"))), printed) is not None


def difference(shown: Iterable[str], printed: str) -> str:
    """Line by line, blanks at the ends of lines and of the whole aside; "": there is none."""
    theirs = "\n".join(line.rstrip() for line in shown).strip("\n").splitlines()
    ours = "\n".join(line.rstrip() for line in printed.splitlines()).strip("\n").splitlines()
    ours[: len(theirs)] = [line if alike(line, one) else one for line, one in zip(theirs, ours, strict=False)]
    return "\n".join(unified_diff(theirs, ours, "the document", "the program", lineterm=""))
