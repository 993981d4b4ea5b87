"""Records of web archives that are unlike others: without a site's answer, without an address, of another protocol."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.crawler.spiders.truth import address
from tests.press import edited_paper, printed_files
from tests.recording.bodies import imported
from tests.recording.crawling import DAY, XMWB, folder_of, published_bytes, status_of, whole_records
from tests.recording.web_archives import CAPTURED, Foreign, foreign

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


def response(address: str, status: str, body: bytes = b"x") -> bytes:
    target = f"WARC-Target-URI: {address}\r\n" if address else ""
    block = f"{status}\r\nContent-Type: text/html\r\n\r\n".encode() + body
    head = f"WARC/1.0\r\nWARC-Type: response\r\n{target}WARC-Date: {CAPTURED}\r\nContent-Length: {len(block)}\r\n\r\n"
    return head.encode() + block + b"\r\n\r\n"
