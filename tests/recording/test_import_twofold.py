"""The text of an article imported as a file and as a record of its address: one article, whichever comes first."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive.issues.reader import pages, published_issue
from tests.epaper.commands.runs import epaper
from tests.recording.bodies import BODY, BUTTONS, HEAD, imported, only, wet, written
from tests.recording.crawling import folder_of, published_bytes

pytestmark = pytest.mark.filterwarnings(
    "ignore::pytest.PytestUnraisableExceptionWarning",  # of warcio, which leaves files open
    "ignore::ResourceWarning",
)
WHOLE = (*HEAD, *BODY, *BUTTONS)


def counted(archive: Path) -> tuple[int, int, int, int]:
    issue = published_issue(folder_of(archive))
    assert issue is not None
    tally = issue.account.articles
    assert tally.expected == tally.found + tally.rejected + tally.missing
    return tally.expected, tally.found, tally.rejected, tally.missing


def test_a_whole_text_at_an_articles_address_is_not_missing_too(archive: Path, tmp_path: Path) -> None:
    imported(archive, wet(tmp_path / "a.warc.wet.gz", *WHOLE))
    (page,) = pages(folder_of(archive))
    assert [one.headline for one in page.announced] == [only(archive).headline]
    assert counted(archive) == (1, 1, 0, 0)
    assert epaper("verify", "--archive", archive, cwd=archive).status == 0


def test_in_either_order_the_account_is_the_same(tmp_path: Path) -> None:
    files = [wet(tmp_path / "a.warc.wet.gz", *WHOLE), written(tmp_path / "a.txt", *WHOLE)]
    archives = []
    for name, order in (("one", files), ("other", files[::-1])):
        archive = tmp_path / name
        archive.mkdir()
        for file in order:
            imported(archive, file)
        assert counted(archive) == (2, 1, 1, 0)
        assert only(archive).source_id == "92381"
        assert epaper("verify", "--archive", archive, cwd=archive).status == 0
        archives.append(published_bytes(folder_of(archive)))
    assert archives[0] == archives[1]
