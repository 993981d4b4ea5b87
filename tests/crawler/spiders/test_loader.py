"""Newspapers found by their files, as Scrapy and ``epaper`` find them; and a file with a mistake in it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from crawler.sites import newspaper_codes
from tests.conftest import NOON
from tests.test_layout import NEWSPAPER, PTH, ROOT

OPERATORS = """
from scrapy import Spider


class WeatherSpider(Spider):
    name = "weather"
"""
IMPORTED = "import sys; sys.argv = ['scrapy', 'list']; from scrapy.cmdline import execute\n"
IMPORTED += "try:\n    execute()\nexcept SystemExit:\n    pass\n"
IMPORTED += "print(*(name for name in sys.modules if name.startswith('crawler.sites.')), file=sys.stderr)"


def run(folder: Path, *line: str) -> subprocess.CompletedProcess[str]:
    """A command of this project, with ``folder/sites`` added to the folder of its newspapers."""
    (folder / "sitecustomize.py").write_text(PTH.format(str(folder / "sites")), encoding="utf-8")
    path = os.pathsep.join(map(str, (folder, ROOT)))
    return subprocess.run(
        [sys.executable, *line],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": path, "EPAPER_NOW": NOON, "COLUMNS": "300"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def module(folder: Path, name: str, text: str) -> Path:
    path = folder / "sites" / f"{name}.py"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_a_list_imports_no_newspaper(tmp_path: Path) -> None:
    done = run(tmp_path, "-c", IMPORTED)
    assert done.stdout.split() == list(newspaper_codes())
    assert done.stderr.split() == []


def test_spiders_of_the_operators_own_stand_beside_them(tmp_path: Path) -> None:
    (tmp_path / "operators.py").write_text(OPERATORS)
    done = run(tmp_path, "-m", "scrapy", "list", "-s", "SPIDER_MODULES=operators")
    assert done.stdout.split() == sorted([*newspaper_codes(), "weather"])


MISTAKES = {
    "syntax": ("NEWSPAPER = Newspaper(\n", "line 1: SyntaxError: '(' was never closed"),
    "name": ("\n\n\nNEWSPAPER = Newspapr()\n", "line 4: NameError: name 'Newspapr' is not defined"),
    "import": ("from crawler.platforms.nowhere import Platform", "line 1: ModuleNotFoundError: No module named"),
    "nothing": ("", ": AttributeError: module 'crawler.sites.jwwb' has no attribute 'NEWSPAPER'"),
    "no newspaper": ("NEWSPAPER = 'jwwb'", ": NEWSPAPER is no Newspaper"),
    "another": (NEWSPAPER.replace('"jwwb"', '"jiangwan"'), "the module of 'jiangwan' is called jiangwan.py"),
}


@pytest.mark.parametrize(("text", "words"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_one_line_that_names_the_file(tmp_path: Path, text: str, words: str) -> None:
    path = module(tmp_path, "jwwb", text)
    done = run(tmp_path, "-m", "epaper", "status", "--archive", str(tmp_path))
    (line,) = done.stderr.splitlines()[:1]
    assert line.startswith(f"error: jwwb is left out: {path}")
    assert words in line
    assert done.stderr.count(str(path)) == 1
    assert "Traceback" not in done.stderr


def test_the_others_go_on(tmp_path: Path) -> None:
    path = module(tmp_path, "jwwb", MISTAKES["name"][0])
    arguments = ("-a", f"archive={tmp_path}", "-a", "date=2001-01-01")
    other = run(tmp_path, "-m", "scrapy", "crawl", "xmwb", *arguments)
    assert "is known from 2019-01-02 on" in other.stderr
    assert str(path) not in other.stderr
    listed = run(tmp_path, "-m", "scrapy", "list")
    assert (listed.stdout.split(), listed.stderr) == (sorted([*newspaper_codes(), "jwwb"]), "")
    due = run(tmp_path, "-m", "epaper", "due", "xmwb", "--archive", str(tmp_path))
    assert due.returncode == 0


def test_the_one_itself_cannot_be_crawled(tmp_path: Path) -> None:
    path = module(tmp_path, "jwwb", MISTAKES["name"][0])
    by_scrapy = run(tmp_path, "-m", "scrapy", "crawl", "jwwb", "-a", "date=2020-03-15")
    assert by_scrapy.returncode == 2
    assert by_scrapy.stderr.splitlines()[-1].endswith(f"error: {path}, {MISTAKES['name'][1]}")
    by_epaper = run(tmp_path, "-m", "epaper", "crawl", "jwwb", "--date", "2020-03-15", "--archive", str(tmp_path))
    assert by_epaper.returncode == 2
    assert by_epaper.stderr.splitlines()[-1] == "error: jwwb cannot be used: there is a mistake in its module."
    assert "Traceback" not in by_scrapy.stderr + by_epaper.stderr


def test_an_unknown_one_is_no_mistake(tmp_path: Path) -> None:
    done = run(tmp_path, "-m", "epaper", "crawl", "jwwb", "--date", "2020-03-15", "--archive", str(tmp_path))
    assert done.returncode == 2
    assert "no newspaper 'jwwb'" in done.stderr
