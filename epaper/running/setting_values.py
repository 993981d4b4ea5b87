"""Values of settings, checked before a crawl: Scrapy reads some of them late, and with some a crawl waits for ever."""

from __future__ import annotations

import json
import math
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scrapy.settings import Settings

LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
_LEAST_COUNTS = {  # of whole numbers; a crawl with less never ends, or loses what it found
    "CONCURRENT_ITEMS": 1,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
    "EPAPER_OPEN_ISSUES": 1,
    "RETRY_TIMES": 0,
}
_DURATIONS = {  # no time is less than none
    "DOWNLOAD_DELAY",
    "DOWNLOAD_TIMEOUT",
    "EPAPER_BACKOFF_FACTOR",
    "EPAPER_BACKOFF_MAX",
    "EPAPER_PATIENCE_HOURS",
    "EPAPER_ROBOTSTXT_LIFETIME",
    "EPAPER_STALL_SECONDS",
}


@cache
def project_settings() -> Settings:
    """Scrapy's settings with this project's: to be copied before anything is set."""
    from scrapy.settings import Settings

    settings = Settings()
    settings.setmodule("crawler.settings", priority="project")
    return settings


def refused_value(name: str, value: str) -> str | None:
    """Why a setting cannot have a value, in one line; ``None``: it can, as far as its kind says.

    The kind of a setting is that of its default, of Scrapy's settings, too.
    """
    why = _fault(name, value)
    return None if why is None else f"{name}={value} is {why}."


def _fault(name: str, value: str) -> str | None:
    from scrapy.settings import BaseSettings

    default = project_settings().get(name)
    if name == "LOG_LEVEL":
        return None if value in LOG_LEVELS else f"none of {', '.join(LOG_LEVELS)}"
    if name in _LEAST_COUNTS:
        least = _LEAST_COUNTS[name]
        return None if value.strip().isdecimal() and int(value) >= least else f"no whole number from {least} on"
    if name in _DURATIONS:
        return None if _number(value) >= 0 else "no number from 0 on"
    if isinstance(default, bool) or name == "EPAPER_PROGRESS":  # whose default is neither
        return None if _is_yes_or_no(value) else "neither yes nor no: write 1 or 0"
    if isinstance(default, int | float):
        return None if not math.isnan(_number(value)) else "no number"
    if isinstance(default, BaseSettings):
        return None if _is_json_object(value) else "no JSON object"
    return None


def _number(text: str) -> float:
    """NaN, which compares with nothing: it is no finite number."""
    try:
        number = float(text)
    except ValueError:
        return math.nan
    return number if math.isfinite(number) else math.nan


def _is_yes_or_no(text: str) -> bool:
    from scrapy.settings import BaseSettings

    try:
        BaseSettings({"": text}).getbool("")
    except ValueError:
        return False
    return True


def _is_json_object(text: str) -> bool:
    try:
        return isinstance(json.loads(text), dict)
    except ValueError:
        return False
