"""Block pages and captchas: recognised before they could be recorded as content."""

from __future__ import annotations

from scrapy.http import Response

from archive.captures.content_encoding import decoded

from ...platforms.capture import READ_AT_MOST, Capture
from ...platforms.html import says_blocked

BLOCKING_STATUSES = frozenset({403})
_REFUSES, _GIVES = "refuses the visitor", "gives content"  # flags of a response


def is_block_page(response: Response) -> bool:
    """Whether the response says that the visitor is not wanted; its body may still be content-encoded."""
    known = next((flag for flag in response.flags if flag in (_REFUSES, _GIVES)), None)
    if known is None:  # politeness asks, then the recorder
        known = _REFUSES if _is_refusal(response) else _GIVES
        response.flags.append(known)
    return known == _REFUSES


def _is_refusal(response: Response) -> bool:
    if response.status in BLOCKING_STATUSES:
        return True
    content_type = (response.headers.get(b"Content-Type") or b"").decode("latin-1")
    body, _ = decoded(response.body, response.headers.getlist(b"Content-Encoding"), READ_AT_MOST)
    return says_blocked(Capture(url=response.url, body=body, content_type=content_type))
