"""Numbers and errors in sentences for people."""

from __future__ import annotations


def counted(number: int, noun: str) -> str:
    """``1 page``, ``2 pages``, ``1,200 pages``."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def duration(seconds: float) -> str:
    """45 → "45 s"; 192 → "3 min"; 9000 → "2.5 h"; 200000 → "2.3 days"."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    if seconds < 90 * 60:
        return f"{seconds / 60:.0f} min"
    if seconds < 36 * 3600:
        return f"{seconds / 3600:.1f} h"
    return f"{seconds / 86400:.1f} days"


def without_number(error: Exception) -> str:
    """``FILE: Permission denied``: the words of an error, without the number that the system gives it."""
    if not isinstance(error, OSError) or error.strerror is None:
        return str(error)
    return error.strerror if error.filename is None else f"{error.filename}: {error.strerror}"
