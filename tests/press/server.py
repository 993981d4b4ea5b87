"""The press as a server: real sockets on loopback, one answer in one write, a list of what was asked for."""

from __future__ import annotations

import threading
from collections import Counter, OrderedDict
from collections.abc import Iterable, Mapping
from datetime import date
from email.utils import formatdate
from hashlib import blake2b
from types import TracebackType
from typing import TYPE_CHECKING, Protocol, Self

from tests.press import dzb
from tests.press.editor import Order
from tests.press.faults import HTML, Fault, Reply, error_reply, faulty_reply
from tests.press.wire import Request, Wire

if TYPE_CHECKING:
    from tests.press.copy import Paper

ROBOTS = "User-agent: *\nAllow: /\n"
TYPES = {"jpg": "image/jpeg", "pdf": "application/pdf", "txt": "text/plain; charset=utf-8"}


class Printed(Protocol):
    """Prints an issue; ``dzb.printed_files`` is one."""

    def __call__(self, paper: Paper, *, visit: date = ...) -> dict[str, bytes]: ...


class Press:
    """Serves ``papers`` while the ``with`` block lasts.

    Papers may be ``Order``s: an issue is edited and printed when it is first asked for, and the last ``keep``
    issues stay in memory. ``faults`` maps a path, or its beginning and a ``*``, to what goes wrong there; it may be
    changed while serving. ``robots`` None: there is no robots.txt.
    """

    def __init__(
        self,
        papers: Iterable[Paper | Order],
        *,
        faults: Mapping[str, Fault] | None = None,
        robots: str | None = ROBOTS,
        visit: date = dzb.VISIT,
        port: int = 0,
        keep: int = 4,
        printed: Printed = dzb.printed_files,
    ) -> None:
        self.papers = {(paper.title.code, paper.issue_date.isoformat()): paper for paper in papers}
        self.faults = dict(faults or {})
        self.robots = robots
        self.requests: list[Request] = []
        self.moved: dict[str, str] = {}  # path: whose answer it gives
        self.replies: dict[str, Reply] = {}  # path: what it gives, whatever stands there
        self._visit, self._keep, self._printed = visit, keep, printed
        self._issues: OrderedDict[tuple[str, str], dict[str, Reply]] = OrderedDict()
        self._faulty: Counter[tuple[Fault, str]] = Counter()
        self._lock = threading.Lock()
        self._server = Wire(("127.0.0.1", port), self.answer)
        self._thread: threading.Thread | None = None

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def counts(self) -> Counter[str]:
        """How often each path was asked for."""
        return Counter(request.path for request in self.requests)

    def count(self, path: str) -> int:
        return self.counts()[path]

    def __enter__(self) -> Self:
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._server.hang_up()
        if self._thread:
            self._thread.join()

    def serve_forever(self) -> None:
        """Serves in this thread until interrupted."""
        self._server.serve_forever()

    def publish(self, paper: Paper | Order) -> None:
        """Adds an issue, or puts a revised one in the place of the one that was served so far."""
        key = paper.title.code, paper.issue_date.isoformat()
        with self._lock:
            self.papers[key] = paper
            self._issues.pop(key, None)

    def latest(self, code: str) -> Paper | Order | None:
        """The current edition of a title."""
        days = [key for key in self.papers if key[0] == code]
        return self.papers[max(days)] if days else None

    def answer(self, request: Request) -> Reply:
        """Notes the request; its fault counts if it has one left."""
        self.requests.append(request)
        path = request.path.partition("?")[0]
        healthy = self.healthy_reply(path)
        fault = self._due_fault(path)
        return faulty_reply(fault, path, healthy, self._latest_path(path), self.healthy_reply) if fault else healthy

    def healthy_reply(self, path: str) -> Reply:
        """The answer without faults."""
        if path in self.replies:
            return self.replies[path]
        path = self.moved.get(path, path)
        parts = path.strip("/").split("/")
        if path == "/robots.txt" and self.robots is not None:
            return _reply(self.robots.encode(), "txt", date(2019, 1, 1))
        if len(parts) >= 3 and parts[0] in ("html", "images"):
            issue = self._issue(parts[1], parts[2])
            found = issue.get(path) or issue.get(_other_ending(path))
            if found:
                return found
        elif len(parts) == 3 and path == dzb.index_path(parts[1]):
            latest = self.latest(parts[1])
            if latest:
                return self._issue(parts[1], latest.issue_date.isoformat())[path]
        return error_reply(404)

    def _issue(self, code: str, day: str) -> dict[str, Reply]:
        key = code, day
        source = self.papers.get(key)
        if source is None:
            return {}
        with self._lock:
            if key not in self._issues:
                paper = source.paper() if isinstance(source, Order) else source
                files = self._printed(paper, visit=self._visit)
                files[dzb.index_path(code)] = dzb.index_page(paper)
                self._issues[key] = {
                    path: _reply(body, path.rpartition(".")[2], paper.issue_date) for path, body in files.items()
                }
            self._issues.move_to_end(key)
            while len(self._issues) > self._keep:
                self._issues.popitem(last=False)
            return self._issues[key]

    def _due_fault(self, path: str) -> Fault | None:
        for pattern, fault in list(self.faults.items()):
            if pattern == path or (pattern.endswith("*") and path.startswith(pattern[:-1])):
                with self._lock:
                    self._faulty[fault, path] += 1
                    seen = self._faulty[fault, path]
                if fault.times is None or seen <= fault.times:
                    return fault
        return None

    def _latest_path(self, path: str) -> str | None:
        """The same page of the latest issue; of an article, the page it stands on; else its front page."""
        parts = path.strip("/").split("/")
        latest = self.latest(parts[1]) if len(parts) > 2 else None
        if latest is None:
            return None
        paper = latest.paper() if isinstance(latest, Order) else latest
        token = parts[3].rpartition(".")[0] or parts[3] if len(parts) > 3 else ""
        return next((sheet.path for sheet in paper.sheets if sheet.token == token), paper.sheets[0].path)


def _other_ending(path: str) -> str:
    """Both endings lead to a page: .htm and .html."""
    return path + "l" if path.endswith(".htm") else path.removesuffix("l") if path.endswith(".html") else path


def _reply(body: bytes, ending: str, day: date) -> Reply:
    noon = (day - date(1970, 1, 1)).days * 86400 + 4 * 3600
    return Reply(
        headers=(
            ("Content-Type", TYPES.get(ending, HTML)),
            ("ETag", f'"{blake2b(body, digest_size=12).hexdigest()}"'),
            ("Last-Modified", formatdate(noon, usegmt=True)),
        ),
        body=body,
    )
