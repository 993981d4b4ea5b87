"""A lock that gives each newspaper one writer. The operating system releases it, however its holder ends."""

from __future__ import annotations

import fcntl
import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from ..record.characters import visible
from ..record.own_files import open_own

LOCK_FILE = ".lock"
LONGEST = 400  # bytes of a lock that are shown; names of hosts are shorter
GLANCES = 200  # at most, that a writer waits for, 5 ms each: whoever looks lets go at once


class Locked(Exception):
    """Somebody else writes to this newspaper's archive; the message says who."""


@contextmanager
def newspaper_lock(archive: Path, newspaper: str) -> Iterator[None]:
    """Hold the archive of one newspaper.

    Raises:
        Locked: another process holds it.
        OSError: the archive cannot be written.
    """
    with _lock_file(archive, newspaper) as file:
        _take(file, archive / newspaper)
        file.truncate(0)
        since = datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC")
        file.write(f"process {os.getpid()} on {socket.gethostname()} since {since}\n".encode())
        file.flush()
        yield


def refuse_locked(archive: Path, newspaper: str) -> None:
    """Look whether the archive of one newspaper can be held, without holding it.

    Raises:
        Locked: another process holds it.
        OSError: the archive cannot be written.
    """
    with _lock_file(archive, newspaper) as file:
        if not _has_taken(file, fcntl.LOCK_SH):
            raise _locked(file, archive / newspaper)


def writing_since(archive: Path, newspaper: str) -> float | None:
    """When the process that writes to a newspaper's archive now began, in seconds since 1970; ``None``: none does."""
    try:
        file = os.open(archive / newspaper / LOCK_FILE, os.O_RDONLY | os.O_NONBLOCK)  # a pipe would wait
    except OSError:
        return None
    try:
        fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return os.fstat(file).st_mtime
    except OSError:
        return None
    finally:
        os.close(file)
    return None


@contextmanager
def _lock_file(archive: Path, newspaper: str) -> Iterator[BinaryIO]:
    folder = archive / newspaper
    folder.mkdir(parents=True, exist_ok=True)
    with open_own(folder / LOCK_FILE, "a+b") as file:
        yield file


def _take(file: BinaryIO, folder: Path) -> None:
    """Raises Locked if another writer holds it. Whoever only looks holds it shared, for an instant: that is awaited."""
    for _ in range(GLANCES):
        if _has_taken(file, fcntl.LOCK_EX):
            return
        if not _has_taken(file, fcntl.LOCK_SH):
            break
        fcntl.flock(file, fcntl.LOCK_UN)
        time.sleep(0.005)
    raise _locked(file, folder)


def _has_taken(file: BinaryIO, kind: int) -> bool:
    try:
        fcntl.flock(file, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _locked(file: BinaryIO, folder: Path) -> Locked:
    file.seek(0)
    holder = visible(file.read(LONGEST).decode("utf-8", "replace").strip())
    return Locked(f"{folder} is being written by {holder or 'another process'}")
