"""A module that lies in the current folder is not ours, whatever it is called: no process that is started runs it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.crawler.engine.politeness.visits import order
from tests.epaper.commands.runs import ROOT, environment
from tests.hostile.bounded import DAY, crawled
from tests.press import Press

NAMES = (
    "attr",
    "attrs",
    "epaper",
    "lxml",
    "multiprocessing",
    "orjson",
    "scrapy",
    "signal",
    "socket",
    "twisted",
    "typer",
)
SPAWNS = """
import os
if os.environ.pop("SPAWNS", None):  # in the first process alone
    import multiprocessing
    multiprocessing.set_start_method("spawn")
"""
"""As on macOS, and much as on Linux from Python 3.14 on."""


@pytest.fixture
def planted(tmp_path: Path) -> Path:
    """A current folder with modules that leave a trace."""
    folder = tmp_path / "here"
    folder.mkdir()
    for name in NAMES:
        trace = f"open({str(tmp_path / 'ran')!r}, 'a').write({name!r})\n"
        (folder / f"{name}.py").write_text(f"{trace}raise SystemExit('run from the current folder')\n")
    return folder


def called_in(folder: Path, *words: str | Path, path: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """``epaper``, by its console script, which has not the current folder among its modules."""
    line = [str(Path(sys.executable).with_name("epaper")), *map(str, words)]
    variables = environment() | {"PYTHONPATH": f"{path}{os.pathsep}{ROOT}", "SPAWNS": "1"}
    return subprocess.run(line, cwd=folder, env=variables, capture_output=True, text=True, timeout=60, check=False)


def test_a_round_starts_its_crawls_without_the_current_folder(tmp_path: Path, planted: Path) -> None:
    with Press([order("2026-10-04")]) as press:  # yesterday's
        settings = ("-s", "DOWNLOAD_DELAY=0", "-s", f"EPAPER_HOST_BUDGET_DIR={tmp_path / 'budgets'}")
        done = called_in(
            planted, "run-due", "xmwb", "--base-url", press.base_url, "--days", "1", "--no-pictures", *settings
        )
        assert press.count("/html/xmwb/2026-10-04/1.html") == 1
    assert done.returncode == 0, done.stderr
    assert not (tmp_path / "ran").exists()


def test_processes_that_share_work_start_without_the_current_folder(tmp_path: Path, planted: Path) -> None:
    with Press([order(DAY)]) as press:
        assert crawled(press, tmp_path).status == 0
    (tmp_path / "starts").mkdir()
    (tmp_path / "starts" / "sitecustomize.py").write_text(SPAWNS)
    words = ["reparse", "xmwb", "--workers", "2", "--archive", tmp_path / "output"]
    done = called_in(planted, *words, path=tmp_path / "starts")
    assert done.returncode == 0, done.stderr
    assert not (tmp_path / "ran").exists()
