"""Why there is no response, as a code for the account."""

from __future__ import annotations

from scrapy.exceptions import DownloadTimeoutError, IgnoreRequest, ResponseDataLossError

from .stops import HostStopped

_NOT_CACHED = "Ignored request not in cache"  # so HttpCacheMiddleware says it, offline

_REASONS: tuple[tuple[type[BaseException], str], ...] = (
    (IgnoreRequest, "robots_disallowed"),  # the only other one of our middlewares that raises it
    (DownloadTimeoutError, "timeout"),
    (TimeoutError, "timeout"),
    (ResponseDataLossError, "truncated_response"),
)


def loss_reason(error: BaseException | None) -> str:
    """Code of a download that failed; the operating system's own words differ from machine to machine."""
    if isinstance(error, HostStopped):
        return error.stop.reason
    if isinstance(error, IgnoreRequest) and str(error).startswith(_NOT_CACHED):
        return "not_recorded"
    return next((reason for kind, reason in _REASONS if isinstance(error, kind)), "network_error")
