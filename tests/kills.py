"""Kills without a warning, of what takes too long, and at one line of the code under test."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Container
from types import FrameType
from typing import Any


def waited(process: subprocess.Popen[bytes], deadline: float) -> resource.struct_rusage:
    """What the process used, once it has ended: by itself, or killed when the monotonic clock says ``deadline``."""
    while True:
        pid, status, usage = os.wait4(process.pid, os.WNOHANG)
        if pid:
            process.returncode = os.waitstatus_to_exitcode(status)
            return usage
        if time.monotonic() > deadline:
            os.kill(process.pid, signal.SIGKILL)  # Popen would take its end away from wait4
        time.sleep(0.02)


def called_until(line: int, files: Container[str | None], call: Callable[[], object]) -> int:
    """Call, and die before the line-th line of the modules ``files`` is run; how many there were, if it is never."""
    seen = 0

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal seen
        if frame.f_code.co_filename not in files:
            return None
        if event == "line":
            seen += 1
            if seen == line:
                os.kill(os.getpid(), signal.SIGKILL)
        return trace

    sys.settrace(trace)
    call()
    sys.settrace(None)
    return seen
