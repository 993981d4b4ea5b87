"""Faults: what goes wrong between a newspaper and its reader."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from http import HTTPStatus

from tests.press.chrome import site_page
from tests.press.pictures import jpeg

HTML = "text/html; charset=utf-8"
VISIT = date(2024, 11, 27)
OFF_SITE = "http://127.0.0.2:1"
PNG = b"\x89PNG\r\n\x1a\n" + jpeg("not a page", 8, 8)


class Kind(StrEnum):
    """Kinds of fault, by what the client sees."""

    NOT_FOUND = "not-found"  # 404
    SERVER_ERROR = "server-error"  # 500
    UNAVAILABLE = "unavailable"  # 503, with Retry-After if ``retry_after``
    TOO_MANY = "too-many"  # 429, with Retry-After if ``retry_after``
    RESET = "reset"  # the connection is reset before an answer
    TRUNCATED = "truncated"  # Content-Length is right, the second half of the body never comes
    EMPTY = "empty"  # 200, no bytes
    NOT_HTML = "not-html"  # 200, a PNG called text/html
    WRONG_CHARSET = "wrong-charset"  # header and meta say gb2312, the bytes are UTF-8
    GBK_UNDECLARED = "gbk-undeclared"  # the bytes are GBK and nothing says so
    HUGE = "huge"  # 20 MB of HTML
    DEEP = "deep"  # 40,000 nested divs
    SOFT_404 = "soft-404"  # 200, "the page does not exist" in the site's chrome
    BLOCK_PAGE = "block-page"  # a verification page, with ``status`` (200 or 403)
    REDIRECT_LATEST = "redirect-latest"  # 302 to the same page of the latest issue
    LATEST_SILENTLY = "latest-silently"  # 200 with the latest issue's page at this address
    REDIRECT_OFF_SITE = "redirect-off-site"  # 302 to another host
    OTHER_DATE_PRINTED = "other-date-printed"  # the page prints ``printed_date``
    SLOW = "slow"  # the answer comes after ``delay`` seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What goes wrong; ``times``: only at the first so many requests of each path, None: always."""

    kind: Kind
    times: int | None = None
    retry_after: int | None = None
    status: int = 200
    delay: float = 1.0
    printed_date: str = "2001-01-01"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """An answer to be sent: ``missing`` bytes are announced and never sent, ``reset`` sends none at all.

    ``raw`` gives the bytes of an answer that no server should send, status line and all, until the client hangs up;
    then nothing else is sent.
    """

    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    missing: int = 0
    reset: bool = False
    delay: float = 0.0
    raw: Callable[[], Iterable[bytes]] | None = None

    @property
    def phrase(self) -> str:
        return HTTPStatus(self.status).phrase

    def bare(self) -> Reply:
        """Without ETag and date: what is faulty must not be taken for what is fresh."""
        return replace(self, headers=tuple(pair for pair in self.headers if pair[0] == "Content-Type"))


def faulty_reply(
    fault: Fault, path: str, healthy: Reply, latest: str | None, reply_to: Callable[[str], Reply]
) -> Reply:
    """The answer at ``path`` instead of the ``healthy`` one; ``latest`` is the latest issue's address of the page."""
    plain = healthy.bare()
    retry = (("Retry-After", str(fault.retry_after)),) if fault.retry_after is not None else ()
    text = healthy.body.decode("utf-8", "replace")
    match fault.kind:
        case Kind.NOT_FOUND:
            return error_reply(404)
        case Kind.SERVER_ERROR:
            return error_reply(500)
        case Kind.UNAVAILABLE:
            return error_reply(503, *retry)
        case Kind.TOO_MANY:
            return error_reply(429, *retry)
        case Kind.RESET:
            return Reply(reset=True)
        case Kind.TRUNCATED:
            half = len(plain.body) // 2
            return replace(plain, body=plain.body[:half], missing=len(plain.body) - half)
        case Kind.EMPTY:
            return replace(plain, body=b"")
        case Kind.NOT_HTML:
            return _page(PNG)
        case Kind.WRONG_CHARSET:
            wrong = text.replace('<meta charset="utf-8">', '<meta charset="gb2312">')
            return _page(wrong.encode(), "text/html; charset=gb2312")
        case Kind.GBK_UNDECLARED:
            silent = text.replace('<meta charset="utf-8">\n', "")
            return _page(silent.encode("gbk", "xmlcharrefreplace"), "text/html")
        case Kind.HUGE:
            filler = "<p>江湾今夜无事。</p>\n".encode()
            return _page(plain.body + filler * (20_000_000 // len(filler) + 1))
        case Kind.DEEP:
            depth = 40_000
            return _page(text.replace("<body>", "<body>" + "<div>" * depth, 1).encode())
        case Kind.SOFT_404:
            message = '<div class="dzb-main"><p class="dzb-error">您访问的页面不存在</p></div>\n'
            return _page(site_page("页面不存在", message, visit=VISIT).encode())
        case Kind.BLOCK_PAGE:
            return replace(_page(BLOCK_PAGE.encode()), status=fault.status)
        case Kind.REDIRECT_LATEST:
            return Reply(status=302, headers=(("Location", latest or "/"),))
        case Kind.LATEST_SILENTLY:
            return reply_to(latest).bare() if latest else plain
        case Kind.REDIRECT_OFF_SITE:
            return Reply(status=302, headers=(("Location", OFF_SITE + path),))
        case Kind.OTHER_DATE_PRINTED:
            return _page(_redated(text, fault.printed_date).encode())
        case Kind.SLOW:
            return replace(healthy, delay=fault.delay)


BLOCK_PAGE = """<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>安全验证</title></head>
<body><div class="verify-box"><h1>安全验证</h1><p>您的访问过于频繁，请输入验证码后继续访问。</p>
<form action="/verify" method="post"><img src="/verify/image" alt="验证码">
<input name="captcha" placeholder="请输入验证码">
<button type="submit">提交</button></form></div></body></html>
"""


def _page(body: bytes, content_type: str = HTML) -> Reply:
    return Reply(headers=(("Content-Type", content_type),), body=body)


def error_reply(status: int, *headers: tuple[str, str]) -> Reply:
    """A plain error page."""
    phrase = HTTPStatus(status).phrase
    body = f"<html><head><title>{status} {phrase}</title></head><body><h1>{status} {phrase}</h1></body></html>\n"
    return Reply(status=status, headers=(("Content-Type", HTML), *headers), body=body.encode())


def _redated(text: str, day: str) -> str:
    """The page with another date in its .dzb-banmian-date."""
    mark = '<span class="dzb-banmian-date">'
    before, found, after = text.partition(mark)
    return before + found + day + after[len("2020-03-15") :] if found else text
