"""Processes that share work which needs no site."""

from __future__ import annotations

import os
from concurrent.futures import ProcessPoolExecutor


def worker_pool(workers: int | None = None) -> ProcessPoolExecutor:
    """So many processes; ``None``: one a core.

    Where they are not forked but started (macOS; Linux from Python 3.14 on), they would look for modules in the current
    folder first, and run a ``signal.py`` that somebody left there.
    """
    os.environ["PYTHONSAFEPATH"] = "1"
    return ProcessPoolExecutor(workers)
