"""Identifiers and folder names. What a page says of itself never reaches a path unescaped."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Protocol

from .days import iso_day

_DIGITS = re.compile(r"([0-9]+)")
_UNSAFE = re.compile(r"[^0-9A-Za-z_-]")
_FOLDER_NAME = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(-[0-9A-Za-z~_-]+)?")


def safe_token(token: str) -> str:
    """``token`` with everything but ASCII letters, digits, ``-`` and ``_`` written as ``~`` and its code point.

    "2-3" → "2-3"; "../x" → "~2e~2e~2fx". Different tokens stay different: "~" itself is escaped too.
    """
    return _UNSAFE.sub(lambda match: f"~{ord(match.group()):x}", token)


class OfAnIssue(Protocol):
    """A record that names its issue: a page, a clipping, an article, a walk, an issue."""

    @property
    def newspaper(self) -> str:
        """Code of the newspaper."""

    @property
    def issue_date(self) -> date:
        """Date of the issue."""

    @property
    def edition(self) -> str:
        """Edition of that date."""


def is_folder_name(name: str) -> bool:
    """Whether a folder is called as that of an issue; its date may be none of the calendar."""
    return _FOLDER_NAME.fullmatch(name) is not None


def folder_issue_id(newspaper: str, name: str) -> str:
    """Identifier of the issue of ``newspaper`` whose folder is called so: ``2020-03-15``, ``2020-03-15-b``."""
    return f"{newspaper}-{name[:10]}-{name[11:] or 'a'}"


def folder_date(name: str) -> date | None:
    """The date of an issue's folder, by its name; ``None``: no folder of an issue is called so."""
    parts = _FOLDER_NAME.fullmatch(name)
    return None if parts is None else iso_day(parts[1])


@dataclass(frozen=True, slots=True, order=True)
class IssueKey:
    """Which issue: a newspaper's code, a date, an edition (``a`` where there is only one of that date).

    Its identifier, those of its pages and articles, and its folder are made here and nowhere else.
    """

    newspaper: str
    issue_date: date
    edition: str = "a"

    @classmethod
    def of(cls, record: OfAnIssue) -> IssueKey:
        """The issue that a record says it belongs to."""
        return cls(record.newspaper, record.issue_date, record.edition)

    @property
    def id(self) -> str:
        """``xmwb-2020-03-15-a``."""
        return f"{self.newspaper}-{self.issue_date.isoformat()}-{safe_token(self.edition)}"

    def page_id(self, page_token: str) -> str:
        """``xmwb-2020-03-15-a-p14``; ``page_token`` is the token in the page's address (``2-3``)."""
        return f"{self.id}-p{safe_token(page_token)}"

    def index_id(self, url: str) -> str:
        """``xmwb-2020-03-15-a-pindex-1f0c9e2a``, of an index at ``url`` that another one announces."""
        return self.page_id(f"index-{hashlib.sha256(url.encode()).hexdigest()[:8]}")

    def article_id(self, source_id: str) -> str:
        """``xmwb-2020-03-15-a-92381``."""
        return f"{self.id}-{safe_token(source_id)}"

    def text_article_id(self, text_sha256: str) -> str:
        """``xmwb-2020-03-15-a-t1f0c9e2a``, of a text capture, which carries no id of the publisher's."""
        return f"{self.id}-t{text_sha256[:8]}"

    @property
    def folder_name(self) -> str:
        """``2020-03-15``, with ``-b`` for a second edition of that date."""
        return f"{self.issue_date.isoformat()}{'' if self.edition == 'a' else f'-{safe_token(self.edition)}'}"

    def folder(self, archive: Path) -> Path:
        """``<archive>/xmwb/2020/2020-03-15``."""
        return archive / self.newspaper / f"{self.issue_date.year:04d}" / self.folder_name


def file_address(url: str) -> str:
    """The address that is asked for and captured: a fragment tells records apart that share a file, and is cut off."""
    return url.partition("#")[0]


def label_order(label: str) -> tuple[tuple[int, int, str], ...]:
    """Sort key of page labels: A01 < A02 < A10 < B01; 2/3 between 1 and 4. Any string has one."""
    parts = filter(None, _DIGITS.split(label))
    return tuple(_number_order(part) if part.isdigit() and part.isascii() else (1, 0, part) for part in parts)


def _number_order(digits: str) -> tuple[int, int, str]:
    """As the number would be ordered: of more digits, the greater; Python makes no number of more than 4,300."""
    digits = digits.lstrip("0")
    return 0, len(digits), digits


def folded(text: str | None) -> str:
    """``text`` in NFKC and without blanks, to compare a page with a text capture, which is NFKC-normalised."""
    return "".join(unicodedata.normalize("NFKC", text or "").split())
