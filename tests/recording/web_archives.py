"""Web archives as others write them: WARC by warcio, with encodings kept and records of every type, and ARC."""

from __future__ import annotations

import base64
import gzip
import hashlib
import io
from collections.abc import Sequence
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from tests.crawler.spiders.truth import address
from tests.press import Paper, printed_files

CAPTURED = "2020-03-15T12:34:56Z"
SOFT_404 = "<html><body><div class='dzb-header'></div><p>您访问的页面不存在</p></body></html>".encode()


def chunked(body: bytes, size: int = 700) -> bytes:
    parts = [body[start : start + size] for start in range(0, len(body), size)]
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


class Foreign:
    """A web archive that warcio writes, as others do: encodings kept, records of every type."""

    def __init__(self, path: Path) -> None:
        self.captured = CAPTURED
        self._file = path.open("wb")
        self._writer = WARCWriter(self._file, gzip=True)

    def __enter__(self) -> Foreign:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def response(
        self,
        url: str,
        body: bytes,
        status: str = "200 OK",
        encoding: str = "chunked gzip",
        mime: str = "text/html",
        headers: Sequence[tuple[str, str]] = (),
    ) -> None:
        headers = [("Content-Type", mime), ("Server", "old"), *headers]
        if "gzip" in encoding:
            body, headers = gzip.compress(body, mtime=0), [*headers, ("Content-Encoding", "gzip")]
        if "chunked" in encoding:
            body, headers = chunked(body), [*headers, ("Transfer-Encoding", "chunked")]
        self.record(url, "response", body, StatusAndHeaders(status, headers, protocol="HTTP/1.1"))

    def record(self, url: str, kind: str, body: bytes, http: StatusAndHeaders | None = None) -> None:
        given = {"WARC-Date": self.captured}
        mime = "text/plain" if kind == "conversion" else ""
        made = self._writer.create_warc_record(
            url, kind, payload=io.BytesIO(body), http_headers=http, warc_headers_dict=given, warc_content_type=mime
        )
        self._writer.write_record(made)

    def revisit(self, url: str, body: bytes = b"", status: str = "200 OK") -> None:
        """What gave the same ``body`` as before, which is not recorded again."""
        digest = f"sha1:{base64.b32encode(hashlib.sha1(body, usedforsecurity=False).digest()).decode()}"
        http = StatusAndHeaders(status, [("Content-Type", "text/html")], protocol="HTTP/1.1")
        given = {"WARC-Date": self.captured}
        made = self._writer.create_revisit_record(
            url, digest, url, CAPTURED, http_headers=http, warc_headers_dict=given
        )
        self._writer.write_record(made)


def with_soft_404(paper: Paper, path: str) -> dict[str, bytes]:
    """The pages and articles of ``paper`` by their addresses; at that of ``path`` a page says that it is not there."""
    pages = {address(one): body for one, body in printed_files(paper).items() if one.endswith(".html")}
    return pages | {address(path): SOFT_404}


def foreign(path: Path, pages: dict[str, bytes], encodings: Sequence[str] = ("chunked gzip",)) -> Path:
    with Foreign(path) as file:
        for number, (url, body) in enumerate(pages.items()):
            file.response(url, body, encoding=encodings[number % len(encodings)])
    return path


def arc(path: Path, pages: dict[str, bytes], *, is_packed: bool) -> Path:
    """Version 1 of the format that came before WARC: one line, then what the server sent."""
    version = b"1 0 Press\nURL IP-address Archive-date Content-type Archive-length\n"
    records = [b"filedesc://a.arc 0.0.0.0 20200315120000 text/plain %d\n%s\n" % (len(version), version)]
    for url, body in pages.items():
        block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + body
        records.append(b"%s 192.0.2.1 20200315123456 text/html %d\n%s\n" % (url.encode(), len(block), block))
    path.write_bytes(b"".join(gzip.compress(record) if is_packed else record for record in records))
    return path
