"""The wire under the press: reads requests off sockets and puts each answer on them in one write."""

from __future__ import annotations

import socket
import struct
import time
from collections.abc import Callable
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple

from tests.press.faults import Reply


class Request(NamedTuple):
    """One request as it came in; header names in lower case."""

    at: float
    method: str
    path: str
    headers: dict[str, str]


class Wire(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 128

    def __init__(self, address: tuple[str, int], answer: Callable[[Request], Reply]) -> None:
        self.answer = answer
        self.open: set[socket.socket] = set()
        super().__init__(address, _Handler)

    def hang_up(self) -> None:
        """Ends what keep-alive clients hold open."""
        for each in list(self.open):
            _shut(each)

    def handle_error(self, request: object, client_address: object) -> None:
        """Clients may go whenever they like."""


def _shut(connection: socket.socket) -> None:
    """Ends a connection that may have ended already."""
    try:
        connection.shutdown(socket.SHUT_RDWR)
    except OSError:
        return


class _Handler(BaseHTTPRequestHandler):
    server: Wire
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def setup(self) -> None:
        super().setup()
        self.server.open.add(self.connection)

    def finish(self) -> None:
        self.server.open.discard(self.connection)
        super().finish()

    def do_GET(self) -> None:
        headers = {name.lower(): value for name, value in self.headers.items()}
        reply = self.server.answer(Request(time.monotonic(), self.command, self.path, headers))
        if reply.delay:
            time.sleep(reply.delay)
        if reply.reset:
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.connection.close()
            self.close_connection = True
            return
        if reply.raw is not None:
            self.close_connection = True
            for piece in reply.raw():
                self.connection.sendall(piece)
            return
        if reply.status == 200 and _is_fresh(reply, headers):
            reply = Reply(status=304, headers=reply.headers[1:])
        self.connection.sendall(_message(reply, body=self.command != "HEAD"))
        if reply.missing:
            self.close_connection = True

    do_HEAD = do_GET  # noqa: N815  # another such name


def _is_fresh(reply: Reply, headers: dict[str, str]) -> bool:
    """What the client has is what there is; an ETag goes before a date (RFC 9110 §13.2.2)."""
    known = dict(reply.headers)
    etag = headers.get("if-none-match")
    if etag is not None:
        return "ETag" in known and (etag == "*" or known["ETag"] in etag)
    since = headers.get("if-modified-since")
    return since is not None and since == known.get("Last-Modified")


def _message(reply: Reply, *, body: bool) -> bytes:
    """The whole answer; ``missing`` bytes are announced but not sent."""
    lines = [f"HTTP/1.1 {reply.status} {reply.phrase}", f"Date: {formatdate(usegmt=True)}", "Server: press"]
    lines += [f"{name}: {value}" for name, value in reply.headers]
    if reply.status != 304:
        lines.append(f"Content-Length: {len(reply.body) + reply.missing}")
    if reply.missing:
        lines.append("Connection: close")
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + (reply.body if body else b"")
