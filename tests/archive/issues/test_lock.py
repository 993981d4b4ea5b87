"""One writer a newspaper; whoever comes second hears who the first is."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from archive.issues.lock import Locked, newspaper_lock, refuse_locked, writing_since

ROOT = Path(__file__).parents[3]
HOLDER = """
import sys
from pathlib import Path
from archive.issues.lock import newspaper_lock
with newspaper_lock(Path(sys.argv[1]), "xmwb"):
    print("held", flush=True)
    sys.stdin.read()
"""
LOOKING = """
import contextlib
import sys
from pathlib import Path
from archive.issues import lock
print("looking", flush=True)
while True:
    with contextlib.suppress(lock.Locked):
        getattr(lock, sys.argv[1])(Path(sys.argv[2]), "xmwb")
"""


def holder(archive: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(archive)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_it_names_its_holder(tmp_path: Path) -> None:
    with holder(tmp_path) as other:
        with (
            pytest.raises(Locked, match=f"being written by process {other.pid} on .* since"),
            newspaper_lock(tmp_path, "xmwb"),
        ):
            pytest.fail("two hold it")
        other.communicate()
    with newspaper_lock(tmp_path, "xmwb"):
        assert f"process {os.getpid()} on " in (tmp_path / "xmwb" / ".lock").read_text()


def test_the_refused_one_leaves_the_name_of_the_holder_alone(tmp_path: Path) -> None:
    with holder(tmp_path) as other:
        for _ in range(2):
            with pytest.raises(Locked, match=f"process {other.pid} "), newspaper_lock(tmp_path, "xmwb"):
                pass
        other.communicate()


def test_a_kill_lets_go(tmp_path: Path) -> None:
    with holder(tmp_path) as other:
        other.kill()
        other.communicate()
    with newspaper_lock(tmp_path, "xmwb"):
        pass


def test_since_when_it_is_held_is_told_without_taking_it(tmp_path: Path) -> None:
    assert writing_since(tmp_path, "xmwb") is None
    with holder(tmp_path) as other:
        assert writing_since(tmp_path, "xmwb") == (tmp_path / "xmwb/.lock").stat().st_mtime
        other.communicate()
    assert writing_since(tmp_path, "xmwb") is None
    (tmp_path / "shequ/.lock").mkdir(parents=True)
    assert writing_since(tmp_path, "shequ") is None


def test_newspapers_do_not_lock_each_other(tmp_path: Path) -> None:
    with newspaper_lock(tmp_path, "xmwb"), newspaper_lock(tmp_path, "shequ"):
        pass


def test_an_error_inside_lets_go(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="inside"), newspaper_lock(tmp_path, "xmwb"):
        raise ValueError("inside")
    with newspaper_lock(tmp_path, "xmwb"):
        pass


def test_whoever_only_looks_makes_no_writer_fail(tmp_path: Path) -> None:
    """Before, one in five failed, and named a holder that was gone."""
    with newspaper_lock(tmp_path, "xmwb"):
        pass
    looking = [
        subprocess.Popen([sys.executable, "-c", LOOKING, look, str(tmp_path)], cwd=ROOT, stdout=subprocess.PIPE)
        for look in ("writing_since", "refuse_locked")
    ]
    try:
        for process in looking:
            assert process.stdout is not None
            assert process.stdout.readline() == b"looking\n"
        for _ in range(500):
            with newspaper_lock(tmp_path, "xmwb"):
                pass
    finally:
        for process in looking:
            process.kill()
            process.communicate()


def test_whether_it_can_be_held_is_told_without_holding_it(tmp_path: Path) -> None:
    refuse_locked(tmp_path, "xmwb")
    with holder(tmp_path) as other:
        for _ in range(2):
            with pytest.raises(Locked, match=f"being written by process {other.pid} "):
                refuse_locked(tmp_path, "xmwb")
        other.communicate()
    assert f"process {other.pid} " in (tmp_path / "xmwb/.lock").read_text()
