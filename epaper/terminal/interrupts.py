"""Ctrl-C before a command has begun: the modules take a third of a second to load, and nothing is under way yet."""

from __future__ import annotations

import os
import signal
from types import FrameType

INTERRUPTED = "interrupted. The same command again takes up where this one stopped."
STATUS = 130  # as a shell expects


def end_on_interrupt() -> None:
    """Let an interrupt end the process at once, with one line: raised, it would end in a traceback of an import.

    Where interrupts are ignored, or somebody else hears them, that stays.
    """
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _end)


def raise_on_interrupt() -> None:
    """Let an interrupt be raised again: a command has begun, and closes what it holds."""
    if signal.getsignal(signal.SIGINT) is _end:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def _end(_number: int, _frame: FrameType | None) -> None:
    os.write(2, f"error: {INTERRUPTED}\n".encode())
    os._exit(STATUS)
