"""A capture (抓取): the bytes that one address gave, wherever they came from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """One response, recorded or live, or one saved file.

    ``url`` is the newspaper's own, canonical address, also when a mirror served it; ``None`` for a text capture
    without one. ``content_type`` is the header's value; ``None`` where there is none. ``body`` is free of transfer and
    content encodings. ``captured_on``: the day, in Shanghai; ``None``: not known. ``is_text``: it is what a reader saw
    of a page (a ``conversion`` record), not what the site sent.
    """

    url: str | None
    body: bytes
    content_type: str | None = None
    status: int = 200
    captured_on: date | None = None
    is_text: bool = False
