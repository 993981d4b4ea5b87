"""What the program says of itself."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from tests.epaper.commands.runs import ROOT, epaper

COMMANDS = ((), ("crawl",), ("export", "wacz"), ("status",))


def test_it_says_which_version_it_is(tmp_path: Path) -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    said = epaper("--version", cwd=tmp_path)
    assert (said.status, said.stdout, said.stderr) == (0, f"epaper {version}\n", "")


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_h_is_help(tmp_path: Path, command: tuple[str, ...]) -> None:
    short, long = (epaper(*command, option, cwd=tmp_path) for option in ("-h", "--help"))
    assert (short.status, short.stdout) == (0, long.stdout)
    assert f"Usage: epaper {' '.join(command)}".rstrip() in long.stdout
