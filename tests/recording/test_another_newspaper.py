"""Pages of another newspaper at the addresses of this one: nothing of them is archived, and the reason says so."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from archive.issues.reader import published_issue, rejections
from tests.press import Title, edited_paper, printed_files
from tests.recording.bodies import imported
from tests.recording.crawling import DAY, folder_of

REASON = "another_newspaper_shown"
COMMUNITY = Title(code="shequ", name="新民晚报社区版")


@pytest.fixture(scope="module")
def others() -> dict[str, bytes]:
    paper = edited_paper(COMMUNITY, DAY, seed=54, pages=2, articles=2)
    return {path: body for path, body in printed_files(paper).items() if path.endswith(".html")}


def kept(folder: Path, pages: dict[str, bytes], change: Callable[[bytes], bytes] = lambda body: body) -> Path:
    """The pages in a folder, each with this newspaper's code in its path."""
    for path, body in pages.items():
        file = folder / path.replace("/shequ/", "/xmwb/").lstrip("/")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(change(body))
    return folder


def test_where_each_page_lists_anothers_pages_nothing_is_archived(
    archive: Path, tmp_path: Path, others: dict[str, bytes]
) -> None:
    done = imported(archive, kept(tmp_path / "saved", others))
    issue = published_issue(folder_of(archive))
    assert issue is not None
    assert (issue.status, issue.account.articles.found) == ("unknown", 0), done.said
    assert {reason for one in rejections(folder_of(archive)) for reason in one.reasons} == {REASON}
    assert issue.account.rejected == {REASON: len(others)}
    assert REASON in done.said


def test_one_link_to_the_newspaper_s_own_page_is_enough(
    archive: Path, tmp_path: Path, others: dict[str, bytes]
) -> None:
    """What the list of pages says else is refused by itself: a supplement may stand in it."""
    own = f"/html/shequ/{DAY}/2.html".encode(), f"/html/xmwb/{DAY}/2.html".encode()
    imported(archive, kept(tmp_path / "saved", others, lambda body: body.replace(*own)))
    assert REASON not in {reason for one in rejections(folder_of(archive)) for reason in one.reasons}
