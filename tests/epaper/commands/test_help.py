"""What the program says of itself."""

from __future__ import annotations

import subprocess
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest

from crawler.sites import newspaper_codes
from epaper.commands import COMMANDS as NAMES
from tests.epaper.commands.runs import ROOT, command, environment, epaper

WIDTH = 99
COMMANDS = ((), ("export", "wacz"), *((name,) for name in NAMES))


def test_it_says_which_version_it_is(tmp_path: Path) -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    said = epaper("--version", cwd=tmp_path)
    assert (said.status, said.stdout, said.stderr) == (0, f"epaper {version}\n", "")


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_h_is_help(tmp_path: Path, words: tuple[str, ...]) -> None:
    short, long = (epaper(*words, option, cwd=tmp_path) for option in ("-h", "--help"))
    assert (short.status, short.stdout) == (0, long.stdout)
    assert f"Usage: epaper {' '.join(words)}".rstrip() in long.stdout
    assert "<" not in long.stdout  # no types of Python
    assert ended_early(long.stdout) == []
    assert not words or f"Example: epaper {' '.join(words)}" in long.stdout


def ended_early(shown: str) -> list[str]:
    """Lines of the prose after which the first word of the next would have had room."""
    lines = [line.rstrip() for line in shown.partition("╭")[0].splitlines()]
    return [one for one, after in pairwise(lines) if one and after and len(f"{one} {after.split()[0]}") < WIDTH]


def test_every_command_has_a_line(tmp_path: Path) -> None:
    listed = epaper("-h", cwd=tmp_path).stdout.partition("─ Commands ")[2].splitlines()[1:]
    lines = listed[: next(number for number, one in enumerate(listed) if one.startswith("╰"))]
    assert [one.split()[1] for one in lines] == [*NAMES, "export"]
    assert all(one.rstrip(" │").endswith(".") for one in lines)


def test_what_may_be_left_out_stands_in_brackets(tmp_path: Path) -> None:
    usage = {words: epaper(*words, "-h", cwd=tmp_path).stdout.splitlines()[1].strip() for words in COMMANDS}
    assert usage["status",] == "Usage: epaper status [OPTIONS] [NEWSPAPER]"
    assert usage["due",] == "Usage: epaper due [OPTIONS] [NEWSPAPER…]"
    assert usage["import",] == "Usage: epaper import [OPTIONS] NEWSPAPER FILE…"
    assert [one for one in usage.values() if "{" in one] == []


def completed(folder: Path, *words: str, python: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
    """What the script asks that ``epaper --install-completion`` installs; ``words``: what is typed, the last of it."""
    program, *module = command()
    asked = {"COMP_WORDS": " ".join(("epaper", *words)), "COMP_CWORD": str(len(words))}
    return subprocess.run(
        [program, *python, *module],
        cwd=folder,
        env=environment() | {"_EPAPER_COMPLETE": "complete_bash", **asked},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_the_shell_is_told_how_to_complete_what_is_typed(tmp_path: Path) -> None:
    assert completed(tmp_path, "status", "--arch").stdout.split() == ["--archive"]


@pytest.mark.parametrize(
    "words",
    [
        *((name,) for name in ("crawl", "reparse", "record", "status", "verify", "newspapers", "import")),
        *((name,) for name in ("due", "run-due", "watch")),
        ("export", "wacz"),
    ],
    ids=" ".join,
)
def test_the_shell_is_told_the_codes_of_newspapers(tmp_path: Path, words: tuple[str, ...]) -> None:
    assert completed(tmp_path, *words, "xm").stdout.split() == ["xmwb"]


def test_each_of_several_is_completed(tmp_path: Path) -> None:
    assert completed(tmp_path, "due", "xmwb", "s").stdout.split() == [one for one in newspaper_codes() if one[0] == "s"]
    assert completed(tmp_path, "import", "").stdout.split() == [*newspaper_codes(), "all"]


def test_codes_cost_no_import_of_scrapy_or_of_a_newspaper(tmp_path: Path) -> None:
    done = completed(tmp_path, "crawl", "", python=("-X", "importtime"))
    assert done.stdout.split() == list(newspaper_codes())
    imported = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert "epaper.commands.crawl" in imported
    assert not imported & {"scrapy", "twisted", *(f"crawler.sites.{code}" for code in newspaper_codes())}
