"""How long a crawl will take, from what the issues of the archive took."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from archive.issues.account.assembly import assembled
from archive.issues.writer import publish
from archive.record.identifiers import IssueKey
from crawler.planning.estimate import TYPICAL_REQUESTS, cost_warning
from tests.archive.records import DAY, announcement, article, page, walk

THERE = IssueKey("xmwb", DAY)
MISSING = [IssueKey("xmwb", DAY + timedelta(days=number)) for number in (1, 2)]


def warned(archive: Path, asked: list[IssueKey], patience: float) -> str | None:
    return cost_warning(archive, asked, host="press.example", interval=600, patience=patience)


@pytest.mark.parametrize("is_there", [True, False])
def test_an_issue_takes_what_those_in_the_archive_took(tmp_path: Path, is_there: bool) -> None:
    if is_there:
        publish(tmp_path, assembled(walk("1"), [page("1", announcement(7), announcement(8))], [article(7)]), "1")
    requests = 3 if is_there else TYPICAL_REQUESTS  # a page and two articles, one of them missing
    seconds = 2 * requests * 600
    assert warned(tmp_path, [THERE, *MISSING] if is_there else MISSING, seconds) is None
    said = warned(tmp_path, [THERE, *MISSING] if is_there else MISSING, seconds - 1)
    assert said is not None
    assert f"press.example asks for 10 min between requests: 2 issues of about {requests} requests take" in said


def test_nothing_is_said_of_an_issue_that_cannot_be_read(tmp_path: Path) -> None:
    folder = THERE.folder(tmp_path)
    folder.mkdir(parents=True)
    (folder / "issue.json").write_bytes(b"{")
    assert f"about {TYPICAL_REQUESTS} requests" in (warned(tmp_path, [THERE, *MISSING], 1) or "")
