"""Processes that are started, not forked: no module of the current folder, and nothing left in the environment."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.epaper.commands.runs import ROOT

SCRIPT = """
import multiprocessing
import os

from epaper.offline.worker_pool import worker_pool

if __name__ == "__main__":
    multiprocessing.set_start_method("spawn")
    before = dict(os.environ)
    with worker_pool(1) as pool:
        print(pool.submit(os.getpid).result() != os.getpid(), dict(os.environ) == before)
    print(dict(os.environ) == before)
"""


def test_a_module_that_lies_in_the_current_folder_is_not_run(tmp_path: Path) -> None:
    (tmp_path / "scripts").mkdir()
    (tmp_path / "scripts/work.py").write_text(SCRIPT)
    (tmp_path / "signal.py").write_text("open('it_was_run', 'w').close()")
    done = subprocess.run(
        [sys.executable, "scripts/work.py"],
        cwd=tmp_path,
        env={name: value for name, value in os.environ.items() if name != "PYTHONSAFEPATH"} | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert done.stdout.split() == ["True", "False", "True"]
    assert not (tmp_path / "it_was_run").exists()
