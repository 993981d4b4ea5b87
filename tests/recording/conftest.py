"""What ``--soak`` (see ``tests/conftest.py``) means here: every kill there is."""

from __future__ import annotations

import pytest


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """``strike`` is the number of a kill: a dozen in the normal run, all with ``--soak``."""
    kinds = {"sigkill": (12, 50), "sigterm": (4, 12)}
    for name, (few, all_) in kinds.items():
        if name in metafunc.fixturenames:
            soaking = metafunc.config.getoption("--soak", default=False)
            metafunc.parametrize(name, range(all_ if soaking else few))
