"""Settings that have another name now: ours begin with ``EPAPER_``, so that none can be taken for one of Scrapy's."""

from __future__ import annotations

from collections.abc import Iterable

PREFIX = "EPAPER_"
_WITHOUT_PREFIX = frozenset(
    {
        "BACKOFF_FACTOR",
        "BACKOFF_MAX",
        "CONTACT",
        "HOST_BUDGET_DIR",
        "OPEN_ISSUES",
        "PARSER_VERSION",
        "PATIENCE_HOURS",
        "QUIET_HOURS",
        "ROBOTSTXT_LIFETIME",
        "STOP_WHEN_BLOCKED",
        "WARC_REFUSE",
    }
)
"""Names that had no prefix in earlier versions."""


def renamed_settings(names: Iterable[str]) -> str | None:
    """A line that gives the new name of each old one among ``names``; ``None``: there is no old one."""
    old = sorted(_WITHOUT_PREFIX.intersection(names))
    if not old:
        return None
    return "; ".join(f"the setting {name} is called {PREFIX}{name} now" for name in old) + "."
