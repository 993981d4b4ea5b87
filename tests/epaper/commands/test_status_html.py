"""``epaper status --html``, as a person gets it: where the page lies, what it leads to, what it says of itself."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from urllib.parse import unquote

import pytest

from tests.account.issues import FIRST, crawl, day, order, run
from tests.conftest import TODAY
from tests.epaper.commands.runs import Run
from tests.press import Fault, Kind, Press

UNTIL = ("--until", str(day(2)))


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three issues, of which one lacks an article."""
    archive = tmp_path_factory.mktemp("status") / "output"
    orders = [order(day(number)) for number in range(3)]
    lost = orders[1].paper().sheets[0].stories[0].path
    with Press(orders, faults={lost: Fault(kind=Kind.NOT_FOUND)}) as press:
        assert crawl(press, archive, "--from", str(FIRST), *UNTIL).status == 3
    return archive


def written(page: Path | str, archive: Path | str, cwd: Path) -> tuple[Run, str]:
    done = run("status", "--html", page, "--archive", archive, *UNTIL, cwd=cwd)
    assert (done.status, f"Written: {page}" in done.said) == (3, True)
    return done, (cwd / page).read_text(encoding="utf-8")


def test_it_is_the_same_page_of_the_same_archive_at_the_same_moment(whole: Path, tmp_path: Path) -> None:
    page = tmp_path / "status.html"
    _, text = written(page, whole, tmp_path)
    assert text.count("<details") == 1
    assert "新民晚报 (xmwb)" in text
    assert f"{whole}, as of {TODAY} 12:00 UTC+08:00</p>" in text
    assert written(page, whole, tmp_path)[1] == text


@pytest.mark.parametrize("page", ["status.html", "pages/status.html", "my: output/status.html"])
def test_it_leads_from_where_it_lies_to_every_folder(whole: Path, tmp_path: Path, page: str) -> None:
    """The archive has a name that is none of an address: a blank, and a colon as after a scheme."""
    archive = Path(shutil.copytree(whole, tmp_path / "my: output"))
    (tmp_path / "pages").mkdir()
    _, text = written(page, archive.name, tmp_path)
    links = re.findall(r'<a href="(?!#)([^"]+)"', text)
    assert all(one.startswith("./") for one in links)
    assert {((tmp_path / page).parent / unquote(one)).resolve() for one in links} == set(archive.glob("xmwb/2020/*"))


def test_it_says_what_is_left_out(whole: Path, tmp_path: Path) -> None:
    archive = Path(shutil.copytree(whole, tmp_path / "output"))
    (archive / "shequ").symlink_to("gone")
    done, text = written("status.html", "output", tmp_path)
    (told,) = re.findall("error: (.+)", done.stderr)
    assert f"<p>{told}</p>" in text
