"""The records of other people's web archives, one by one, also behind a damage."""

from __future__ import annotations

import gzip
import os
import re
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr
from pathlib import Path
from typing import BinaryIO, TypeVar

from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import DecompressingBufferedReader
from warcio.digestverifyingreader import DigestVerifyingReader
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord, ArcWarcRecordLoader
from warcio.statusandheaders import StatusAndHeaders, StatusAndHeadersParserException

from .digests import known_digest

_GZIP = b"\x1f\x8b"
_HEAD = 64  # bytes by which a web archive is known
MAX_HEAD = 2**20  # bytes of a record's headers, those of HTTP and the blank lines after it included
MAX_RECORDS = 2_000_000  # of one file: web archives are split at some 100,000
MAX_DAMAGES = 1_000  # of one file
_IN_ONE_PIECE, _NO_RECORD = "non-chunked gzip", "Unknown archive format"  # warcio's words
_LONGEST = 200  # characters of a message
Read = TypeVar("Read")


class BadArchive(Exception):
    """A web archive that cannot be read, or not to its end. The message says why, for a person."""


@contextmanager
def without_warnings() -> Iterator[None]:
    """Keep warcio's own words from stderr: what is damaged is said once, and here."""
    with Path(os.devnull).open("w") as nowhere, redirect_stderr(nowhere):
        yield


def is_web_archive(path: Path) -> bool:
    """Whether the file is a WARC, WET or ARC, compressed or not: by its name, or by how it begins."""
    by_name = re.search(r"\.(warc|wet|arc)(\.gz)?$", path.name, re.IGNORECASE) is not None
    return by_name or _head(path).startswith((b"WARC/", b"filedesc://"))


def _head(path: Path) -> bytes:
    """How a file begins, unpacked."""
    with path.open("rb") as file:
        head = file.read(2**15)
    if not head.startswith(_GZIP):
        return head[:_HEAD]
    try:
        return zlib.decompressobj(31).decompress(head, _HEAD)
    except zlib.error:
        return b""


def archive_records(path: Path, read: Callable[[int, ArcWarcRecord], Read]) -> Iterator[Read]:
    """What ``read`` makes of each whole record of a web archive, given with its offset; also behind a damage.

    It reads a record before the end shows whether that is whole: what it made of one that is not is dropped.

    Raises:
        BadArchive: the file is damaged, too long, or no web archive; what is whole in it comes first.
    """
    count, damage = 0, None
    with path.open("rb") as file:
        beginning = b"\x1f\x8b\x08" if file.read(2) == _GZIP else b"\nWARC/1."
        start = 0
        for _ in range(MAX_DAMAGES):
            file.seek(start)
            records, offset = _iterator(file), start
            try:
                for record in records:
                    offset, count = records.offset, count + 1
                    if count > MAX_RECORDS:
                        raise BadArchive(f"more than {MAX_RECORDS:,} records: split it, for the rest of it is not read")
                    yield _whole(records, record, read)
                    records.reader.head = 0
            except ArchiveLoadFailed as error:
                damage = damage or _damage(str(error), offset, count)
                following = None if _IN_ONE_PIECE in str(error) else _next_beginning(file, offset + 1, beginning)
                if following is None:
                    break
                start = following
            else:
                break
        else:
            damage = f"{damage}; and so often that the rest of it is not read"
    damage = damage or gzip_damage(path)
    if damage is not None or count == 0:
        raise BadArchive(damage or ("no record in it" if path.stat().st_size else "empty"))


def _whole(records: ArchiveIterator, record: ArcWarcRecord, read: Callable[[int, ArcWarcRecord], Read]) -> Read:
    """What ``read`` makes of the record that comes next.

    Raises:
        ArchiveLoadFailed: it is not whole. warcio reads one without its length to the end of the file.
    """
    if not re.fullmatch(r"[0-9]+", record.rec_headers.get_header("Content-Length") or ""):
        raise ArchiveLoadFailed("a record that does not say its length")
    made = read(records.offset, record)
    drain(record)
    records.read_to_end()
    if records.err_count:
        raise ArchiveLoadFailed("a record that is longer or shorter than it says")
    return made


def _next_beginning(file: BinaryIO, start: int, beginning: bytes) -> int | None:
    """Where the next record begins, or may begin, at ``start`` or behind it."""
    kept = b""
    file.seek(start)
    while block := file.read(2**20):
        place = (kept + block).find(beginning)
        if place >= 0:
            newline = beginning.startswith(b"\n")
            return start - len(kept) + place + newline
        kept, start = (kept + block)[1 - len(beginning) :], start + len(block)
    return None


def record_at(file: BinaryIO, offset: int) -> ArcWarcRecord:
    """The record of a web archive that begins at ``offset``, as ``archive_records`` gave it.

    Raises:
        ArchiveLoadFailed, StopIteration: the file is not what it was.
    """
    file.seek(offset)
    return next(iter(_iterator(file)))


def drain(record: ArcWarcRecord) -> None:
    """Read on to the end of a record.

    Raises:
        ArchiveLoadFailed: there is less of it than it says, which warcio does not say.
    """
    while record.raw_stream.read(2**20):
        pass
    if getattr(record.raw_stream, "limit", 0) > 0:
        raise ArchiveLoadFailed(f"cut short, the record of {record.rec_headers.get_header('WARC-Target-URI')}")


def _damage(message: str, offset: int, count: int) -> str:
    """Of warcio's message about what follows the record at ``offset``, what a person can use; in one line."""
    if _IN_ONE_PIECE in message:
        return "compressed in one piece, not record by record: unpack it with gunzip, and import what comes out"
    if not count:
        return f"no web archive, or damaged: {in_one_line(message.partition(', first line: ')[0])}"
    where = f"in or behind the record at byte {offset:,}"
    return f"damaged: {where}" if _NO_RECORD in message else f"damaged: {in_one_line(message)}, {where}"


def in_one_line(message: str) -> str:
    """A message that may quote a damaged file, without what a terminal would take for a command."""
    words = " ".join(message.split())
    words = "".join(letter if letter.isprintable() else "\ufffd" for letter in words)
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…"


def gzip_damage(path: Path) -> str | None:
    """The damage of a compressed file, in words; ``None``: it is whole. warcio reads it as if it ended there."""
    with path.open("rb") as file:
        if file.read(2) != _GZIP:
            return None
    try:
        with gzip.open(path) as unpacked:
            while unpacked.read(2**20):
                pass
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        return f"damaged: {error}"
    return None


def _iterator(file: BinaryIO) -> ArchiveIterator:
    """The records of a web archive from where ``file`` stands, the headers of each within ``MAX_HEAD``."""
    iterator = ArchiveIterator(file, check_digests=True, arc2warc=True)
    iterator.reader = _Reader(file)
    iterator.loader = _Loader()
    return iterator


class _Loader(ArcWarcRecordLoader):  # type: ignore[misc]
    """warcio's loader, which takes ``HTTP://…`` for no HTTP, and ends the file at a response of HTTP/2 or of none."""

    HTTP_TYPES = (*ArcWarcRecordLoader.HTTP_TYPES, "HTTP/2.0", "HTTP/2", "HTTP/3")

    def wrap_digest_verifying_stream(
        self, stream: object, rec_type: str, rec_headers: StatusAndHeaders, digest_checker: object, length: int
    ) -> tuple[object, bool]:
        """Have the block checked alone: what a payload digest is over, each writer reads otherwise."""
        digest = known_digest(rec_headers.get_header("WARC-Block-Digest"))
        if digest is None:
            return stream, False
        return DigestVerifyingReader(stream, length, digest_checker, rec_type, block_digest=digest.in_base32), True

    def load_http_headers(
        self, rec_type: str, uri: str | None, stream: object, length: int | None
    ) -> StatusAndHeaders | None:
        scheme, colon, rest = (uri or "").partition(":")
        try:
            return super().load_http_headers(rec_type, f"{scheme.lower()}{colon}{rest}", stream, length)
        except (StatusAndHeadersParserException, EOFError):  # which would stand for the end of the file
            return None


class _Reader(DecompressingBufferedReader):  # type: ignore[misc]  # warcio has no types
    """warcio's reader, which would read a line of any length, and as many lines as there are."""

    head = 0  # bytes of headers of this record so far

    def readline(self, length: int | None = None) -> bytes:
        line: bytes = super().readline(MAX_HEAD if length is None else min(length, MAX_HEAD))
        self.head += len(line)
        if self.head > MAX_HEAD:
            raise ArchiveLoadFailed(f"a record with more than {MAX_HEAD:,} bytes of headers")
        return line
