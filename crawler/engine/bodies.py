"""How large the body of an answer may be: as it is sent, and without its content encodings.

This middleware stands in the place of Scrapy's HttpCompressionMiddleware, which decodes some bodies otherwise than a
replay does, and drops one that is too large. Here both decode by ``archive.captures.content_encoding``; of a body that
is too large so much is left that whoever reads it finds it too large.
"""

from __future__ import annotations

import logging

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Response, TextResponse
from scrapy.responsetypes import responsetypes

from archive.captures.content_encoding import decoded

from ..platforms.capture import READ_AT_MOST
from .politeness.robots import MAX_BYTES, OF_ROBOTS

log = logging.getLogger(__name__)

PAGE_DOWNLOAD = 32 * 2**20  # bytes of a page or of a robots.txt as it is sent; one that is refused can be looked at
CUT_SHORT = "cut short"
"""A flag of a response: its encoded body ended before its end."""


class Bodies:
    """Sets the largest download of each request, and decodes what comes.

    ``largest``: bytes of a body that is none of a page's and none of a robots.txt, as it is sent and decoded.
    """

    def __init__(self, largest: int) -> None:
        self._largest = largest

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Bodies:
        """Read the settings.

        Raises:
            NotConfigured: nothing is to be decoded.
        """
        if not crawler.settings.getbool("COMPRESSION_ENABLED"):
            raise NotConfigured
        return cls(crawler.settings.getint("DOWNLOAD_MAXSIZE"))

    def process_request(self, request: Request) -> None:
        """Set the largest download of a page and of a robots.txt."""
        if _is_of_page(request) or OF_ROBOTS in request.meta:
            request.meta.setdefault("download_maxsize", min(self._largest, PAGE_DOWNLOAD))

    def process_response(self, request: Request, response: Response) -> Response:
        """Take the content encodings off, but for those of a picture: it is recorded, and read by nobody."""
        encodings = response.headers.getlist("Content-Encoding")
        if not encodings or request.method == "HEAD" or request.meta.get("kind") == "picture":
            return response
        limit = self._limit(request)
        body, is_whole = decoded(response.body, encodings, limit)
        if len(body) >= limit:
            log.warning("%s is larger than %s bytes when it is unpacked; the rest is not read", response, f"{limit:,}")
        kind = responsetypes.from_args(headers=response.headers, url=response.url, body=body)
        as_text = {"encoding": None} if issubclass(kind, TextResponse) else {}
        flags = response.flags if is_whole else [*response.flags, CUT_SHORT]
        plain = response.replace(cls=kind, body=body, flags=flags, **as_text)
        del plain.headers["Content-Encoding"]
        return plain

    def _limit(self, request: Request) -> int:
        if OF_ROBOTS in request.meta:
            return MAX_BYTES + 1
        return READ_AT_MOST if _is_of_page(request) else self._largest


def _is_of_page(request: Request) -> bool:
    return request.meta.get("kind") not in (None, "picture")
