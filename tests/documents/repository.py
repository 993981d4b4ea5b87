"""A copy of the repository, set up as ``make`` sets it up, in which the commands of a document are typed."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.conftest import NOON
from tests.documents.accounts import NOT_RUN
from tests.documents.blocks import ROOT, Block
from tests.documents.transcripts import difference

PARTS = ("archive", "crawler", "epaper", "pipelines", "tests", "Makefile", "README.md", "pyproject.toml", "scrapy.cfg")
PROGRAMS = ("bash", "curl", "jq", "make")
ASKS_A_SITE = re.compile(r"(epaper (?:crawl|run-due|watch|record)\b)")
NOWHERE = {"http_proxy": "http://127.0.0.1:9", "https_proxy": "http://127.0.0.1:9", "no_proxy": "127.0.0.1"}
"""Whatever a command asks that is not on this machine goes to where nobody listens."""
OF_MAKE = ("MAKEFLAGS", "MAKELEVEL", "MAKEOVERRIDES", "MFLAGS", "PYTHON")
"""What ``make test`` hands on, and would change what ``make demo`` says."""
FAILURES = ("Traceback", "command not found", "No such file or directory")


@dataclass(slots=True)
class Repository:
    """The copy in ``folder``. Commands that would ask a live site ask ``base_url``.

    ``is_activated``: ``.venv/bin`` is first on the PATH. ``names``: what a document calls by a name that is another one
    here. ``ends``: commands that do not end with 0.
    """

    folder: Path
    base_url: str = ""
    is_activated: bool = True
    now: str = NOON
    names: dict[str, str] = field(default_factory=dict)
    ends: dict[str, int] = field(default_factory=dict)

    def typed(self, command: str) -> str:
        """The command as it is run here."""
        for shown, here in self.names.items():
            command = command.replace(shown, here)
        if self.base_url and "--base-url" not in command:
            command = ASKS_A_SITE.sub(rf"\1 --base-url {self.base_url}", command)
        return command

    def run(self, command: str) -> tuple[int, str]:
        """Its exit status, and what a person sees: both streams, in their order."""
        done = subprocess.run(
            ["bash", "-c", self.typed(command)],
            cwd=self.folder,
            env=self.environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=120,
            check=False,
        )
        return done.returncode, done.stdout

    def environment(self) -> dict[str, str]:
        """A new terminal's: without what runs these tests, but with ``.venv/bin`` where the reader activates it."""
        ours = {str(Path(sys.prefix) / "bin"), str(Path(sys.executable).parent)}
        path = [one for one in os.environ["PATH"].split(os.pathsep) if one not in ours]
        here = {
            "PATH": os.pathsep.join([str(self.folder / ".venv" / "bin")] * self.is_activated + path),
            "PYTHONPATH": str(self.folder),
            "EPAPER_NOW": self.now,
            "COLUMNS": "100",
        }
        return {name: value for name, value in os.environ.items() if name not in OF_MAKE} | NOWHERE | here

    def check(self, block: Block) -> None:
        """Run the commands of a block, but those that are not run; each prints what is shown, and ends as it should."""
        for step in block.steps():
            if step.command in NOT_RUN:
                continue
            status, printed = self.run(step.command)
            said = f"{block.document}, {block.heading}:\n$ {step.command}\n{printed}"
            assert not any(failure in printed for failure in FAILURES), said
            if step.shown is None:
                assert status == self.ends.get(step.command, 0), said
            else:
                assert difference(step.shown, printed) == "", said


def copied_to(folder: Path) -> Path:
    """The repository with ``.venv``: the environment that these tests run in. A server of one's own needs no delay."""
    for program in PROGRAMS:
        if shutil.which(program) is None:
            pytest.skip(f"{program} is not installed, and the documents use it")
    for name in PARTS:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, folder / name)
    settings = folder / "crawler" / "settings.py"
    text = settings.read_text(encoding="utf-8")
    assert text.count("\nDOWNLOAD_DELAY = 1 ") == 1
    settings.write_text(text.replace("\nDOWNLOAD_DELAY = 1 ", "\nDOWNLOAD_DELAY = 0 "), encoding="utf-8")
    (folder / ".venv").mkdir()
    for path in Path(sys.prefix).iterdir():
        (folder / ".venv" / path.name).symlink_to(path)
    stamp = folder / ".venv" / "installed"
    stamp.unlink(missing_ok=True)
    stamp.touch()  # so make has nothing to install
    return folder
