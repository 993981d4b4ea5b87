"""A site that is redesigned ends the crawl and says so, whatever its platform lists pages in."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.epaper.commands.runs import FAST, command
from tests.odd_platforms.crawl import environment
from tests.odd_platforms.press import ProxyPress
from tests.odd_platforms.prints.json_index import JsonIndexPrinting
from tests.odd_platforms.prints.printing import Printing
from tests.odd_platforms.prints.two_hosts import TwoHostsPrinting
from tests.odd_platforms.small_issues import small


def other_words(body: bytes) -> bytes:
    return body.replace(b'"pages"', b'"layouts"')


def other_form(_body: bytes) -> bytes:
    return b"<!DOCTYPE html><html><body><p>" + "江边无事。".encode() * 50 + b"</p></body></html>"


@pytest.mark.parametrize(
    ("kind", "which", "redesigned", "told"),
    [
        (JsonIndexPrinting, "/navi.json", other_words, "unreadable: the parser of jwrb fails on any page"),
        (JsonIndexPrinting, "/navi.json", other_form, "unknown_layout: no layout of jwrb matches any page"),
        (JsonIndexPrinting, "/article/", other_form, "unknown_layout: no layout of jwrb matches any article"),
        (TwoHostsPrinting, "/node_", other_form, "unknown_layout: no layout of hkrb matches any page"),
        (TwoHostsPrinting, "/content_", other_form, "unknown_layout: no layout of hkrb matches any article"),
    ],
)
def test_a_redesign_is_said(
    tmp_path: Path, kind: type[Printing], which: str, redesigned: Callable[[bytes], bytes], told: str
) -> None:
    issues = small(kind, 4)
    with ProxyPress(issues) as press:
        press.files = {url: redesigned(body) if which in url else body for url, body in press.files.items()}
        first, last = (str(one.key.issue_date) for one in (issues[0], issues[-1]))
        words = ("--from", first, "--until", last, "--edition", "a", "--no-pictures", "--no-run-file", *FAST)
        done = subprocess.run(  # whose log shows where a parser fails
            command("crawl", issues[0].key.newspaper, "--archive", tmp_path / "output", *words),
            cwd=tmp_path,
            env=environment(press, tmp_path / "output"),
            stderr=subprocess.PIPE,
            text=True,
            timeout=60,
            check=False,
        )
    assert done.returncode == 1, done.stderr
    assert f"error: {told} of 3 issues in a row, from {first} on. Has " in done.stderr
