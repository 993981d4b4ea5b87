"""Kills the mending of an issue at many lines of it: ``python -m tests.account.killed_mending ISSUE FOLDER KILLS``.

ISSUE is a whole issue of xmwb; FOLDER/<n> is the archive that was left by the n-th kill, FOLDER/whole one that was not
killed. Each is a copy whose captures, index and history are damaged, with a folder in the place of a file.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
from datetime import date
from functools import partial
from pathlib import Path

from archive.audit.verify import issue_findings
from archive.captures import index, repair, seal
from archive.captures.index import read_index
from archive.issues import history, obstacles
from archive.record.identifiers import IssueKey
from crawler.planning import gaps
from crawler.sites.xmwb import NEWSPAPER
from tests.account.issues import flip
from tests.kills import called_until

TRACED = {module.__file__ for module in (gaps, history, index, obstacles, repair, seal)}


def damaged_copy(issue: Path, archive: Path) -> Path:
    """Two pictures damaged, the index cut, the history lost, somebody's folder where the pages should be."""
    folder = archive / "xmwb" / issue.parent.name / issue.name
    shutil.copytree(issue, folder)
    for entry in [one for one in read_index(folder) if one.mime == "image/jpeg"][:2]:
        flip(folder / "captures.warc.gz", entry.offset + entry.length // 2)
    os.truncate(folder / "captures.cdxj", 1000)
    (folder / "history.jsonl").unlink()
    (folder / "pages.jsonl").unlink()
    (folder / "pages.jsonl").mkdir()
    (folder / "pages.jsonl/notes.txt").write_text("somebody's")
    return folder


def mend(folder: Path) -> None:
    """What ``crawl --gaps`` does with it before it asks anybody."""
    findings = list(issue_findings(folder))
    if findings:
        gaps.mended(NEWSPAPER, IssueKey("xmwb", date.fromisoformat(folder.name)), folder, findings)


def main(issue: Path, root: Path, kills: int) -> None:
    """The kills spread evenly over all lines."""
    count = called_until(0, TRACED, partial(mend, damaged_copy(issue, root / "whole")))
    for number in range(1, kills + 1):
        folder = damaged_copy(issue, root / f"{number:03}")
        child = os.fork()
        if child == 0:
            called_until(number * count // kills, TRACED, partial(mend, folder))
            os._exit(0)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL, "it was not killed"


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
