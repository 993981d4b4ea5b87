"""What is said of a run, without running one."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from archive.record.identifiers import IssueKey
from archive.record.issue import Account, Issue, Missing, Status, Tally
from crawler.sites.xmwb import NEWSPAPER
from crawler.wording import duration
from epaper.running.outcome import ExitStatus, Outcome, worst
from epaper.running.report import ROWS, reported
from epaper.running.spider_run import SpiderRun
from epaper.terminal.next_step import NAMED
from tests.epaper.commands.runs import ROOT

DAY = date(2020, 3, 15)
ARCHIVE = Path("elsewhere")
NOTHING = Tally(expected=0, found=0, rejected=0, missing=0)


def run(
    *, is_interrupted: bool = False, is_offline: bool = False, gave_up: str | None = None, settled: int = 0
) -> SpiderRun:
    return SpiderRun(
        host=NEWSPAPER.hosts[0],
        is_interrupted=is_interrupted,
        is_offline=is_offline,
        gave_up=gave_up,
        issues_settled=settled,
        requests=1,
        responses=1,
    )


def outcome(day: date, status: Status | None, missing: tuple[Missing, ...] = (), **rejected: int) -> Outcome:
    account = Account(
        pages=Tally(expected=2, found=2, rejected=0, missing=0),
        articles=Tally(expected=len(missing), found=0, rejected=0, missing=len(missing)),
        missing=missing,
        rejected=rejected,
        flags={},
    )
    issue = Issue(
        id=f"xmwb-{day}-a",
        newspaper="xmwb",
        title="新民晚报",
        issue_date=day,
        edition="a",
        status=status or "unknown",
        front_page=NEWSPAPER.platform(day).front(IssueKey("xmwb", day)).url,
        account=account,
        files=(),
        parser_version="1",
    )
    return Outcome(key=IssueKey(NEWSPAPER.code, day), status=status, issue=None if status is None else issue)


def lost(number: int, reason: str) -> Missing:
    headline = f"第{number}条新闻的标题写得很长很长很长很长很长很长"
    url = f"https://{NEWSPAPER.hosts[0]}/html/xmwb/{DAY}/14/{number}.html"
    return Missing(kind="article", id=str(number), url=url, page_label="14", headline=headline, reason=reason)


def test_pages_whose_articles_cannot_be_counted_are_named(capsys: pytest.CaptureFixture[str]) -> None:
    one = outcome(DAY, "partial", (lost(1, "http_404"),))
    assert one.issue is not None
    account = replace(one.issue.account, uncounted_pages=("1", "14"))
    reported(NEWSPAPER, [replace(one, issue=replace(one.issue, account=account))], None, ARCHIVE, json=False)
    line = capsys.readouterr().out.replace("\n", " ")
    assert "pages 1, 14: more articles, their number unknown" in line


def test_a_reading_that_waits_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    one = outcome(DAY, "partial")
    assert one.issue is not None
    account = replace(one.issue.account, flags={"cut_short": 1, "withheld": 2})
    reported(NEWSPAPER, [replace(one, issue=replace(one.issue, account=account))], None, ARCHIVE, json=False)
    line = capsys.readouterr().out.replace("\n", " ")
    assert "2020-03-15 partial: 1 cut short; a later reading waits, which lacks 2 records" in line


def test_twenty_years_are_told_in_twenty_rows(capsys: pytest.CaptureFixture[str]) -> None:
    taken = 0

    def years() -> Iterator[Outcome]:
        nonlocal taken
        for days in range(7300):
            taken += 1
            yield outcome(DAY + timedelta(days=days), "complete")

    assert reported(NEWSPAPER, years(), run(), ARCHIVE, json=False) is ExitStatus.COMPLETE
    said = capsys.readouterr().out.splitlines()
    assert (taken, len(said)) == (7300, ROWS + 4)
    assert said[2].split()[:3] == ["…", "7280", "before"]
    assert said[-1].split()[:5] == ["7300", "issues", "7300", "complete", "14600/14600"]


def test_what_is_missing_is_counted_by_reason_and_named(capsys: pytest.CaptureFixture[str]) -> None:
    missing = (*(lost(number, "http_404") for number in range(4)), lost(4, "timeout"))
    assert (
        reported(NEWSPAPER, [outcome(DAY, "partial", missing, too_deep=1)], run(), ARCHIVE, json=False)
        is ExitStatus.PARTIAL
    )
    line = next(line for line in capsys.readouterr().out.splitlines() if line.startswith("2020-03-15 partial: "))
    assert line.startswith("2020-03-15 partial: 5 articles missing (http_404 ×4, timeout ×1): p.14 第0条")
    assert line.endswith("… and 2 more; 1 refused (too_deep ×1): see rejected.jsonl")


@pytest.mark.parametrize(
    ("statuses", "exit_status"),
    [
        (["complete", "not_published"], 0),
        (["complete", "not_yet"], 4),
        (["not_yet", "partial"], 3),
        (["unknown", "complete"], 3),
        (["partial", "blocked", "not_yet"], 5),
        ([], 0),
    ],
)
def test_the_worst_issue_counts(statuses: list[Status], exit_status: int) -> None:
    assert worst(outcome(DAY, status).exit_status for status in statuses) == exit_status


def test_issues_that_came_to_no_end_are_our_error_unless_interrupted(capsys: pytest.CaptureFixture[str]) -> None:
    found = [outcome(DAY, "complete"), outcome(DAY + timedelta(1), None)]
    assert reported(NEWSPAPER, found, run(), ARCHIVE, json=False) is ExitStatus.CRASHED
    assert "1 of the issues came to no end" in capsys.readouterr().err
    assert reported(NEWSPAPER, found, run(is_interrupted=True), ARCHIVE, json=False) is ExitStatus.PARTIAL
    said = capsys.readouterr().out
    assert "1 complete, 1 not reached" in " ".join(said.split())


def test_what_changed_at_the_source_is_told_with_the_command_that_shows_it(capsys: pytest.CaptureFixture[str]) -> None:
    changed = {f"xmwb-{DAY}-a": {"withdrawn": 2, "corrected": 1}}
    reported(NEWSPAPER, [outcome(DAY, "complete")], replace(run(), changed=changed), ARCHIVE, json=False)
    said = capsys.readouterr().err.splitlines()
    assert said[-1] == "1 corrected, 2 withdrawn: epaper history xmwb-2020-03-15-a --archive elsewhere"
    many = {f"xmwb-{DAY + timedelta(days)}-a": {"corrected": 1} for days in range(NAMED + 1)}
    reported(NEWSPAPER, [], replace(run(), changed=many), ARCHIVE, json=False)
    said = capsys.readouterr().err.splitlines()
    assert (said[-NAMED - 1], len(said)) == ("… 1 issues before in which something was changed", NAMED + 2)


def test_an_interrupted_refresh_of_what_was_complete_is_no_success() -> None:
    assert (
        reported(NEWSPAPER, [outcome(DAY, "complete")], run(is_interrupted=True), ARCHIVE, json=False)
        is ExitStatus.PARTIAL
    )


def test_why_the_spider_gave_up(capsys: pytest.CaptureFixture[str]) -> None:
    assert reported(NEWSPAPER, [outcome(DAY, None)], run(gave_up="cannot write: disk full"), ARCHIVE, json=False) == 1
    assert capsys.readouterr().err == "error: cannot write: disk full.\n"


def test_offline_the_advice_is_to_go_online(capsys: pytest.CaptureFixture[str]) -> None:
    reported(
        NEWSPAPER, [outcome(DAY, "partial", (lost(1, "not_recorded"),))], run(is_offline=True), ARCHIVE, json=False
    )
    assert "Run the same command without --offline" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("addresses", "rejected", "again", "another_capture"),
    [
        (1, {}, True, False),
        (0, {}, False, True),
        (1, {}, True, True),
        (0, {"missing_headline": 1}, False, True),
        (0, {"soft_404": 1}, True, True),
    ],
)
def test_nobody_is_sent_to_ask_for_what_has_no_address(
    capsys: pytest.CaptureFixture[str], addresses: int, rejected: dict[str, int], again: bool, another_capture: bool
) -> None:
    page = Missing(kind="page", id="p9", url=None, page_label="9", headline=None, reason="not_captured")
    missing = (*(lost(number, "http_404") for number in range(addresses)), *[page] * another_capture)
    assert (
        reported(NEWSPAPER, [outcome(DAY, "partial", missing, **rejected)], run(), ARCHIVE, json=False)
        is ExitStatus.PARTIAL
    )
    said = capsys.readouterr().err
    assert ("Run the same command again" in said) is again
    line = "1 of what is missing has no address to ask for: only another capture can give it, with epaper import."
    assert (line in said) is another_capture


def test_no_day_of_publication(capsys: pytest.CaptureFixture[str]) -> None:
    assert reported(NEWSPAPER, [], run(), ARCHIVE, json=False) is ExitStatus.COMPLETE
    assert "does not appear on any of these dates" in capsys.readouterr().err


@pytest.mark.parametrize(("seconds", "words"), [(4.2, "4 s"), (192, "3 min"), (9000, "2.5 h"), (200_000, "2.3 days")])
def test_durations(seconds: float, words: str) -> None:
    assert duration(seconds) == words


def test_help_does_not_wait_for_scrapy() -> None:
    code = "import sys, epaper.commands; sys.exit('scrapy' in sys.modules or 'twisted' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False, timeout=60).returncode == 0
