"""What a person wants written and cannot be: one line names it, and says why."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from tests.epaper.commands.runs import Run, command, environment, epaper

DAY = "2020-03-15"
EXPORT = ("export", "wacz", "slwb", DAY, "--to")
PAGE = ("status", "slwb", "--html")
FULL = Path("/dev/full")  # a disk on which there is no room


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the sample is in ``output``, and a file and a folder that nobody may write in."""
    folder = tmp_path_factory.mktemp("demo")
    assert epaper("demo", cwd=folder).status == 0
    (folder / "file").touch()
    (folder / "closed").mkdir(mode=0o555)
    return folder


def run(folder: Path, *arguments: str, stdout: Path | None = None, before: tuple[str, ...] = ()) -> Run:
    with (stdout or Path(os.devnull)).open("w") as file:
        done = subprocess.run(
            [*before, *command(*arguments)],
            cwd=folder,
            env=environment(),
            stdout=file,
            stderr=subprocess.PIPE,
            text=True,
            timeout=60,
            check=False,
        )
    return Run(status=done.returncode, stdout="", stderr=done.stderr)


@pytest.mark.parametrize("words", [EXPORT, PAGE], ids=["export", "status"])
@pytest.mark.parametrize(
    ("target", "why"),
    [
        ("closed/x", "Permission denied"),
        ("nowhere/x", "No such file or directory"),
        ("file/x", "Not a directory"),
        ("x" * 300, "File name too long"),
    ],
)
def test_a_target_that_cannot_be_written(
    folder: Path, like_anybody: tuple[str, ...], words: tuple[str, ...], target: str, why: str
) -> None:
    done = run(folder, *words, target, before=like_anybody)
    assert (done.status, done.stderr) == (1, f"error: cannot write {target}: {why}\n")


@pytest.mark.parametrize("made", [Path.mkdir, os.mkfifo], ids=["folder", "pipe"])
def test_a_package_takes_no_place_but_a_file_s(folder: Path, tmp_path: Path, made: object) -> None:
    """Not of a device either: root could."""
    target = tmp_path / "x.wacz"
    assert callable(made)
    made(target)
    done = run(folder, *EXPORT, str(target))
    why = "a folder or a device stands there, and no file"
    assert (done.status, done.stderr) == (1, f"error: cannot write {target}: {why}\n")
    assert [(path, path.is_file()) for path in tmp_path.iterdir()] == [(target, False)]


def test_a_fixture_that_cannot_be_kept_is_not_asked_for(folder: Path) -> None:
    done = epaper("record", "slwb", DAY, "--to", "file/x", "--base-url", "http://127.0.0.1:9", cwd=folder)
    assert (done.status, done.stderr) == (1, f"error: cannot write file/x/slwb/issue-{DAY}: Not a directory\n")


@pytest.mark.skipif(not FULL.is_char_device(), reason="no /dev/full")
@pytest.mark.parametrize(
    "words",
    [
        ("show", f"slwb-{DAY}-a-175602", "--raw"),
        ("show", f"slwb-{DAY}-a-175602", "--json"),
        ("show", f"slwb-{DAY}-a-175602"),
        ("status", "--json"),
        ("due", "slwb", "--json"),
        ("--version",),
    ],
    ids=" ".join,
)
def test_no_room_for_what_is_printed(folder: Path, words: tuple[str, ...]) -> None:
    done = run(folder, *words, stdout=FULL)
    assert (done.status, done.stderr) == (1, "error: cannot write to stdout: No space left on device\n")


def test_an_archive_that_cannot_be_read(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "slwb/2020" / DAY).mkdir(parents=True)
    (tmp_path / "slwb/2020" / DAY / "issue.json").mkdir()
    done = run(folder, "show", f"slwb-{DAY}-a", "--archive", str(tmp_path))
    assert "[Errno" not in done.stderr
    assert done.stderr.count("\n") == 1
