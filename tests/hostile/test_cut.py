"""A page that is cut, and whose server does not say so, is kept, named in the account, and asked for again."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest

from archive.issues.reader import articles as archived_articles
from tests.crawler.engine.politeness.visits import articles, order
from tests.hostile.bounded import DAY, crawled, reparsed
from tests.press import Press
from tests.press.faults import Reply
from tests.recording.crawling import folder_of, published_bytes

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"
INNER = f"/html/xmwb/{DAY}/2.html"


def half(body: bytes) -> bytes:
    return body[: body.index(b"</p>", len(body) // 2)]


CUTS: dict[str, Callable[[bytes], bytes]] = {
    "until the connection ends": lambda body: HEAD + b"\r\n" + half(body),
    "by its length": lambda body: HEAD + b"Content-Length: %d\r\n\r\n" % len(half(body)) + half(body),
    "packed": lambda body: HEAD + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(body)[:-10],
}


@pytest.mark.parametrize("kind", ["article", "page"])
@pytest.mark.parametrize("cut", CUTS)
def test_what_is_cut_is_flagged_and_asked_for_again(tmp_path: Path, cut: str, kind: str) -> None:
    press = Press([order(DAY)])
    path = articles(press)[0] if kind == "article" else INNER
    whole = press.healthy_reply(path).body
    press.replies[path] = Reply(raw=lambda: [CUTS[cut](whole)])
    folder = folder_of(tmp_path / "output")
    with press:
        first = crawled(press, tmp_path)
        assert (first.status, first.records[0]["status"], first.account["flags"]) == (3, "partial", {"cut_short": 1})
        assert "1 cut short" in first.said
        read = published_bytes(folder)
        reparsed(tmp_path)
        assert published_bytes(folder) == read
        del press.replies[path]
        asked = press.counts()
        again = crawled(press, tmp_path)
        assert (again.status, again.account["flags"]) == (0, {}), again.stderr
        assert set((press.counts() - asked).keys()) <= {path, *articles(press), "/robots.txt"}
        assert press.count(path) == 2


def test_a_page_whose_end_nobody_announces_is_whole(tmp_path: Path) -> None:
    """As many an old server sends every page: until the connection ends, an odd comment behind the end."""
    press = Press([order(DAY)])
    for path in (INNER, *articles(press)):
        body = press.healthy_reply(path).body.replace(b"</html>", b"</HTML\n>") + b"<!-- served in 12 ms -->"
        press.replies[path] = Reply(raw=lambda body=body: [HEAD + b"\r\n" + body])  # type: ignore[misc]
    with press:
        ended = crawled(press, tmp_path)
    assert (ended.status, ended.account["flags"]) == (0, {})
    assert len(list(archived_articles(folder_of(tmp_path / "output")))) == len(articles(press))
