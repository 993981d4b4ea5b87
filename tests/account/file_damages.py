"""What a disk, a copy, an editor or a crash does to any file of an issue, to lines and to JSON."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import orjson

from tests.account.issues import flip

ISSUE, REJECTED, HISTORY = "issue.json", "rejected.jsonl", "history.jsonl"
CAPTURES, INDEX, SEAL = "captures.warc.gz", "captures.cdxj", "captures.seal"
CAPTURE_FILES = (CAPTURES, INDEX, SEAL)
RECORDS = ("pages.jsonl", "articles.jsonl", REJECTED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One file to be damaged. ``other`` is the folder of another, whole issue."""

    folder: Path
    name: str
    other: Path
    rng: Random

    @property
    def path(self) -> Path:
        return self.folder / self.name

    @property
    def lines(self) -> list[bytes]:
        return self.path.read_bytes().splitlines(keepends=True)

    def put(self, *lines: bytes) -> None:
        self.path.write_bytes(b"".join(lines))


def bit_flipped(case: Case) -> None:
    """In the second half, where the ends of gzip members are few: padding alone may be flipped without harm."""
    size = case.path.stat().st_size
    flip(case.path, case.rng.randrange(size // 2, size - 12), case.rng.randrange(8))


def cut(case: Case) -> None:
    os.truncate(case.path, case.rng.randrange(1, case.path.stat().st_size))


def emptied(case: Case) -> None:
    os.truncate(case.path, 0)


def lost(case: Case) -> None:
    case.path.unlink()


def folder_in_its_place(case: Case) -> None:
    case.path.unlink()
    case.path.mkdir()
    (case.path / "notes.txt").write_text("somebody's")


def pipe_in_its_place(case: Case) -> None:
    """Whoever opens it waits for ever."""
    case.path.unlink()
    os.mkfifo(case.path)


def link_to_nothing(case: Case) -> None:
    case.path.unlink()
    case.path.symlink_to("gone")


def of_another_issue(case: Case) -> None:
    shutil.copyfile(case.other / case.name, case.path)


def other_bytes(case: Case) -> None:
    """As many, none of them right: what a file system gives back after a crash."""
    case.path.write_bytes(case.rng.randbytes(case.path.stat().st_size))


def zeros(case: Case) -> None:
    case.path.write_bytes(bytes(case.path.stat().st_size))


def something_behind_it(case: Case) -> None:
    case.put(*case.lines, b"<<<<<<< mine\n")


def only_a_brace(case: Case) -> None:
    case.put(b"{")


def not_utf_8(case: Case) -> None:
    case.put(case.path.read_bytes().decode().encode("gb18030"))


def tab_for_a_blank(case: Case) -> None:
    case.put(case.path.read_bytes().replace(b"  ", b"\t ", 1))


def line_doubled(case: Case) -> None:
    lines = case.lines
    number = case.rng.randrange(len(lines))
    case.put(*lines[: number + 1], *lines[number:])


def line_lost(case: Case) -> None:
    lines = case.lines
    lines.pop(case.rng.randrange(len(lines)))
    case.put(*lines)


def lines_swapped(case: Case) -> None:
    lines = case.lines
    case.put(lines[-1], *lines[1:-1], lines[0])


def last_line_end_lost(case: Case) -> None:
    case.put(case.path.read_bytes().rstrip(b"\n"))


def _changed(case: Case, change: Callable[[dict[str, Any]], None]) -> None:
    """One record changed by a program that knows JSON and nothing else."""
    is_page = case.name == ISSUE
    lines = [case.path.read_bytes()] if is_page else case.lines
    number = case.rng.randrange(len(lines))
    record = orjson.loads(lines[number])
    change(record)
    option = orjson.OPT_APPEND_NEWLINE | (orjson.OPT_INDENT_2 if is_page else 0)
    lines[number] = orjson.dumps(record, option=option)
    case.put(*lines)


def null_for_a_value(case: Case) -> None:
    def change(record: dict[str, Any]) -> None:
        record[case.rng.choice(sorted(name for name, value in record.items() if value is not None))] = None

    _changed(case, change)


def list_for_a_value(case: Case) -> None:
    _changed(case, lambda record: record.update({case.rng.choice(sorted(record)): [[{}]]}))


def huge_number(case: Case) -> None:
    """Larger than 64 bits hold; a number that JSON has and no integer of ours."""
    data = case.path.read_bytes()
    numbers = list(re.finditer(rb"(?<=[:\[,])\d+(?=[,\]}\n])", data.replace(b": ", b":")))
    assert numbers or case.name in (REJECTED, HISTORY)
    put = data.replace(b'"status":200', b'"status":' + b"9" * 30, 1) if not numbers else None
    if put is None:
        put = re.sub(rb"(:\s?)(\d+)(?=[,}\n])", lambda match: match[1] + b"9" * 30, data, count=1)
    case.put(put if put != data else data.replace(b"null", b"9" * 30, 1))


def of_another_schema(case: Case) -> None:
    def change(record: dict[str, Any]) -> None:
        record["schema_version"] = "9.0"
        record["mood"] = "fine"

    _changed(case, change)


def deeply_nested(case: Case) -> None:
    case.put(b"[" * 100_000)


def left_behind(case: Case) -> None:
    """What a write that was killed leaves beside the file."""
    (case.folder / f"{case.name}.new").write_bytes(case.path.read_bytes()[:100])


def folder_left_behind(case: Case) -> None:
    (case.folder / f"{case.name}.new").mkdir()


ANY = (
    bit_flipped,
    cut,
    emptied,
    lost,
    folder_in_its_place,
    pipe_in_its_place,
    link_to_nothing,
    of_another_issue,
    other_bytes,
    zeros,
    something_behind_it,
    left_behind,
    folder_left_behind,
)
JSON = (only_a_brace, not_utf_8, null_for_a_value, list_for_a_value, huge_number, of_another_schema, deeply_nested)
LINES = (line_doubled, line_lost, lines_swapped, last_line_end_lost)
Damage = Callable[[Case], None]
