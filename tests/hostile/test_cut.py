"""A page that is cut, and whose server does not say so, is kept, named in the account, and asked for again."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import orjson

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


def test_what_is_cut_is_flagged_and_asked_for_again(tmp_path: Path) -> None:
    press = Press([order(DAY, pages=1 + len(CUTS), articles=len(CUTS))])
    pages = [f"/html/xmwb/{DAY}/{number}.html" for number in range(2, 2 + len(CUTS))]
    cut = [*pages, *articles(press)[: len(CUTS)]]
    for path, cutting in zip(cut, [*CUTS.values()] * 2, strict=True):
        answer = cutting(press.healthy_reply(path).body)
        press.replies[path] = Reply(raw=lambda answer=answer: [answer])  # type: ignore[misc]
    folder = folder_of(tmp_path / "output")
    with press:
        first = crawled(press, tmp_path)
        assert (first.status, first.records[0]["status"], first.account["flags"]) == (3, "partial", {"cut_short": 6})
        assert "6 cut short" in first.said
        read = published_bytes(folder)
        reparsed(tmp_path)
        assert published_bytes(folder) == read
        press.replies.clear()
        asked = press.counts()
        again = crawled(press, tmp_path)
        assert (again.status, again.account["flags"], again.records[0]["status"]) == (0, {}, "complete"), again.stderr
        again_asked = press.counts() - asked
        assert {path for path in again_asked if asked[path]} == set(cut)


def test_one_that_was_whole_before_stays_as_it_was(tmp_path: Path) -> None:
    press = Press([order(DAY)])
    first, second = articles(press)[:2]
    folder = folder_of(tmp_path / "output")
    with press:
        crawled(press, tmp_path)
        before = published_bytes(folder)
        texts = {one.id: one.body for one in archived_articles(folder)}
        for path in (INNER, first):
            answer = CUTS["by its length"](press.healthy_reply(path).body)
            press.replies[path] = Reply(raw=lambda answer=answer: [answer])  # type: ignore[misc]
        corrected = press.healthy_reply(second).body.replace("。</p>".encode(), "。另有更正。</p>".encode(), 1)
        press.replies[second] = Reply(headers=(("Content-Type", "text/html; charset=utf-8"),), body=corrected)
        again = crawled(press, tmp_path, refresh=True)
    assert (again.status, again.account["flags"], again.records[0]["status"]) == (0, {}, "complete"), again.stderr
    assert "2 addresses gave nothing new (cut_short ×2)" in again.said
    after = published_bytes(folder)
    assert after["pages.jsonl"] == before["pages.jsonl"]
    changed = [one.url or "" for one in archived_articles(folder) if one.body != texts[one.id]]
    assert [urlsplit(url).path for url in changed] == [second]
    reparsed(tmp_path)
    assert published_bytes(folder) == after
    history = [orjson.loads(line) for line in (folder / "history.jsonl").read_bytes().splitlines()]
    assert {urlsplit(one["url"]).path for one in history} == {second}  # a cut is no correction


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
