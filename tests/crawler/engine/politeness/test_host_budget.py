"""One budget a host, in a file that crawls share: taken in turn, freed by whoever dies."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from crawler.engine.politeness.host_budget import POLL, HostBudget, UnsafeFolder, budget_folder

HOLD = """
import sys, time
from pathlib import Path
from crawler.engine.politeness.host_budget import HostBudget
budget = HostBudget(Path(sys.argv[1]), "press.example:80", keeps=True, longest_hold=60)
assert budget.take(0.3) == 0
print("taken", flush=True)
time.sleep(60)
"""


def budget(folder: Path, *, keeps: bool = True, longest_hold: float = 60) -> HostBudget:
    return HostBudget(folder, "press.example:80", keeps=keeps, longest_hold=longest_hold)


def test_while_one_is_out_the_other_waits_and_then_keeps_the_interval(tmp_path: Path) -> None:
    one, other = budget(tmp_path), budget(tmp_path)
    assert one.take(5) == 0
    assert other.take(5) == POLL
    one.give_back(5)
    assert 4 < other.take(5) <= 5


def test_a_pause_is_for_all(tmp_path: Path) -> None:
    one = budget(tmp_path)
    assert one.take(0) == 0
    one.give_back(10.0**12)  # whatever a server asks for; a week is remembered
    assert budget(tmp_path).take(0) > 6 * 86400
    assert HostBudget(tmp_path, "other.example", keeps=True, longest_hold=60).take(0) == 0


def test_several_connections_share_the_interval_alone(tmp_path: Path) -> None:
    one, other = budget(tmp_path, keeps=False), budget(tmp_path, keeps=False)
    assert one.take(5) == 0
    assert 4 < other.take(5) <= 5
    one.give_back(60)
    other.give_back(1)
    assert other.take(5) > 50


def test_a_holder_that_is_killed_holds_nothing_and_its_request_counts(tmp_path: Path) -> None:
    holder = subprocess.Popen([sys.executable, "-c", HOLD, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "taken\n"
    taken = time.time()
    assert budget(tmp_path).take(0.3) > 0
    holder.send_signal(signal.SIGKILL)
    holder.wait()
    holder.stdout.close()
    (file,) = tmp_path.iterdir()
    assert float(file.read_text()) <= taken + 0.3
    mine = budget(tmp_path)
    while (wait := mine.take(0.3)) > 0:
        time.sleep(wait)
    assert time.time() >= float(file.read_text()) - 0.3 >= taken - 0.3


def test_a_holder_that_gives_no_sign_is_passed_over(tmp_path: Path) -> None:
    one, other = budget(tmp_path), budget(tmp_path, longest_hold=0.05)
    assert one.take(5) == 0
    assert other.take(5) == POLL
    time.sleep(0.06)
    assert other.take(5) == 0
    other.give_back(5)  # writes nothing: the lock is the other's


@pytest.mark.parametrize("text", ["", "soon", "9" * 400, "nan", "9999999999.5", "\0\0\0\0"])
def test_a_file_that_makes_no_sense_is_no_wait(tmp_path: Path, text: str) -> None:
    (tmp_path / "press~2eexample~3a80").write_text(text)
    assert budget(tmp_path).take(5) == 0


def test_a_hosts_name_is_no_path(tmp_path: Path) -> None:
    HostBudget(tmp_path / "budgets", "../../etc", keeps=True, longest_hold=60)
    (tmp_path / "budgets").mkdir()
    assert HostBudget(tmp_path / "budgets", "../../etc", keeps=True, longest_hold=60).take(1) == 0
    assert [one.name for one in (tmp_path / "budgets").iterdir()] == ["~2e~2e~2f~2e~2e~2fetc"]


@pytest.mark.parametrize("target", ["precious", "nothing"])
def test_nothing_is_written_through_a_link(tmp_path: Path, target: str) -> None:
    (tmp_path / "precious").write_text("kept")
    (tmp_path / "press~2eexample~3a80").symlink_to(tmp_path / target)
    with pytest.raises(OSError, match="symbolic links"):
        budget(tmp_path).take(5)
    assert (tmp_path / "precious").read_text() == "kept"
    assert not (tmp_path / "nothing").exists()


# The folder


def test_the_folder_is_made_for_this_user_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    assert budget_folder() == tmp_path / "epaper-archive"
    assert budget_folder().stat().st_mode & 0o777 == 0o700
    monkeypatch.delenv("XDG_RUNTIME_DIR")
    assert budget_folder() == Path(f"/tmp/epaper-archive-{os.getuid()}")  # noqa: S108 - no file is made in it
    assert budget_folder(str(tmp_path / "a" / "b")) == tmp_path / "a" / "b"


def test_a_folder_of_others_is_refused(tmp_path: Path) -> None:
    (tmp_path / "open").mkdir()
    (tmp_path / "open").chmod(0o777)
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "elsewhere").mkdir()
    for name in ("open", "link"):
        with pytest.raises(UnsafeFolder, match="EPAPER_HOST_BUDGET_DIR"):
            budget_folder(str(tmp_path / name))
    (tmp_path / "file").touch()
    with pytest.raises(OSError, match="exists"):
        budget_folder(str(tmp_path / "file"))


@pytest.mark.skipif(os.getuid() != 0, reason="only root can give a folder away")
def test_a_folder_of_another_user_is_refused(tmp_path: Path) -> None:
    (tmp_path / "theirs").mkdir(mode=0o755)
    os.chown(tmp_path / "theirs", 65534, 65534)
    with pytest.raises(UnsafeFolder, match="not a folder of this user's own"):
        budget_folder(str(tmp_path / "theirs"))
