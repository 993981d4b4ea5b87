"""Answers that no server should send: without end, at a snail's pace, or not HTTP at all. Each is lost by itself."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, repeat
from pathlib import Path

from archive.captures.warc import http_message
from crawler import settings
from crawler.engine.bodies import PAGE_DOWNLOAD
from tests.crawler.engine.politeness.visits import articles, order
from tests.hostile.bounded import DAY, crawled
from tests.press import Press
from tests.press.faults import Reply
from tests.recording.crawling import folder_of, whole_records

OK = b"HTTP/1.1 200 OK\r\n"
HTML = b"Content-Type: text/html\r\n"
MEGABYTE = b"<p>" + b"x" * (2**20 - 3)
LINES = b"X-Filler: %s\r\n" % (b"x" * 1000) * 100


def drops(beginning: bytes) -> Iterator[bytes]:
    """A byte every quarter of a second."""
    for byte in chain(beginning, repeat(32)):
        yield bytes([byte])
        time.sleep(0.25)


def status(line: str) -> Callable[[], Iterable[bytes]]:
    return lambda: [f"HTTP/1.1 {line}\r\nContent-Length: 15\r\n\r\n<html>no</html>".encode()]


ANSWERS: dict[str, tuple[Callable[[], Iterable[bytes]], str]] = {
    "headers without end": (lambda: chain([OK], repeat(LINES)), "over_maxsize"),
    "provisional answers without end": (lambda: repeat(b"HTTP/1.1 100 Continue\r\n\r\n" * 1000), "over_maxsize"),
    "lines without a colon": (lambda: chain([OK], repeat(b"filler\r\n" * 10_000)), "over_maxsize"),
    "a header that goes on": (lambda: chain([OK, b"X: y\r\n"], repeat(b" more\r\n" * 10_000)), "over_maxsize"),
    "a header line without end": (lambda: chain([OK, b"X: "], repeat(MEGABYTE)), "network_error"),
    "a status line without end": (lambda: chain([b"HTTP/1.1 200 "], repeat(MEGABYTE)), "network_error"),
    "a body without end": (lambda: chain([OK, HTML, b"\r\n"], repeat(MEGABYTE)), "over_maxsize"),
    "chunks without end": (
        lambda: chain([OK, HTML, b"Transfer-Encoding: chunked\r\n\r\n"], repeat(b"100000\r\n%s\r\n" % MEGABYTE)),
        "over_maxsize",
    ),
    "a chunk without end": (
        lambda: chain([OK, b"Transfer-Encoding: chunked\r\n\r\nfffffffffffffff\r\n"], repeat(MEGABYTE)),
        "over_maxsize",
    ),
    "trailers without end": (
        lambda: chain([OK, b"Transfer-Encoding: chunked\r\n\r\n0\r\n"], repeat(LINES)),
        "truncated_response",
    ),
    "more than may be": (lambda: [OK, b"Content-Length: %d\r\n\r\n" % (PAGE_DOWNLOAD + 1)], "over_maxsize"),
    "more than there is": (lambda: [OK, b"Content-Length: 1%s\r\n\r\n" % (b"0" * 400)], "over_maxsize"),
    "less than nothing": (lambda: [OK, b"Content-Length: -5\r\n\r\n<html>"], "network_error"),
    "two lengths": (lambda: [OK, b"Content-Length: 5\r\nContent-Length: 7\r\n\r\n<html>"], "network_error"),
    "an unknown transfer": (lambda: [OK, b"Transfer-Encoding: hex\r\n\r\n<html>"], "network_error"),
    "headers that drip": (lambda: drops(OK + HTML), "timeout"),
    "a body that drips": (lambda: chain([OK, HTML, b"\r\n"], drops(b"<html>")), "timeout"),
    "nothing": (list, "network_error"),
    "silence": (lambda: drops(b"") if time.sleep(4) is None else [], "timeout"),
    "no HTTP": (lambda: [b"SSH-2.0-OpenSSH_9.6\r\n"], "network_error"),
    "HTTP/0.9": (lambda: [b"<html><body>old</body></html>"], "network_error"),
    "HTTP/2": (lambda: [b"\x00\x00\x12\x04" + bytes(30)], "network_error"),
    "no number": (status("abc OK"), "network_error"),
    "000": (status("000 OK"), "not_http"),
    "099": (status("099 OK"), "not_http"),
    "-1": (status("-1 OK"), "not_http"),
    "600": (status("600 OK"), "not_http"),
    "20000": (status("20000 OK"), "not_http"),
    "a part of it": (status("206 Partial Content"), "http_206"),
    "304 out of the blue": (status("304 Not Modified"), "http_304"),
}


def test_every_answer_has_its_reason_and_takes_no_more_than_its_time(tmp_path: Path) -> None:
    press = Press([order(DAY, articles=(len(ANSWERS) + 1) // 2)])
    by_path = dict(zip(articles(press), ANSWERS.items(), strict=False))
    press.replies |= {path: Reply(raw=answer) for path, (_, (answer, _)) in by_path.items()}
    with press:
        ended = crawled(press, tmp_path, "DOWNLOAD_TIMEOUT=2")
        assert [path for path in by_path if press.count(path) != 1] == []
    found = {name: ended.missing.get(path, "") for path, (name, _) in by_path.items()}
    assert found == {name: reason for name, (_, reason) in ANSWERS.items()}, ended.stderr


def test_a_picture_without_end_and_one_as_large_as_may_be(tmp_path: Path) -> None:
    press = Press([order(DAY)])
    first, second = (f"/images/xmwb/{DAY}/{number}/page.jpg" for number in (1, 2))
    press.replies[first] = Reply(raw=lambda: chain([OK, b"\r\n"], repeat(MEGABYTE)))
    length = b"Content-Length: %d\r\n\r\n" % settings.DOWNLOAD_MAXSIZE
    press.replies[second] = Reply(raw=lambda: chain([OK, length], repeat(MEGABYTE, settings.DOWNLOAD_MAXSIZE // 2**20)))
    with press:
        ended = crawled(press, tmp_path, pictures=True, megabytes=500)
        assert (press.count(first), press.count(second)) == (1, 1)
    assert ended.status == 0
    (recorded,) = (
        one
        for one in whole_records(folder_of(tmp_path / "output"))
        if one.type == "response" and (one.url or "").endswith(second)
    )
    assert len(http_message(recorded.block).body) == settings.DOWNLOAD_MAXSIZE
