"""Issues of two pages, and what a crawl of them publishes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import TypeVar

from archive.issues.reader import published_issue
from archive.record.issue import Issue
from tests.odd_platforms.crawl import crawled, findings
from tests.odd_platforms.issues import CXWB, DAY, DKB, HKRB, JWRB, paper
from tests.odd_platforms.press import ProxyPress
from tests.odd_platforms.prints.json_index import JsonIndexPrinting
from tests.odd_platforms.prints.one_file import OneFilePrinting
from tests.odd_platforms.prints.printing import Printing
from tests.odd_platforms.prints.span_areas import SpanAreasPrinting
from tests.odd_platforms.prints.two_hosts import TwoHostsPrinting

P = TypeVar("P", bound=Printing)


def day(number: int) -> date:
    return DAY + timedelta(days=number)


def small(kind: type[P], days: int) -> list[P]:
    """Issues of two pages and an advertisement, of as many days in a row."""
    title = {JsonIndexPrinting: JWRB, OneFilePrinting: CXWB, TwoHostsPrinting: HKRB, SpanAreasPrinting: DKB}[kind]
    return [kind(paper=paper(title, day(number), seed=7, pages=4, articles=2)) for number in range(days)]


def asked(press: ProxyPress, archive: Path, printings: Sequence[Printing]) -> list[Issue]:
    """What is published after a crawl of their dates."""
    dates = {"from_date": str(printings[0].key.issue_date), "until_date": str(printings[-1].key.issue_date)}
    run = crawled(press, archive, printings[0].key.newspaper, edition="a", pictures="0", **dates)
    found = [published_issue(one.key.folder(archive)) for one in printings]
    issues = [issue for issue in found if issue is not None]
    assert run.status == (0 if all(one.status in ("complete", "not_published") for one in issues) else 3), run.said
    assert findings(archive, printings[0].key.newspaper) == []
    return issues


def why(issue: Issue) -> tuple[str, list[tuple[str | None, str]], dict[str, int]]:
    """Status, what is missing and for which reason, what was refused."""
    account = issue.account
    return issue.status, [(one.url, one.reason) for one in account.missing], account.rejected
