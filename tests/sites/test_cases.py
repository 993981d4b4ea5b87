"""What each newspaper's parser makes of each recorded page."""

from __future__ import annotations

import json
import pickle
from pathlib import Path

import pytest

from archive.record.identifiers import IssueKey
from crawler.platforms.capture import MAX_BODY_BYTES, Capture
from crawler.platforms.contract import Newspaper
from crawler.platforms.errors import ParseError
from crawler.platforms.limits import MAX_CHARACTERS, MAX_ELEMENTS
from crawler.sites import all_newspapers
from tests.sites.cases import ROOT, capture_of, case_names, shown
from tests.sites.reading import front_url, read_records

SAMPLE = Path(__file__).parents[2] / "epaper/sample"
RECORDED = Path(__file__).parents[3] / "shared/recorded"
OTHERS = ("rmrb-2017-10-16-nbs_01.excerpt.htm", "zgjjjcb-2017-07-22-node_2.htm")
ARTICLE = "https://paper.xinmin.cn/html/xmwb/2020-03-15/1/1.html"
SPLIT = b'<h2 class="dzb-title-box">'


@pytest.mark.parametrize("case", case_names())
def test_a_case_gives_what_was_read_on_its_page(case: str) -> None:
    made = shown(case.partition("/")[0], capture_of(case))
    expected = json.loads((ROOT / case / "expected.json").read_text(encoding="utf-8"))
    assert sorted(made) == sorted(expected)
    for part, fields in expected.items():
        if isinstance(fields, dict):
            for name in sorted({*fields, *made[part]}):
                assert made[part].get(name) == fields.get(name), f"{part}.{name}"
        else:
            assert made[part] == fields, part


def test_every_case_of_the_list_is_there() -> None:
    assert len(case_names()) >= 30


# Too large for a file


def grown(before: bytes, after: bytes = b"") -> Capture:
    """A good article page with something put before its headline and something at its end."""
    body = (ROOT / "xmwb" / "article-horizontal" / "capture.html").read_bytes()
    assert body.count(SPLIT) == 1
    return Capture(url=ARTICLE, body=body.replace(SPLIT, before + SPLIT) + after)


@pytest.mark.parametrize(
    ("capture", "reason"),
    [
        (grown(b"", b"<p>x</p>" * (MAX_BODY_BYTES // 8)), "too_large"),
        (grown(b"<div>" * 40_000), "too_deep"),
        (grown(b"<b>" * 3_000), "too_deep"),
        (grown(b"<b></b>" * MAX_ELEMENTS), "too_complex"),
        (grown(b'<p class="dzb-special-title-box">' + b"x" * MAX_CHARACTERS + b"</p>"), "too_large"),
    ],
    ids=["large", "deep", "deep-inline", "complex", "long"],
)
def test_a_page_beyond_measure_is_refused(capture: Capture, reason: str) -> None:
    assert shown("xmwb", capture) == {"refused": reason}


def test_a_page_of_some_depth_is_read() -> None:
    made = shown("xmwb", grown(b"<div>" * 500))
    assert made["article"]["headline"] == shown("xmwb", grown(b""))["article"]["headline"]


def test_a_nul_loses_nothing() -> None:
    made = shown("xmwb", grown(b"\0"))
    assert made["article"]["body"] == shown("xmwb", grown(b""))["article"]["body"]


# In another process


@pytest.mark.parametrize("code", all_newspapers())
def test_a_newspaper_reads_the_same_after_it_was_pickled(code: str) -> None:
    newspaper = all_newspapers()[code]
    captures = [capture_of(case) for case in case_names() if case.startswith(f"{code}/")]
    captures += [
        Capture(url=f"https://epaper.invalid/{path.relative_to(SAMPLE)}", body=path.read_bytes())
        for path in sorted(SAMPLE.glob(f"html/{code}/**/*.html"))
    ]
    before = [_read(newspaper, capture) for capture in captures]  # by now it remembers addresses
    copy = pickle.loads(pickle.dumps(newspaper))  # noqa: S301 - our own
    assert copy == newspaper
    assert [_read(copy, capture) for capture in captures] == before


def _read(newspaper: Newspaper, capture: Capture) -> list[object]:
    try:
        return list(read_records(newspaper, capture))
    except ParseError as error:
        return [error.reason]


# Other newspapers' pages


@pytest.mark.parametrize("name", OTHERS)
@pytest.mark.parametrize("newspaper", all_newspapers().values(), ids=all_newspapers())
def test_a_page_of_another_platform_has_no_layout_of_ours(newspaper: Newspaper, name: str) -> None:
    path = RECORDED / name
    if not path.exists():
        pytest.skip(f"{path} is not part of the repository")
    front = front_url(newspaper, IssueKey(newspaper.code, newspaper.first_issue))
    for url in (front, "https://paper.people.com.cn/rmrb/html/2017-10/16/nbs.D110000.htm"):
        with pytest.raises(ParseError) as error:
            list(read_records(newspaper, Capture(url=url, body=path.read_bytes(), content_type="text/html")))
        assert error.value.reason == "unknown_layout"
