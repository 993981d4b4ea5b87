"""What one host is asked by all crawls of this user on this machine together: two newspapers may share a server.

One small file a host holds the time of the next allowed request. Whoever asks holds the file's lock until the answer
is there, so that there is one connection, and then writes when the next request may go. The operating system lets go
of the lock however its holder ends.
"""

from __future__ import annotations

import fcntl
import os
import stat
import time
from pathlib import Path

from archive.record.identifiers import safe_token

POLL = 0.05  # seconds between looks at a lock that another crawl holds
LONGEST = 7 * 86400  # seconds; a time further off was written under another clock
_TEXT = 32  # bytes of the file: a decimal number of seconds since 1970


class UnsafeFolder(Exception):
    """The folder of the budgets is not this user's own; the message says what to do."""


def budget_folder(given: str = "") -> Path:
    """``given``, else a folder of this user's alone below XDG_RUNTIME_DIR or /tmp; made and looked at.

    Raises:
        UnsafeFolder: it belongs to somebody else, or others may write to it: they could stop every crawl.
        OSError: it cannot be made.
    """
    runtime = os.environ.get("XDG_RUNTIME_DIR")
    fallback = Path(runtime, "epaper-archive") if runtime else Path(f"/tmp/epaper-archive-{os.getuid()}")  # noqa: S108 - checked below
    folder = Path(given) if given else fallback
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid() or found.st_mode & 0o022:
        raise UnsafeFolder(
            f"{folder} is not a folder of this user's own, and two crawls must be able to agree there. "
            "Remove it, or name another with -s EPAPER_HOST_BUDGET_DIR=FOLDER"
        )
    return folder


class HostBudget:
    """The budget of one host. ``longest_hold``: seconds after which a holder that gives no sign is passed over.

    ``keeps``: the lock is held until ``give_back``: one connection. Without it several may be open.
    """

    def __init__(self, folder: Path, host: str, *, keeps: bool, longest_hold: float) -> None:
        self._path = folder / safe_token(host)
        self._keeps = keeps
        self._longest_hold = longest_hold
        self._held: int | None = None
        self._waiting_since: float | None = None

    def take(self, interval: float) -> float:
        """Take the next request: 0, or the seconds after which to try again.

        Raises:
            OSError: the file cannot be written.
        """
        file = self._locked()
        if file is None:
            return POLL if self._is_held_in_time() else 0.0
        self._waiting_since = None
        wait = _next_time(file) - time.time()
        if 0 < wait < LONGEST:
            os.close(file)
            return wait
        _write_next(file, interval)  # counts if this process dies now
        if self._keeps:
            self._held = file
        else:
            os.close(file)
        return 0.0

    def give_back(self, seconds: float) -> None:
        """The answer is there: no request for so many seconds, whoever asks."""
        file = self._locked() if self._held is None else self._held
        self._held = None
        if file is not None:
            _write_next(file, max(seconds, 0 if self._keeps else _next_time(file) - time.time()))
            os.close(file)

    def _locked(self) -> int | None:
        file = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(file)
            return None
        return file

    def _is_held_in_time(self) -> bool:
        """A crawl that was stopped with Ctrl-Z holds the lock for ever."""
        now = time.monotonic()
        self._waiting_since = self._waiting_since or now
        return now - self._waiting_since < self._longest_hold


def _next_time(file: int) -> float:
    try:
        return float(os.pread(file, _TEXT, 0) or 0)
    except ValueError:  # not ours, or torn
        return 0.0


def _write_next(file: int, seconds: float) -> None:
    os.pwrite(file, f"{time.time() + min(seconds, LONGEST - 60):<{_TEXT - 1}.6f}\n".encode(), 0)
