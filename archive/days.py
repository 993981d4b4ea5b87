"""The days of a newspaper, each with what its issue says of itself, from a cache that the issue folders rule.

The cache (``<newspaper>/.days.json``) is derived: delete it, and it is made again. A day is read anew when its
``issue.json`` is not the one that the cache saw, by size and time.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import orjson

from .day import Day
from .habit import oddities
from .issue import Tally

_ROW = 7  # parts of a row that come from the issue: stamp, status, two tallies, three measures; then its oddities
CACHE_FILE = ".days.json"
CACHE_VERSION = 1  # raised when a row has other parts


class UnreadableIssue(Exception):
    """An ``issue.json`` that is none; the message names it."""


def archived_days(archive: Path, newspaper: str) -> list[Day]:
    """Every issue folder of a newspaper, by date and edition.

    Raises:
        UnreadableIssue: an ``issue.json`` is damaged.
    """
    folder = archive / newspaper
    cache = _cache(folder / CACHE_FILE)
    seen: dict[str, list[Any]] = {}
    for name, path, stamp in _stamps(folder):
        row = cache.get(name)
        seen[name] = row if row is not None and row[0] == stamp else [stamp, *_row(path)]
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
    return sorted(entry.name for entry in os.scandir(archive) if entry.is_dir() and any(_years(Path(entry.path))))


def _years(folder: Path) -> Iterator[os.DirEntry[str]]:
    with suppress(FileNotFoundError):
        yield from (entry for entry in os.scandir(folder) if entry.name.isdigit() and entry.is_dir())


def _stamps(folder: Path) -> Iterator[tuple[str, str, str]]:
    """Name of each issue folder, path of its ``issue.json``, and a stamp that changes with it."""
    for year in _years(folder):
        for entry in os.scandir(year.path):
            path = f"{entry.path}/issue.json"
            try:
                found = os.stat(path)  # noqa: PTH116 - half a million of them: a Path costs more than the call
            except FileNotFoundError:
                yield entry.name, path, ""
            except NotADirectoryError:
                continue
            else:
                yield entry.name, path, f"{found.st_mtime_ns:x}-{found.st_size:x}"


def _row(path: str) -> list[Any]:
    """What the cache keeps of an issue: status, both tallies, and its measures."""
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - as above
            issue = orjson.loads(file.read())
        account = issue["account"]
        tallies = [[account[kind][name] for name in Tally.__slots__] for kind in ("pages", "articles")]
        measures = [
            account.get("characters", 0),
            account["flags"].get("empty_body", 0),
            account.get("without_byline", 0),
        ]
        return [issue["status"], *tallies, *measures]
    except FileNotFoundError:
        return [None, [0] * 4, [0] * 4, 0, 0, 0]
    except (orjson.JSONDecodeError, KeyError, TypeError, AttributeError) as error:
        raise UnreadableIssue(f"{path} is damaged: {error!r}") from error


def _day(name: str, row: list[Any]) -> Day:
    return Day(
        issue_date=date.fromisoformat(name[:10]),
        edition=name[11:] or "a",
        status=row[1],
        pages=_tally(*row[2]),
        articles=_tally(*row[3]),
        characters=row[4],
        empty=row[5],
        without_byline=row[6],
        suspect=tuple(row[7]) if len(row) > _ROW else (),
    )


def _tally(expected: int, found: int, rejected: int, missing: int) -> Tally:
    return Tally(expected=expected, found=found, rejected=rejected, missing=missing)


def _cache(path: Path) -> dict[str, list[Any]]:
    with suppress(FileNotFoundError, orjson.JSONDecodeError):
        kept = orjson.loads(path.read_bytes())
        if isinstance(kept, dict) and kept.get("version") == CACHE_VERSION:
            days: dict[str, list[Any]] = kept["days"]
            return days
    return {}


def _keep(path: Path, days: dict[str, list[Any]]) -> None:
    """Write the cache; an archive that cannot be written is read without one."""
    with suppress(OSError):
        staged = path.with_name(f"{path.name}.{os.getpid()}")
        staged.write_bytes(orjson.dumps({"version": CACHE_VERSION, "days": days}))
        staged.replace(path)
