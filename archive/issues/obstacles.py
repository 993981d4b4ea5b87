"""What stands in the place of an issue's folder or of one of its files, and is none: named, and moved out of the way.

A folder where a file should be, a pipe that nobody writes to, a link to nowhere, what a killed write left behind.
Only what can be made again is replaced; nothing with a content is deleted.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import Literal, NamedTuple

from ..captures.index import CAPTURES_FILE
from ..captures.repair import DAMAGED_FILE
from ..record.identifiers import folder_date, is_folder_name
from .file_names import OWN_FILES, STAGED_FILES

LINKED = "is no file but a link, and nothing is written through one: put the file there"
NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EROFS)
_Way = Literal["move", "unlink"]


class Obstacle(NamedTuple):
    """``path``: what stands there. ``what``: in words. ``way``: how it is cleared; ``None``: it cannot be."""

    path: Path
    what: str
    way: _Way | None


class Blocked(Exception):
    """Something stands in the way that only a person can clear; the message says what, and what to do."""


def obstacles(folder: Path) -> Iterator[Obstacle]:
    """What stands in the way of the issue in ``folder``: the folders above it first, then its files."""
    if (misplaced := _misplaced(folder)) is not None:
        yield misplaced
        return
    for depth, place in enumerate((folder.parents[1], folder.parent, folder), 1):
        kind = _kind(place)
        obstacle = in_place_of_a_folder(place) or _leading_to_another(place, folder.parents[2], depth) if kind else None
        if obstacle is not None:
            yield obstacle
        if obstacle is not None or kind is None:  # of most dates nothing is there
            return
    for name in OWN_FILES:
        obstacle = _in_place_of_a_file(folder / name)
        if obstacle is not None:
            yield obstacle
    for name in STAGED_FILES:
        kind = _kind(folder / name)
        if kind is not None:
            yield Obstacle(folder / name, "left behind by a write that was cut short", "unlink" if kind else "move")


def reason_not_to_read(folder: Path) -> str | None:
    """What keeps the issue in ``folder`` from being read, in words; ``None``: nothing does."""
    return next((f"{path} {what}" for path, what, _ in obstacles(folder) if path.name not in STAGED_FILES), None)


def reason_not_to_write(folder: Path) -> str | None:
    """What keeps the issue in ``folder`` from being read or written, in words; ``None``: nothing does."""
    return reason_not_to_read(folder) or _reason_not_to_stage(folder) or _reason_not_to_append(folder)


def _reason_not_to_stage(folder: Path) -> str | None:
    """What stands where a file is written before it is renamed, and cannot be written over as a file can."""
    for path in (folder / name for name in STAGED_FILES):
        if _kind(path) is not None and (path.is_symlink() or not path.is_file()):
            return f"{path} is no file, and stands where one is to be written: move it away"
    return None


def _reason_not_to_append(folder: Path) -> str | None:
    """What keeps captures from being appended, and only a person can mend."""
    captures = folder / CAPTURES_FILE
    if captures.is_symlink():
        return f"{captures} {LINKED}"
    for path in (folder, captures):
        if path.exists() and not os.access(path, os.W_OK):
            return f"{path} may not be written by this user: change its owner or its mode"
    return None


def has_linked_captures(folder: Path) -> bool:
    """Whether the captures in ``folder`` are a link to a file: they can be read, and not be written."""
    captures = folder / CAPTURES_FILE
    try:
        return captures.is_symlink() and captures.is_file()
    except OSError:  # nobody may look, which is said
        return False


def dead_links(folder: Path, depth: int) -> Iterator[Obstacle]:
    """Links that lead nowhere: ``folder`` itself, and what is so many levels deep in it. What they name is left out."""
    obstacle = in_place_of_a_folder(folder)
    if obstacle is not None and obstacle.way is None:
        yield obstacle
    elif depth and folder.is_dir():
        for path in sorted(folder.iterdir()):
            if not path.name.startswith("."):
                yield from dead_links(path, depth - 1)


def clear(folder: Path) -> bool:
    """Move out of the way what stands in the way of the issue in ``folder``: to ``NAME.aside``, if it has a content.

    Returns whether there was anything.

    Raises:
        Blocked: a person has to do it.
        OSError: it cannot be moved.
    """
    found = list(obstacles(folder))
    refuse_blocked(found)
    for path, _, way in found:
        if way == "unlink":
            path.unlink()
            continue
        with suppress(OSError):
            path.rmdir()  # an empty folder is no loss
            continue
        path.rename(_free_name(path))
    why = _reason_not_to_append(folder)
    if why is not None:
        raise Blocked(why)
    return bool(found)


def refuse_blocked(found: Iterable[Obstacle]) -> None:
    """Raises Blocked if a person has to clear one of these."""
    for path, what, way in found:
        if way is None:
            raise Blocked(f"{path} {what}")


def _misplaced(folder: Path) -> Obstacle | None:
    """A folder in which no issue can be, though it is called so: of no date, or not in its year."""
    if not is_folder_name(folder.name):
        return None
    if folder_date(folder.name) is None:
        what = "has a name that is no date: give it that of its issue, or move it out of the archive"
        return Obstacle(folder, what, None)
    if folder.name[:4] == folder.parent.name:
        return None
    what = f"lies in the folder of another year: move it to {folder.name[:4]}, or out of the archive"
    return Obstacle(folder, what, None)


def _leading_to_another(place: Path, archive: Path, depth: int) -> Obstacle | None:
    """A link to the folder of another issue, year or newspaper: what is written to one would be written to the other.

    A link to anywhere else is followed. ``depth``: of ``place`` in the archive.
    """
    target, root = place.resolve(), archive.resolve()
    if not (target.is_relative_to(root) and len(target.relative_to(root).parts) == depth):
        return None
    return Obstacle(place, f"is a link to {place.readlink()}, another folder of this archive: remove the link", None)


def in_place_of_a_folder(path: Path) -> Obstacle | None:
    """What stands where a folder should be; ``None``: the folder, or nothing."""
    if _kind(path) is None or path.is_dir():
        return None
    if path.is_symlink():
        kind = "a file" if path.is_file() else "a pipe, a socket or a device"
        what = f"{kind}: remove the link" if path.exists() else "which is not there: mount it, or remove the link"
        return Obstacle(path, f"is a link to {path.readlink()}, {what}", None)
    return Obstacle(path, "is a file where a folder should be", "move")


def _in_place_of_a_file(path: Path) -> Obstacle | None:
    kind = _kind(path)
    if kind is None or path.is_file():
        return None
    if path.is_symlink() and not path.exists():
        target = path.readlink()
        if path.name in (CAPTURES_FILE, DAMAGED_FILE):  # perhaps on another disk, and all there is
            return Obstacle(path, f"is a link to {target}, which is not there: mount it, or remove the link", None)
        return Obstacle(path, f"is a link to {target}, which is not there", "unlink")
    if path.is_dir():
        return Obstacle(path, "is a folder where a file should be", "move")
    what = f"is a link to {path.readlink()}, " if path.is_symlink() else "is no file: "
    return Obstacle(path, f"{what}a pipe, a socket or a device", "unlink")


def _kind(path: Path) -> bool | None:
    """Whether something that is no folder is there, be it a link to nowhere; ``None``: nothing is there.

    Raises:
        OSError: nobody may look.
    """
    try:
        return not stat.S_ISDIR(path.lstat().st_mode)
    except (FileNotFoundError, NotADirectoryError):
        return None


def _free_name(path: Path) -> Path:
    for number in count(1):
        free = path.with_name(f"{path.name}.aside{'' if number == 1 else f'-{number}'}")
        if _kind(free) is None:
            return free
    raise AssertionError  # pragma: no cover - count() has no end
