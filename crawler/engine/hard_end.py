"""The end of a process whose reactor can no longer end it: a thread that looks on from outside."""

from __future__ import annotations

import os
import signal
import sys
import threading

from ..wording import duration

LAST_WORDS = 5  # seconds in which they are written; a full pipe on stderr may be what everything waits for


class HardEnd(threading.Thread):
    """Ends the process once the reactor has stood still for ``limit`` seconds, or when a deadline has passed.

    Both are counted in looks, ``tick`` seconds apart: while the process itself is stopped (Ctrl-Z) or the computer
    sleeps, no time passes. A loop in C that keeps the GIL stops this thread, too.
    """

    def __init__(self, limit: float, tick: float, advice: str) -> None:
        super().__init__(name="hard end", daemon=True)
        self._limit = limit
        self._tick = tick
        self._advice = advice
        self._reactor_thread: int | None = None
        self._has_run = True
        self._deadline: tuple[float, str] | None = None
        self._is_called_off = threading.Event()

    def watch(self) -> None:
        """Begin to look on; called in the reactor's thread."""
        self._reactor_thread = threading.get_ident()
        self.start()

    def reactor_runs(self) -> None:
        """The reactor still turns."""
        self._has_run = True

    def due_in(self, seconds: float, why: str) -> None:
        """The process has so many seconds left to end by itself."""
        self._deadline = seconds, why

    def call_off(self) -> None:
        """The crawl is closed."""
        self._is_called_off.set()

    def run(self) -> None:
        """Look, until it is called off."""
        still = closing = 0.0
        while not self._is_called_off.wait(self._tick):
            still = 0.0 if self._has_run else still + self._tick
            self._has_run = False
            if self._deadline is not None:
                closing += self._tick
                seconds, why = self._deadline
                if closing >= seconds:
                    _end(why, f"the crawl did not close within {duration(seconds)}: the process is ended")
            if still >= self._limit:
                hung = f"the crawl has hung for {duration(self._limit)} in {self._place()}"
                _end(f"{hung}: the process is ended. {self._advice}")

    def _place(self) -> str:
        """The line at which the reactor's thread stands."""
        frame = sys._current_frames().get(self._reactor_thread or 0)  # noqa: SLF001 - documented, for debuggers
        return "an unknown place" if frame is None else f"{frame.f_code.co_filename}, line {frame.f_lineno}"


def _end(*words: str) -> None:
    """Write a line for each of ``words``, and end the process with status 1; locks go with it."""
    signal.alarm(LAST_WORDS)
    show_cursor = "\n\x1b[?25h" if sys.__stderr__ is not None and sys.__stderr__.isatty() else ""  # of a progress bar
    os.write(2, (show_cursor + "".join(f"error: {line}.\n" for line in words)).encode())
    os._exit(1)
