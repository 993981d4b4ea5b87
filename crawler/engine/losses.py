"""Why there is no response, as a code for the account."""

from __future__ import annotations

from scrapy.exceptions import DownloadTimeoutError, IgnoreRequest, ResponseDataLossError

from .warc import NotRecorded

_REASONS: tuple[tuple[type[BaseException], str], ...] = (
    (NotRecorded, "not_recorded"),
    (IgnoreRequest, "robots_disallowed"),  # the only one of our middlewares that raises it
    (DownloadTimeoutError, "timeout"),
    (TimeoutError, "timeout"),
    (ResponseDataLossError, "truncated_response"),
)


def loss_reason(error: BaseException | None) -> str:
    """Code of a download that failed; the operating system's own words differ from machine to machine."""
    return next((reason for kind, reason in _REASONS if isinstance(error, kind)), "network_error")
