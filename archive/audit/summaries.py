"""The days of a newspaper, each with what its issue says of itself, read through a cache.

The cache (``<newspaper>/.days.json``) is derived: delete it, and it is made again. A day is read anew when the size or
the time of its ``issue.json`` is not that in the cache.
"""

from __future__ import annotations

import os
import stat
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any, get_args

import orjson

from ..record.identifiers import folder_date, folder_issue_id
from ..record.issue import Status, Tally
from ..record.own_files import write_own
from .summary import Day
from .thin_issues import oddities

_ROW = 8  # parts of a row that come from the issue: stamp, status, three tallies, three measures; then its oddities
CACHE_FILE = ".days.json"
CACHE_VERSION = 5  # raised when a row has other parts, or is read otherwise
_STATUSES = frozenset(get_args(Status))
_NO_FILE = "no file"
_UNCOUNTED = dict.fromkeys(Tally.__slots__, 0)  # pictures, before schema 1.2


def archived_days(archive: Path, newspaper: str) -> list[Day]:
    """A ``Day`` for every issue folder of a newspaper, by date and edition."""
    folder = archive / newspaper
    cache = _cache(folder / CACHE_FILE) if (folder / CACHE_FILE).is_file() else {}
    seen: dict[str, list[Any]] = {}
    for name, path, stamp in _stamps(folder):
        row = cache.get(name)
        if row is not None and row[0] == stamp:
            seen[name] = row
        elif folder_date(name) is not None:
            seen[name] = [stamp, *_row(path, stamp, folder_issue_id(newspaper, name))]
    if seen.keys() == cache.keys() and all(row is cache[name] for name, row in seen.items()):
        return [_day(name, row) for name, row in sorted(seen.items())]
    days = [_day(name, row[:_ROW]) for name, row in sorted(seen.items())]
    judged = oddities(days)
    for name, row, odd in zip(sorted(seen), map(seen.__getitem__, sorted(seen)), judged, strict=True):
        seen[name] = [*row[:_ROW], odd]
    _keep(folder / CACHE_FILE, seen)
    return [replace(day, suspect=odd) for day, odd in zip(days, judged, strict=True)]


def newspapers(archive: Path) -> list[str]:
    """Codes of the newspapers in an archive."""
    if not archive.is_dir():
        return []
    with os.scandir(archive) as entries:
        return sorted(entry.name for entry in entries if entry.is_dir() and _years(entry.path))


def _years(folder: str | Path) -> list[str]:
    """Paths of the folders of years."""
    with suppress(FileNotFoundError), os.scandir(folder) as entries:
        return [entry.path for entry in entries if entry.name.isdigit() and entry.is_dir()]
    return []


def _stamps(folder: Path) -> Iterator[tuple[str, str, str]]:
    """Names of what is in the years, path of its ``issue.json``, a stamp that changes with that file; "": no file."""
    for year in _years(folder):
        own = [name for name in os.listdir(year) if year.endswith(name[:4])]  # noqa: PTH208 - as below
        for name in own:  # half a million of them: a Path costs more than a call; `verify` names what is misplaced
            path = f"{year}/{name}/issue.json"
            try:
                found = os.stat(path)  # noqa: PTH116 - as above
            except FileNotFoundError:
                yield name, path, "" if os.path.isdir(f"{year}/{name}") else _NO_FILE  # noqa: PTH112 - as above
            except NotADirectoryError:
                continue
            except OSError:  # a link that leads in a circle, a disk that fails
                yield name, path, _NO_FILE
            else:
                is_file = stat.S_ISREG(found.st_mode)
                yield name, path, f"{found.st_mtime_ns:x}-{found.st_size:x}" if is_file else _NO_FILE


def _row(path: str, stamp: str, issue_id: str) -> list[Any]:
    """What the cache keeps of an issue: status, its tallies, and its measures.

    One that is another issue, whose folder was copied or is a link to it, is damaged.
    """
    if stamp == _NO_FILE:  # nobody may ever write into a pipe
        return _without_numbers("damaged")
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - as above
            issue = orjson.loads(file.read())
        account = issue["account"]
        counted = [account["pages"], account["articles"], account.get("pictures") or _UNCOUNTED]
        tallies = [[tally[name] for name in Tally.__slots__] for tally in counted]
        measures = [
            account.get("characters", 0),
            account["flags"].get("empty_body", 0),
            account.get("without_byline", 0),
        ]
        numbers = [*chain(*tallies), *measures]
        is_one = (
            issue["id"] == issue_id and issue["status"] in _STATUSES and all(type(number) is int for number in numbers)
        )
        return [issue["status"], *tallies, *measures] if is_one else _without_numbers("damaged")
    except FileNotFoundError:
        return _without_numbers(None)
    except (OSError, orjson.JSONDecodeError, KeyError, TypeError, AttributeError):  # `verify` says what is wrong
        return _without_numbers("damaged")


def _without_numbers(status: str | None) -> list[Any]:
    return [status, [0] * 4, [0] * 4, [0] * 4, 0, 0, 0]


def _day(name: str, row: list[Any]) -> Day:
    return Day(
        issue_date=date.fromisoformat(name[:10]),
        edition=name[11:] or "a",
        status=row[1],
        pages=_tally(*row[2]),
        articles=_tally(*row[3]),
        pictures=_tally(*row[4]),
        characters=row[5],
        empty=row[6],
        without_byline=row[7],
        suspect=tuple(row[_ROW]) if len(row) > _ROW else (),
    )


def _tally(expected: int, found: int, rejected: int, missing: int) -> Tally:
    return Tally(expected=expected, found=found, rejected=rejected, missing=missing)


def _cache(path: Path) -> dict[str, list[Any]]:
    """The cached rows by name of folder; none, if the file was changed by anyone but ``_keep``."""
    with suppress(OSError):
        head, _, kept = path.read_bytes().partition(b"\n")
        if head == _head(kept):
            days: dict[str, list[Any]] = orjson.loads(kept)
            return days
    return {}


def _head(kept: bytes) -> bytes:
    return b"%d %08x" % (CACHE_VERSION, zlib.crc32(kept))


def _keep(path: Path, days: dict[str, list[Any]]) -> None:
    """Write the cache, unless the archive cannot be written."""
    staged = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        kept = orjson.dumps(days)
        write_own(staged, _head(kept) + b"\n" + kept)
        staged.replace(path)
    except OSError:
        with suppress(OSError):
            staged.unlink()
