"""``epaper watch``: the loop in the foreground, and how it ends."""

from __future__ import annotations

import signal
import subprocess
import time
from datetime import date
from pathlib import Path

import pytest

from tests.epaper.commands.runs import FAST, command, environment, epaper
from tests.press import Fault, Kind, Order, Press, Title

TODAY = "2026-10-05"
EVENING = f"{TODAY}T18:00:00+08:00"
ORDER = Order(title=Title(code="xmwb", name="新民晚报"), issue_date=date.fromisoformat(TODAY), pages=2, articles=3)
ISSUE = Path("output", "xmwb", "2026", TODAY, "issue.json")


def watch(press: Press, *arguments: str) -> list[str]:
    return ["watch", "xmwb", "--days", "0", "--base-url", press.base_url, *FAST, *arguments]


def test_it_looks_again_and_asks_only_once(tmp_path: Path) -> None:
    with Press([ORDER]) as press:
        run = epaper(*watch(press, "--every", "0.005", "--rounds", "3"), cwd=tmp_path, now=EVENING)
        assert press.count(f"/html/xmwb/{TODAY}/1.html") == 1
    assert run.status == 0, run.stderr
    assert (tmp_path / ISSUE).exists()
    assert run.said.count("Next look: 2026-10-05 18:00, Asia/Shanghai.") == 2
    assert f"Nothing is due. Next: xmwb {TODAY}, {TODAY} 22:00, Asia/Shanghai." in run.said
    assert len(list((tmp_path / "output" / "runs").iterdir())) == 1


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("is_asleep", [True, False], ids=["asleep", "crawling"])
def test_a_signal_ends_it_with_0(tmp_path: Path, number: signal.Signals, is_asleep: bool) -> None:
    slow = {} if is_asleep else {f"/html/xmwb/{TODAY}/*": Fault(kind=Kind.SLOW, delay=0.3)}
    with Press([ORDER], faults=slow) as press:
        process = subprocess.Popen(
            command(*watch(press)), cwd=tmp_path, env=environment(EVENING), stderr=subprocess.PIPE, text=True
        )
        said = ""
        while is_asleep and "Next look" not in said:
            assert process.stderr is not None
            said += process.stderr.readline()
        while not is_asleep and press.count(f"/html/xmwb/{TODAY}/1.html") == 0:
            time.sleep(0.02)
        process.send_signal(number)
        said += process.communicate(timeout=30)[1]
    assert process.returncode == 0, said
    assert "Traceback" not in said
    assert (tmp_path / ISSUE).exists() is is_asleep
