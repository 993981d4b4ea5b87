"""The deciding test: what is damaged, missing or changed is named, fetched, and nothing else.

40 issues in the normal run, 400 with ``--soak``.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from archive.captures.reader import all_records
from archive.captures.warc import http_message
from archive.issues.history import read_history
from archive.issues.reader import articles
from tests.account.issues import (
    asked_since,
    corrected,
    crawl,
    cut_line,
    day,
    flip_capture,
    folder_of,
    order,
    paths_of,
    published_bytes,
    run,
)
from tests.epaper.commands.runs import Run
from tests.press import Fault, Kind, Press

ADDED = "更正：桥长应为三百二十一米。"
LOST_PAGE, LOST_LINE, LOST_DAY, FLIPPED, NO_ISSUE, NOT_FOUND, CHANGED, WITHDRAWN = (day(n) for n in range(5, 37, 4))


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """What was done to the archive and the press, and what the commands said, in the order in which it happened."""

    press: Press
    archive: Path
    days: list[date]
    first_crawl: Run
    first_verify: Run
    status: Run
    verify: Run
    flipped: str
    gaps: Run
    asked: list[str]
    after_gaps: dict[str, bytes]
    verified: Run
    status_after: Run
    refreshes: list[Run]
    corrected: tuple[str, str]
    withdrawn: tuple[str, str]


@pytest.fixture(scope="module")
def told(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Story]:
    archive = tmp_path_factory.mktemp("deciding") / "output"
    days = [day(number) for number in range(400 if request.config.getoption("--soak") else 40)]
    until = ("--until", str(days[-1]))
    papers = [order(one) for one in days if one != NO_ISSUE]
    outage = f"/html/xmwb/{NOT_FOUND}/*"
    with Press(papers, faults={outage: Fault(kind=Kind.NOT_FOUND)}) as press:
        first_crawl = crawl(press, archive, "--from", str(days[0]), *until)
        first_verify = run("verify", "--archive", archive, cwd=archive.parent)

        cut_line(folder_of(archive, LOST_PAGE) / "pages.jsonl", -1)
        cut_line(folder_of(archive, LOST_LINE) / "articles.jsonl", 1)
        shutil.rmtree(folder_of(archive, LOST_DAY))
        flipped = order(FLIPPED).paper().sheets[1].stories[0].path
        flip_capture(folder_of(archive, FLIPPED), flipped)
        changed, withdrawn = order(CHANGED).paper(), order(WITHDRAWN).paper()
        revised, gone = changed.sheets[0].stories[1], withdrawn.sheets[1].stories[1]
        press.publish(corrected(changed, revised, ADDED))
        press.faults[gone.path] = Fault(kind=Kind.NOT_FOUND)
        del press.faults[outage]

        status = run("status", "xmwb", "--json", "--archive", archive, *until, cwd=archive.parent)
        verify = run("verify", "--json", "--archive", archive, cwd=archive.parent)
        start = len(press.requests)
        gaps = crawl(press, archive, "--gaps", *until)
        asked = asked_since(press, start)
        after_gaps = published_bytes(archive, days)
        verified = run("verify", "--archive", archive, cwd=archive.parent)
        status_after = run("status", "xmwb", "--json", "--archive", archive, *until, cwd=archive.parent)

        refreshes = [crawl(press, archive, "--date", str(one), "--refresh") for one in (CHANGED, WITHDRAWN)]
        yield Story(
            press=press,
            archive=archive,
            days=days,
            first_crawl=first_crawl,
            first_verify=first_verify,
            status=status,
            verify=verify,
            flipped=flipped,
            gaps=gaps,
            asked=asked,
            after_gaps=after_gaps,
            verified=verified,
            status_after=status_after,
            refreshes=refreshes,
            corrected=(f"xmwb-{CHANGED}-a-{revised.source_id}", revised.path),
            withdrawn=(f"xmwb-{WITHDRAWN}-a-{gone.source_id}", gone.path),
        )


def lacking(status: Run) -> dict[str, str]:
    days = status.records[0]["days"]
    return {one["issue_date"]: one["status"] for one in days if one["status"] != "complete"}


def test_all_but_the_two_404s_are_archived(told: Story) -> None:
    assert told.first_crawl.status == 3
    assert f"{len(told.days) - 2} complete, 2 unknown" in told.first_crawl.said
    assert told.first_verify.status == 0


def test_status_names_the_lost_day_and_the_two_404s(told: Story) -> None:
    assert told.status.status == 3
    assert lacking(told.status) == {str(LOST_DAY): "never_tried", str(NO_ISSUE): "unknown", str(NOT_FOUND): "unknown"}
    counts = told.status.records[0]["counts"]
    assert counts == {"complete": len(told.days) - 3, "never_tried": 1, "unknown": 2}


def test_verify_names_the_page_the_line_and_the_byte(told: Story) -> None:
    found = {(one["issue"], one["where"].split()[0].partition(":")[0]) for one in told.verify.records}
    assert told.verify.status == 3
    assert {issue for issue, _ in found} == {f"xmwb/{one}" for one in (LOST_PAGE, LOST_LINE, FLIPPED)}
    assert (f"xmwb/{LOST_PAGE}", "pages.jsonl") in found
    assert (f"xmwb/{LOST_LINE}", "articles.jsonl") in found
    assert {where for issue, where in found if issue == f"xmwb/{FLIPPED}"} == {"captures.warc.gz", "captures.cdxj"}


def test_gaps_asks_for_exactly_what_is_missing(told: Story) -> None:
    whole_days = paths_of(order(LOST_DAY).paper()) | paths_of(order(NOT_FOUND).paper())
    assert told.asked == sorted(whole_days | {told.flipped, f"/html/xmwb/{NO_ISSUE}/1.html"})
    assert "6 issues with gaps" in told.gaps.said


def test_what_was_missing_is_there_and_what_never_was_is_not(told: Story) -> None:
    assert told.gaps.status == 3
    assert lacking(told.status_after) == {str(NO_ISSUE): "unknown"}
    assert told.verified.status == 0


def test_the_archive_equals_a_fresh_one(told: Story, tmp_path: Path) -> None:
    with Press([order(one) for one in told.days if one != NO_ISSUE]) as press:
        crawl(press, tmp_path / "fresh", "--from", str(told.days[0]), "--until", str(told.days[-1]))
    fresh = published_bytes(tmp_path / "fresh", told.days)
    assert len(fresh) == 3 * (len(told.days) - 1) + 1
    assert told.after_gaps == fresh


def test_the_correction_is_archived_and_the_earlier_text_is_in_the_warc(told: Story) -> None:
    id_, path = told.corrected
    folder = folder_of(told.archive, CHANGED)
    text = next(one.text for one in articles(folder) if one.id == id_)
    assert text is not None
    assert text.endswith(ADDED)
    recorded = [
        http_message(one.block).decoded_body(2**20).body.decode()
        for one in all_records(folder)
        if (one.url or "").endswith(path) and one.type == "response"
    ]
    assert [ADDED in one for one in recorded] == [False, True]
    assert {one.id for one in read_history(folder)} == {id_}


def test_the_withdrawn_article_is_kept(told: Story) -> None:
    id_, _ = told.withdrawn
    folder = folder_of(told.archive, WITHDRAWN)
    unchanged = {name: data for name, data in told.after_gaps.items() if name.startswith(str(WITHDRAWN))}
    assert published_bytes(told.archive, [WITHDRAWN]) == unchanged
    assert [(one.id, one.state, one.status) for one in read_history(folder)] == [
        (id_, "printed", 200),
        (id_, "withdrawn", 404),
    ]


def test_a_refresh_is_complete_and_verifies(told: Story) -> None:
    assert [one.status for one in told.refreshes] == [0, 0]
    assert run("verify", "--archive", told.archive, cwd=told.archive.parent).status == 0


def test_history_shows_the_correction_as_a_diff(told: Story) -> None:
    shown = run("history", told.corrected[0], "--archive", told.archive, cwd=told.archive.parent).stdout.splitlines()
    assert f"+{ADDED}" in shown
    assert not [line for line in shown if line.startswith("-") and not line.startswith("---")]


def test_history_names_the_withdrawal(told: Story) -> None:
    shown = run("history", told.withdrawn[0], "--archive", told.archive, cwd=told.archive.parent).stdout.splitlines()
    assert [line.partition("  ")[2] for line in shown][1:] == ["withdrawn (status 404)"]
