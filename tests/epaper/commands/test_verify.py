"""``epaper verify``: what it finds, how it says so, and its exit status."""

from __future__ import annotations

import os
import re
import shutil
from collections import Counter
from pathlib import Path

import pytest

from archive.issues.lock import newspaper_lock
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
    assert {tuple(one) for one in alone.records} == {("issue", "where", "what", "kind", "by_hand")}
    assert [one for one in alone.records if one["what"] in ("lost", "stray")] == [
        {"issue": "xmwb", "where": "2020/notes.txt", "what": "stray", "kind": "note", "by_hand": False},
        {"issue": "xmwb/2020-03-05", "where": "pages.jsonl", "what": "lost", "kind": "damage", "by_hand": False},
    ]
    issues = {one["issue"] for one in alone.records}
    assert issues == {"xmwb", "xmwb/2020-03-02", "xmwb/2020-03-03", "xmwb/2020-03-05"}
    kinds = Counter(one["kind"] for one in alone.records)
    assert kinds["damage"] == 3
    assert f"6 issues verified: 3 findings, and {kinds['consequence']} that follow; 1 note." in alone.said


def test_findings_are_lines_for_a_person(archive: Path) -> None:
    cut_line(folder_of(archive, day(2)) / "articles.jsonl", 0)
    done = run("verify", "xmwb", "--archive", archive, cwd=archive.parent)
    assert "xmwb/2020-03-03 articles.jsonl: 4 records were written, 3 are there" in done.stdout.splitlines()
    assert "mended by" in done.stderr


def test_the_cause_comes_first_what_follows_is_counted_and_then_what_to_do(archive: Path) -> None:
    (folder_of(archive, day(4)) / "pages.jsonl").unlink()
    (folder_of(archive, day(4)) / "captures.warc.gz").unlink()
    (folder_of(archive, day(2)) / "captures.warc.gz").write_bytes(b"")
    done = run("verify", "xmwb", "--archive", archive, cwd=archive.parent)
    dates = f"--from {day(2)} --until {day(4)}"
    lines = [re.sub(r"[\d,]+ bytes", "… bytes", line) for line in (done.stdout + done.stderr).splitlines()]
    assert lines == [
        "xmwb/2020-03-03 captures.warc.gz: 6 captures in … bytes were recorded, 0 in 0 are there",
        "xmwb/2020-03-03 … and 7 findings that follow from that",
        "xmwb/2020-03-05 pages.jsonl: lost",
        "xmwb/2020-03-05 captures.warc.gz: lost",
        "xmwb/2020-03-05 … and 8 findings that follow from that",
        "6 issues verified: 3 findings, and 15 that follow.",
        f"What can be mended is mended by: epaper crawl xmwb --gaps {dates} --archive {archive}",
    ]


def test_where_everything_needs_a_person_no_command_is_advised(archive: Path) -> None:
    (folder_of(archive, day(1)) / "captures.warc.gz").unlink()
    (folder_of(archive, day(1)) / "captures.warc.gz").symlink_to("/mnt/gone/captures.warc.gz")
    (folder_of(archive, day(1)) / "articles.jsonl").unlink()
    (archive / "xmwb/2019").write_text("somebody's")
    done = run("verify", "xmwb", "--archive", archive, cwd=archive.parent)
    assert (done.stdout + done.stderr).splitlines() == [
        "xmwb 2019: is a file where a folder should be: move it out of the archive",
        "xmwb/2020-03-02 captures.warc.gz: is a link to /mnt/gone/captures.warc.gz, which is not there:"
        " mount it, or remove the link",
        "xmwb/2020-03-02 articles.jsonl: lost",
        "xmwb/2020-03-02 … and 5 findings that follow from that",
        "6 issues verified: 3 findings, and 5 that follow.",
        "For 2 findings a person is needed: each says what to do. Verify again then.",
    ]


@pytest.mark.parametrize("name", ["xmwb/2020/2020-03-02-z", "other/2020/2020-03-02"])
def test_what_no_newspaper_has_nobody_is_asked_for(archive: Path, name: str) -> None:
    (archive / name).parent.mkdir(parents=True, exist_ok=True)
    shutil.copytree(folder_of(archive, day(1)), archive / name)
    done = run("verify", "--archive", archive, cwd=archive.parent)
    issue = "/".join(name.split("/")[::2])
    why = "no newspaper here has such an issue, and nobody can be asked for it"
    assert f"{issue}: {why}. Copy it from elsewhere, or move it out of the archive." in done.said
    assert "--gaps" not in done.said


def test_many_findings_of_one_issue_are_counted(archive: Path) -> None:
    """For a person; a program gets them all."""
    folder = folder_of(archive, day(1))
    for name in ("pages.jsonl", "articles.jsonl", "captures.seal", "captures.cdxj", "issue.json", "notes.txt"):
        (folder / f"{name}.new").touch()
    (folder / "captures.damaged").mkdir()
    done = run("verify", "xmwb", "--archive", archive, cwd=archive.parent)
    assert "xmwb/2020-03-02 … and 1 finding more" in done.stdout.splitlines()
    assert len((done.stdout + done.stderr).splitlines()) == 5 + 1 + 1 + 2  # findings, how many more, the note, the end


def test_a_stray_file_is_a_note_and_status_0(archive: Path) -> None:
    (folder_of(archive, day(1)) / "notes.txt").touch()
    done = run("verify", "--archive", archive, cwd=archive.parent)
    assert (done.status, (done.stdout + done.stderr).splitlines()) == (
        0,
        ["xmwb/2020-03-02 notes.txt: note: stray", "6 issues verified: all is as it was written; 1 note."],
    )


def test_one_bad_file_stops_no_other(archive: Path) -> None:
    """A pipe, from which nothing ever comes; folders; a link in a circle."""
    for number, name in enumerate(("issue.json", "pages.jsonl", "captures.warc.gz", "captures.seal")):
        path = folder_of(archive, day(number)) / name
        path.unlink()
        (os.mkfifo if number == 0 else Path.mkdir)(path)
    (folder_of(archive, day(4)) / "history.jsonl").symlink_to("history.jsonl")
    (folder_of(archive, day(5)) / "articles.jsonl").unlink()
    done = run("verify", "--json", "--archive", archive, cwd=archive.parent)
    first = {one["issue"]: (one["where"], one["what"]) for one in reversed(done.records)}
    folder = "is a folder where a file should be"
    assert first == {
        "xmwb/2020-03-01": ("issue.json", "is no file: a pipe, a socket or a device"),
        "xmwb/2020-03-02": ("pages.jsonl", folder),
        "xmwb/2020-03-03": ("captures.warc.gz", folder),
        "xmwb/2020-03-04": ("captures.seal", folder),
        "xmwb/2020-03-05": ("history.jsonl", "is a link to history.jsonl, which is not there"),
        "xmwb/2020-03-06": ("articles.jsonl", "lost"),
    }


def test_an_issue_under_way_is_not_judged(archive: Path) -> None:
    """Of a newspaper that is written at this moment; what was damaged before is named all the same."""
    (folder_of(archive, day(1)) / "issue.json").unlink()
    os.utime(folder_of(archive, day(1)), (0, 0))
    with newspaper_lock(archive, "xmwb"):
        (folder_of(archive, day(2)) / "issue.json").unlink()
        done = run("verify", "--json", "--archive", archive, cwd=archive.parent)
    assert [(one["issue"], one["where"], one["kind"]) for one in done.records] == [
        ("xmwb/2020-03-02", "issue.json", "damage"),
        ("xmwb/2020-03-03", "issue.json", "note"),
    ]
    assert done.records[1]["what"] == "is being written at this moment: not judged"
    assert run("verify", "--json", "--archive", archive, cwd=archive.parent).status == 3


def test_links_are_followed_and_one_that_leads_nowhere_is_named(archive: Path, tmp_path: Path) -> None:
    """The archive, a year and an issue are reached through links; then the disk behind them is gone."""
    disk = tmp_path / "disk"
    disk.mkdir()
    year, issue = archive / "xmwb/2020", folder_of(archive, day(3))
    issue.rename(disk / "issue")
    issue.symlink_to(disk / "issue")
    year.rename(disk / "2020")
    year.symlink_to(disk / "2020")
    (tmp_path / "link").symlink_to(archive)
    (folder_of(archive, day(3)) / "articles.jsonl").unlink()
    done = run("verify", "--archive", tmp_path / "link", cwd=tmp_path)
    assert (done.status, "6 issues verified: 1 finding" in done.said) == (3, True)
    (disk / "issue").rename(tmp_path / "away")
    done = run("verify", "--json", "--archive", tmp_path / "link", cwd=tmp_path)
    why = f"is a link to {disk / 'issue'}, which is not there: mount it, or remove the link"
    assert done.records == [
        {"issue": "xmwb", "where": f"2020/{day(3)}", "what": why, "kind": "damage", "by_hand": True}
    ]
    (disk / "2020").rename(tmp_path / "gone")
    done = run("verify", "--archive", tmp_path / "link", cwd=tmp_path)
    why = f"{tmp_path / 'link/xmwb/2020'} is a link to {disk / '2020'}, which is not there"
    assert (done.status, why in done.said) == (2, True)


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


def test_captures_that_are_a_link_are_read_and_a_person_is_needed_where_they_are_damaged(
    archive: Path, tmp_path: Path
) -> None:
    """No command is advised that would refuse."""
    captures = folder_of(archive, day(1)) / "captures.warc.gz"
    captures.rename(tmp_path / "elsewhere.warc.gz")
    captures.symlink_to(tmp_path / "elsewhere.warc.gz")
    assert run("verify", "--archive", archive, cwd=archive.parent).status == 0
    flip(tmp_path / "elsewhere.warc.gz", 900)
    done = run("verify", "--archive", archive, cwd=archive.parent)
    told = "captures.warc.gz: is no file but a link, and nothing is written through one: put the file there"
    assert (done.status, f"xmwb/2020-03-02 {told}" in done.said) == (3, True), done.said
    assert ("For 1 finding a person is needed" in done.said, "--gaps" in done.said) == (True, False), done.said
    captures.unlink()
    (tmp_path / "elsewhere.warc.gz").rename(captures)
    assert (
        "What can be mended is mended by: epaper crawl xmwb --gaps"
        in run("verify", "--archive", archive, cwd=archive).said
    )
