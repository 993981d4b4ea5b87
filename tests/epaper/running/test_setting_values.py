"""Values of settings that cannot be, and those that can."""

from __future__ import annotations

import pytest

from epaper.running.setting_values import refused_value


@pytest.mark.parametrize(
    ("name", "value", "why"),
    [
        ("DOWNLOAD_DELAY", "fast", "no number from 0 on"),
        ("DOWNLOAD_DELAY", "-1", "no number from 0 on"),
        ("DOWNLOAD_DELAY", "nan", "no number from 0 on"),
        ("EPAPER_BACKOFF_MAX", "", "no number from 0 on"),
        ("EPAPER_PATIENCE_HOURS", "inf", "no number from 0 on"),
        ("EPAPER_OPEN_ISSUES", "0", "no whole number from 1 on"),
        ("EPAPER_OPEN_ISSUES", "1.5", "no whole number from 1 on"),
        ("RETRY_TIMES", "-1", "no whole number from 0 on"),
        ("DNS_TIMEOUT", "x", "no number"),
        ("EPAPER_OFFLINE", "maybe", "neither yes nor no: write 1 or 0"),
        ("EPAPER_PROGRESS", "x", "neither yes nor no: write 1 or 0"),
        ("COOKIES_ENABLED", "off", "neither yes nor no: write 1 or 0"),
        ("FEEDS", "articles.jsonl", "no JSON object"),
        ("DOWNLOAD_SLOTS", "[1]", "no JSON object"),
        ("LOG_LEVEL", "LOUD", "none of DEBUG, INFO, WARNING, ERROR, CRITICAL"),
    ],
)
def test_a_value_of_another_kind_is_refused(name: str, value: str, why: str) -> None:
    assert refused_value(name, value) == f"{name}={value} is {why}."


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DOWNLOAD_DELAY", "0"),
        ("DOWNLOAD_DELAY", "2.5"),
        ("EPAPER_OPEN_ISSUES", "3"),
        ("EPAPER_OFFLINE", "true"),
        ("DEPTH_PRIORITY", "-1"),
        ("FEEDS", '{"articles.jsonl": {"format": "jsonlines"}}'),
        ("LOG_LEVEL", "INFO"),
        ("USER_AGENT", "0"),
        ("OF_AN_OPERATOR", "anything"),
    ],
)
def test_one_of_its_kind_is_not(name: str, value: str) -> None:
    assert refused_value(name, value) is None
