"""A captcha is known by what it says, whatever it calls itself and however it is packed: nothing of it is archived."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.crawler.engine.politeness.visits import articles, order
from tests.hostile.bounded import DAY, crawled
from tests.press import Press
from tests.press.faults import BLOCK_PAGE, Reply
from tests.recording.crawling import folder_of, recorded_paths


def bare(body: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(body) + packer.flush()


def plain(body: bytes) -> bytes:
    return body


NOTICE = "您的访问过于频繁，请稍后再试"
TYPES = {"xhtml": "application/xhtml+xml", "capitals": "Text/HTML", "none": None, "binary": "application/octet-stream"}
PAGES: dict[str, tuple[str | None, str | None, Callable[[bytes], bytes], str]] = {
    **{name: (mime, None, plain, BLOCK_PAGE) for name, mime in TYPES.items()},
    "blank": (" text/html", None, plain, BLOCK_PAGE),
    "picture": ("image/jpeg", None, plain, BLOCK_PAGE),
    "bare deflate": ("text/html", "deflate", bare, BLOCK_PAGE),
    "twice": ("text/html", "gzip, gzip", lambda body: gzip.compress(gzip.compress(body)), BLOCK_PAGE),
    "cut": ("text/html", "gzip", lambda body: gzip.compress(body)[:-20], BLOCK_PAGE),
    "text": ("text/plain", None, plain, NOTICE),
    "json": ("application/json", None, plain, f'{{"code": 403, "msg": "{NOTICE}"}}'),
}


@pytest.mark.parametrize("name", PAGES)
def test_a_block_page_ends_the_crawl_and_is_not_archived(tmp_path: Path, name: str) -> None:
    mime, encoding, pack, text = PAGES[name]
    press = Press([order(DAY)])
    story = articles(press)[-1]  # asked for first
    given = {"Content-Type": mime, "Content-Encoding": encoding}
    headers = tuple((header, value) for header, value in given.items() if value is not None)
    press.replies[story] = Reply(headers=headers, body=pack(text.encode()))
    with press:
        ended = crawled(press, tmp_path, "EPAPER_STOP_WHEN_BLOCKED=1")
        assert press.requests[-1].path == story
    assert ended.status == 5, ended.stderr
    assert "is a captcha or a block page" in ended.said
    assert story not in recorded_paths(folder_of(tmp_path / "output"))


def test_what_forbids_a_captchas_folder_and_an_article_about_captchas_are_none(tmp_path: Path) -> None:
    press = Press([order(DAY)], robots="User-agent: *\nDisallow: /captcha\n")
    story = articles(press)[-1]
    body = press.healthy_reply(story).body.decode().replace("记者", "验证码记者")
    press.replies[story] = Reply(headers=(("Content-Type", "text/html"),), body=body.encode())
    with press:
        assert crawled(press, tmp_path, "EPAPER_STOP_WHEN_BLOCKED=1").status == 0
