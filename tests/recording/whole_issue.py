"""A whole issue, crawled from a press that can then be disturbed. A module that imports the fixtures has them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.account.issues import crawl
from tests.press import Press, edited_paper
from tests.recording.crawling import DAY, XMWB

PAPER = edited_paper(XMWB, DAY, seed=41, pages=3, articles=3)
DATE = ("--date", str(DAY))


@pytest.fixture
def press() -> Iterator[Press]:
    with Press([PAPER]) as press:
        yield press


@pytest.fixture
def archive(press: Press, tmp_path: Path) -> Path:
    """The issue, complete."""
    archive = tmp_path / "output"
    assert crawl(press, archive, *DATE).status == 0
    return archive
