"""What became of the files of an import, and whose an error is."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from archive.issues.obstacles import NO_ROOM, reason_not_to_read
from archive.record.identifiers import IssueKey, is_folder_name


@dataclass(slots=True)
class Imports:
    """What became of the files.

    ``issues``: those that were written to, or had it all. ``captures``: how many were recorded, ``known``: how many
    were recorded before, ``giving_way``: how many were recorded of addresses for which what the site sent answers.
    ``moved``: how often a text was taken out of an issue, which says so from now on.
    ``passed_over``: how many records, or files of a folder, by noun and reason; ``first_files``: the first of these
    files, by reason. ``refused``: files that could not be taken in, or not whole, with the reason; ``unplaced``: the
    texts among them that can be, once a person says where they stand; ``unnamed``: or what their headlines are.
    ``left``: issues that cannot be read or written, with the reason; no more is imported into them. ``taken``: what was
    named and held something that is in the archive now.
    """

    issues: set[IssueKey] = field(default_factory=set)
    captures: int = 0
    known: int = 0
    giving_way: int = 0
    moved: int = 0
    passed_over: Counter[tuple[str, str]] = field(default_factory=Counter)
    first_files: defaultdict[str, list[Path]] = field(default_factory=lambda: defaultdict(list))
    refused: dict[Path, str] = field(default_factory=dict)
    unplaced: list[Path] = field(default_factory=list)
    unnamed: list[Path] = field(default_factory=list)
    left: dict[IssueKey, str] = field(default_factory=dict)
    taken: set[Path] = field(default_factory=set)

    def leave(self, issue: IssueKey, error: Exception) -> None:
        """Note an issue that cannot be read or written.

        Raises:
            OSError: it is not the issue's alone: no room on the disk, or an error that names no file.
        """
        if isinstance(error, OSError) and (error.errno in NO_ROOM or error.filename is None):
            raise error
        self.issues.discard(issue)
        self.left.setdefault(issue, _what_stands_there(error) if isinstance(error, OSError) else str(error))


def _what_stands_there(error: OSError) -> str:
    """What keeps the file that an error names from being read or written, as `verify` says it where it can."""
    folder, why = Path(error.filename).parent, None
    with suppress(OSError):  # nobody may look
        why = reason_not_to_read(folder) if is_folder_name(folder.name) else None
    return why or f"{error.filename}: {error.strerror}"


@contextmanager
def told_of(archive: Path) -> Iterator[None]:
    """Say of an error that is no issue's alone that it is the archive's.

    Raises:
        OSError: the same, with the archive in its message.
    """
    try:
        yield
    except OSError as error:
        raise OSError(f"cannot read or write {archive}: {error.strerror or error}") from error
