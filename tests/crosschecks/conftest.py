"""Tools that nobody here wrote: found in ``EPAPER_TOOLS`` (a folder), on the PATH, or in ``EPAPER_PYWB``.

``make test`` installs them. By hand, ``pip install -e .[crosschecks]`` brings wacz, cdxj-indexer and fastwarc; pywb
wants an environment of its own (``python -m venv pywb && pywb/bin/pip install pywb``; ``EPAPER_PYWB=pywb/bin``).
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from archive.issues.reader import published_issue
from tests.press import ALL_QUIRKS, Fault, Kind, Press, Quirk, edited_paper
from tests.recording.crawling import DAY, XMWB, folder_of, run

PAPER = edited_paper(XMWB, DAY, seed=60, pages=4, articles=5, quirks=ALL_QUIRKS - {Quirk.HTM})
GONE = PAPER.sheets[1].stories[1]


@pytest.fixture(scope="session")
def issue(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An issue crawled twice: responses, a 404, revisits, and a page that changed."""
    archive = tmp_path_factory.mktemp("crosschecked")
    with Press([PAPER], faults={GONE.path: Fault(kind=Kind.NOT_FOUND)}) as press:
        assert run(archive, press.base_url).status == 3  # one article is missing
        press.faults[PAPER.sheets[0].stories[0].path] = Fault(kind=Kind.OTHER_DATE_PRINTED)
        assert run(archive, press.base_url, date=str(DAY), refresh="1").status == 3
    found = published_issue(folder_of(archive))
    assert found is not None
    assert found.account.articles.missing == 1
    return folder_of(archive)


@pytest.fixture(scope="session")
def tool() -> Callable[[str], str]:
    """The path of a command; where it is absent the test is skipped, and says what to install."""

    def found(name: str) -> str:
        places = [os.environ.get("EPAPER_TOOLS", ""), str(Path(sys.executable).parent), os.environ.get("PATH", "")]
        path = shutil.which(name, path=os.pathsep.join(filter(None, places)))
        if path is None:
            pytest.skip(f"{name} is not installed: pip install -e .[crosschecks], or EPAPER_TOOLS=its folder")
        return path

    return found


@pytest.fixture(scope="session")
def pywb() -> Path:
    """The folder of pywb's commands."""
    folder = os.environ.get("EPAPER_PYWB")
    if not folder or not (Path(folder) / "wayback").exists():
        pytest.skip("pywb wants an environment of its own: python -m venv pywb, pip install pywb, EPAPER_PYWB=pywb/bin")
    return Path(folder)
