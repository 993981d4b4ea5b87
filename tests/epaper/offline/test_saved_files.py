"""Where a saved file says that it stands."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from crawler.sites import all_newspapers
from epaper.offline.saved_files import NO_ADDRESS, is_picture, saved_location

pytestmark = pytest.mark.usefixtures("today")
NEWSPAPERS = [all_newspapers()["xmwb"]]
URL = "https://paper.xinmin.cn/html/xmwb/2020-03-15/1/1.html"


@pytest.mark.parametrize(
    "head",
    [
        f"<!-- saved from url=(0053){URL} -->",
        f'<link rel="canonical" href="{URL}">',
        f"<LINK HREF={URL} REL=canonical>",
        f'<link rel="icon" href="/x.ico"><link href="{URL}" rel="canonical">',
    ],
)
def test_a_page_says_its_address(tmp_path: Path, head: str) -> None:
    assert saved_location(NEWSPAPERS, tmp_path / "a.html", f"<html>{head}</html>".encode()).url == URL


@pytest.mark.parametrize("unit", ["<link ", "<!--", "<!-- saved from url=(1)", "<link rel=canonical ", " ", "<"])
def test_a_page_that_begins_to_say_it_again_and_again_is_read_once(tmp_path: Path, unit: str) -> None:
    began = time.process_time()
    found = saved_location(NEWSPAPERS, tmp_path / "a.html", b"<html>" + unit.encode() * 100_000)
    assert found.otherwise == NO_ADDRESS
    assert time.process_time() - began < 1  # it took five seconds


@pytest.mark.parametrize(
    ("body", "expected"),
    [(b"%PDF-1.4\n1 0 obj\n", True), (b"GIF89a\0\0", True), ("第1版：要闻\n".encode(), False), (b"", False)],
)
def test_what_is_no_text_is_a_picture(body: bytes, expected: bool) -> None:
    assert is_picture(body) is expected
