"""Whether each text that was placed by hand stands in one issue of its newspaper; no issue can tell that of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from pathlib import Path

from ..captures.index import CAPTURES_FILE
from ..issues.moved_texts import moved_texts
from .verify import Finding, last_change


def text_findings(folders: Sequence[Path], asked: Set[Path], writing_since: float | None = None) -> Iterator[Finding]:
    """A finding for each text that stands in an issue of ``asked``, and was placed in another one of ``folders`` later.

    ``writing_since``: as of ``issue_findings``.
    """
    for text in moved_texts(folders, asked):
        if writing_since is not None and max(map(last_change, (text.left, text.stands_in))) >= writing_since:
            continue
        name = "a text" if text.headline is None else f"the text '{text.headline}'"
        what = f"{name} stands in {text.stands_in.name} too, where it was placed last"
        yield Finding(issue=f"{text.left.parents[1].name}/{text.left.name}", where=CAPTURES_FILE, what=what)
