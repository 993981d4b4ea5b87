"""The address of a text that carries none: its checksum, and where it stands by the word of whoever imported it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from urllib.parse import parse_qs, urlencode

from ..record.days import iso_day


@dataclass(frozen=True, slots=True, kw_only=True)
class HandPlacement:
    """Where a text stands by the word of whoever imported it; what that person did not have to say is ``None``.

    ``page_token``: as in addresses, ``2-3``. ``issue_date`` is ``None`` in the captures of an older version too, where
    the issue is that of the folder.
    """

    issue_date: date | None = None
    edition: str | None = None
    page_token: str | None = None
    headline: str | None = None

    def is_elsewhere(self, issue_date: date, edition: str) -> bool:
        """Whether this places the text in another issue than the one of that date and edition."""
        return self.issue_date not in (None, issue_date) or self.edition not in (None, edition)


def text_address(body: bytes, placement: HandPlacement | None = None) -> str:
    """``urn:sha256:1f0c…`` of a text as it is recorded, and where it was placed.

    Not of its file: the same text may come in several encodings.
    """
    return placed_address(f"urn:sha256:{hashlib.sha256(body).hexdigest()}", placement)


def placed_address(address: str, placement: HandPlacement | None) -> str:
    """The address of a text, placed: with ``?=date=2020-03-15&edition=a&page=2-3&headline=…``.

    What follows the address of the text is a q-component (RFC 8141).
    """
    if placement is None:
        return address
    fields = {
        "date": placement.issue_date,
        "edition": placement.edition,
        "page": placement.page_token,
        "headline": placement.headline,
    }
    return f"{address}?={urlencode({name: value for name, value in fields.items() if value is not None})}"


def unplaced(url: str, sha256: str = "") -> str:
    """The address of a text without its placement; any other address as it is.

    ``sha256``: of what is recorded under it, in hexadecimal. Older archives called a text after the bytes of its file;
    it is the same text.
    """
    if not url.startswith("urn:sha256:"):
        return url
    return f"urn:sha256:{sha256}" if sha256 else url.partition("?=")[0]


def hand_placement(url: str) -> HandPlacement | None:
    """What ``text_address`` wrote of a placement; ``None``: nothing, or it is no address of a text."""
    address, _, query = url.partition("?=")
    if not address.startswith("urn:sha256:"):
        return None
    fields = {name: values[0] for name, values in parse_qs(query).items()}
    page, headline, day = fields.get("page"), fields.get("headline"), fields.get("date")
    if (page is None) != (headline is None) or not fields.keys() & {"page", "edition"}:
        return None
    issue_date = None if day is None else iso_day(day)
    if day is not None and issue_date is None:
        return None
    return HandPlacement(issue_date=issue_date, edition=fields.get("edition"), page_token=page, headline=headline)
