"""What the program says of itself."""

from __future__ import annotations

import subprocess
import tomllib
from pathlib import Path

import pytest

from epaper.commands import COMMANDS as NAMES
from tests.epaper.commands.runs import ROOT, command, environment, epaper

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
    assert not words or f"Example: epaper {' '.join(words)}" in long.stdout


def test_the_shell_is_told_how_to_complete_what_is_typed(tmp_path: Path) -> None:
    """As the script asks that ``epaper --install-completion`` installs."""
    done = subprocess.run(
        command("status", "--arch"),
        cwd=tmp_path,
        env=environment()
        | {"_EPAPER_COMPLETE": "complete_bash", "COMP_WORDS": "epaper status --arch", "COMP_CWORD": "2"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.stdout.split() == ["--archive"]
