"""Scrapy's own commands, in this project: what is there now is shown, and nothing is recorded anywhere."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.crawler.spiders.crawl import ROOT
from tests.press import Press
from tests.recording.whole_issue import PAPER, press

__all__ = ["press"]  # the fixture


def scrapy(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """``scrapy``, in a folder that is a project of these settings."""
    (folder / "scrapy.cfg").write_text("[settings]\ndefault = crawler.settings\n")
    return subprocess.run(
        [sys.executable, "-m", "scrapy", *words],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize(
    ("command", "printed"),
    [
        (("fetch", "{url}"), "<title>"),
        (("shell", "{url}", "-c", "response.status"), "200"),
        (("shell", "{url}", "-c", "'cached' in response.flags"), "False"),
    ],
)
def test_one_address_is_fetched_anew_each_time(
    press: Press, tmp_path: Path, command: tuple[str, ...], printed: str
) -> None:
    path = PAPER.sheets[0].path
    for count in (1, 2):
        done = scrapy(tmp_path, *(word.format(url=press.base_url + path) for word in command))
        assert (done.returncode, printed in done.stdout, done.stderr) == (0, True, "")
        assert press.count(path) == count
    assert [path.name for path in tmp_path.iterdir()] == ["scrapy.cfg"]


def test_a_file_is_fetched_without_a_host(tmp_path: Path) -> None:
    done = scrapy(tmp_path, "fetch", (tmp_path / "scrapy.cfg").as_uri())
    assert (done.returncode, done.stdout.strip(), done.stderr) == (0, "[settings]\ndefault = crawler.settings", "")


def test_there_are_no_contracts_to_check_and_that_is_no_error(tmp_path: Path) -> None:
    assert scrapy(tmp_path, "check").returncode == 0
