"""A site that refuses the visitor is left alone, at once and for the rest of the run."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from tests.crawler.engine.politeness.visits import (
    DAY,
    FRONT,
    INNER,
    NEXT,
    Scripted,
    arguments,
    articles,
    missing,
    order,
    refusal,
    statuses,
    visit,
)
from tests.epaper.commands.runs import epaper
from tests.press import Fault, Kind

CAPTCHA = Fault(kind=Kind.BLOCK_PAGE, status=200)
FORBIDDEN = Fault(kind=Kind.BLOCK_PAGE, status=403)


def recorded(folder: Path, day: str = DAY) -> bytes:
    return gzip.decompress((folder / f"output/xmwb/2020/{day}/captures.warc.gz").read_bytes())


def test_after_a_captcha_nothing_is_asked_for(tmp_path: Path) -> None:
    with Scripted(DAY, NEXT) as press:
        paths = articles(press)
        press.faults[paths[1]] = CAPTCHA
        run = visit(press, tmp_path, "EPAPER_OPEN_ISSUES=1", days=(DAY, NEXT))
        assert press.asked_after(paths[1]) == []
        left = {path: "blocked" for path in [*paths, INNER] if path not in press.asked}
    assert run.status == 5
    assert statuses(run) == ["partial"]  # the next day's issue was not tried
    assert left.items() <= missing(run).items()
    assert "refuses the visitor" in run.said
    assert "1 issue not tried." in run.said


def test_a_captcha_is_no_content(tmp_path: Path) -> None:
    with Scripted() as press:
        press.publish(order(DAY, pages=1, articles=1))
        press.faults[articles(press)[0]] = CAPTCHA
        run = visit(press, tmp_path, "DOWNLOAD_DELAY=0")
        assert "验证码".encode() not in recorded(tmp_path)
        assert press.base_url.encode() not in recorded(tmp_path).replace(b"Host: ", b"")
    assert run.records[0]["account"]["rejected"] == {"block_page": 1}
    assert run.records[0]["account"]["articles"]["found"] == 0


@pytest.mark.parametrize("path", [FRONT, INNER])
def test_a_403_on_a_page_ends_it(tmp_path: Path, path: str) -> None:
    with Scripted(DAY, NEXT) as press:
        press.faults[path] = FORBIDDEN
        run = visit(press, tmp_path, "EPAPER_OPEN_ISSUES=1", days=(DAY, NEXT))
        assert press.asked_after(path) == []
    assert (run.status, missing(run)[path]) == (5, "http_403")
    assert statuses(run) == ["blocked" if path == FRONT else "partial"]


def test_a_403_on_an_article_may_be_a_withdrawn_one(tmp_path: Path) -> None:
    with Scripted() as press:
        first, _, third, _ = articles(press)
        press.scripts = {path: refusal(403) for path in (first, third)}
        run = visit(press, tmp_path, "DOWNLOAD_DELAY=0")
        assert set(articles(press)) <= set(press.asked)
    assert (run.status, missing(run)) == (3, {first: "http_403", third: "http_403"})


def test_three_in_a_row_are_a_refusal(tmp_path: Path) -> None:
    with Scripted() as press:
        press.publish(order(DAY, pages=1, articles=6))
        paths = articles(press)
        press.scripts = dict.fromkeys(paths, refusal(403))
        run = visit(press, tmp_path)
        asked = [path for path in press.asked if path in paths]
        assert len(asked) == 3
    reasons = [missing(run)[path] for path in paths]
    assert (run.status, sorted(reasons)) == (5, ["blocked"] * 3 + ["http_403"] * 3)
    assert "and so to 3 requests in a row" in run.said


def test_a_blocked_issue_is_taken_up_where_it_stopped(tmp_path: Path) -> None:
    with Scripted() as press:
        paths = articles(press)
        press.faults[paths[0]] = CAPTCHA
        visit(press, tmp_path)
        press.faults.clear()
        got = set(press.asked) - {paths[0], "/robots.txt"}
        run = visit(press, tmp_path)
        assert [path for path in got if press.count(path) > 1] == []
    assert (run.status, statuses(run)) == (0, ["complete"])


def test_once_it_refuses_what_is_recorded_answers(tmp_path: Path) -> None:
    with Scripted() as press:
        assert visit(press, tmp_path, "DOWNLOAD_DELAY=0").status == 0
        before = len(press.asked)
        press.faults[FRONT] = CAPTCHA
        again = epaper(*arguments(press, tmp_path), "--refresh", "--json", cwd=tmp_path)
        assert press.asked[before:] == [FRONT]
    assert (again.status, statuses(again), missing(again)) == (5, ["complete"], {})
    assert "refuses the visitor" in again.said
