"""What a text prints of its place goes before what somebody says of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive.issues.reader import pages
from tests.epaper.commands.runs import epaper
from tests.recording.bodies import BODY, BUTTONS, HEAD, PLACED, imported, only, written
from tests.recording.crawling import DAY, folder_of

UNLISTED = [HEAD[0], "征稿 启事", HEAD[2], "第一行", *BODY, *BUTTONS]


@pytest.mark.parametrize("options", [(), PLACED[:2], PLACED[:4]])
def test_a_text_whose_headline_alone_is_not_known(archive: Path, tmp_path: Path, options: tuple[str, ...]) -> None:
    file = written(tmp_path / "a.txt", *UNLISTED)
    if not options:
        done = imported(archive, file)
        asked = f"Say what its headline is: epaper import xmwb {file} --headline HEADLINE --archive {archive}"
        assert (done.status, asked in done.said, "--date" in done.said) == (3, True, False), done.said
    done = imported(archive, file, *options, "--headline", "桥上的灯")
    assert done.status == (2 if len(options) == 2 else 0), done.said
    if len(options) != 2:
        one = only(archive)
        assert (one.issue_date, one.page_ids, one.headline) == (DAY, (f"xmwb-{DAY}-a-p2-3",), "桥上的灯")
        assert (one.page_label, one.page_name, one.flags) == ("2/3", "上海新闻", ("body_only",))
        assert [page.unsplit_headlines for page in pages(folder_of(archive))] == [("征稿 启事",)]
        assert epaper("verify", "--archive", archive, cwd=archive).status == 0


def test_a_headline_that_it_prints_and_does_not_list(archive: Path, tmp_path: Path) -> None:
    done = imported(archive, written(tmp_path / "a.txt", *UNLISTED), "--headline", "第一行")
    assert done.status == 0, done.said
    one = only(archive)
    assert (one.headline, one.flags, "第一行" in (one.text or "")) == ("第一行", (), False)


@pytest.mark.parametrize(("day", "page"), [("2020-03-16", "2/3"), (str(DAY), "4")])
def test_a_place_that_the_text_contradicts_is_refused(archive: Path, tmp_path: Path, day: str, page: str) -> None:
    file = written(tmp_path / "a.txt", *UNLISTED)
    done = imported(archive, file, "--date", day, "--page", page, "--headline", "桥")
    told = f"{file}: it says itself that it is of page 2/3, 2020-03-15; leave out --date and --page."
    assert (done.status, told in done.said, list(archive.iterdir())) == (3, True, []), done.said


def test_a_place_is_none_under_another_newspaper_s_name(archive: Path, tmp_path: Path) -> None:
    file = written(tmp_path / "a.txt", "人民日报 2020年3月15日", *BODY)
    done = imported(archive, file, *PLACED)
    assert (done.status, f"{file}: another newspaper's." in done.said, list(archive.iterdir())) == (3, True, [])


def test_a_body_alone_needs_more_than_a_headline(archive: Path, body: Path) -> None:
    done = imported(archive, body, "--headline", "桥")
    assert (done.status, "--date YYYY-MM-DD --page PAGE --headline HEADLINE" in done.said) == (3, True), done.said
