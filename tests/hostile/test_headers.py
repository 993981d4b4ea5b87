"""What a header says may be anything: the host's only connection is given back, and the crawl goes on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from crawler import settings
from tests.crawler.engine.politeness.visits import articles, order
from tests.hostile.bounded import DAY, crawled
from tests.press import Press
from tests.press.faults import Reply

NO_TIMES = ["", "²", "-5", "1e9", "0x10", "\x00", "१२", "Mon, 99999999999999999999 Jan 2020 00:00:00 GMT"]
NO_CHARSETS = ["undefined", "hex", "idna", "unicode_escape", "raw_unicode_escape", "rot13", "punycode", "utf-7"]
BLOCK_WORD = "验证"


def press_with(replies: list[Reply]) -> Press:
    """An issue of as many articles, each of which answers so; the last one is asked for first."""
    press = Press([order(DAY, articles=len(replies) // 2)])
    press.replies |= dict(zip(articles(press), replies, strict=True))
    return press


@pytest.mark.parametrize("status", [301, 503])
def test_a_retry_after_that_is_no_time_costs_nothing_but_itself(tmp_path: Path, status: int) -> None:
    heads = [f"HTTP/1.1 {status} Odd\r\nRetry-After: {text}\r\nContent-Length: 0\r\n\r\n" for text in NO_TIMES]
    with press_with([Reply(raw=lambda head=head: [head.encode()]) for head in heads]) as press:  # type: ignore[misc]
        ended = crawled(press, tmp_path, "EPAPER_BACKOFF_MAX=0.1", "EPAPER_STALL_SECONDS=5")
    assert (ended.status, set(ended.missing.values())) == (3, {f"http_{status}"}), ended.stderr
    assert [press.count(path) for path in articles(press)] == [1] * len(NO_TIMES)


@pytest.mark.parametrize("text", ["9" * 5000, "Sun, 31 Dec 9999 23:59:59 -2359"])
def test_a_retry_after_in_another_age_ends_the_host_and_says_so(tmp_path: Path, text: str) -> None:
    head = f"HTTP/1.1 503 Later\r\nRetry-After: {text}\r\nContent-Length: 0\r\n\r\n".encode()
    with press_with([Reply(raw=lambda: [head]) for _ in range(4)]) as press:
        ended = crawled(press, tmp_path)
    assert (ended.status, sorted(ended.missing.values())) == (5, ["blocked"] * 3 + ["http_503"]), ended.stderr
    assert "wants no request before a time years hence" in ended.said


def test_a_charset_that_is_no_encoding_of_text_costs_no_character(tmp_path: Path) -> None:
    press = Press([order(DAY, articles=len(NO_CHARSETS) // 2)])
    for path, charset in zip(articles(press), NO_CHARSETS, strict=True):
        text = press.healthy_reply(path).body.decode().replace('<meta charset="utf-8">', "")
        body = text.replace("</body>", f"<!-- {BLOCK_WORD} --></body>").encode("gb18030")
        press.replies[path] = Reply(headers=(("Content-Type", f"text/html; charset={charset}"),), body=body)
    with press:
        ended = crawled(press, tmp_path, "EPAPER_STALL_SECONDS=5")
    assert (ended.status, ended.account["flags"]) == (0, {}), ended.stderr
    assert ended.account["articles"]["found"] == len(NO_CHARSETS)


CLUMSY = """
from crawler.engine.politeness.host import Host


class Clumsy:
    @classmethod
    def from_crawler(cls, crawler):
        Host.heard = cls.fail
        return cls()

    def fail(self, response):
        if "/2/" in response.url:
            raise LookupError("an error of ours")
"""


def test_an_error_of_ours_over_an_answer_is_named_and_keeps_nobody_waiting(tmp_path: Path) -> None:
    (tmp_path / "clumsy.py").write_text(CLUMSY)
    clumsy = json.dumps(settings.EXTENSIONS | {"clumsy.Clumsy": 50})
    with Press([order(DAY)]) as press:
        ended = crawled(press, tmp_path, f"EXTENSIONS={clumsy}", "EPAPER_STALL_SECONDS=5", shows_traceback=True)
    failed = articles(press)[2:]
    assert (ended.status, ended.missing) == (3, dict.fromkeys(failed, "unhandled")), ended.stderr
    assert ended.stderr.count("LookupError: an error of ours") == len(failed)
