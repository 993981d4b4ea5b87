"""Kills ``publish`` at every line of it, each time in a process of its own: ``python -m tests.archive.killed FOLDER``.

FOLDER/<n> is the archive that was left by the n-th kill; the last one was not killed.
"""

from __future__ import annotations

import os
import sys
from functools import partial
from pathlib import Path

from archive.issues import writer
from archive.issues.account.assembly import Assembly, assembled
from archive.record.walk import Rejection
from tests.archive.records import announcement, article, page, refused, walk
from tests.kills import called_until

VERSION = "1"


def old_issue() -> Assembly:
    """One article, one refusal."""
    return assembled(walk("1"), [page("1", announcement(1))], [article(1)], [refused(article(9), "no_content")])


def new_issue() -> Assembly:
    """Two articles, and nothing refused: ``rejected.jsonl`` has to go."""
    pages = [page("1", announcement(1), announcement(2))]
    return assembled(walk("1"), pages, [article(1, text="新的。"), article(2)])


def third_issue() -> Assembly:
    """Two articles and a refusal: ``rejected.jsonl`` has to come back."""
    rejection: Rejection = refused(article(9), "no_content")
    return assembled(walk("1"), [page("1", announcement(1), announcement(2))], [article(1), article(2)], [rejection])


def main(root: Path) -> None:
    """Until one is not killed."""
    for line in range(1, 1000):
        archive = root / f"{line:03}"
        writer.publish(archive, old_issue(), VERSION)
        child = os.fork()
        if child == 0:
            called_until(line, {writer.__file__}, partial(writer.publish, archive, new_issue(), VERSION))
            os._exit(0)
        if os.waitpid(child, 0)[1] == 0:
            return
    raise AssertionError("publish() has no end")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
