"""The address of a text that carries none: its checksum, and where somebody placed it by hand."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from urllib.parse import parse_qs, urlencode


@dataclass(frozen=True, slots=True, kw_only=True)
class HandPlacement:
    """Where a text stands by the word of whoever imported it. ``page_token``: as in addresses, ``2-3``."""

    page_token: str
    headline: str


def text_address(body: bytes, placement: HandPlacement | None = None) -> str:
    """``urn:sha256:1f0c…``; of a text placed by hand with ``?=page=2-3&headline=…`` (a q-component, RFC 8141)."""
    address = f"urn:sha256:{hashlib.sha256(body).hexdigest()}"
    if placement is None:
        return address
    return f"{address}?={urlencode({'page': placement.page_token, 'headline': placement.headline})}"


def unplaced(url: str) -> str:
    """The address of a text without its placement; any other address as it is."""
    return url.partition("?=")[0] if url.startswith("urn:sha256:") else url


def hand_placement(url: str) -> HandPlacement | None:
    """What ``text_address`` wrote of a placement; ``None``: nothing, or it is no address of a text."""
    address, _, query = url.partition("?=")
    if not address.startswith("urn:sha256:"):
        return None
    fields = parse_qs(query)
    page, headline = fields.get("page"), fields.get("headline")
    return None if page is None or headline is None else HandPlacement(page_token=page[0], headline=headline[0])
