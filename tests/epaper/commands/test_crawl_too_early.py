"""Today's issue before it is out: what ``epaper crawl`` says of it, and when the site says something else."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.epaper.commands.runs import FAST, Run, epaper
from tests.press import Fault, Kind, Order, Press, Title

XMWB = Title(code="xmwb", name="新民晚报")
SUNDAY, MONDAY = "2020-03-15", "2020-03-16"
FRONT = f"/html/xmwb/{MONDAY}/1.html"


@pytest.fixture
def press() -> Iterator[Press]:
    with Press([Order(title=XMWB, issue_date=date.fromisoformat(SUNDAY), pages=2, articles=3)]) as running:
        yield running


def crawl(press: Press, folder: Path, *arguments: str | Path, now: str) -> Run:
    return epaper("crawl", "xmwb", "--base-url", press.base_url, *FAST, *arguments, cwd=folder, now=now)


def test_before_it_is_out_it_says_when_to_ask_again(press: Press, tmp_path: Path) -> None:
    run = crawl(press, tmp_path, "--date", MONDAY, "--json", now=f"{MONDAY}T08:00:00+08:00")
    assert run.status == 4
    assert f"{MONDAY} not yet out: ask again from 17:00 on, Asia/Shanghai." in run.said
    assert [(record["id"], record["status"]) for record in run.records] == [(f"xmwb-{MONDAY}-a", "not_yet")]


@pytest.mark.parametrize(
    ("fault", "status", "told"),
    [
        (Kind.NOT_FOUND, 4, "not yet out: ask again later."),
        (Kind.SOFT_404, 4, "not yet out: ask again later."),
        (Kind.REDIRECT_LATEST, 4, "not yet out: ask again later."),
        (Kind.LATEST_SILENTLY, 4, "not yet out: ask again later."),
        (Kind.SERVER_ERROR, 3, f"unknown: https://paper.xinmin.cn{FRONT} gave http_500."),
        (Kind.NOT_HTML, 3, f"unknown: https://paper.xinmin.cn{FRONT} gave not_html."),
        (Kind.BLOCK_PAGE, 5, "blocked: the site refuses the visitor"),
    ],
)
def test_only_a_site_that_has_none_says_that_it_is_not_out_yet(
    press: Press, tmp_path: Path, fault: Kind, status: int, told: str
) -> None:
    """Whatever else its front page gives says nothing about the issue, and it is named."""
    press.faults[FRONT] = Fault(kind=fault)
    run = crawl(press, tmp_path, "--date", MONDAY, now=f"{MONDAY}T20:00:00+08:00")
    assert (run.status, f"{MONDAY} {told}" in run.said) == (status, True), run.said
    assert "nothing new" not in run.said


def test_what_is_not_out_yet_is_no_fault_of_the_archive(press: Press, tmp_path: Path) -> None:
    morning = f"{MONDAY}T08:00:00+08:00"
    crawl(press, tmp_path, "--date", MONDAY, now=morning)
    folder = tmp_path / f"output/xmwb/{MONDAY[:4]}/{MONDAY}"
    for _ in range(2):
        verified = epaper("verify", cwd=tmp_path, now=morning)
        assert (verified.status, "not out yet" in verified.said) == (0, True), verified.said
        assert epaper("status", "xmwb", "--from", MONDAY, cwd=tmp_path, now=morning).status == 0
        epaper("reparse", "xmwb", "--date", MONDAY, cwd=tmp_path, now=morning)
        assert not (folder / "issue.json").exists()
    assert epaper("verify", cwd=tmp_path, now=f"{MONDAY}T23:59:00+08:00").status == 0
    day_after = f"{date.fromisoformat(MONDAY) + timedelta(days=1)}T00:01:00+08:00"
    verified = epaper("verify", cwd=tmp_path, now=day_after)
    assert (verified.status, "the crawl of this issue was interrupted" in verified.said) == (3, True)
