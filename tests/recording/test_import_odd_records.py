"""Records of web archives that are unlike others: without a site's answer, without an address, of another protocol."""

from __future__ import annotations

import base64
import gzip
import hashlib
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders

from archive.issues.reader import published_issue
from crawler.sites import newspaper
from epaper.offline.finding import Finder, Imports
from tests.crawler.spiders.truth import address
from tests.press import edited_paper, printed_files
from tests.recording.bodies import imported
from tests.recording.crawling import DAY, XMWB, folder_of, published_bytes, status_of, whole_records
from tests.recording.web_archives import CAPTURED, Foreign, chunked, foreign

pytestmark = [
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),  # warcio leaves its own files open
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]


@pytest.fixture(scope="module")
def pages() -> dict[str, bytes]:
    paper = edited_paper(XMWB, DAY, seed=50, pages=2, articles=3)
    return {address(path): body for path, body in printed_files(paper).items() if path.endswith(".html")}


@pytest.mark.parametrize("kind", ["resource", "conversion"])
def test_what_no_site_sent_keeps_its_date(archive: Path, tmp_path: Path, pages: dict[str, bytes], kind: str) -> None:
    path = tmp_path / "a.warc.gz"
    first, second, third, *_ = pages
    with Foreign(path) as file:
        for url, captured in (
            (first, CAPTURED),
            (second, "2020-03-15T20:34:56.5+08:00"),
            (third, "2999-01-01T00:00:00Z"),
        ):
            file.captured = captured
            file.record(url, kind, pages[url])
    before = datetime.now(UTC)
    imported(archive, path)
    dates = {one.url: one.date for one in whole_records(folder_of(archive))[1:]}
    assert (dates.pop(first), dates.pop(second)) == (CAPTURED, CAPTURED)
    assert datetime.fromisoformat(dates.pop(third)) >= before.replace(microsecond=0)  # none on which it can have been


def test_a_page_saved_before_a_crawl_hides_nothing_of_it(
    archive: Path, tmp_path: Path, pages: dict[str, bytes]
) -> None:
    """It takes its place in time, as a response does, though it is imported later."""
    path = tmp_path / "a.warc.gz"
    imported(archive, foreign(tmp_path / "crawled.warc.gz", pages))
    before = published_bytes(folder_of(archive))
    url = next(url for url in pages if "/2020-03-15/1/" in url)
    with Foreign(path) as file:
        file.captured = "2020-03-14T12:34:56Z"
        file.record(url, "resource", pages[url].replace(b"</p>", "不在了。</p>".encode()))
    assert "1 capture imported" in imported(archive, path).said
    assert published_bytes(folder_of(archive)) == before


@pytest.mark.parametrize(
    ("address", "status"),
    [("", "HTTP/1.1 200 OK"), ("https://paper.xinmin.cn/html/xmwb/2020-03-15/1.html", "ICY 200 OK")],
)
def test_one_response_that_is_none_stops_nothing(
    archive: Path, tmp_path: Path, pages: dict[str, bytes], address: str, status: str
) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(response(address, status) + gzip.decompress(foreign(tmp_path / "a.warc.gz", pages).read_bytes()))
    done = imported(archive, path)
    assert (done.status, status_of(folder_of(archive))) == (0, "complete"), done.said
    assert "1 record passed over: " in done.said


@pytest.mark.parametrize("protocol", ["HTTP/2", "HTTP/2.0", "HTTP/3"])
def test_a_later_http(archive: Path, tmp_path: Path, pages: dict[str, bytes], protocol: str) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(b"".join(response(url, f"{protocol} 200", body) for url, body in pages.items()))
    done = imported(archive, path)
    assert (done.status, status_of(folder_of(archive))) == (0, "complete"), done.said


def response(address: str, status: str, body: bytes = b"x", http: str = "", warc: str = "") -> bytes:
    """A record with these headers more, each with its end of line."""
    target = f"WARC-Target-URI: {address}\r\n" if address else ""
    block = f"{status}\r\nContent-Type: text/html\r\n{http}\r\n".encode() + body
    about = f"{target}WARC-Date: {CAPTURED}\r\n{warc}Content-Length: {len(block)}\r\n"
    return f"WARC/1.0\r\nWARC-Type: response\r\n{about}\r\n".encode() + block + b"\r\n\r\n"


CHUNKED = "Transfer-Encoding: chunked\r\n"


@pytest.mark.parametrize(
    ("body", "http", "warc"),
    [
        (lambda part: part, "", "WARC-Truncated: disconnect\r\n"),
        (lambda part: part, "", "WARC-Segment-Number: 1\r\n"),  # what follows is a `continuation`
        (lambda part: part, "Content-Length: 99999\r\n", ""),
        (lambda part: chunked(part)[: -len(b"0\r\n\r\n")], CHUNKED, ""),
        (lambda part: chunked(part)[:-60], CHUNKED, ""),
        (lambda part: chunked(part).removesuffix(b"0\r\n\r\n") + b"2b", CHUNKED, ""),
    ],
)
@pytest.mark.parametrize("mime", ["text/html", "image/png"])
def test_a_response_that_was_cut_short_is_passed_over(
    archive: Path,
    tmp_path: Path,
    pages: dict[str, bytes],
    body: Callable[[bytes], bytes],
    http: str,
    warc: str,
    mime: str,
) -> None:
    """As a crawl would not record it either. It is a fragment: nothing in it says that it has an end."""
    url = next(url for url in pages if "/2020-03-15/1/" in url)
    inner = pages[url].partition(b"<body>")[2].partition("。".encode())[0]
    path = tmp_path / "a.warc"
    rest = {other: page for other, page in pages.items() if other != url}
    cut = response(url, "HTTP/1.1 200 OK", body(inner), http, warc).replace(b"text/html", mime.encode())
    path.write_bytes(cut + gzip.decompress(foreign(tmp_path / "a.warc.gz", rest).read_bytes()))
    done = imported(archive, path)
    assert "1 record passed over: a response that was cut short." in done.said
    issue = published_issue(folder_of(archive))
    assert issue is not None
    assert [(one.url, one.reason) for one in issue.account.missing] == [(url, "not_captured")]


@pytest.mark.parametrize(
    ("status", "http"),
    [
        ("200 OK", "Content-Length: 2\r\n"),  # as of what was packed once
        ("200 OK", "Content-Length: many\r\n"),
        ("200 OK", f"Content-Length: 99999\r\n{CHUNKED}"),  # which is ignored then
        ("404 Not Found", "Content-Length: 99999\r\n"),  # it says all without a body
    ],
)
def test_a_response_that_may_be_whole_is_taken(
    archive: Path, tmp_path: Path, pages: dict[str, bytes], status: str, http: str
) -> None:
    url, body = next((url, body) for url, body in pages.items() if "/2020-03-15/1/" in url)
    path = tmp_path / "a.warc"
    path.write_bytes(response(url, f"HTTP/1.1 {status}", body, http))
    assert "1 capture imported" in imported(archive, path).said


def sha1(data: bytes) -> str:
    return base64.b32encode(hashlib.sha1(data, usedforsecurity=False).digest()).decode()


@pytest.mark.parametrize(
    ("block", "payload"),
    [
        ("sha1:{block}", "sha1:{sent}"),  # as WARC 1.1 may be read, and so does whoever believes the block
        (None, "sha1:{stored}"),
        (None, "sha1:{sent}"),
        (None, "sha1:{shown}"),
        (None, "SHA-1:{lower}"),
        (None, "sha1:{hexadecimal}"),
        (None, "xxh3:0011223344556677"),
        ("xxh3:0011223344556677", "sha1:{stored}"),
        (None, "{stored}"),
        (None, "shake_128:00"),
        (None, "sha1:"),
    ],
)
def test_a_digest_is_believed_as_its_writer_took_it(
    tmp_path: Path, pages: dict[str, bytes], block: str | None, payload: str
) -> None:
    """Over the body as it is stored, as it was sent, as it is read; one of no known algorithm says nothing."""
    records = []
    for url, shown in pages.items():
        sent = gzip.compress(shown, mtime=0)
        stored = chunked(sent)
        response = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n\r\n" + stored
        digests = {
            "block": sha1(response),
            "stored": sha1(stored),
            "sent": sha1(sent),
            "shown": sha1(shown),
            "lower": sha1(stored).lower(),
            "hexadecimal": base64.b32decode(sha1(stored)).hex(),
        }
        lines = ["WARC/1.1", "WARC-Type: response", f"WARC-Target-URI: {url}", f"WARC-Date: {CAPTURED}"]
        lines += [] if block is None else [f"WARC-Block-Digest: {block.format(**digests)}"]
        lines += [f"WARC-Payload-Digest: {payload.format(**digests)}", f"Content-Length: {len(response)}", "", ""]
        records.append("\r\n".join(lines).encode() + response + b"\r\n\r\n")
    path = tmp_path / "a.warc"
    path.write_bytes(b"".join(records))
    imports = Imports()
    finder = Finder([newspaper("xmwb")], None, imports)
    finder.add(path)
    assert imports.refused == {}
    assert [finder.material(one) is not None for one in finder.found] == [True] * len(pages)


def test_damaged_records_are_counted(archive: Path, tmp_path: Path, pages: dict[str, bytes]) -> None:
    whole = gzip.decompress(foreign(tmp_path / "a.warc.gz", pages, encodings=[""]).read_bytes())
    path = tmp_path / "a.warc"
    path.write_bytes(whole.replace(b"</html>", b"</HTML>"))
    done = imported(archive, path)
    said = f"error: {path}: a damaged record in it: {next(iter(pages))}, and {len(pages) - 1} more such records."
    assert (done.status, said in done.said) == (3, True), done.said


def test_a_body_of_two_transfer_encodings_is_read(archive: Path, tmp_path: Path, pages: dict[str, bytes]) -> None:
    path = tmp_path / "a.warc.gz"
    with Foreign(path) as file:
        for url, body in pages.items():
            headers = [("Content-Type", "text/html"), ("Transfer-Encoding", "gzip, Chunked")]
            packed = chunked(gzip.compress(body, mtime=0))
            file.record(url, "response", packed, StatusAndHeaders("200 OK", headers, protocol="HTTP/1.1"))
    done = imported(archive, path)
    assert (done.status, status_of(folder_of(archive))) == (0, "complete"), done.said
