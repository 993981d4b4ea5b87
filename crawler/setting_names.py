"""Settings that are refused: one of an earlier name, one of ours that there is not, one that a walk cannot bear.

Ours begin with ``EPAPER_``, so that none can be taken for one of Scrapy's.
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

PREFIX = "EPAPER_"
NAMES = frozenset(
    PREFIX + name
    for name in (
        "BACKOFF_FACTOR",
        "BACKOFF_MAX",
        "CONTACT",
        "HOST_BUDGET_DIR",
        "INTERVAL",
        "OFFLINE",
        "OPEN_ISSUES",
        "PARSER_VERSION",
        "PATIENCE_HOURS",
        "PROGRESS",
        "QUIET_HOURS",
        "ROBOTSTXT_LIFETIME",
        "SIGN_OF_LIFE_FD",
        "SLOT_INTERVALS",
        "STALL_SECONDS",
        "STOP_WHEN_BLOCKED",
        "UNVERIFIED_HOSTS",
        "WARC_REFUSE",
    )
)
"""All of ours."""

_ALWAYS_PREFIXED = frozenset(
    {"INTERVAL", "OFFLINE", "PROGRESS", "SIGN_OF_LIFE_FD", "SLOT_INTERVALS", "STALL_SECONDS", "UNVERIFIED_HOSTS"}
)
_WITHOUT_PREFIX = {name.removeprefix(PREFIX) for name in NAMES} - _ALWAYS_PREFIXED
"""Names that had no prefix in earlier versions."""


def refused_settings(names: Iterable[str]) -> str | None:
    """Why some of these cannot be given, and what to do instead, in one line; ``None``: all of them can."""
    reasons = [reason for name in sorted(names) if (reason := _reason(name)) is not None]
    return "; ".join(reasons) + "." if reasons else None


def _reason(name: str) -> str | None:
    if name in _WITHOUT_PREFIX:
        return f"the setting {name} is called {PREFIX}{name} now"
    if name == "JOBDIR":
        return "JOBDIR is for other spiders: the archive says where a crawl stopped, and the same command again goes on"
    if name.startswith(PREFIX) and name not in NAMES:
        near = get_close_matches(name, NAMES, n=1)
        return f"there is no setting {name}" + (f", but {near[0]}" if near else "")
    return None
