"""One undisturbed crawl of each newspaper, for all tests that only look."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from tests.odd_platforms.crawl import Archived, crawled
from tests.odd_platforms.issues import DAY, PRINTINGS, press_of


@pytest.fixture(autouse=True)
def _today(today: date) -> None:
    """A replay asks for the date: today's issue may not be out yet."""


@pytest.fixture(scope="package", params=PRINTINGS)
def archived(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archived]:
    archive = tmp_path_factory.mktemp(request.param) / "output"
    with press_of(request.param) as press:
        yield Archived(request.param, archive, crawled(press, archive, request.param, date=str(DAY)), press)
