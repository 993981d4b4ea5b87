"""``epaper demo`` and the sample that it archives."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.epaper.commands.runs import ROOT, Run, epaper

SAMPLE = ROOT / "epaper" / "sample"


@dataclass(frozen=True, slots=True)
class Shown:
    """The demo, run twice in an empty folder."""

    folder: Path
    first: Run
    files: dict[str, bytes]
    second: Run

    @property
    def issue(self) -> Path:
        return self.folder / "output" / "slwb" / "2020" / "2020-03-15"


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Shown:
    folder = tmp_path_factory.mktemp("demo")
    first = epaper("demo", cwd=folder)
    files = contents(folder)
    return Shown(folder, first, files, epaper("demo", cwd=folder))


def contents(folder: Path) -> dict[str, bytes]:
    """Files by path; who held the lock last is no content."""
    paths = (path for path in folder.rglob("*") if path.is_file() and path.name != ".lock")
    return {str(path.relative_to(folder)): path.read_bytes() for path in paths}


def test_it_archives_the_sample_whole(shown: Shown) -> None:
    assert shown.first.status == 0
    assert "2020-03-15 complete 6/6 26/26 0 0" in shown.first.said


def test_it_says_where_to_look(shown: Shown) -> None:
    assert "The issue is in output/slwb/2020/2020-03-15:" in shown.first.stderr
    for name in re.findall(r"(?:issue|pages|articles|captures)\.[.\w]+", shown.first.stderr):
        assert (shown.issue / name).is_file()


def test_the_command_that_it_proposes_works(shown: Shown) -> None:
    proposed = re.search(r"epaper (show \S+)", shown.first.stderr)
    assert proposed is not None
    run = epaper(*proposed[1].split(), cwd=shown.folder)
    assert run.status == 0
    headline = shown.first.stderr.split("On page 1, ")[1].splitlines()[1].strip()
    assert headline in run.stdout


def test_a_second_time_changes_nothing(shown: Shown) -> None:
    assert shown.second.status == 0
    assert "Nothing to do: already complete." in shown.second.stderr
    assert contents(shown.folder) == shown.files


def test_the_sample_is_what_the_press_prints(tmp_path: Path) -> None:
    text = (SAMPLE / "README.md").read_text(encoding="utf-8")
    line = next(line for line in text.splitlines() if line.startswith("python -m tests.press"))
    arguments = shlex.split(line)[1:-1]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    subprocess.run([sys.executable, *arguments, str(tmp_path)], cwd=ROOT, env=environment, check=True, timeout=60)
    printed, kept = contents(tmp_path), contents(SAMPLE)
    kept.pop("README.md")
    assert sorted(printed) == sorted(kept)
    assert [path for path in printed if printed[path] != kept[path]] == []


def test_the_sample_is_small() -> None:
    assert sum(map(len, contents(SAMPLE).values())) < 900_000
