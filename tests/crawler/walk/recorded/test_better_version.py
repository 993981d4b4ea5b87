"""Where the newest capture of an address will not do, the last one in time answers that does, wherever it lies."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive.record.clipping import Clipping
from archive.record.identifiers import IssueKey
from crawler.sites.xmwb import NEWSPAPER
from crawler.walk.recorded.replay import replayed_issue
from tests.account.issues import day
from tests.crawler.walk.recorded.test_versions import KEY, NEWER, Answer, printed, record

REFUSED: Answer = 200, b"<html><body>another design</body></html>"
CUT: Answer = 200, (NEWER[1] or b"").partition(b"</html")[0]


@pytest.mark.usefixtures("today")
@pytest.mark.parametrize("newest", [REFUSED, CUT])
def test_the_last_in_time_that_does_answers(tmp_path: Path, newest: Answer) -> None:
    folder = IssueKey("xmwb", day(0)).folder(tmp_path)
    folder.mkdir(parents=True)
    record(folder, [NEWER, newest], first=3)
    record(folder, [printed()], first=1)  # what somebody else captured, imported last
    (clipping,) = (one for one in replayed_issue(NEWSPAPER, KEY, folder) if isinstance(one, Clipping))
    assert "更正在后。" in "".join(block.text or "" for block in clipping.body)
    assert clipping.flags == ()
