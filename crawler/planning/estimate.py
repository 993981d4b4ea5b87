"""How long a crawl will take at the pace that a site asks for, as a warning before it starts."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from archive.issues.reader import readable_issue
from archive.record.identifiers import IssueKey

from ..wording import counted, duration

TYPICAL_REQUESTS = 120  # of an issue: 16 pages, 6 articles on each, and their pages
SAMPLE = 3  # issues from which the requests of one are taken


def cost_warning(
    archive: Path, asked: Iterable[IssueKey], *, host: str, interval: float, patience: float
) -> str | None:
    """A warning that the issues ``asked`` for that are not in the archive take longer than ``patience`` seconds.

    ``None``: they do not. ``interval``: seconds between requests. An issue is taken to need as many requests as the
    last ones in the archive did; pictures, which come on top, are not counted.
    """
    folders = [issue.folder(archive) for issue in asked]
    there = [folder for folder in folders if (folder / "issue.json").exists()]
    issues = len(folders) - len(there)
    sizes = [size for size in map(_requests, there[-SAMPLE:]) if size > 0]
    requests = round(sum(sizes) / len(sizes)) if sizes else TYPICAL_REQUESTS
    seconds = issues * requests * interval
    if seconds <= patience:
        return None
    return (
        f"{host} asks for {duration(interval)} between requests: {counted(issues, 'issue')} of about {requests} "
        f"requests take about {duration(seconds)}. Ask for fewer dates, or let it run: it can be stopped at any time"
    )


def _requests(folder: Path) -> int:
    issue = readable_issue(folder)
    return 0 if issue is None else issue.account.pages.expected + issue.account.articles.expected
