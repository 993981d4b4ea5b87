"""``epaper history``: what was corrected, withdrawn, given back; with a diff."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from shutil import copytree

import pytest

from archive.audit.verify import issue_findings
from archive.issues.history import read_history
from archive.issues.reader import articles, published_issue
from tests.account.issues import (
    asked_since,
    corrected,
    crawl,
    day,
    flip_capture,
    folder_of,
    order,
    paths_of,
    run,
    without,
)
from tests.epaper.commands.runs import Run
from tests.press import Fault, Kind, Press

PAPER = order(day(0)).paper()
REVISED, GONE, DELISTED = PAPER.sheets[0].stories[0], PAPER.sheets[0].stories[1], PAPER.sheets[1].stories[2]
ISSUE = f"xmwb-{day(0)}-a"
ADDED = "更正：第二段应为三百二十一米。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Refreshed:
    """An archive after three refreshes, and what each of them asked for."""

    archive: Path
    asked: list[list[str]]
    said: list[str]
    issue_after_first: bytes


@pytest.fixture(scope="module")
def refreshed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Refreshed]:
    """Nothing changed; then one article corrected and one withdrawn; then the withdrawn one given back."""
    archive = tmp_path_factory.mktemp("history") / "output"
    asked, said = [], []
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
            done = crawl(press, archive, "--date", str(day(0)), "--refresh")
            assert done.status == 0
            said.append(done.stderr)
            asked.append(asked_since(press, start))
            if step == 0:
                assert issue.read_bytes() == before
                assert not (issue.parent / "history.jsonl").exists()
        yield Refreshed(archive=archive, asked=asked, said=said, issue_after_first=before)


def history(refreshed: Refreshed, number: str, *options: str) -> Run:
    return told(refreshed.archive, f"{ISSUE}-{number}", *options)


def told(archive: Path, id_: str, *options: str) -> Run:
    return run("history", id_, "--archive", archive, *options, cwd=archive.parent)


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
    assert (done.status, "nothing was changed since 20" in done.stdout) == (0, True)
    assert f"Ask again: epaper crawl xmwb --date {day(0)} --refresh --archive " in done.stdout
    assert history(refreshed, DELISTED.source_id, "--json").stdout == ""


@pytest.mark.parametrize("id_", [ISSUE, ISSUE.removesuffix("-a")])
def test_of_an_issue_all_that_changed_is_listed(refreshed: Refreshed, id_: str) -> None:
    """As it was seen, aligned; what the run had said leads here."""
    done = told(refreshed.archive, id_)
    assert (done.status, done.stderr) == (0, "")
    head, *rows = (re.split(r"  +", line) for line in done.stdout.splitlines())
    assert head == ["seen", "change", "id", "headline"]
    assert sorted(row[1:] for row in rows[:2]) == [
        ["corrected", f"{ISSUE}-{REVISED.source_id}", REVISED.headline],
        ["withdrawn", f"{ISSUE}-{GONE.source_id}", GONE.headline],
    ]
    assert [row[1:] for row in rows[2:]] == [["given back", f"{ISSUE}-{GONE.source_id}", GONE.headline]]
    places = {line.index(ISSUE) for line in done.stdout.splitlines()[1:]}
    assert places == {done.stdout.index("id  ")}
    assert told(refreshed.archive, id_, "--json").stdout == (
        (folder_of(refreshed.archive, day(0)) / "history.jsonl").read_text()
    )


def test_a_refresh_says_what_changed_and_where_it_is_shown(refreshed: Refreshed) -> None:
    command = f"epaper history {ISSUE} --archive {refreshed.archive}"
    assert [line for said in refreshed.said for line in said.splitlines() if "epaper history" in line] == [
        f"1 corrected, 1 withdrawn: {command}",
        f"1 given back: {command}",
    ]


def test_an_issue_in_which_nothing_changed_says_since_when_nothing_did(tmp_path: Path) -> None:
    archive = tmp_path / "output"
    with Press([PAPER]) as press:
        crawl(press, archive, "--date", str(day(0)))
    done = told(archive, ISSUE)
    assert (done.status, done.stdout.startswith(f"{ISSUE}: nothing was changed since 20")) == (0, True)
    for path in folder_of(archive, day(0)).glob("captures.*"):
        path.unlink()
    assert told(archive, ISSUE).stdout.startswith(f"{ISSUE}: nobody can tell whether it changed: no capture")


def test_of_what_is_damaged_nobody_says_that_nothing_changed(tmp_path: Path) -> None:
    archive = tmp_path / "output"
    with Press([PAPER]) as press:
        crawl(press, archive, "--date", str(day(0)))
    flip_capture(folder_of(archive, day(0)), REVISED.path)
    mends = f"What can be mended is mended by: epaper crawl xmwb --gaps --from {day(0)} --until {day(0)} --archive "
    of_one, of_all = (told(archive, id_).stdout for id_ in (f"{ISSUE}-{REVISED.source_id}", ISSUE))
    assert "nobody can tell whether it changed: no capture of it can be read." in of_one
    assert "Its captures are damaged (1 of 1 capture): what was in them may have been another text." in of_one
    assert "Its captures are damaged (1 of " in of_all
    assert (mends in of_one, mends in of_all, "Ask again" in of_one + of_all) == (True, True, False)


@pytest.mark.parametrize("id_", [ISSUE, f"{ISSUE}-{REVISED.source_id}", f"{ISSUE}-{DELISTED.source_id}"])
@pytest.mark.parametrize(("damage", "words"), [("lost", "lost"), ("flipped", "damaged"), ("empty", "damaged")])
def test_a_damaged_history_is_named_and_nothing_is_told_by_it(
    refreshed: Refreshed, tmp_path: Path, damage: str, words: str, id_: str
) -> None:
    archive = copytree(refreshed.archive, tmp_path / "output")
    path = folder_of(archive, day(0)) / "history.jsonl"
    if damage == "lost":
        path.unlink()
    else:
        path.write_bytes(path.read_bytes().replace(b"04", b"05") if damage == "flipped" else b"")
    done = told(archive, id_)
    assert (done.status, done.stdout, "changed" in done.stderr) == (1, "", False)
    assert f"history.jsonl: {words}" in done.said


def test_a_version_whose_capture_is_damaged_is_lost_and_called_so(refreshed: Refreshed, tmp_path: Path) -> None:
    archive = copytree(refreshed.archive, tmp_path / "output")
    folder = folder_of(archive, day(0))
    before = read_history(folder)
    flip_capture(folder, REVISED.path)
    with Press([corrected(PAPER, REVISED, ADDED)]) as press:
        crawl(press, archive, "--gaps", "--until", str(day(0)))
    assert read_history(folder) == before
    lost = f"{ISSUE}-{REVISED.source_id} as it was seen from {before[0].first_seen} to {before[0].last_seen}"
    assert f"{lost}: no capture of it is left" in told(archive, ISSUE).stdout
    first, second, *_ = told(archive, f"{ISSUE}-{REVISED.source_id}").stdout.splitlines()
    assert ["no capture of it is left" in line for line in (first, second)] == [True, False]
    assert [(one.kind, one.what) for one in issue_findings(folder)] == [
        ("note", f"{lost} is lost: no capture of it is left")
    ]


@pytest.mark.parametrize("what", ["xmwb-2020-03-01-a-1", "xmwb-2020-03-02", "xmwb-2020-03"])
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
