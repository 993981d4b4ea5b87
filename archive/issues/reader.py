"""Reading the archive back: typed, one record at a time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

from ..record.article import Article
from ..record.identifiers import is_folder_name
from ..record.issue import Issue
from ..record.jsonl import NotARecord, record_from
from ..record.page import Page
from ..record.walk import Rejection
from .file_names import ARTICLES_FILE, ISSUE_FILE, PAGES_FILE, REJECTED_FILE

T = TypeVar("T")
_ISSUES = "{}/[0-9][0-9][0-9][0-9]/*-*-*"


class BrokenArchive(Exception):
    """A file of the archive that cannot be read as what it is; the message names file and line."""


def published_issue(folder: Path) -> Issue | None:
    """The issue published in ``folder``; ``None``: none is, or its crawl was interrupted.

    Raises:
        BrokenArchive: ``issue.json`` is there and cannot be read as one.
    """
    path = folder / ISSUE_FILE
    try:
        _refuse_what_is_no_file(path)
        return record_from(Issue, path.read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise BrokenArchive(f"{path}: {error.strerror}") from error
    except NotARecord as error:
        raise BrokenArchive(f"{path}: {error}") from error


def readable_issue(folder: Path) -> Issue | None:
    """The issue published in ``folder``; ``None``: none is, or none that can be read, which is crawled again."""
    try:
        return published_issue(folder)
    except BrokenArchive:
        return None


def has_files(folder: Path, issue: Issue) -> bool:
    """Whether every file that ``issue`` names lies in ``folder``, of the size that it names. None is read.

    Raises:
        OSError: nobody may look.
    """
    paths = [(folder / one.name, one.bytes) for one in issue.files]
    return all(path.is_file() and path.stat().st_size == size for path, size in paths)


def articles(folder: Path) -> Iterator[Article]:
    """The articles of an issue, in printed order; none where there is no such file."""
    return _records(folder / ARTICLES_FILE, Article)


def pages(folder: Path) -> Iterator[Page]:
    """The pages of an issue, in printed order."""
    return _records(folder / PAGES_FILE, Page)


def rejections(folder: Path) -> Iterator[Rejection]:
    """The rejections of an issue; none where there is no such file."""
    return _records(folder / REJECTED_FILE, Rejection)


def issue_folders(archive: Path, newspaper: str | None = None) -> Iterator[Path]:
    """Folders of issues, published or not, by newspaper and date; what is called otherwise is a stray."""
    for path in sorted(archive.glob(_ISSUES.format(newspaper or "*"))):
        if is_folder_name(path.name) and path.is_dir():
            yield path


def has_issues(archive: Path, newspaper: str) -> bool:
    """Whether there is a folder of an issue of that newspaper, published or not."""
    return any(is_folder_name(path.name) and path.is_dir() for path in archive.glob(_ISSUES.format(newspaper)))


def _refuse_what_is_no_file(path: Path) -> None:
    """Whoever opens a pipe waits for ever.

    Raises:
        BrokenArchive: it is there, and is no file.
    """
    if path.exists() and not path.is_file():
        raise BrokenArchive(f"{path} is no file")


def _records(path: Path, kind: type[T]) -> Iterator[T]:
    try:
        _refuse_what_is_no_file(path)
        file = path.open("rb")
    except (FileNotFoundError, NotADirectoryError):
        return
    except OSError as error:
        raise BrokenArchive(f"{path}: {error.strerror}") from error
    with file:
        for number, line in enumerate(file, 1):
            try:
                yield record_from(kind, line)
            except NotARecord as error:
                raise BrokenArchive(f"{path}:{number}: {error}") from error
