"""Content encodings of HTTP bodies (RFC 9110, 8.4), taken off within a limit: live, on replay and on import alike."""

from __future__ import annotations

import sys
import zlib
from collections.abc import Callable, Iterable
from typing import NamedTuple

import brotli

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

GZIP_MAGIC = b"\x1f\x8b\x08"
MAX_CODINGS = 3  # one over the other; no server has reason for more than one
MAX_MEMBERS = 1000  # of a gzip body; 128 hold 8 MiB in the blocks of bgzip
_CHUNK = 2**16  # bytes unpacked at a time
_ZLIB_OR_GZIP = 32 + zlib.MAX_WBITS  # by its header
_ZSTD_WINDOW: dict[int, int] = {zstd.DecompressionParameter.window_log_max: 23}  # 8 MiB: RFC 9659, 3


class Decoded(NamedTuple):
    """A body without its encodings. ``is_whole``: it is not cut short, neither by the limit nor on its way."""

    body: bytes
    is_whole: bool


def decoded(body: bytes, encodings: Iterable[bytes], limit: int) -> Decoded:
    """``body`` without its ``encodings``, the values of its Content-Encoding headers; at most ``limit`` bytes of it.

    What a body that ends too early or breaks off still gives is read. A body that is not what its header says stands
    for itself, and so does one of an unknown encoding. ``limit`` is no limit of a body that is not encoded: whoever has
    it has its memory, too.
    """
    names = [name.strip().lower() for value in encodings for name in value.split(b",")]
    codings = [name for name in names if name not in (b"", b"identity")]
    if len(codings) > MAX_CODINGS or not all(name in _UNPACKERS for name in codings):
        return Decoded(body, is_whole=True)
    is_whole = True
    for coding in reversed(codings):
        body, is_read_whole = _UNPACKERS[coding](body, limit)
        is_whole &= is_read_whole
    return Decoded(body, is_whole)


def _unzipped(body: bytes, limit: int) -> Decoded:
    """gzip, of one member or several, or zlib."""
    unpacker = zlib.decompressobj(_ZLIB_OR_GZIP)
    pieces: list[bytes] = []
    place, size, members, step = 0, 0, 1, _CHUNK
    while place < len(body):
        chunk = body[place : place + step]
        before = unpacker.copy()
        try:
            piece = unpacker.decompress(chunk, limit - size)
        except zlib.error:
            if step > 1:  # what stands before the damage, byte by byte
                unpacker, step = before, 1
                continue
            return Decoded(b"".join(pieces), is_whole=False) if size else Decoded(body, is_whole=True)
        pieces.append(piece)
        size += len(piece)
        place += len(chunk) - len(unpacker.unused_data) - len(unpacker.unconsumed_tail)
        if size >= limit:
            break
        if unpacker.eof:
            members += 1
            if not body.startswith(GZIP_MAGIC, place):
                return Decoded(b"".join(pieces), is_whole=True)
            if members > MAX_MEMBERS:
                break
            unpacker = zlib.decompressobj(_ZLIB_OR_GZIP)
    return Decoded(b"".join(pieces), is_whole=False)


def _inflated(body: bytes, limit: int) -> Decoded:
    """zlib, or the bare deflate that some servers call by the same name."""
    is_zlib = len(body) > 1 and body[0] & 15 == 8 and int.from_bytes(body[:2]) % 31 == 0
    if is_zlib or body.startswith(GZIP_MAGIC):
        return _unzipped(body, limit)
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        found = unpacker.decompress(body, limit)
    except zlib.error:
        return Decoded(body, is_whole=True)
    return _believed(body, Decoded(found, is_whole=unpacker.eof and not unpacker.unused_data))


def _unbrotlied(body: bytes, limit: int) -> Decoded:
    """br (RFC 7932). Its library takes a limit for a hint, and gives up to twice as much at a time."""
    unpacker = brotli.Decompressor()
    found = bytearray()
    try:
        while piece := unpacker.process(b"" if found else body, output_buffer_limit=_CHUNK):
            found += piece
            if len(found) >= limit:
                return Decoded(bytes(found[:limit]), is_whole=False)
    except brotli.error:
        return Decoded(body, is_whole=True)
    return _believed(body, Decoded(bytes(found), is_whole=unpacker.is_finished()))


def _unzstded(body: bytes, limit: int) -> Decoded:
    """zstd (RFC 8878), of one frame."""
    unpacker = zstd.ZstdDecompressor(options=_ZSTD_WINDOW)
    try:
        found = unpacker.decompress(body, limit)
    except zstd.ZstdError:
        return Decoded(body, is_whole=True)
    return Decoded(found, is_whole=unpacker.eof)


def _believed(body: bytes, found: Decoded) -> Decoded:
    """``found``, or ``body`` itself: of encodings without a header, text may decode to a few bytes of nonsense."""
    return found if found.is_whole or len(found.body) > len(body) else Decoded(body, is_whole=True)


_UNPACKERS: dict[bytes, Callable[[bytes, int], Decoded]] = {
    b"gzip": _unzipped,
    b"x-gzip": _unzipped,
    b"deflate": _inflated,
    b"br": _unbrotlied,
    b"zstd": _unzstded,
}
"""Only gzip is asked for; but servers answer as they like, and so do the web archives of others."""
