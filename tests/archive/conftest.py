"""A crawled issue for those who damage one."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.account.issues import XMWB, corrected, crawl, day, folder_of
from tests.press import EVERYDAY, Fault, Kind, Order, Press, Quirk


@pytest.fixture(scope="session")
def whole_issue(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an issue with every file that there is: jumps, a refusal, a history."""
    archive = tmp_path_factory.mktemp("verify") / "output"
    quirks = EVERYDAY | {Quirk.JUMPS}
    paper = Order(title=XMWB, issue_date=day(0), pages=3, articles=3, quirks=quirks).paper()
    sheet = paper.sheets[1]
    with Press([paper], faults={sheet.stories[2].path: Fault(kind=Kind.SOFT_404)}) as press:
        crawl(press, archive, "--date", str(day(0)))
        press.publish(corrected(paper, sheet.stories[1], "更正在后。"))
        crawl(press, archive, "--date", str(day(0)), "--refresh")
    return folder_of(archive, day(0))
