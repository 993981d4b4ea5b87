"""A press on loopback that is asked as a proxy: it answers for whole addresses, on whichever of its hosts.

So each newspaper is asked at its own addresses, on its own hosts, and nothing of an archive depends on a port.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterable, Mapping
from hashlib import blake2b
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from tests.odd_platforms.prints.printing import Printing
from tests.press.faults import Fault, Reply, error_reply, faulty_reply
from tests.press.wire import Request, Wire

TYPES = {
    "html": "text/html",
    "json": "application/json",
    "js": "text/javascript",
    "jpg": "image/jpeg",
    "pdf": "application/pdf",
    "txt": "text/plain; charset=utf-8",
}


class ProxyPress:
    """Serves ``files`` by their address while the ``with`` block lasts; both may be changed meanwhile.

    ``faults`` maps an address, or its beginning and a ``*``, to what goes wrong there. ``wary``: hosts that answer 403
    to whoever does not say from which page he comes.
    """

    def __init__(
        self,
        printings: Iterable[Printing],
        *,
        faults: Mapping[str, Fault] | None = None,
        wary: Iterable[str] = (),
        more: Mapping[str, bytes] | None = None,
    ) -> None:
        self.files: dict[str, bytes] = dict(more or {})
        for printing in printings:
            self.files |= printing.files()
        self.faults = dict(faults or {})
        self.wary = frozenset(wary)
        self.requests: list[Request] = []
        self._faulty: Counter[tuple[Fault, str]] = Counter()
        self._lock = threading.Lock()
        self._server = Wire(("127.0.0.1", 0), self.answer)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    @property
    def address(self) -> str:
        """Of the proxy."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._server.hang_up()
        self._thread.join()

    def counts(self) -> Counter[str]:
        """How often each address was asked for."""
        return Counter(request.path for request in self.requests)

    def answer(self, request: Request) -> Reply:
        """Notes the request; its fault counts if it has one left."""
        self.requests.append(request)
        url = request.path
        parts = urlsplit(url)
        if parts.netloc in self.wary and parts.path != "/robots.txt" and "referer" not in request.headers:
            return error_reply(403)
        healthy = self._healthy(url)
        fault = self._due_fault(url)
        return healthy if fault is None else faulty_reply(fault, url, healthy, None, self._healthy)

    def _healthy(self, url: str) -> Reply:
        body = self.files.get(url.partition("?")[0])
        if body is None:
            return error_reply(404)
        etag = f'"{blake2b(body, digest_size=12).hexdigest()}"'
        kind = TYPES[urlsplit(url).path.rpartition(".")[2]]
        return Reply(headers=(("Content-Type", kind), ("ETag", etag)), body=body)

    def _due_fault(self, url: str) -> Fault | None:
        for place, fault in self.faults.items():
            if url == place or (place.endswith("*") and url.startswith(place[:-1])):
                with self._lock:
                    self._faulty[fault, url] += 1
                    seen = self._faulty[fault, url]
                if fault.times is None or seen <= fault.times:
                    return fault
        return None
