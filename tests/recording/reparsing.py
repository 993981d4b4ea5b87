"""Three recorded issues to be parsed again, and archives of them as an older parser wrote them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from archive.issues.reader import articles, published_issue
from archive.issues.writer import seal
from archive.record.article import Article
from archive.record.identifiers import IssueKey
from archive.record.issue import ArchiveFile
from archive.record.jsonl import json_line, json_page
from epaper.offline.reparsing import Reparsed, reparsed_issues
from tests.press import ALL_QUIRKS, Fault, Kind, Press, edited_paper
from tests.recording.crawling import XMWB, folder_of, run

DAYS = [date(2020, 3, 15) + timedelta(days=days) for days in range(3)]
PAPERS = [edited_paper(XMWB, day, seed=20, pages=4, articles=4, quirks=ALL_QUIRKS) for day in DAYS]
GONE = PAPERS[1].sheets[1].stories[1]
FAULTS = {
    GONE.path + "*": Fault(kind=Kind.NOT_FOUND),
    PAPERS[1].sheets[1].stories[2].path[:-1] + "*": Fault(kind=Kind.SOFT_404),
    PAPERS[2].sheets[1].stories[0].path[:-1] + "*": Fault(kind=Kind.SERVER_ERROR),
    PAPERS[2].sheets[1].stories[1].path[:-1] + "*": Fault(kind=Kind.REDIRECT_OFF_SITE),
    PAPERS[2].sheets[1].stories[2].path[:-1] + "*": Fault(kind=Kind.REDIRECT_LATEST),
}


def crawl_three_issues(archive: Path) -> None:
    """A good one, one with an article gone and one refused, one with errors that are not recorded."""
    with Press(PAPERS, faults=FAULTS) as press:
        days = {"from_date": str(DAYS[0]), "until_date": str(DAYS[-1])}
        done = run(archive, press.base_url, **days)
    assert done.status == 3
    statuses = [issue.status for day in DAYS if (issue := published_issue(folder_of(archive, day)))]
    assert statuses == ["complete", "partial", "partial"]


def everything(archive: Path) -> dict[str, bytes]:
    return {str(path.relative_to(archive)): path.read_bytes() for path in archive.rglob("*") if path.is_file()}


def reparsed(archive: Path, **options: Any) -> list[Reparsed]:
    return list(reparsed_issues(archive, [IssueKey("xmwb", day) for day in DAYS], **options))


def rewritten(folder: Path, change: Callable[[Article], Article], *more: Article) -> None:
    """The archive as an older parser wrote it: its articles differ, or are more; its checksums are right."""
    issue = published_issue(folder)
    assert issue is not None
    lines = b"".join(json_line(one) for one in (*map(change, articles(folder)), *more))
    (folder / "articles.jsonl").write_bytes(lines)
    own = ArchiveFile(
        name="articles.jsonl",
        bytes=len(lines),
        records=lines.count(b"\n"),
        sha256=hashlib.sha256(lines).hexdigest(),
    )
    files = tuple(own if file.name == own.name else file for file in issue.files)
    found = replace(issue.account.articles, found=own.records, expected=issue.account.articles.expected + len(more))
    account = replace(issue.account, articles=found)
    old = replace(issue, files=files, parser_version="0", account=account)
    (folder / "issue.json").write_bytes(json_page(replace(old, sha256=seal(old))))


def older(article: Article) -> Article:
    """The older parser took the kicker for part of the headline, and saw no authors."""
    joined = f"{article.kicker} {article.headline}" if article.kicker else article.headline
    return replace(article, kicker=None, headline=joined, authors=())
