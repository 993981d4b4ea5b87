"""Folders and files that several tests import, and what ``--soak`` (see ``tests/conftest.py``) means here."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.recording.bodies import BODY, BUTTONS, written


@pytest.fixture(autouse=True)
def _today(today: date) -> None:
    """A replay asks for the date: today's issue may not be out yet."""


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """An archive in which nothing is."""
    folder = tmp_path / "archive"
    folder.mkdir()
    return folder


@pytest.fixture
def body(tmp_path: Path) -> Path:
    """A text of an article's body alone."""
    return written(tmp_path / "body.txt", *BODY, *BUTTONS)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """``strike`` is the number of a kill: a dozen in the normal run, all with ``--soak``."""
    kinds = {"sigkill": (12, 50), "sigterm": (4, 12)}
    for name, (few, all_) in kinds.items():
        if name in metafunc.fixturenames:
            soaking = metafunc.config.getoption("--soak", default=False)
            metafunc.parametrize(name, range(all_ if soaking else few))
