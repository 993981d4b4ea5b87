"""A clipping (剪报): one article as a single capture prints it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date

from .article_parts import Author, Block, Jump, Photo


@dataclass(frozen=True, slots=True, kw_only=True)
class Clipping:
    """One article as printed: what a single capture shows, before it is joined to its issue.

    ``page_token``: the page's in addresses (``2-3`` of ``2/3``). ``printed_date`` may contradict ``issue_date``.
    """

    newspaper: str
    title: str
    issue_date: date
    edition: str = "a"
    url: str | None
    source_id: str | None
    page_token: str
    page_label: str | None = None
    page_name: str | None = None
    sections: tuple[str, ...] = ()
    printed_date: date | None = None
    rubric: str | None = None
    kicker: str | None = None
    headline: str | None = None
    subheadlines: tuple[str, ...] = ()
    standfirst: str | None = None
    byline: str | None = None
    authors: tuple[Author, ...] = ()
    dateline: str | None = None
    agency: str | None = None
    body: tuple[Block, ...] = ()
    photos: tuple[Photo, ...] = ()
    jump_to: Jump | None = None
    jump_from: Jump | None = None
    language: str = "zh-Hans"
    flags: tuple[str, ...] = ()

    @property
    def text(self) -> str | None:
        """The text of its body, without captions: an article's."""
        return "\n".join(block.text for block in self.body if block.text and block.kind != "photo") or None

    @property
    def text_sha256(self) -> str | None:
        """The checksum of its text; ``None``: it has none."""
        text = self.text
        return None if text is None else hashlib.sha256(text.encode()).hexdigest()
