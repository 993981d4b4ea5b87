"""Content encodings come off within a limit, whatever a server sends under their names."""

from __future__ import annotations

import gzip
import resource
import sys
import time
import zlib

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.captures.content_encoding import MAX_CODINGS, MAX_MEMBERS, Decoded, decoded

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

TEXT = "".join(f"<p>江湾今夜无事，{number} 号线照常。</p>" for number in range(20_000)).encode()
PACKED = gzip.compress(TEXT)
LIMIT = 2 * len(TEXT)


def bare(body: bytes) -> bytes:
    """A deflate without a header (RFC 1951)."""
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(body) + packer.flush()


@pytest.mark.parametrize(
    ("encodings", "body"),
    [
        ((b"gzip",), PACKED),
        ((b" X-GZIP ",), PACKED),
        ((b"identity",), TEXT),
        ((), TEXT),
        ((b"deflate",), zlib.compress(TEXT)),
        ((b"deflate",), bare(TEXT)),
        ((b"deflate",), PACKED),
        ((b"gzip",), zlib.compress(TEXT)),
        ((b"br",), brotli.compress(TEXT, quality=4)),
        ((b"zstd",), zstd.compress(TEXT)),
        ((b"gzip, gzip",), gzip.compress(PACKED)),
        ((b"deflate", b"gzip"), gzip.compress(bare(TEXT))),
        ((b"gzip,, identity,",), PACKED),
        ((b"gzip",), gzip.compress(TEXT[:100_000]) + gzip.compress(TEXT[100_000:])),
        ((b"gzip",), PACKED + bytes(100)),  # padding
        ((b"gzip",), PACKED + b"<!-- counted -->"),
    ],
)
def test_what_is_encoded_is_decoded(encodings: tuple[bytes, ...], body: bytes) -> None:
    assert decoded(body, encodings, LIMIT) == Decoded(TEXT, is_whole=True)


@pytest.mark.parametrize("encoding", [b"gzip", b"deflate", b"br", b"zstd", b"gzip, br", b"hex", b"\xff"])
@pytest.mark.parametrize("body", [TEXT, b"", b"{}", b"\n<html>", b"User-agent: *\nDisallow: /captcha\n"])
def test_what_is_not_what_its_header_says_stands_for_itself(encoding: bytes, body: bytes) -> None:
    assert decoded(body, [encoding], LIMIT).body == body


@pytest.mark.parametrize(
    ("encoding", "packed"),
    [
        (b"gzip", PACKED),
        (b"deflate", zlib.compress(TEXT)),
        (b"deflate", bare(TEXT)),
        (b"br", brotli.compress(TEXT, quality=0)),
        (b"zstd", zstd.compress(TEXT)),
    ],
)
def test_what_ends_too_early_gives_what_it_has(encoding: bytes, packed: bytes) -> None:
    found = decoded(packed[: len(packed) // 2], [encoding], LIMIT)
    assert (TEXT.startswith(found.body), found.is_whole) == (True, False)
    assert len(found.body) > len(TEXT) // 3


def test_what_breaks_off_gives_all_that_stands_before_the_damage() -> None:
    wrong_sum = PACKED[:-8] + bytes(4) + PACKED[-4:]
    assert decoded(wrong_sum, [b"gzip"], LIMIT) == Decoded(TEXT, is_whole=False)
    damaged = PACKED[:1000] + bytes(100) + PACKED[1100:]
    found = decoded(damaged, [b"gzip"], LIMIT)
    assert (found.body[:2000], found.is_whole) == (TEXT[:2000], False)


BOMB = bytes(2**28)


@pytest.mark.parametrize(
    ("encodings", "packed"),
    [
        ([b"gzip"], gzip.compress(BOMB)),
        ([b"gzip"] * MAX_CODINGS, gzip.compress(gzip.compress(gzip.compress(BOMB)))),
        ([b"deflate"], zlib.compress(BOMB)),
        ([b"deflate"], bare(BOMB)),
        ([b"br"], brotli.compress(BOMB, quality=4)),
        ([b"zstd"], zstd.compress(BOMB)),
    ],
)
def test_a_bomb_is_unpacked_up_to_the_limit(encodings: list[bytes], packed: bytes) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert decoded(packed, encodings, 2**20) == Decoded(bytes(2**20), is_whole=False)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 64 * 2**10  # KB


def test_neither_layers_nor_members_take_long() -> None:
    began = time.perf_counter()
    layers = [b"gzip" + b",gzip" * 10_000]
    assert decoded(PACKED, layers, LIMIT) == Decoded(PACKED, is_whole=True)
    members = gzip.compress(b"a") * (MAX_MEMBERS * 100)
    assert decoded(members, [b"gzip"], LIMIT) == Decoded(b"a" * MAX_MEMBERS, is_whole=False)
    assert time.perf_counter() - began < 1


@given(
    st.binary(max_size=300),
    st.sampled_from([b"gzip", b"deflate", b"br", b"zstd", b"gzip, deflate"]),
    st.integers(1, 400),
)
def test_any_bytes_decode_to_something_within_the_limit(body: bytes, encoding: bytes, limit: int) -> None:
    found = decoded(body, [encoding], limit)
    assert len(found.body) <= limit or found.body == body
