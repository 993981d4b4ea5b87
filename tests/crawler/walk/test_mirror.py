"""A mirror asks another host, and what it gives keeps the newspaper's own addresses."""

from __future__ import annotations

import pytest

from crawler.sites.xmwb import NEWSPAPER
from crawler.walk.mirror import Mirror

PLATFORM = NEWSPAPER.platforms[0]
PAGE = "https://paper.xinmin.cn/html/xmwb/2020-03-15/1.html"


@pytest.mark.parametrize("base", ["http://127.0.0.1:8000", "http://127.0.0.1:8000/", "http://mirror.example/xinmin/"])
def test_a_mirror_and_back(base: str) -> None:
    mirror = Mirror(base)
    assert mirror.asked_at(PAGE + "?v=1", PLATFORM) == base.rstrip("/") + "/html/xmwb/2020-03-15/1.html?v=1"
    assert mirror.canonical(mirror.asked_at(PAGE, PLATFORM), PLATFORM, PAGE) == PAGE


def test_without_a_mirror_nothing_changes() -> None:
    assert Mirror().asked_at(PAGE, PLATFORM) == Mirror().canonical(PAGE, PLATFORM, PAGE) == PAGE


@pytest.mark.parametrize("url", ["https://example.cn/1.jpg", "http://127.0.0.1:9/html/xmwb/2020-03-15/1.html"])
def test_another_host_is_not_mapped(url: str) -> None:
    mirror = Mirror("http://127.0.0.1:8000")
    assert mirror.asked_at(url, PLATFORM) == mirror.canonical(url, PLATFORM, PAGE) == url


def test_what_lies_beside_a_mirrors_folder_is_not_the_newspapers() -> None:
    beside = "http://mirror.example/xinmin-old/html/xmwb/2020-03-15/1.html"
    assert Mirror("http://mirror.example/xinmin").canonical(beside, PLATFORM, PAGE) == beside


@pytest.mark.parametrize("base", [None, "http://127.0.0.1:8000"])
def test_a_picture_keeps_its_query_and_a_page_does_not(base: str | None) -> None:
    mirror = Mirror(base)
    picture = "https://paper.xinmin.cn/resource?id=7"
    assert mirror.canonical(mirror.asked_at(picture, PLATFORM), PLATFORM, PAGE) == picture
    assert mirror.canonical(mirror.asked_at(PAGE + "?v=1", PLATFORM), PLATFORM, PAGE) == PAGE
