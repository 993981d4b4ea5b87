"""A capture (抓取): the bytes that one address gave, wherever they came from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

MAX_BODY_BYTES = 8 * 2**20  # of a page, decoded; the heaviest seen weighs 0.2 MB
READ_AT_MOST = MAX_BODY_BYTES + 1
"""Bytes of a body that are decoded: one that has so many is too large."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """One response, recorded or live, or one saved file.

    ``url`` is the newspaper's own, canonical address, also when a mirror served it; ``None`` for a text capture
    without one. ``content_type`` is the header's value; ``None`` where there is none. ``body`` is free of transfer and
    content encodings. ``captured_on``: the day, in Shanghai; ``None``: not known. ``is_text``: it is what a reader saw
    of a page (a ``conversion`` record), not what the site sent. ``is_saved``: somebody saved it (a ``resource``), and
    the browser may have changed it. ``is_cut``: its encoded body ended before its end.
    """

    url: str | None
    body: bytes
    content_type: str | None = None
    status: int = 200
    captured_on: date | None = None
    is_text: bool = False
    is_saved: bool = False
    is_cut: bool = False

    @property
    def is_too_large(self) -> bool:
        """Whether it is larger than any page; then ``body`` may be but its beginning."""
        return len(self.body) > MAX_BODY_BYTES
