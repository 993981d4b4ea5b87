"""Why there is no response, as a code for the account.

The exceptions of this program carry their reasons. Those of Scrapy are told apart here; any other ``IgnoreRequest``
comes from a component that the operator added or switched on. What no library of the network raises is nobody's network
error: it was raised over an answer, by this program or by such a component.
"""

from __future__ import annotations

from scrapy.exceptions import (
    DownloadCancelledError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
    StopDownload,
)
from scrapy.spidermiddlewares.httperror import HttpError

from .recording.offline import NotRecorded
from .stops import NotAsked

_REASONS: tuple[tuple[type[BaseException], str], ...] = (
    (DownloadTimeoutError, "timeout"),
    (TimeoutError, "timeout"),
    (ResponseDataLossError, "truncated_response"),
    (DownloadCancelledError, "over_maxsize"),  # Scrapy raises it for nothing else
    (StopDownload, "ignored"),  # by a handler of the operator's: Scrapy has none
)
_OF_THE_NETWORK = ("OpenSSL", "scrapy", "service_identity", "twisted")
"""Packages whose exceptions say that the network, or the site's side of it, failed."""

UNHANDLED = "unhandled"
_WORDS = (
    # HttpCacheMiddleware, with HTTPCACHE_IGNORE_MISSING
    ("Ignored request not in cache", "not_recorded"),
    # HttpCompressionMiddleware, of a response that is small only while it is packed
    ("exceeded DOWNLOAD_MAXSIZE", "over_maxsize"),
)
"""What Scrapy says in an ``IgnoreRequest``, which has no type of its own for it."""


def loss_reason(error: BaseException | None) -> str:
    """Code of a download that failed; the operating system's own words differ from machine to machine."""
    if isinstance(error, NotAsked):
        return error.reason
    if isinstance(error, NotRecorded):
        return "not_recorded"
    if isinstance(error, HttpError):  # where the operator has set HTTPERROR_ALLOW_ALL back
        return f"http_{error.response.status}"
    if isinstance(error, IgnoreRequest):
        message = str(error)
        return next((reason for words, reason in _WORDS if words in message), "ignored")
    reason = next((reason for kind, reason in _REASONS if isinstance(error, kind)), None)
    if reason is not None:
        return reason
    package = type(error).__module__.partition(".")[0]
    return "network_error" if isinstance(error, OSError) or package in _OF_THE_NETWORK else UNHANDLED
