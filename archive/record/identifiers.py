"""Identifiers and folder names. What a page says of itself never reaches a path unescaped."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from pathlib import Path

_DIGITS = re.compile(r"([0-9]+)")
_UNSAFE = re.compile(r"[^0-9A-Za-z_-]")


def safe_token(token: str) -> str:
    """``token`` with everything but ASCII letters, digits, ``-`` and ``_`` written as ``~`` and its code point.

    "2-3" → "2-3"; "../x" → "~2e~2e~2fx". Different tokens stay different: "~" itself is escaped too.
    """
    return _UNSAFE.sub(lambda match: f"~{ord(match.group()):x}", token)


def issue_id(newspaper: str, issue_date: date, edition: str = "a") -> str:
    """``xmwb-2020-03-15-a``."""
    return f"{newspaper}-{issue_date.isoformat()}-{safe_token(edition)}"


def page_id(issue: str, page_token: str) -> str:
    """``xmwb-2020-03-15-a-p14``; ``page_token`` is the token in the page's address (``2-3``)."""
    return f"{issue}-p{safe_token(page_token)}"


def article_id(issue: str, source_id: str) -> str:
    """``xmwb-2020-03-15-a-92381``."""
    return f"{issue}-{safe_token(source_id)}"


def text_article_id(issue: str, text_sha256: str) -> str:
    """``xmwb-2020-03-15-a-t1f0c9e2a``, of a text capture, which carries no id of the publisher's."""
    return f"{issue}-t{text_sha256[:8]}"


def issue_folder(archive: Path, newspaper: str, issue_date: date, edition: str = "a") -> Path:
    """``<archive>/xmwb/2020/2020-03-15``, with ``-b`` for a second edition of that date."""
    suffix = "" if edition == "a" else f"-{safe_token(edition)}"
    return archive / newspaper / f"{issue_date.year:04d}" / f"{issue_date.isoformat()}{suffix}"


def label_order(label: str) -> tuple[tuple[int, int, str], ...]:
    """Sort key of page labels: A01 < A02 < A10 < B01; 2/3 between 1 and 4. Any string has one."""
    parts = _DIGITS.split(label)
    return tuple((0, int(part), "") if part.isdigit() and part.isascii() else (1, 0, part) for part in parts if part)


def folded(text: str | None) -> str:
    """NFKC, no blanks: a text capture is NFKC-normalised, a page is not."""
    return "".join(unicodedata.normalize("NFKC", text or "").split())
