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

from archive.captures.warc import reason_of_status

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

NOT_GOT = "not_got"
"""Key of ``Request.meta``: the reason of the last failure, or why the site was not asked; a record may answer."""
UNHANDLED = "unhandled"
_NOT_IN_CACHE = "Ignored request not in cache"
"""What HttpCacheMiddleware says with HTTPCACHE_IGNORE_MISSING, in an ``IgnoreRequest`` without a type of its own."""


def loss_reason(error: BaseException | None) -> str:
    """Code of a download that failed; the operating system's own words differ from machine to machine."""
    if isinstance(error, NotAsked):
        return error.reason
    if isinstance(error, NotRecorded):
        return "not_recorded"
    if isinstance(error, HttpError):  # where the operator has set HTTPERROR_ALLOW_ALL back
        return reason_of_status(error.response.status)
    if isinstance(error, IgnoreRequest):
        return "not_recorded" if _NOT_IN_CACHE in str(error) else "ignored"
    reason = next((reason for kind, reason in _REASONS if isinstance(error, kind)), None)
    if reason is not None:
        return reason
    package = type(error).__module__.partition(".")[0]
    return "network_error" if isinstance(error, OSError) or package in _OF_THE_NETWORK else UNHANDLED
