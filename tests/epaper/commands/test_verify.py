"""``epaper verify``: what it finds, how it says so, and its exit status."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.account.issues import XMWB, crawl, cut_line, day, flip, folder_of, order, run
from tests.epaper.commands.runs import epaper
from tests.press import Press

COUNT = 6


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    archive = tmp_path_factory.mktemp("verify") / "output"
    with Press([order(day(number), pages=2, articles=2) for number in range(COUNT)]) as press:
        assert crawl(press, archive, "--from", str(day(0)), "--until", str(day(COUNT - 1))).status == 0
    return archive


@pytest.fixture
def archive(whole: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(whole, tmp_path / "output"))


def test_a_clean_archive_has_no_finding_and_status_0(whole: Path) -> None:
    done = run("verify", "--json", "--archive", whole, cwd=whole.parent)
    assert (done.status, done.stdout) == (0, "")
    assert done.said == "6 issues verified: all is as it was written."


def test_findings_are_lines_for_a_program_and_one_or_four_workers_find_the_same(archive: Path) -> None:
    flip(folder_of(archive, day(1)) / "captures.warc.gz", 900)
    cut_line(folder_of(archive, day(2)) / "articles.jsonl", 0)
    (folder_of(archive, day(4)) / "pages.jsonl").unlink()
    (archive / "xmwb/2020/notes.txt").touch()
    alone, together = (
        run("verify", "--json", "--workers", workers, "--archive", archive, cwd=archive.parent)
        for workers in ("1", "2")
    )
    assert alone.records == together.records
    assert (alone.status, together.status) == (3, 3)
    assert {tuple(one) for one in alone.records} == {("issue", "where", "what")}
    assert [one for one in alone.records if one["what"] in ("lost", "stray")] == [
        {"issue": "xmwb", "where": "2020/notes.txt", "what": "stray"},
        {"issue": "xmwb/2020-03-05", "where": "pages.jsonl", "what": "lost"},
    ]
    issues = {one["issue"] for one in alone.records}
    assert issues == {"xmwb", "xmwb/2020-03-02", "xmwb/2020-03-03", "xmwb/2020-03-05"}
    assert f"6 issues verified: {len(alone.records)} findings." in alone.said


def test_findings_are_lines_for_a_person(archive: Path) -> None:
    cut_line(folder_of(archive, day(2)) / "articles.jsonl", 0)
    done = run("verify", "xmwb", "--archive", archive, cwd=archive.parent)
    assert "xmwb/2020-03-03 articles.jsonl: 4 records were written, 3 are there" in done.stderr.splitlines()
    assert done.stdout == ""


def test_only_the_dates_asked_for_are_verified(archive: Path) -> None:
    cut_line(folder_of(archive, day(2)) / "articles.jsonl", 0)
    others = run("verify", "xmwb", "--from", str(day(3)), "--archive", archive, cwd=archive.parent)
    assert (others.status, others.said) == (0, "3 issues verified: all is as it was written.")
    that = run("verify", "xmwb", "--until", str(day(2)), "--archive", archive, cwd=archive.parent)
    assert that.status == 3


@pytest.mark.parametrize("arguments", [(XMWB.code,), ()])
def test_nothing_to_verify_is_said(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    done = epaper("verify", *arguments, "--archive", tmp_path / "output", cwd=tmp_path)
    assert done.status == 2
    assert done.stderr.startswith("error: ")
