"""Scrapy's HTTP download handler, which says what is wrong with a certificate, and limits the headers of an answer.

Twisted reads as many headers as come.
"""

from __future__ import annotations

import logging
from typing import cast
from urllib.parse import urlsplit

from OpenSSL import SSL
from scrapy.core.downloader.handlers.http11 import (
    HTTP11DownloadHandler,
    _LenientHTTP11ClientFactory,
    _LenientHTTP11ClientProtocol,
)
from scrapy.crawler import Crawler
from scrapy.exceptions import DownloadCancelledError, DownloadFailedError
from scrapy.http import Request, Response
from twisted.internet.defer import Deferred
from twisted.internet.interfaces import IAddress
from twisted.python.failure import Failure
from twisted.web._newclient import HEADER, STATUS, HTTP11ClientProtocol, ResponseFailed, ResponseNeverReceived
from twisted.web._newclient import Request as SentRequest
from twisted.web.iweb import IPolicyForHTTPS, IResponse

from .certificates import Certificates
from .stops import HostStopped, Stop

log = logging.getLogger(__name__)

MAX_HEAD = 2**18  # bytes of a status line and headers; browsers take as many, servers send some 500


class HeadTooLarge(Exception):
    """The headers of an answer do not end."""


class _Protocol(_LenientHTTP11ClientProtocol):
    """One connection, which is cut once the headers of an answer have more than ``MAX_HEAD`` bytes."""

    def request(self, request: SentRequest) -> Deferred[IResponse]:
        self._head = 0  # bytes, of what announces itself as provisional (1xx) too
        return super().request(request)

    def dataReceived(self, bytes: bytes) -> None:  # noqa: A002, N802 - Twisted's interface
        super().dataReceived(bytes)  # type: ignore[no-untyped-call]
        if self._parser is not None and self._parser.state in (STATUS, HEADER):
            self._head += len(bytes)
            if self._head > MAX_HEAD:
                assert self.transport is not None
                self.transport.abortConnection()
                self._disconnectParser(Failure(HeadTooLarge()))  # type: ignore[no-untyped-call]


class _Factory(_LenientHTTP11ClientFactory):
    def buildProtocol(self, addr: IAddress | None) -> HTTP11ClientProtocol:  # noqa: ARG002, N802 - Twisted's interface
        return _Protocol(self._quiescentCallback)  # type: ignore[no-untyped-call]


class Downloads(HTTP11DownloadHandler):
    """Downloads over HTTP and HTTPS."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._pool._factory = _Factory  # noqa: SLF001 - as Scrapy sets it
        self._certificates = Certificates(crawler)
        self._contextFactory = cast(IPolicyForHTTPS, self._certificates)

    async def download_request(self, request: Request) -> Response:
        """The answer to ``request``.

        Raises:
            DownloadCancelledError: it is too large.
            HostStopped: the certificate of the host cannot be trusted.
        """
        try:
            return await super().download_request(request)
        except DownloadFailedError as error:
            failed = error.__cause__
            if isinstance(failed, ResponseFailed | ResponseNeverReceived) and any(map(_is_of_trust, failed.reasons)):
                host = (urlsplit(request.url).hostname or "").lower()
                raise HostStopped(Stop("bad_certificate", self._certificates.why_not(host))) from error
            if isinstance(failed, ResponseFailed) and any(one.check(HeadTooLarge) for one in failed.reasons):
                why = f"{request.url} answers with headers of more than {MAX_HEAD:,} bytes"
                log.warning(why)
                raise DownloadCancelledError(why) from error
            raise


def _is_of_trust(reason: Failure) -> bool:
    """Whether a connection was not made because of the certificate."""
    return isinstance(reason.value, SSL.Error) and "certificate verify failed" in str(reason.value)
