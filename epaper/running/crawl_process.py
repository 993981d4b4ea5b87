"""One crawl in a process of its own, which is ended if it hangs.

The crawl gives a sign of life every few seconds: it writes a byte into a pipe (``crawler.engine.stalls``). No byte
comes while the process is stopped, while its reactor is blocked, or once the crawl itself has stalled.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass

from crawler.wording import duration

LOOK = 1  # seconds between two looks at the pipe
GRACE = 5  # seconds after a signal, before the next one
ONE_READ = 65536  # bytes; the whole of a pipe


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlEnd:
    """How it ended. ``printed``: its stdout; ``said``: its stderr, if that was kept, and empty otherwise.

    ``code`` is that of ``subprocess.Popen.returncode``. ``ended``: why it was ended from here, ``None`` if it was not.
    """

    code: int
    printed: bytes
    said: bytes
    ended: str | None


class CrawlProcess:
    """A crawl that runs. ``arguments`` are those of ``epaper``; ``keeps_stderr``: whether what it says is kept.

    ``hung_after``: seconds without a sign of life, after which it is ended. They are counted in looks, so a computer
    that sleeps in the meantime ends no crawl.
    """

    def __init__(self, arguments: Sequence[str], *, keeps_stderr: bool, hung_after: float) -> None:
        self._hung_after = hung_after
        self._look = min(LOOK, hung_after / 4)
        self._interrupts = 0
        self._printed: bytes | None = None
        self._said: bytes | None = None
        self._signs, theirs = os.pipe()
        for end in (self._signs, theirs):
            os.set_blocking(end, False)  # neither waits for the other
        try:
            # -P: a module of some name that lies in the folder we are called from is not ours. In a process group of
            # its own it hears a Ctrl-C from us alone, and so once.
            self._process = subprocess.Popen(  # noqa: S603 - our own command
                [sys.executable, "-P", "-m", "epaper", *arguments, "--sign-of-life-fd", str(theirs)],
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE if keeps_stderr else None,
                process_group=0,
                pass_fds=(theirs,),
            )
        except BaseException:
            os.close(self._signs)
            raise
        finally:
            os.close(theirs)

    def interrupt(self) -> None:
        """The first time, let it come to an end; the second time, give it a few seconds. Called by a signal handler."""
        self._interrupts += 1
        self._process.send_signal(signal.SIGINT)  # to one that has ended it does nothing

    def end(self) -> CrawlEnd:
        """Wait for the end, and bring it about if the crawl hangs."""
        try:
            return self._end()
        finally:
            for pipe in (self._process.stdout, self._process.stderr):
                if pipe is not None:
                    pipe.close()
            os.close(self._signs)

    def _end(self) -> CrawlEnd:
        silent = hurried = lingering = 0.0
        while not self._is_over(self._look):
            silent = 0.0 if self._has_given_a_sign() else silent + self._look
            hurried += self._look if self._interrupts > 1 else 0.0
            lingering += self._look if self._process.poll() is not None else 0.0
            if lingering >= GRACE:  # something else holds its stdout, and may do so for ever
                break
            if hurried >= GRACE:
                self._make_it_end(signal.SIGKILL)
                return self._ended(f"did not end within {duration(GRACE)} of a second interrupt and was killed")
            if silent >= self._hung_after:
                self._make_it_end(signal.SIGINT, signal.SIGTERM, signal.SIGKILL)
                return self._ended(f"gave no sign of life for {duration(self._hung_after)} and was ended")
        return self._ended(None)

    def _is_over(self, seconds: float) -> bool:
        """Whether it ends, and closes what it writes to, within so many seconds."""
        try:
            self._printed, self._said = self._process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired as error:
            self._printed, self._said = error.output, error.stderr
            return False
        return True

    def _has_given_a_sign(self) -> bool:
        try:
            return bool(os.read(self._signs, ONE_READ))
        except BlockingIOError:
            return False

    def _make_it_end(self, *signals: signal.Signals) -> None:
        for number in signals:
            if number is not signal.SIGKILL:
                self._process.send_signal(number)
            elif self._process.poll() is None:  # with whatever it has started
                os.killpg(self._process.pid, number)
            if self._is_over(GRACE):
                break

    def _ended(self, why: str | None) -> CrawlEnd:
        code = self._process.poll()
        return CrawlEnd(
            code=-signal.SIGKILL if code is None else code,  # not even that: it waits for a disk
            printed=self._printed or b"",
            said=self._said or b"",
            ended=why,
        )
