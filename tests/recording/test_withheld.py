"""Crawls over an issue that is published: none of them loses what it did not read again, and each says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive.issues.reader import articles, published_issue
from tests.account.issues import corrected, crawl, without
from tests.epaper.commands.runs import Run, epaper
from tests.press import Fault, Kind, Press
from tests.recording.crawling import DAY, folder_of, published_bytes
from tests.recording.whole_issue import PAPER, archive, press

__all__ = ["archive", "press"]  # the fixtures

STORY = PAPER.sheets[1].stories[1]
OTHER = PAPER.sheets[2].stories[0]
TEXT = """2024年11月27日 星期三

修伞的人

第9版：社区 2020-03-15

修伞的人

巷口的伞摊收了，修伞的人说明天还来。
"""


def crawled(press: Press, archive: Path, *options: str) -> Run:
    return crawl(press, archive, "--date", str(DAY), *options)


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        (Kind.SOFT_404, "soft_404"),
        (Kind.EMPTY, "empty_response"),
        (Kind.REDIRECT_OFF_SITE, "redirected_off_site"),
        (Kind.NOT_FOUND, "http_404"),
    ],
)
def test_where_a_refresh_gets_something_else_what_was_recorded_before_answers(
    press: Press, archive: Path, kind: Kind, reason: str
) -> None:
    """And the run says so. What is new beside it is published, today and by every later reading of the captures."""
    folder = folder_of(archive)
    before = published_bytes(folder)
    press.faults[STORY.path] = Fault(kind=kind)
    done = crawled(press, archive, "--refresh")
    line = f"1 address gave nothing new ({reason} ×1): what was recorded of it before stays."
    assert (done.status, line in done.said) == (0, True)
    assert published_bytes(folder) == before
    again = crawled(press, archive)  # asks for nothing
    assert (again.status, "nothing new" in again.said) == (0, False)
    assert published_bytes(folder) == before
    assert epaper("reparse", "xmwb", "--archive", archive, cwd=archive.parent).status == 0
    assert published_bytes(folder) == before
    press.faults.clear()
    done = crawled(press, archive, "--refresh")
    assert (done.status, "nothing new" in done.said) == (0, False)
    assert published_bytes(folder) == before


def test_an_address_that_gave_something_refused_and_then_an_error_is_counted_once(press: Press, archive: Path) -> None:
    """With what it said last, not with why the answer before does not do."""
    before = published_bytes(folder_of(archive))
    for kind, what, status in (
        (Kind.SOFT_404, "gave nothing new (soft_404 ×1)", 0),
        (Kind.NOT_FOUND, "gave nothing new (http_404 ×1)", 0),
        (Kind.RESET, "could not be asked again (network_error ×1)", 3),
    ):
        press.faults[STORY.path] = Fault(kind=kind)
        done = crawled(press, archive, "--refresh")
        line = f"1 address {what}: what was recorded of it before stays."
        assert (done.status, line in done.said, done.said.count("stays")) == (status, True, 1), done.said
    assert published_bytes(folder_of(archive)) == before


def test_a_page_in_place_of_an_article_holds_no_correction_back(press: Press, archive: Path) -> None:
    """Beside an article that the site no longer gives, another one was corrected: that is published."""
    press.publish(corrected(PAPER, OTHER, "更正：昨天本版所刊时间有误。"))
    press.faults[STORY.path] = Fault(kind=Kind.SOFT_404)
    done = crawled(press, archive, "--refresh")
    assert (done.status, "What is published stays" in done.said) == (0, False)
    found = {one.source_id: one.text for one in articles(folder_of(archive))}
    assert "昨天本版所刊时间有误" in (found[OTHER.source_id] or "")
    assert STORY.source_id in found


def test_a_refresh_of_a_site_that_is_down_is_no_success(press: Press, archive: Path) -> None:
    """The record answers for all of it, and the run says that nothing was heard."""
    before = published_bytes(folder_of(archive))
    press.faults["/*"] = Fault(kind=Kind.RESET)
    done = crawled(press, archive, "--refresh", "-s", "RETRY_ENABLED=0")
    assert done.status == 3
    assert "No network, or the site is down" in done.said
    assert published_bytes(folder_of(archive)) == before


def test_what_no_page_lists_any_more_is_read_from_its_capture(press: Press, archive: Path) -> None:
    """Also by a later crawl, which asks for nothing that is recorded."""
    press.faults[OTHER.path] = Fault(kind=Kind.NOT_FOUND)
    (folder_of(archive) / "issue.json").unlink()
    folder_of(archive).joinpath("captures.warc.gz").unlink()
    assert crawled(press, archive).status == 3  # partial
    press.publish(without(PAPER, STORY))
    for options in (("--refresh",), ()):
        done = crawled(press, archive, *options)
        assert (done.status, "What is published stays" in done.said) == (3, False)
        assert STORY.source_id in [one.source_id for one in articles(folder_of(archive))]


def test_what_was_imported_is_not_lost_to_a_crawl(press: Press, tmp_path: Path) -> None:
    """The crawl alone has not read it; what is recorded is read with it. Reasons of the network's survive that."""
    archive = tmp_path / "output"
    text = tmp_path / "text.txt"
    text.write_text(TEXT, encoding="utf-8")
    assert epaper("import", "xmwb", text, "--archive", archive, cwd=tmp_path).status == 0
    press.faults[STORY.path] = Fault(kind=Kind.RESET)
    done = crawled(press, archive)
    assert (done.status, "What is published stays" in done.said) == (3, False)
    issue = published_issue(folder_of(archive))
    assert issue is not None
    missing = [(one.headline, one.reason) for one in issue.account.missing]
    assert missing == [(STORY.headline, "network_error")]
    assert "修伞的人" in [one.headline for one in articles(folder_of(archive))]


@pytest.mark.parametrize("kind", [Kind.NOT_FOUND, Kind.SERVER_ERROR, Kind.RESET])
def test_what_was_refused_and_cannot_be_had_again_stays_refused_for_the_same_reason(
    press: Press, tmp_path: Path, kind: Kind
) -> None:
    """The refused answer is what is recorded; a failure of today's says nothing else of it."""
    archive = tmp_path / "output"
    press.faults[STORY.path] = Fault(kind=Kind.SOFT_404)
    assert crawled(press, archive).status == 3
    before = published_bytes(folder_of(archive))
    press.faults[STORY.path] = Fault(kind=kind)
    press.requests.clear()
    done = crawled(press, archive)
    assert done.status == 3
    assert press.count(STORY.path) >= 1  # it was asked for again
    issue = published_issue(folder_of(archive))
    assert issue is not None
    assert (issue.account.rejected, issue.account.missing) == ({"soft_404": 1}, ())
    assert published_bytes(folder_of(archive)) == before
