"""No page takes long or much, whatever stands on it, and what is beyond a limit says so."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest

from tests.hostile_pages.pages import HARD

SECONDS = 2
MEGABYTES = 200
REFUSED = {"too_large", "too_complex", "too_deep", "unknown_layout", "block_page", "missing_headline"}


@pytest.fixture(scope="module")
def readings() -> dict[tuple[str, str], Any]:
    command = [sys.executable, "-m", "tests.hostile_pages.reading"]
    lines = subprocess.run(command, check=True, capture_output=True, timeout=500).stdout.splitlines()
    return {(one["name"], one["size"]): one for one in map(json.loads, lines)}


@pytest.mark.parametrize("size", ["full", "edge"])
@pytest.mark.parametrize("name", HARD)
def test_a_hard_page_is_read_at_little_cost_or_refused_with_the_reason(
    readings: dict[tuple[str, str], Any], name: str, size: str
) -> None:
    reading = readings[name, size]
    assert reading["bytes"] <= 8 * 2**20
    assert reading["seconds"] < SECONDS
    assert reading["megabytes"] < MEGABYTES
    assert set(reading["raised"]) <= REFUSED
    assert (reading["records"] > 0) != bool(reading["raised"])
