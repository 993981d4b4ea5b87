"""What an answer is to a walk."""

from __future__ import annotations

import pytest
from scrapy import Request
from scrapy.http import Response

from crawler.platforms.contract import Kind, Link, Place
from crawler.spiders.answers import is_asked_again, is_heard

URL = "https://paper.xinmin.cn/html/xmwb/2020-03-15/1.html"


@pytest.mark.parametrize(
    ("recorded", "kind", "expected"),
    [
        ("never", "page", True),
        ("anew", "article", True),
        ("any", "article", False),
        ("success", "page", False),
        ("anew", "calendar", False),  # else the recorded one would be asked for its proof for ever
    ],
)
def test_where_the_site_fails_what_was_passed_over_answers(recorded: str, kind: Kind, *, expected: bool) -> None:
    request = Request(URL, meta={"recorded": recorded})
    link = Link(url=URL, place=Place(kind=kind))
    assert is_asked_again(Response(URL, status=404, request=request), link) is expected


@pytest.mark.parametrize(
    ("recorded", "flags", "expected"),
    [
        ("any", [], True),
        ("anew", [], True),
        ("any", ["cached"], False),
        ("success", ["cached"], False),
        ("never", ["cached"], True),  # a 304
    ],
)
def test_a_recorded_answer_is_none_of_the_site(recorded: str, flags: list[str], *, expected: bool) -> None:
    request = Request(URL, meta={"recorded": recorded})
    assert is_heard(Response(URL, flags=flags, request=request)) is expected
