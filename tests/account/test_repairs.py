"""A damaged archive: found by ``status`` and ``verify``, healed by one ``crawl --gaps``, byte for byte what it was.

Where captures were lost, they alone cannot be the same bytes: what was asked for again has another time and stands
last, so their index and seal are others, and what was damaged is kept in ``captures.damaged``. Payloads are the same.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random

import pytest

from archive.captures.seal import seal_as_read
from tests.account.capture_damages import tail_and_index_cut
from tests.account.damages import DAMAGES
from tests.account.file_damages import (
    Case,
    bit_flipped,
    cut,
    emptied,
    left_behind,
    line_doubled,
    line_lost,
    lost,
    null_for_a_value,
    only_a_brace,
)
from tests.account.issues import asked_since, corrected, day, flip_capture, folder_of, run
from tests.account.killed_mending import mend
from tests.account.mending import addresses, contents, crawled, judged, paper, press_of
from tests.epaper.commands.runs import ROOT, Run
from tests.recording.crawling import readable_bodies

MONTH = 31
KILLS = 120
DAYS = [day(number) for number in range(MONTH)]
DATES = ("--from", str(DAYS[0]), "--until", str(DAYS[-1]))
GONE, BRACE, DOUBLED, NO_PAGES, NULL, NO_HISTORY, FLIPPED, TAIL = (day(number) for number in range(3, 27, 3))
OTHERS = {
    day(1): ("issue.json", lost),
    day(4): ("articles.jsonl", null_for_a_value),
    day(7): ("captures.warc.gz", cut),
    day(10): ("captures.cdxj", lost),
    day(13): ("articles.jsonl", line_lost),
    day(16): ("pages.jsonl", emptied),
    day(19): ("issue.json", left_behind),
    day(22): ("rejected.jsonl", bit_flipped),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """What the commands said, in the order in which they were given."""

    whole: Path
    archive: Path
    status: Run
    verify: Run
    gaps: Run
    asked: list[str]
    verified: Run
    whole_status: Run
    again: Run
    asked_again: list[str]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Story]:
    """Eight days of a month are damaged, each in its own way."""
    folder = tmp_path_factory.mktemp("month")
    whole, archive = folder / "whole", folder / "output"
    with press_of(MONTH) as press:
        assert crawled(press, whole, *DATES).status == 0
        before = paper(NO_HISTORY)
        press.publish(corrected(before, before.sheets[0].stories[1], "更正在后。"))
        assert crawled(press, whole, "--date", str(NO_HISTORY), "--refresh").status == 0
        shutil.copytree(whole, archive)
        shutil.rmtree(folder_of(archive, GONE))
        only_a_brace(case(archive, BRACE, "issue.json"))
        line_doubled(case(archive, DOUBLED, "articles.jsonl"))
        lost(case(archive, NO_PAGES, "pages.jsonl"))
        null_for_a_value(case(archive, NULL, "rejected.jsonl"))
        lost(case(archive, NO_HISTORY, "history.jsonl"))
        flip_capture(folder_of(archive, FLIPPED), paper(FLIPPED).sheets[1].stories[0].path)
        tail_and_index_cut(case(archive, TAIL, "captures.warc.gz"))
        status = run("status", "xmwb", "--json", *DATES, "--archive", archive, cwd=folder)
        verify = run("verify", "--json", "--archive", archive, cwd=folder)
        start = len(press.requests)
        gaps = crawled(press, archive, "--gaps", *DATES)
        asked = asked_since(press, start)
        verified = run("verify", "--archive", archive, cwd=folder)
        whole_status = run("status", "xmwb", "--json", *DATES, "--archive", archive, cwd=folder)
        start = len(press.requests)
        again = crawled(press, archive, "--gaps", *DATES)
        yield Story(
            whole=whole,
            archive=archive,
            status=status,
            verify=verify,
            gaps=gaps,
            asked=asked,
            verified=verified,
            whole_status=whole_status,
            again=again,
            asked_again=asked_since(press, start),
        )


def case(archive: Path, issue_date: date, name: str) -> Case:
    rng = Random(name)  # noqa: S311 - the same place every time
    return Case(folder=folder_of(archive, issue_date), name=name, other=folder_of(archive, DAYS[0]), rng=rng)


def test_status_names_the_lost_day_and_the_issue_that_cannot_be_read(told: Story) -> None:
    (record,) = told.status.records
    lacking = {one["issue_date"]: one["status"] for one in record["days"] if one["status"] != "complete"}
    assert (told.status.status, lacking) == (3, {str(GONE): "never_tried", str(BRACE): "damaged"})


def test_verify_names_the_cause_of_every_other_damage_first(told: Story) -> None:
    first = {one["issue"]: one["where"] for one in reversed(told.verify.records)}
    assert told.verify.status == 3
    assert first == {
        f"xmwb/{BRACE}": "issue.json",
        f"xmwb/{DOUBLED}": "articles.jsonl",
        f"xmwb/{NO_PAGES}": "pages.jsonl",
        f"xmwb/{NULL}": "rejected.jsonl",
        f"xmwb/{NO_HISTORY}": "history.jsonl",
        f"xmwb/{FLIPPED}": "captures.warc.gz",
        f"xmwb/{TAIL}": "captures.warc.gz",
    }


def test_one_crawl_heals_them_and_asks_for_what_was_lost_alone(told: Story) -> None:
    assert told.gaps.status == 0, told.gaps.stderr
    assert "8 issues with gaps" in told.gaps.said
    flipped = paper(FLIPPED).sheets[1].stories[0].path
    pictures = set(told.asked) - captured_paths(told.whole, GONE) - {flipped}
    assert set(told.asked) >= captured_paths(told.whole, GONE) | {flipped}
    assert pictures <= captured_paths(told.whole, TAIL)
    assert len(pictures) in (1, 2)  # what the tail held


def captured_paths(archive: Path, issue_date: date) -> set[str]:
    return {url.removeprefix("https://paper.xinmin.cn") for url in addresses(folder_of(archive, issue_date))}


def test_the_second_verify_is_clean_and_every_byte_is_what_it_was(told: Story) -> None:
    assert (told.verified.status, told.verified.said) == (0, "31 issues verified: all is as it was written.")
    (record,) = told.whole_status.records
    assert (told.whole_status.status, record["counts"]) == (0, {"complete": MONTH})
    for one in DAYS:
        healed, before = folder_of(told.archive, one), folder_of(told.whole, one)
        assert contents(healed) == contents(before), one
        assert payloads(healed) == payloads(before), one
        if one not in (GONE, FLIPPED, TAIL):
            assert files(healed) == files(before), one


def payloads(folder: Path) -> dict[str, bytes]:
    bodies = readable_bodies(folder)
    return {url: bodies[url] for url in addresses(folder)}


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_a_second_time_there_is_nothing_to_do(told: Story) -> None:
    assert (told.again.status, told.asked_again) == (0, [])
    assert "No gaps: every issue of 新民晚报 (xmwb)" in told.again.said


def test_eight_others_are_named_by_day_and_healed_by_one_crawl_too(told: Story, tmp_path: Path) -> None:
    archive = Path(shutil.copytree(told.whole, tmp_path / "output"))
    for issue_date, (name, damage) in OTHERS.items():
        damage(case(archive, issue_date, name))
    verify = run("verify", "--archive", archive, cwd=tmp_path)
    named = {line[: line.index(" ")] for line in verify.stdout.splitlines() if line.startswith("xmwb/")}
    assert (verify.status, named) == (3, {f"xmwb/{one}" for one in OTHERS})
    with press_of(MONTH) as press:
        gaps = crawled(press, archive, "--gaps", *DATES)
    assert (gaps.status, "8 issues with gaps" in gaps.said) == (0, True)
    assert run("verify", "--archive", archive, cwd=tmp_path).status == 0
    assert run("status", "xmwb", *DATES, "--archive", archive, cwd=tmp_path).status == 0
    for one in DAYS:
        healed, before = folder_of(archive, one), folder_of(told.whole, one)
        assert contents(healed) == contents(before), one
        assert payloads(healed) == payloads(before), one


def test_some_of_every_kind_of_file(tmp_path: Path) -> None:
    """A short run of ``bench.faults``: two damages of each."""
    rng = Random(20)  # noqa: S311 - the same every time
    cases = [(name, one) for name, damages in DAMAGES.items() for one in rng.sample(damages, 2)]
    short = [(one.name, one.damage.__name__, mark) for one, mark in judged(cases, 20, tmp_path) if mark not in "=e"]
    assert short == []


# Killed


@pytest.fixture(scope="module")
def killed(told: Story, tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("killed")
    arguments = (folder_of(told.whole, NO_HISTORY), root, str(KILLS))
    line = [sys.executable, "-m", "tests.account.killed_mending", *map(str, arguments)]
    subprocess.run(line, cwd=ROOT, check=True, timeout=120)
    return root


def test_killed_at_any_line_a_mend_ends_the_next_time_as_one_left_alone(killed: Path) -> None:
    """Or its captures count as unread: what lay where before, nobody knows then. The crawl that follows reads them."""
    whole = folder_of(killed / "whole", NO_HISTORY)
    expected = files(whole)
    assert {"captures.damaged", "history.jsonl", "captures.seal"} <= set(expected)
    folders = [folder_of(archive, NO_HISTORY) for archive in sorted(killed.iterdir()) if archive.name != "whole"]
    assert len(folders) == KILLS
    for folder in folders:
        mend(folder)
        seal_as_read(folder)
        assert files(folder) == expected, folder
        assert (folder / "pages.jsonl.aside/notes.txt").read_text() == "somebody's"
