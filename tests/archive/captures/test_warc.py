"""WARC records: what is written is read back, by us and by warcio, whatever stands in it."""

from __future__ import annotations

import gzip
import hashlib
import io
import zlib
from itertools import pairwise

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from archive.captures.warc import (
    BrokenRecord,
    WarcRecord,
    hex_digest,
    http_block,
    http_message,
    read_record,
    record_member,
    records,
    sha256_digest,
)

HEADERS = [("WARC-Type", "resource"), ("WARC-Target-URI", "urn:x"), ("WARC-Date", "2020-03-15T00:00:00Z")]
blocks = st.one_of(st.binary(max_size=300), st.binary(max_size=20).map(lambda part: part * 5000))


@given(st.lists(blocks, max_size=5))
def test_what_is_written_is_read_back(blocks: list[bytes]) -> None:
    file = io.BytesIO(b"".join(record_member(HEADERS, block) for block in blocks))
    read = [one for one in records(file) if isinstance(one, WarcRecord)]
    assert [one.block for one in read] == blocks
    assert all(one.offset + one.length == other.offset for one, other in pairwise(read))
    assert [read_record(file, one.offset) for one in read] == read
    theirs = [
        one.content_stream().read() for one in ArchiveIterator(io.BytesIO(file.getvalue()), check_digests="raise")
    ]
    assert theirs == blocks


@given(st.binary(max_size=400), st.integers(0, 3))
def test_rubbish_between_records_costs_no_record(rubbish: bytes, place: int) -> None:
    members = [record_member(HEADERS, b"%d" % number * 100) for number in range(3)]
    members.insert(place, rubbish)
    read = list(records(io.BytesIO(b"".join(members))))
    assert [one.block[:1] for one in read if isinstance(one, WarcRecord)] == [b"0", b"1", b"2"]
    assert sum(isinstance(one, BrokenRecord) for one in read) == (1 if rubbish else 0)


class _Counted(io.BytesIO):
    """Counts the bytes that are read of it."""

    count = 0

    def read(self, size: int | None = -1) -> bytes:
        data = super().read(size)
        self.count += len(data)
        return data


def test_members_whose_names_have_no_end_are_not_read_again_and_again() -> None:
    record = record_member(HEADERS, b"text")
    file = _Counted(b"\x1f\x8b\x08\x08" * 50_000 + record)  # each is said to begin with a name, which ends at a NUL
    broken, whole = records(file)
    assert isinstance(broken, BrokenRecord)
    assert isinstance(whole, WarcRecord)
    assert whole.block == b"text"
    assert file.count < 10 * len(file.getvalue())


def test_a_record_can_be_larger_than_what_is_read_at_once() -> None:
    block = hashlib.shake_256(b"x").digest(3_000_000)
    file = io.BytesIO(record_member(HEADERS, b"before") + record_member(HEADERS, block) + record_member(HEADERS, b""))
    assert [one.block for one in records(file) if isinstance(one, WarcRecord)] == [b"before", block, b""]


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"no record",
        b"WARC/1.1\r\nContent-Length: 5\r\n\r\nfour",
        b"WARC/1.1\r\nContent-Length: x\r\n\r\n",
        "WARC/1.1\r\nContent-Length: ²\r\n\r\nabc".encode(),
        b"WARC/1.1\r\nContent-Length: %s\r\n\r\nabc" % (b"1" * 5000),
        b"WARC/1.1\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n\r\n",
    ],
)
def test_a_member_that_is_no_whole_record_is_broken(raw: bytes) -> None:
    with pytest.raises(BrokenRecord, match="offset 0"):
        read_record(io.BytesIO(gzip.compress(raw)), 0)


def test_damage_is_told_in_plain_words() -> None:
    member = bytearray(record_member(HEADERS, b"text"))
    member[-5] ^= 1  # of the length at its end
    with pytest.raises(BrokenRecord, match=r"^offset 0: its gzip data are wrong$"):
        read_record(io.BytesIO(member), 0)


def test_a_gzipped_body_inside_is_not_taken_for_a_record() -> None:
    """Of a torn record, the inner gzip member could look like the next one."""
    inner = record_member(HEADERS, b"inside")  # not compressible, so it stands in the outer one as it is
    outer = record_member(HEADERS, inner)
    torn = outer[:-4]
    assert inner[:20] in torn or zlib.decompressobj(31).decompress(torn)
    read = list(records(io.BytesIO(torn)))
    assert all(isinstance(one, BrokenRecord) or one.block == b"inside" for one in read)


def test_a_newline_in_an_address_makes_no_header() -> None:
    member = record_member([("WARC-Target-URI", "urn:x\r\nWARC-Type: response")], b"")
    record = read_record(io.BytesIO(member), 0)
    assert record.url == "urn:x%0D%0AWARC-Type: response"
    assert record.type == ""


def test_the_same_record_has_a_name_of_its_own_each_time() -> None:
    ids = {read_record(io.BytesIO(record_member(HEADERS, b"")), 0).headers["warc-record-id"] for _ in range(50)}
    assert len(ids) == 50


# HTTP inside


@given(
    st.lists(st.tuples(st.from_regex(rb"\A[A-Za-z-]{1,12}\Z"), st.from_regex(rb"\A[!-~]{0,20}\Z")), max_size=6),
    st.binary(max_size=200),
    st.integers(100, 599),
)
def test_a_response_is_read_back(headers: list[tuple[bytes, bytes]], body: bytes, status: int) -> None:
    message = http_message(http_block(f"HTTP/1.1 {status} Some Phrase", headers, body))
    assert (message.status, list(message.headers), message.body) == (status, headers, body)


def test_the_first_value_of_a_header_by_any_case() -> None:
    message = http_message(b"HTTP/1.1 200 OK\r\nContent-TYPE: a\r\ncontent-type: b\r\nX:\r\n\r\n")
    assert (message.header(b"Content-Type"), message.header(b"x"), message.header(b"y")) == ("a", "", None)


@pytest.mark.parametrize("block", [b"", b"GET / HTTP/1.1\r\n\r\n", b"HTTP/1.1 OK\r\n\r\n", b"HTTP/1.1 200 OK\r\n"])
def test_what_is_no_response(block: bytes) -> None:
    with pytest.raises(ValueError, match="not an HTTP response"):
        http_message(block)


@pytest.mark.parametrize(
    ("encoding", "body", "decoded"),
    [
        (b"gzip", gzip.compress(b"text", mtime=0), b"text"),
        (b" GZIP ", gzip.compress(b"text", mtime=0), b"text"),
        (b"deflate", zlib.compress(b"text"), b"text"),
        (b"gzip", b"text", b"text"),  # says so, and is not
        (b"identity", b"text", b"text"),
        (b"br", brotli.compress(b"text"), b"text"),
        (b"aes128gcm", b"text", b"text"),  # unknown
    ],
)
def test_a_body_is_decoded_where_it_can_be(encoding: bytes, body: bytes, decoded: bytes) -> None:
    block = b"HTTP/1.1 200 OK\r\nContent-Encoding: %s\r\n\r\n%s" % (encoding, body)
    assert http_message(block).decoded_body(100).body == decoded


# Digests


@given(st.binary(max_size=100))
def test_a_digest_leads_back_to_what_sha256sum_prints(data: bytes) -> None:
    assert hex_digest(sha256_digest(data)) == hashlib.sha256(data).hexdigest()
