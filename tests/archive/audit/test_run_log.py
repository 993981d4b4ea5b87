"""The log of runs: a file for each run, and no file of somebody else's read as one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from archive.audit.run_log import NewspaperRun, Run, read_runs, utc_time, write_run
from archive.audit.summary import NO_TALLY
from archive.record.issue import Status

EVENING = datetime(2026, 10, 5, 10, tzinfo=UTC)


def run(finished: datetime, **issues: Status | None) -> Run:
    paper = NewspaperRun(
        newspaper="jwwb", exit_status=3, issues=dict(issues), statuses={}, pages=NO_TALLY, articles=NO_TALLY
    )
    moment = utc_time(finished)
    return Run(started=moment, finished=moment, command=("run-due",), exit_status=3, newspapers=(paper,))


def test_two_runs_that_end_in_the_same_second_leave_two_files(tmp_path: Path) -> None:
    runs = [run(EVENING, **{str(EVENING.date() - timedelta(days=day)): "partial"}) for day in range(3)]
    names = [write_run(tmp_path, one).name for one in runs]
    assert names == ["20261005T100000Z.json", "20261005T100000Z-2.json", "20261005T100000Z-3.json"]
    assert sorted(path.name for path in (tmp_path / "runs").iterdir()) == sorted(names)
    assert list(read_runs(tmp_path, EVENING)) == runs


def test_what_is_no_run_is_passed_over(tmp_path: Path) -> None:
    write_run(tmp_path, run(EVENING))
    for name, text in (("1", "{"), ("2", "[]"), ("3", '{"started": 1}')):
        (tmp_path / "runs" / f"20261005T10000{name}Z.json").write_text(text)
    (tmp_path / "runs/20261005T100004Z.json").mkdir()
    (tmp_path / "runs/20261005T100005Z.json").symlink_to("gone")
    (tmp_path / "runs/20261005T100006Z.json").write_bytes(b"\xff\xfe")
    assert len(list(read_runs(tmp_path, EVENING - timedelta(days=1)))) == 1
    assert list(read_runs(tmp_path, EVENING + timedelta(days=1))) == []
