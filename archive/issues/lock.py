"""A lock that gives each newspaper one writer. The operating system releases it, however its holder ends."""

from __future__ import annotations

import fcntl
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from ..record.characters import visible
from ..record.own_files import open_own

LOCK_FILE = ".lock"
LONGEST = 400  # bytes of a lock that are shown; names of hosts are shorter


class Locked(Exception):
    """Somebody else writes to this newspaper's archive; the message says who."""


@contextmanager
def newspaper_lock(archive: Path, newspaper: str) -> Iterator[None]:
    """Hold the archive of one newspaper.

    Raises:
        Locked: another process holds it.
        OSError: the archive cannot be written.
    """
    folder = archive / newspaper
    folder.mkdir(parents=True, exist_ok=True)
    with open_own(folder / LOCK_FILE, "a+b") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            holder = visible(file.read(LONGEST).decode("utf-8", "replace").strip())
            raise Locked(f"{folder} is being written by {holder or 'another process'}") from None
        file.truncate(0)
        since = datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC")
        file.write(f"process {os.getpid()} on {socket.gethostname()} since {since}\n".encode())
        file.flush()
        yield


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
