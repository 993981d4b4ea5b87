"""How a person is told why an issue is due, or when the next one will be."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from crawler.planning.schedule import Due, Why
from crawler.platforms.contract import Newspaper

WHY: dict[Why, str] = {
    "today": "today's issue",
    "late": "was not out yet",
    "still_changes": "there, may still change",
    "partial": "partial",
    "unknown": "nothing found, nothing proved",
    "blocked": "was refused",
    "interrupted": "begun and not finished",
    "never_tried": "never tried",
}


def nothing_due(newspapers: Sequence[Newspaper], first: Due | None, archive: Path) -> str:
    """``Nothing is due. Next: xmwb 2026-11-24 at 17:00 …``."""
    if not newspapers:
        return f"No newspaper is in {archive} yet. Name those to keep: epaper due xmwb."
    if first is None:
        return "Nothing is due, and nothing will be."
    issue = f"{first.issue.newspaper} {first.issue.folder_name}"
    return f"Nothing is due. Next: {issue}, {first.at:%Y-%m-%d %H:%M}, Asia/Shanghai."
