"""Files that this program writes under names that anybody can foresee: never through a symbolic link.

An archive may come from somebody else, as a tar file or on a disk, and hold a ``.lock`` or an ``issue.json.new`` that
leads to a file of the user's. Folders are another matter: an archive, a newspaper or a year may lie on another disk.
"""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import BinaryIO, Literal

_SAFELY = os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK  # a pipe would wait for its reader


def open_own(path: Path, mode: Literal["wb", "a+b", "r+b"], *, buffering: int = -1) -> BinaryIO:
    """The file at ``path``, open for writing; ``r+b`` makes it where there is none.

    Raises:
        OSError: it is a symbolic link, a pipe or a device, or cannot be opened.
    """
    return open(path, mode, buffering, opener=_opener)


def write_own(path: Path, data: bytes) -> None:
    """Write ``data`` to the file at ``path``.

    Raises:
        OSError: as above, or no room.
    """
    with open_own(path, "wb") as file:
        file.write(data)


def replace_own(path: Path, data: bytes) -> None:
    """Put a file with ``data`` in the place of the one at ``path``: whole or not at all, by way of ``NAME.new``.

    Also when the power fails: a name may reach the disk before what it names, so that has to be there first.

    Raises:
        OSError: as above, or no room.
    """
    staged = path.with_name(f"{path.name}.new")
    with open_own(staged, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    staged.replace(path)


def _opener(path: str, flags: int) -> int:
    try:
        file = os.open(path, flags | _SAFELY, 0o666)
    except OSError as error:
        if error.errno not in (errno.ELOOP, errno.ENXIO):
            raise
        raise _refusal(path) from None
    if stat.S_ISREG(os.fstat(file).st_mode):
        return file
    os.close(file)
    raise _refusal(path)


def _refusal(path: str) -> OSError:
    why = f"{os.path.basename(path)} is no file but a link, a pipe or a device, and none is written to"  # noqa: PTH119
    return OSError(errno.ELOOP, why, path)
