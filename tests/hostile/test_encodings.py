"""Bodies that are encoded in odd ways, falsely, or to explode: read alike live and on replay, within their limits."""

from __future__ import annotations

import gzip
import struct
import sys
import zlib
from functools import cache
from pathlib import Path

import brotli
import pytest

from archive.captures.warc import record_member
from tests.crawler.engine.politeness.visits import FRONT, articles, order
from tests.hostile.bounded import DAY, bounded, crawled, reparsed
from tests.press import Press
from tests.press.faults import HTML, Reply
from tests.recording.crawling import folder_of, published_bytes

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

BLANKS = b" " * 2**20
MEGABYTES = 512  # of blanks in half a megabyte; nothing here may have more than MEMORY resident


@cache
def _packed_blanks() -> bytes:
    packer = zlib.compressobj(1, wbits=-15)
    return b"".join(packer.compress(BLANKS) for _ in range(MEGABYTES)) + packer.flush()


def bomb(beginning: bytes = b"<html>") -> bytes:
    """A gzip member of ``beginning`` and many blanks."""
    packer = zlib.compressobj(1, wbits=-15)
    packed = packer.compress(beginning) + packer.flush(zlib.Z_FULL_FLUSH) + _packed_blanks()
    checksum = zlib.crc32(beginning)
    for _ in range(MEGABYTES):
        checksum = zlib.crc32(BLANKS, checksum)
    return gzip.compress(b"")[:10] + packed + struct.pack("<II", checksum, len(beginning) + MEGABYTES * len(BLANKS))


def bare(body: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(body) + packer.flush()


WHOLE = {
    "deflate": zlib.compress,
    "DEFLATE": bare,
    "gzip, gzip": lambda body: gzip.compress(gzip.compress(body)),
    "x-gzip": lambda body: gzip.compress(body[:500]) + gzip.compress(body[500:]),
    "gzip": lambda body: body,  # it is not
    "br": lambda body: body,  # it is not
    "br ": brotli.compress,
    "zstd": zstd.compress,
    "hex": lambda body: body,
}
"""By what the header says."""


def packed(press: Press, path: str, encoding: str, body: bytes) -> None:
    press.replies[path] = Reply(headers=(("Content-Type", HTML), ("Content-Encoding", encoding)), body=body)


def test_whatever_a_body_is_packed_in_a_replay_reads_what_the_crawl_read(tmp_path: Path) -> None:
    press = Press([order(DAY, articles=(len(WHOLE) + 1) // 2)])
    *others, last = articles(press)
    for path, (encoding, pack) in zip(others, WHOLE.items(), strict=True):
        packed(press, path, encoding, pack(press.healthy_reply(path).body))
    packed(press, last, "gzip", bomb())
    with press:
        crawl = crawled(press, tmp_path)
    account = crawl.account
    assert (account["articles"]["found"], account["rejected"], account["flags"]) == (len(WHOLE), {"too_large": 1}, {})
    folder = folder_of(tmp_path / "output")
    read = published_bytes(folder)
    (folder / "issue.json").unlink()
    reparsed(tmp_path)
    assert published_bytes(folder) == read
    assert bounded(["verify"], tmp_path).status == 0


@pytest.mark.parametrize("encoding", ["gzip", "br", "zstd"])
def test_a_front_page_that_explodes_is_too_large(tmp_path: Path, encoding: str) -> None:
    bombs = {
        "gzip": bomb(),
        "br": brotli.compress(b"<html>" + BLANKS * 256, quality=4),
        "zstd": zstd.compress(b"<html>" + BLANKS * 256),
    }
    press = Press([order(DAY)])
    packed(press, FRONT, encoding, bombs[encoding])
    with press:
        ended = crawled(press, tmp_path, seconds=20)
    assert (ended.status, ended.account["rejected"]) == (3, {"too_large": 1})


def test_a_robots_txt_that_explodes_is_read_up_to_its_limit(tmp_path: Path) -> None:
    rules = b"User-agent: *\nDisallow: /html/xmwb/2020-03-15/2\n"
    press = Press([order(DAY)])
    packed(press, "/robots.txt", "gzip", bomb(rules))
    with press:
        ended = crawled(press, tmp_path, seconds=20)
    assert set(ended.missing.values()) == {"robots_disallowed"}
    assert ended.account["articles"]["found"] == 2


def test_a_picture_is_recorded_as_it_is_sent_and_not_unpacked(tmp_path: Path) -> None:
    press = Press([order(DAY)])
    for path in [f"/images/xmwb/{DAY}/{name}" for name in ("1/page.jpg", "2/page.jpg")]:
        packed(press, path, "gzip", bomb())
    with press:
        ended = crawled(press, tmp_path, pictures=True)
        assert [path for path in press.replies if press.count(path) == 0] == []
    assert ended.status == 0


# Files


@pytest.mark.parametrize(
    "beginning",
    [b"WARC/1.1\r\n", b"WARC/1.1\r\nContent-Length: 5\r\n\r\n", b"WARC/1.1\r\nContent-Length: 2147483648\r\n\r\n", b""],
)
def test_captures_that_explode_are_named_by_verify(tmp_path: Path, beginning: bytes) -> None:
    with Press([order(DAY)]) as press:
        assert crawled(press, tmp_path).status == 0
    captures = folder_of(tmp_path / "output") / "captures.warc.gz"
    captures.write_bytes(captures.read_bytes() + bomb(beginning))
    ended = bounded(["verify"], tmp_path, seconds=30)
    assert ended.status == 3
    assert "captures.warc.gz: damaged at offset" in ended.said


WARC_HEAD = (
    "WARC/1.0\r\nWARC-Type: response\r\n"
    "WARC-Target-URI: https://paper.xinmin.cn{}\r\nWARC-Date: 2020-03-15T00:00:00Z\r\n"
    "WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000000>\r\nContent-Type: application/http\r\n"
)

HTTP_HEAD = "HTTP/1.1 200 OK\r\n\r\n"


@pytest.mark.parametrize(
    ("beginning", "words"),
    [
        (WARC_HEAD.format(FRONT), "headers"),  # without end
        (WARC_HEAD.format(FRONT) + "Content-Length: 2147483648\r\n\r\n", "headers"),  # those of HTTP
        (
            f"{WARC_HEAD.format(FRONT)}Content-Length: {len(HTTP_HEAD) + MEGABYTES * 2**20}\r\n\r\n{HTTP_HEAD}",
            "a record of more than 255 MB in it",
        ),
        ("", "a record that does not say its length"),
    ],
)
def test_a_web_archive_that_explodes_is_refused(tmp_path: Path, beginning: str, words: str) -> None:
    (tmp_path / "a.warc.gz").write_bytes(bomb(beginning.encode()))
    ended = bounded(["import", "xmwb", "a.warc.gz"], tmp_path, seconds=30)
    assert words in ended.said
    assert "0 captures imported" in ended.said


def front_page_archive(folder: Path, head: bytes, body: bytes) -> None:
    """A web archive of one response, the front page's; ``head``: its HTTP headers."""
    headers = [
        ("WARC-Type", "response"),
        ("WARC-Target-URI", f"https://paper.xinmin.cn{FRONT}"),
        ("WARC-Date", "2020-03-15T00:00:00Z"),
        ("Content-Type", "application/http; msgtype=response"),
    ]
    (folder / "a.warc.gz").write_bytes(record_member(headers, b"HTTP/1.1 200 OK\r\n" + head + b"\r\n" + body))


def test_a_web_archive_with_a_body_that_explodes_gives_what_a_crawl_gives(tmp_path: Path) -> None:
    front_page_archive(tmp_path, b"Content-Type: text/html\r\nContent-Encoding: gzip\r\n", bomb())
    ended = bounded(["import", "xmwb", "a.warc.gz"], tmp_path, seconds=30)
    assert "too_large" in ended.said


@pytest.mark.parametrize("charset", [b"undefined", b"hex"])
def test_a_web_archive_with_a_charset_that_is_none_is_read(tmp_path: Path, charset: bytes) -> None:
    with Press([order(DAY)]) as press:
        text = press.healthy_reply(FRONT).body.decode().replace('<meta charset="utf-8">', "<!-- 验证 -->")
    front_page_archive(tmp_path, b"Content-Type: text/html; charset=%s\r\n" % charset, text.encode("gb18030"))
    ended = bounded(["import", "xmwb", "a.warc.gz"], tmp_path)
    assert "1 capture imported into 1 issue" in ended.said
    (page,) = (folder_of(tmp_path / "output") / "pages.jsonl").read_text(encoding="utf-8").splitlines()
    assert '"page_name":"要闻"' in page
