"""``captures.seal``: what was captured when the captures were closed, so that a loss shows which leaves no other trace.

No checksum of the issue covers captures and history, for they depend on when somebody captured. A tail of the captures
that is lost together with its index, pictures above all, or a lost ``history.jsonl``, would be missed by nobody.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import orjson

from ..record.own_files import replace_own
from .index import CAPTURES_FILE, INDEX_FILE, CaptureEntry, index_of

SEAL_FILE = "captures.seal"
HISTORY_FILE = "history.jsonl"
_MAX_BYTES = 4096  # of a seal; one is far smaller
_SELDOM = ("read_to", "published_to")  # written only where they say something


class BrokenSeal(ValueError):
    """A seal that is not as it was written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """The captures as they were closed: ``bytes`` long, so many ``captures``; ``index``: SHA-256 of their index.

    Captures may have grown since: a crawl that was killed leaves what it had recorded behind the sealed part.
    ``read_to``: so many bytes had been read when the issue was read last, where that is not ``bytes``: an import that
    was killed leaves captures of which nothing is published. ``published_to``: of an issue of which a reading was
    withheld, so many had been read for what is published. ``sha256``: checksum of this record's own line without it.
    """

    bytes: int
    captures: int
    index: str
    has_history: bool
    read_to: int | None = None
    published_to: int | None = None
    sha256: str | None = None

    def holds(self, entries: Sequence[CaptureEntry], size: int) -> bool:
        """Whether captures of ``size`` bytes with these entries begin with the sealed ones, whatever follows."""
        within = [entry for entry in entries if entry.offset < self.bytes]
        return size >= self.bytes and len(within) == self.captures and _sha256(index_of(within)) == self.index


def read_seal(folder: Path) -> Seal | None:
    """The seal; ``None``: there is none, as in archives of older versions.

    Raises:
        BrokenSeal: it is not as it was written.
        OSError: it cannot be read.
    """
    try:
        with (folder / SEAL_FILE).open("rb") as file:
            data = file.read(_MAX_BYTES)
    except FileNotFoundError:
        return None
    try:
        seal = Seal(**orjson.loads(data))
        is_whole = data == _line(seal) and type(seal.bytes) is type(seal.captures) is int
        is_whole &= all(place is None or type(place) is int for place in (seal.read_to, seal.published_to))
    except (ValueError, TypeError) as error:
        raise BrokenSeal("not JSON, or not a seal") from error
    if not is_whole:
        raise BrokenSeal("it is not what its own checksum says")
    return seal


def whole_seal(folder: Path) -> Seal | None:
    """The seal; ``None``: there is none that can be believed."""
    try:
        return read_seal(folder)
    except (BrokenSeal, OSError):
        return None


def index_is_sealed(folder: Path, index: bytes) -> bool:
    """Whether ``index`` is what was written with the seal; of captures without a seal nobody knows, so yes."""
    seal = whole_seal(folder)
    return seal is None or _sha256(index) == seal.index


def is_sealed(folder: Path, entries: Sequence[CaptureEntry], size: int) -> bool:
    """Whether index and seal are there and say exactly this."""
    seal = whole_seal(folder)
    if seal is None or (seal.bytes, seal.captures) != (size, len(entries)):
        return False
    index = index_of(entries)
    try:
        return seal.index == _sha256(index) and (folder / INDEX_FILE).read_bytes() == index
    except OSError:
        return False


def seal_captures(
    folder: Path, entries: Sequence[CaptureEntry], size: int, moved: Callable[[int], int] = lambda place: place
) -> None:
    """Write the index, then the seal, each whole or not at all; what is new was not read yet, if it is not so noted.

    Without a seal before, what is there counts as read. ``moved``: where what lay at a place of the captures lies now.

    Raises:
        OSError: no room, or no access.
    """
    before = whole_seal(folder)
    has_history = (folder / HISTORY_FILE).exists() or (before is not None and before.has_history)
    index = index_of(entries)
    replace_own(folder / INDEX_FILE, index)
    seal = Seal(bytes=size, captures=len(entries), index=_sha256(index), has_history=has_history)
    if before is not None:
        read_to = moved(_read_to(before))
        published_to = None if before.published_to is None else moved(before.published_to)
        seal = replace(seal, read_to=read_to if read_to < size else None, published_to=published_to)
    replace_own(folder / SEAL_FILE, _line(seal))


def seal_history(folder: Path, *, has_history: bool) -> None:
    """Note in the seal, where there is one, whether there is a history."""
    seal = whole_seal(folder)
    if seal is not None and seal.has_history != has_history:
        replace_own(folder / SEAL_FILE, _line(replace(seal, has_history=has_history)))


def seal_as_read(folder: Path, published_to: int | None = None) -> None:
    """Note in the seal, where there is one, that every capture that is there now was read.

    ``published_to``: the reading is withheld, and what is published is of one of the first so many bytes.
    """
    seal = whole_seal(folder)
    if seal is None or not (folder / CAPTURES_FILE).exists():
        return
    size = (folder / CAPTURES_FILE).stat().st_size
    read_to = size if size > seal.bytes else None  # they are still open: sealed when they are closed
    read = replace(seal, read_to=read_to, published_to=published_to)
    if read != seal:
        replace_own(folder / SEAL_FILE, _line(read))


def is_all_read(folder: Path) -> bool:
    """Whether every sealed capture was read; of captures without a seal nobody knows, so yes."""
    seal = whole_seal(folder)
    return seal is None or seal.read_to is None


def published_to(folder: Path, entries: Sequence[CaptureEntry]) -> int | None:
    """How many bytes of the captures, with these ``entries``, had been read for what is published.

    ``None``: without a seal nobody knows. 0: they are not those that were sealed, and nothing of them may have been.
    """
    seal = whole_seal(folder)
    if seal is None:
        return None
    path = folder / CAPTURES_FILE
    if not seal.holds(entries, path.stat().st_size if path.exists() else 0):
        return 0
    return _read_to(seal) if seal.published_to is None else seal.published_to


def _read_to(seal: Seal) -> int:
    return seal.bytes if seal.read_to is None else seal.read_to


def _line(seal: Seal) -> bytes:
    """The seal as it is written, with the checksum of the line without it."""
    bare = _fields(replace(seal, sha256=None))
    return _fields(replace(seal, sha256=_sha256(bare)))


def _fields(seal: Seal) -> bytes:
    fields = {name: value for name, value in asdict(seal).items() if value is not None or name not in _SELDOM}
    return orjson.dumps(fields, option=orjson.OPT_APPEND_NEWLINE)


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
