"""What is published in an archive of one issue."""

from __future__ import annotations

import hashlib
from pathlib import Path

from archive.issues.reader import published_issue
from archive.record.identifiers import IssueKey
from tests.archive.records import DAY


def folder_of(archive: Path) -> Path:
    return IssueKey("xmwb", DAY).folder(archive)


def contents(archive: Path) -> dict[str, bytes]:
    """Every file of the archive by its path."""
    return {str(path.relative_to(archive)): path.read_bytes() for path in archive.rglob("*") if path.is_file()}


def is_true_to_its_files(folder: Path) -> bool:
    """Whether every file is what ``issue.json`` says, and there is no other one."""
    issue = published_issue(folder)
    assert issue is not None
    named = {one.name: one.sha256 for one in issue.files}
    there = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.glob("*.jsonl")}
    return named == there
