"""What is done to captures and their index: records lost, swapped, brought from elsewhere; lines that lie."""

from __future__ import annotations

import os
import shutil
import zlib
from collections.abc import Iterator

import orjson

from archive.captures.warc import WarcRecord, records
from tests.account.file_damages import CAPTURE_FILES, INDEX, Case
from tests.account.issues import flip


def members(data: bytes) -> Iterator[bytes]:
    """The gzip members of a WARC, one a record."""
    while data:
        unpacker = zlib.decompressobj(31)
        unpacker.decompress(data)
        end = len(data) - len(unpacker.unused_data)
        yield data[:end]
        data = data[end:]


def record_lost(case: Case) -> None:
    """Any but the first, which says by whom the file was written."""
    kept = list(members(case.path.read_bytes()))
    kept.pop(case.rng.randrange(1, len(kept)))
    case.put(*kept)


def first_record_lost(case: Case) -> None:
    case.put(*list(members(case.path.read_bytes()))[1:])


def records_swapped(case: Case) -> None:
    own = list(members(case.path.read_bytes()))
    first, second = sorted(case.rng.sample(range(1, len(own)), 2))
    own[first], own[second] = own[second], own[first]
    case.put(*own)


def record_doubled(case: Case) -> None:
    own = list(members(case.path.read_bytes()))
    case.put(*own, own[case.rng.randrange(1, len(own))])


def record_of_another_issue(case: Case) -> None:
    """Somebody's ``cat``."""
    foreign = list(members((case.other / case.name).read_bytes()))
    case.put(case.path.read_bytes(), *foreign[1:5])


def record_of_something_else(case: Case) -> None:
    """A gzip member that holds no WARC record."""
    packer = zlib.compressobj(wbits=31)
    case.put(case.path.read_bytes(), packer.compress(b"hello") + packer.flush())


def captures_of_another_issue(case: Case) -> None:
    for name in CAPTURE_FILES:
        shutil.copyfile(case.other / name, case.folder / name)


def _offsets(case: Case, kind: str) -> list[WarcRecord]:
    with case.path.open("rb") as file:
        return [one for one in records(file) if isinstance(one, WarcRecord) and one.type == kind]


def what_a_revisit_refers_to(case: Case) -> None:
    """A bit of the payload that was found again unchanged."""
    again = {one.url for one in _offsets(case, "revisit")}
    target = next(one for one in _offsets(case, "response") if one.url in again)
    flip(case.path, target.offset + target.length // 2)


def tail_and_index_cut(case: Case) -> None:
    """Pictures are asked for last: nothing but they may be lost."""
    own = _offsets(case, "response")
    last = own[-case.rng.randrange(1, 3)]
    os.truncate(case.path, last.offset)
    lines = [one for one in (case.folder / INDEX).read_bytes().splitlines(keepends=True) if _offset(one) < last.offset]
    (case.folder / INDEX).write_bytes(b"".join(lines))


def _offset(line: bytes) -> int:
    return int(orjson.loads(line.split(b" ", 2)[2])["offset"])


def wrong_offsets(case: Case) -> None:
    """Two lines with each other's offset and length: well-formed, and both lie."""
    lines = case.lines
    first, second = case.rng.sample(range(len(lines)), 2)
    (head, one), (other_head, other) = (
        (lines[number].split(b"{", 1)[0], orjson.loads(lines[number].split(b" ", 2)[2])) for number in (first, second)
    )
    for name in ("offset", "length"):
        one[name], other[name] = other[name], one[name]
    lines[first] = head + orjson.dumps(one) + b"\n"
    lines[second] = other_head + orjson.dumps(other) + b"\n"
    case.put(*lines)


WARC = (
    record_lost,
    first_record_lost,
    records_swapped,
    record_doubled,
    record_of_another_issue,
    record_of_something_else,
    captures_of_another_issue,
    what_a_revisit_refers_to,
    tail_and_index_cut,
)
