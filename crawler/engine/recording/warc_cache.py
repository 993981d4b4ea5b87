"""Record and replay: Scrapy's HTTP cache, kept as WARC files. The add-on (``addon``) puts it in its place.

The spider says where a response belongs (``HasCapturePlace``). Without that method, everything goes to
``HTTPCACHE_DIR``. ``request.meta["recorded"]`` says when a recorded response does not do:
``"never"``: ask again (conditionally, where it has validators); ``"anew"``: ask again, without conditions;
``"success"``: ask again for what was an error. Offline, every recorded response does.
"""

from __future__ import annotations

import logging
from collections import OrderedDict
from http.client import responses as reason_phrases
from pathlib import Path
from time import time
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from scrapy.exceptions import IgnoreRequest
from scrapy.http import Headers, Request, Response
from scrapy.responsetypes import responsetypes
from scrapy.settings import BaseSettings
from scrapy.spiders import Spider
from scrapy.utils.misc import load_object
from scrapy.utils.spider import DefaultSpider

from archive.captures.dates import past_moment
from archive.captures.store import Captures
from archive.captures.warc import FINAL, SUCCESS, TRANSIENT, http_block

from .capture_place import HasCapturePlace

if TYPE_CHECKING:
    from collections.abc import Callable

log = logging.getLogger(__name__)

OPEN_FILES = 8
ROBOTS_LIFETIME = 24 * 3600  # seconds; RFC 9309, 2.4


class CannotRecord(IgnoreRequest):
    """A response came and there is no room for it, or no access. The spider decides what follows."""


class WarcCachePolicy:
    """What may be recorded, and when a recorded response answers."""

    def __init__(self, settings: BaseSettings) -> None:
        hook = settings.get("EPAPER_WARC_REFUSE")
        self._is_refused: Callable[[Response], bool] | None = load_object(hook) if hook else None
        self._offline = settings.getbool("EPAPER_OFFLINE")

    def should_cache_request(self, request: Request) -> bool:
        """GET over HTTP."""
        return request.method == "GET" and request.url.startswith(("http://", "https://"))

    def should_cache_response(self, response: Response, request: Request) -> bool:  # noqa: ARG002 - Scrapy's interface
        """Everything but transient failures, what is not HTTP, and what ``EPAPER_WARC_REFUSE`` recognises."""
        if response.status in TRANSIENT or response.status == 304 or response.status not in FINAL:
            return False
        return self._is_refused is None or not self._is_refused(response)

    def is_cached_response_fresh(self, cachedresponse: Response, request: Request) -> bool:
        """Yes, unless the request says otherwise; then it is made conditional."""
        wanted = request.meta.get("recorded", "any")
        if (
            urlsplit(request.url).path == "/robots.txt"
            and time() - request.meta.get("cache_timestamp", 0) > ROBOTS_LIFETIME
        ):
            wanted = "never"
        if self._offline or wanted == "any" or (wanted == "success" and cachedresponse.status in SUCCESS):
            return True
        if wanted == "anew":
            return False
        for validator, condition in ((b"ETag", b"If-None-Match"), (b"Last-Modified", b"If-Modified-Since")):
            if validator in cachedresponse.headers and cachedresponse.status in SUCCESS:
                request.headers[condition] = cachedresponse.headers[validator]
        return False

    def is_cached_response_valid(self, cachedresponse: Response, response: Response, request: Request) -> bool:  # noqa: ARG002
        """The site says that nothing has changed."""
        return response.status == 304


captures_complete = object()
"""Signal of Scrapy's: whoever walks a folder's issue will record nothing more in ``folder``."""


class WarcCacheStorage:
    """Scrapy's cache storage over one WARC a folder. At most ``OPEN_FILES`` are open."""

    def __init__(self, settings: BaseSettings) -> None:
        self._default_folder = Path(settings["HTTPCACHE_DIR"] or "httpcache")
        self._offline = settings.getbool("EPAPER_OFFLINE")
        self._software = settings["USER_AGENT"]
        self._open: OrderedDict[Path, Captures] = OrderedDict()

    def open_spider(self, spider: Spider) -> None:
        """Files are opened as they are needed, and closed when their issue is complete."""
        spider.crawler.signals.connect(self.close_captures, signal=captures_complete)
        self._place = spider.capture_place if isinstance(spider, HasCapturePlace) else self._default_place
        if isinstance(spider, DefaultSpider):  # of `scrapy shell` and `scrapy fetch`: a person wants what is there now
            self._place = _no_place
        self._stats = spider.crawler.stats

    def _default_place(self, request: Request) -> tuple[Path, str]:
        return self._default_folder, request.url

    def close_spider(self, spider: Spider) -> None:  # noqa: ARG002 - Scrapy's interface
        """Write the indexes."""
        while self._open:
            self._close_oldest()

    def close_captures(self, folder: Path) -> None:
        """Close the captures of ``folder``, so that their index is there before the issue is published."""
        if folder in self._open:
            self._open.move_to_end(folder, last=False)
            self._close_oldest()

    def retrieve_response(self, spider: Spider, request: Request) -> Response | None:  # noqa: ARG002
        """The recorded response. It is given the address of the request, also where a mirror is asked."""
        place = self._place(request)
        if place is None:
            return None
        folder, url = place
        try:
            recorded = self._captures(folder).recorded(url) if self._may_open(folder) else None
        except OSError:  # storing will fail too, and says why
            return None
        if recorded is None:
            return None
        moment = past_moment(recorded.entry.date)
        request.meta["cache_timestamp"] = 0.0 if moment is None else moment.timestamp()
        message = recorded.message
        headers = Headers()
        for name, value in message.headers:
            headers.appendlist(name, value)
        kind = responsetypes.from_args(headers=headers, url=request.url, body=message.body)
        return kind(url=request.url, status=message.status, headers=headers, body=message.body)

    def store_response(self, spider: Spider, request: Request, response: Response) -> None:  # noqa: ARG002
        """Record a response, written before this returns; synced to the disk before its issue is published.

        Raises:
            CannotRecord: no room, or no access; what was recorded before stays whole.
        """
        place = self._place(request)
        if place is None:
            return
        folder, url = place
        phrase = reason_phrases.get(response.status, "Unknown")
        try:
            self._captures(folder).add_response(
                url,
                request=_request_block(request),
                status_line=f"HTTP/1.1 {response.status} {phrase}",
                headers=_recorded_headers(response),
                body=response.body,
            )
        except OSError as error:
            raise CannotRecord(f"cannot record to {folder}: {error.strerror}") from error

    def _may_open(self, folder: Path) -> bool:
        """Offline, no file is made where none is."""
        return folder in self._open or not self._offline or (folder / "captures.warc.gz").exists()

    def _captures(self, folder: Path) -> Captures:
        captures = self._open.get(folder)
        if captures is None:
            while len(self._open) >= OPEN_FILES:
                self._close_oldest()
            captures = self._open[folder] = Captures(folder, self._software)
            if captures.torn_bytes:
                self._stats.inc_value("epaper/torn_records")
                log.warning("cut a torn record of %d bytes away from %s", captures.torn_bytes, folder)
        self._open.move_to_end(folder)
        return captures

    def _close_oldest(self) -> None:
        folder, captures = self._open.popitem(last=False)
        try:
            captures.close()
        except OSError as error:  # the captures are whole; the index can be made again from them
            log.error("cannot write the index of %s: %s", folder, error.strerror)  # noqa: TRY400 - no traceback for a full disk


def _no_place(request: Request) -> None:
    """Nothing is recorded, and nothing recorded answers."""


def _recorded_headers(response: Response) -> list[tuple[bytes, bytes]]:
    """Those that are true of the body as it is recorded: Scrapy has put it together, and a 304 may call it empty."""
    length = str(len(response.body)).encode()
    return [
        (name, length if name.lower() == b"content-length" else value)
        for name, value in _pairs(response.headers)
        if name.lower() != b"transfer-encoding"
    ]


def _pairs(headers: Headers) -> list[tuple[bytes, bytes]]:
    return [(name, value) for name, values in headers.items() for value in values]


def _request_block(request: Request) -> bytes:
    parts = urlsplit(request.url)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    headers = [(b"Host", parts.netloc.encode()), *_pairs(request.headers)]
    return http_block(f"{request.method} {target} HTTP/1.1", headers, request.body)
