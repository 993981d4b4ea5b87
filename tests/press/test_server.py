"""The press as a server: it serves, counts and remembers, and its faults are what they are called."""

from __future__ import annotations

import http.client
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.press import Fault, Kind, Order, Paper, Press, Title, edited_paper, index_path, printed_files

TITLE = Title(code="xmwb", name="江湾晚报")
DAY = date(2020, 3, 15)
FRONT = f"/html/xmwb/{DAY}/1.html"


def issue(*, seed: int = 1) -> Paper:
    return edited_paper(TITLE, DAY, seed=seed)


# What is served


def get(press: Press, path: str, **headers: str) -> tuple[int, http.client.HTTPMessage, bytes]:
    connection = http.client.HTTPConnection(urlsplit(press.base_url).netloc, timeout=5)
    try:
        connection.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        response = connection.getresponse()
        return response.status, response.headers, response.read()
    finally:
        connection.close()


def test_serves_counts_and_remembers() -> None:
    with Press([Order(title=TITLE, issue_date=DAY), Order(title=TITLE, issue_date=date(2020, 3, 16))]) as press:
        status, headers, body = get(press, FRONT, User_Agent="reader")
        assert (status, headers["Content-Type"]) == (200, "text/html; charset=utf-8")
        assert body == printed_files(issue())[FRONT]
        assert get(press, FRONT.removesuffix("l"))[2] == body
        assert get(press, "/robots.txt")[2] == b"User-agent: *\nAllow: /\n"
        assert get(press, "/html/xmwb/2020-03-17/1.html")[0] == 404
        assert "2020-03-16" in get(press, index_path("xmwb"))[2].decode()
        assert press.count(FRONT) == 1
        assert press.counts().total() == 5
        at, method, path, sent = press.requests[0]
        assert (method, path, sent["user-agent"]) == ("GET", FRONT, "reader")
        assert at <= time.monotonic()


def test_conditional_requests_are_answered_304_until_the_issue_is_revised() -> None:
    with Press([issue()]) as press:
        _, headers, _ = get(press, FRONT)
        assert get(press, FRONT, If_None_Match=headers["ETag"])[::2] == (304, b"")
        assert get(press, FRONT, If_Modified_Since=headers["Last-Modified"])[0] == 304
        press.publish(issue(seed=2))
        assert get(press, FRONT, If_None_Match=headers["ETag"])[0] == 200


def test_keeps_few_issues_and_one_connection() -> None:
    days = [Order(title=TITLE, issue_date=date(2020, 3, day), pages=2, articles=2) for day in range(1, 9)]
    with Press(days, keep=2, robots=None) as press:
        connection = http.client.HTTPConnection(urlsplit(press.base_url).netloc, timeout=5)
        sizes = []
        for order in days:
            connection.request("GET", f"/html/xmwb/{order.issue_date}/1.html")
            port = connection.sock.getsockname()[1]
            sizes.append((port, connection.getresponse().read() != b""))
        connection.close()
        assert len(set(sizes)) == 1
        assert get(press, "/robots.txt")[0] == 404


Sign = Callable[[http.client.HTTPMessage, bytes, bytes], bool]

STATUS = {
    Kind.NOT_FOUND: 404,
    Kind.SERVER_ERROR: 500,
    Kind.UNAVAILABLE: 503,
    Kind.TOO_MANY: 429,
    Kind.BLOCK_PAGE: 403,
    Kind.REDIRECT_LATEST: 302,
    Kind.REDIRECT_OFF_SITE: 302,
}


@pytest.mark.parametrize("kind", Kind)
def test_a_fault_is_what_it_is_called(kind: Kind) -> None:
    latest = edited_paper(TITLE, date(2020, 3, 16), seed=1)
    fault = Fault(kind=kind, times=1, retry_after=7, status=STATUS.get(kind, 200), delay=0.2)
    with Press([issue(), latest], faults={FRONT: fault}) as press:
        healthy = press.healthy_reply(FRONT).body
        started = time.monotonic()
        if kind is Kind.RESET:
            with pytest.raises(ConnectionResetError):
                get(press, FRONT)
        elif kind is Kind.TRUNCATED:
            with pytest.raises(http.client.IncompleteRead) as cut:
                get(press, FRONT)
            assert 0 < len(cut.value.partial) < len(healthy)
        else:
            status, headers, body = get(press, FRONT)
            assert status == STATUS.get(kind, 200)
            assert kind not in SIGNS or SIGNS[kind](headers, body, healthy)
        assert (time.monotonic() - started >= 0.2) is (kind is Kind.SLOW)
        assert get(press, FRONT)[2] == healthy


SIGNS: dict[Kind, Sign] = {
    Kind.UNAVAILABLE: lambda headers, body, _: headers["Retry-After"] == "7" and b"503" in body,
    Kind.TOO_MANY: lambda headers, body, _: headers["Retry-After"] == "7" and b"429" in body,
    Kind.EMPTY: lambda _, body, __: body == b"",
    Kind.NOT_HTML: lambda headers, body, _: "html" in headers["Content-Type"] and body[:4] == b"\x89PNG",
    Kind.WRONG_CHARSET: lambda headers, body, _: "gb2312" in headers["Content-Type"] and "要闻" in body.decode(),
    Kind.GBK_UNDECLARED: lambda headers, body, _: (
        "charset" not in headers["Content-Type"] and b"charset" not in body[:300] and "要闻" in body.decode("gbk")
    ),
    Kind.HUGE: lambda _, body, __: 20_000_000 < len(body) < 21_000_000,
    Kind.DEEP: lambda _, body, __: body.count(b"<div>") >= 40_000,
    Kind.SOFT_404: lambda _, body, __: "您访问的页面不存在" in body.decode() and b"dzb-footer" in body,
    Kind.BLOCK_PAGE: lambda _, body, __: "请输入验证码" in body.decode(),
    Kind.REDIRECT_LATEST: lambda headers, *_: headers["Location"] == "/html/xmwb/2020-03-16/1.html",
    Kind.LATEST_SILENTLY: lambda _, body, healthy: b"2020-03-16</span>" in body and body != healthy,
    Kind.REDIRECT_OFF_SITE: lambda headers, *_: headers["Location"].startswith("http://127.0.0.2:1/html/"),
    Kind.OTHER_DATE_PRINTED: lambda _, body, __: b'date">2001-01-01</span>' in body,
    Kind.SLOW: lambda _, body, healthy: body == healthy,
}


def test_a_fault_may_hold_for_all_below_a_path() -> None:
    with Press([issue()], faults={f"/html/xmwb/{DAY}/*": Fault(kind=Kind.NOT_FOUND, times=1)}) as press:
        paths = [FRONT, FRONT.replace("/1.", "/2.")]
        assert [get(press, path)[0] for path in paths * 2] == [404, 404, 200, 200]


# The command


def test_runs_by_itself_and_writes_files(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.press", "--issues", "2", "--pages", "3", "--articles", "2"]
    root = Path(__file__).parents[2]
    with subprocess.Popen([*command, "--port", "0"], stdout=subprocess.PIPE, text=True, cwd=root) as process:
        assert process.stdout is not None
        address = urlsplit(process.stdout.readline().strip())
        with socket.create_connection((address.hostname or "", address.port or 0), timeout=5) as connection:
            connection.sendall(b"GET /html/xmwb/2020-03-01/1.html HTTP/1.1\r\nHost: x\r\n\r\n")
            served = connection.recv(100)
        process.terminate()
    assert served.startswith(b"HTTP/1.1 200 OK")
    subprocess.run([*command, "--to", str(tmp_path)], check=True, stdout=subprocess.DEVNULL, cwd=root)
    page = (tmp_path / "html/xmwb/2020-03-02/1.html").read_bytes()
    assert "江湾晚报" in page.decode()
    assert (tmp_path / "index/xmwb/index.html").is_file()
