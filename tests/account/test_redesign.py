"""The press redesigns itself in June: the crawl of that year ends there, loudly, and nothing before is touched."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest

from archive.audit.verify import issue_findings
from archive.captures.reader import all_records
from archive.captures.warc import http_message
from archive.issues.reader import published_issue, rejections
from tests.account.issues import asked_since, crawl, folder_of, order, published_bytes, run
from tests.epaper.commands.runs import Run
from tests.press import Paper, Press, printed_files

FIRST, REDESIGN, LAST = date(2020, 1, 1), date(2020, 6, 1), date(2020, 12, 31)
YEAR = ("--from", str(FIRST), "--until", str(LAST))
BEFORE = [FIRST + timedelta(days=number) for number in range((REDESIGN - FIRST).days)]
TRIED = [REDESIGN + timedelta(days=number) for number in range(3)]


def redesigned(paper: Paper, *, visit: date = date(2024, 11, 27)) -> dict[str, bytes]:
    """From June on, another markup at the same addresses."""
    files = printed_files(paper, visit=visit)
    if paper.issue_date < REDESIGN:
        return files
    return {path: body.replace(b"dzb-", b"epaper2020-") for path, body in files.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Met:
    """The crawl that met the redesign."""

    archive: Path
    crawl: Run
    asked: list[str]
    press: Press


@pytest.fixture(scope="module")
def met(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Met]:
    archive = tmp_path_factory.mktemp("redesign") / "output"
    year = [order(FIRST + timedelta(days=number), 1, 1) for number in range((LAST - FIRST).days + 1)]
    with Press(year, printed=redesigned) as press:
        done = crawl(press, archive, *YEAR)
        yield Met(archive=archive, crawl=done, asked=asked_since(press, 0), press=press)


def test_the_run_fails_and_names_the_day_the_reason_and_the_saved_copy(met: Met) -> None:
    assert met.crawl.status == 1
    (error,) = [line for line in met.crawl.stderr.splitlines() if line.startswith("error: ")]
    assert f"unknown_layout: no layout of xmwb matches any page of 3 issues in a row, from {REDESIGN} on" in error
    assert f"saved in {folder_of(met.archive, REDESIGN)}" in error
    assert (
        f"{REDESIGN} unknown: https://paper.xinmin.cn/html/xmwb/{REDESIGN}/1.html gave unknown_layout."
        in met.crawl.said
    )


def test_it_does_not_walk_on_through_the_year(met: Met) -> None:
    after = {path.split("/")[3] for path in met.asked if path.split("/")[3] >= str(REDESIGN)}
    assert after >= {str(one) for one in TRIED}
    assert len(after) <= 3 + 4  # those that were open already


def test_the_pages_are_saved_as_they_came(met: Met) -> None:
    for one in TRIED[:2]:
        folder = folder_of(met.archive, one)
        bodies = [http_message(record.block).body for record in all_records(folder) if record.type == "response"]
        assert any(b"epaper2020-banmian" in body for body in bodies)
        assert [(each.kind, each.reasons) for each in rejections(folder)] == [("page", ("unknown_layout",))]


def test_the_days_before_are_whole(met: Met) -> None:
    issues = [published_issue(folder_of(met.archive, one)) for one in BEFORE]
    assert {one.status for one in issues if one is not None} == {"complete"}
    assert None not in issues
    assert [finding for one in BEFORE[-30:] for finding in issue_findings(folder_of(met.archive, one))] == []


def test_status_shows_where_the_hole_begins(met: Met) -> None:
    done = run("status", "xmwb", "--json", "--archive", met.archive, "--until", str(LAST), cwd=met.archive.parent)
    (record,) = done.records
    assert done.status == 3
    assert record["longest_hole"] == {"first": str(REDESIGN), "last": str(LAST)}
    assert record["newest"] == str(BEFORE[-1])
    of_day = {one["issue_date"]: one for one in record["days"]}[str(REDESIGN)]
    assert (of_day["status"], of_day["pages"]["rejected"]) == ("unknown", 1)


def test_asked_again_it_fails_again_and_leaves_the_days_before_alone(met: Met) -> None:
    before = published_bytes(met.archive, BEFORE)
    start = len(met.press.requests)
    again = crawl(met.press, met.archive, *YEAR)
    assert (again.status, "unknown_layout" in again.said) == (1, True)
    assert all(path.split("/")[3] >= str(REDESIGN) for path in asked_since(met.press, start))
    assert published_bytes(met.archive, BEFORE) == before


def test_one_odd_day_stops_nothing(tmp_path: Path) -> None:
    def odd(paper: Paper, *, visit: date = date(2024, 11, 27)) -> dict[str, bytes]:
        return (redesigned if paper.issue_date.day in (2, 3) else printed_files)(paper, visit=visit)

    days = [REDESIGN + timedelta(days=number) for number in range(5)]
    with Press([order(one, 1, 1) for one in days], printed=odd) as press:
        done = crawl(press, tmp_path / "output", "--from", str(days[0]), "--until", str(days[-1]))
    assert done.status == 3
    assert "3 complete, 2 unknown" in done.said
    assert f"{days[1]} unknown" in done.said
