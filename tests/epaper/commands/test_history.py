"""``epaper history``: what was corrected, withdrawn, given back; with a diff."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from archive.audit.verify import issue_findings
from archive.issues.reader import articles, published_issue
from tests.account.issues import asked_since, corrected, crawl, day, folder_of, order, paths_of, run, without
from tests.epaper.commands.runs import Run
from tests.press import Fault, Kind, Press

PAPER = order(day(0)).paper()
REVISED, GONE, DELISTED = PAPER.sheets[0].stories[0], PAPER.sheets[0].stories[1], PAPER.sheets[1].stories[2]
ADDED = "更正：第二段应为三百二十一米。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Refreshed:
    """An archive after three refreshes, and what each of them asked for."""

    archive: Path
    asked: list[list[str]]
    issue_after_first: bytes


@pytest.fixture(scope="module")
def refreshed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Refreshed]:
    """Nothing changed; then one article corrected and one withdrawn; then the withdrawn one given back."""
    archive = tmp_path_factory.mktemp("history") / "output"
    asked = []
    with Press([PAPER]) as press:
        crawl(press, archive, "--date", str(day(0)))
        issue = folder_of(archive, day(0)) / "issue.json"
        before = issue.read_bytes()
        for step in range(3):
            if step == 1:
                press.publish(corrected(PAPER, REVISED, ADDED))
                press.faults[GONE.path] = Fault(kind=Kind.NOT_FOUND)
            elif step == 2:
                del press.faults[GONE.path]
            start = len(press.requests)
            assert crawl(press, archive, "--date", str(day(0)), "--refresh").status == 0
            asked.append(asked_since(press, start))
            if step == 0:
                assert issue.read_bytes() == before
                assert not (issue.parent / "history.jsonl").exists()
        yield Refreshed(archive=archive, asked=asked, issue_after_first=before)


def history(refreshed: Refreshed, number: str, *options: str) -> Run:
    id_ = f"xmwb-{day(0)}-a-{number}"
    return run("history", id_, "--archive", refreshed.archive, *options, cwd=refreshed.archive.parent)


def test_a_refresh_asks_for_everything_once(refreshed: Refreshed) -> None:
    assert refreshed.asked[0] == refreshed.asked[1] == refreshed.asked[2] == sorted(paths_of(PAPER))


def test_what_did_not_change_is_recorded_as_a_revisit(refreshed: Refreshed) -> None:
    index = (folder_of(refreshed.archive, day(0)) / "captures.cdxj").read_text()
    lines = [line for line in index.splitlines() if DELISTED.path in line]
    assert ["warc/revisit" in line for line in lines] == [False, True, True, True]


def test_a_correction_is_shown_as_a_diff(refreshed: Refreshed) -> None:
    lines = history(refreshed, REVISED.source_id).stdout.splitlines()
    assert len([line for line in lines if line.endswith(REVISED.headline or "")]) == 2
    assert [line for line in lines if line[0] in "+-" and line[:3] not in ("+++", "---")] == [f"+{ADDED}"]


def test_a_withdrawal_and_what_is_given_back_are_named(refreshed: Refreshed) -> None:
    records = history(refreshed, GONE.source_id, "--json").records
    assert [(one["state"], one["status"]) for one in records] == [
        ("printed", 200),
        ("withdrawn", 404),
        ("printed", 200),
    ]
    assert records[0]["sha256"] == records[2]["sha256"]
    assert records[0]["headline"] == records[2]["headline"] == GONE.headline
    assert "withdrawn (status 404)" in history(refreshed, GONE.source_id).stdout


def test_what_never_changed_says_so(refreshed: Refreshed) -> None:
    done = history(refreshed, DELISTED.source_id)
    assert (done.status, "never changed" in done.stdout) == (0, True)
    assert history(refreshed, DELISTED.source_id, "--json").stdout == ""


@pytest.mark.parametrize("what", ["xmwb-2020-03-01-a-1", "xmwb-2020-03-01-a"])
def test_what_has_no_versions_is_refused(refreshed: Refreshed, what: str) -> None:
    done = run("history", what, "--archive", refreshed.archive, cwd=refreshed.archive.parent)
    assert (done.status, done.stdout) == (2, "")
    assert done.stderr.startswith("error: ")


def test_an_article_taken_off_its_page_stays_in_the_archive(tmp_path: Path) -> None:
    """Withdrawn without a trace: no list names it, nothing is at its address; and another one is corrected."""
    archive = tmp_path / "output"
    with Press([PAPER]) as press:
        crawl(press, archive, "--date", str(day(0)))
        press.publish(corrected(without(PAPER, DELISTED), REVISED, ADDED))
        assert crawl(press, archive, "--date", str(day(0)), "--refresh").status == 0
    folder = folder_of(archive, day(0))
    issue = published_issue(folder)
    assert issue is not None
    assert (issue.status, issue.account.articles.found) == ("complete", 6)
    assert f"xmwb-{day(0)}-a-{DELISTED.source_id}" in {one.id for one in articles(folder)}
    assert list(issue_findings(folder)) == []
