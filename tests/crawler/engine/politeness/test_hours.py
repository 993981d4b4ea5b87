"""Quiet hours, and who asks."""

from __future__ import annotations

import time
from datetime import datetime
from pathlib import Path

import pytest

from crawler.clock import SHANGHAI
from crawler.engine.politeness.contact import is_loopback, user_agent
from crawler.engine.politeness.quiet_hours import quiet_hours
from tests.crawler.engine.politeness.visits import FRONT, Scripted, arguments, missing, visit
from tests.epaper.commands.runs import epaper


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-10-05T{text}").replace(tzinfo=SHANGHAI)


def test_the_crawl_waits_for_the_end_of_the_quiet_hours(tmp_path: Path) -> None:
    with Scripted(robots="User-agent: *\nAllow: /\n") as press:
        begun = time.monotonic()
        now = "2026-10-05T09:29:58+08:00"  # this clock stands still: the wait is measured once
        run = visit(press, tmp_path, "EPAPER_QUIET_HOURS=07:00-09:30", "DOWNLOAD_DELAY=0", now=now)
        assert press.requests[0].at - begun >= 2
    assert run.status == 0


def test_beyond_all_patience_nothing_is_asked_for(tmp_path: Path) -> None:
    with Scripted() as press:
        now = "2026-10-05T07:00:00+08:00"
        run = visit(press, tmp_path, "EPAPER_QUIET_HOURS=07:00-09:30,09:30-12:00", "EPAPER_PATIENCE_HOURS=4", now=now)
        assert press.asked == []
    assert (run.status, missing(run)) == (3, {FRONT: "quiet_hours"})
    assert "No network" not in run.said
    assert "quiet hours: no request before 2026-10-05 12:00 Asia/Shanghai. Come back then." in run.said


@pytest.mark.parametrize(
    ("hours", "now", "end"),
    [
        ("07:00-09:30", "06:59:59", None),
        ("07:00-09:30", "07:00:00", "2026-10-05 09:30"),
        ("07:00-09:30", "09:30:00", None),
        ("22:00-06:00", "23:00:00", "2026-10-06 06:00"),
        ("22:00-06:00", "05:59:00", "2026-10-05 06:00"),
        ("22:00-06:00", "12:00:00", None),
        ("18:00-20:00, 07:00-18:00", "08:00:00", "2026-10-05 20:00"),
        ("", "08:00:00", None),
    ],
)
def test_when_quiet_ends(hours: str, now: str, end: str | None) -> None:
    found = quiet_hours(hours).end(at(now))
    assert (None if found is None else f"{found:%Y-%m-%d %H:%M}") == end


@pytest.mark.parametrize("hours", ["7-9", "07:00", "07:00-25:00", "07:00-07:00", "07:60-08:00", "07:00-08:00;09:00"])
def test_what_is_no_range_is_refused(hours: str) -> None:
    with pytest.raises(ValueError, match="Write it like 07:00-09:30,18:00-20:00"):
        quiet_hours(hours)


def test_a_bad_setting_ends_with_2(tmp_path: Path) -> None:
    with Scripted() as press:
        run = visit(press, tmp_path, "EPAPER_QUIET_HOURS=morning")
        assert press.asked == []
    assert run.status == 2
    assert "'morning' is not a range of times." in run.said


# Who asks


def test_the_user_agent_names_the_project_and_the_contact(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EPAPER_CONTACT", "archivist@example.org")
    with Scripted() as press:
        run = visit(press, tmp_path, "DOWNLOAD_DELAY=0")
        assert {one.headers["user-agent"] for one in press.requests} == {"epaper-archive/0.1 (+archivist@example.org)"}
    assert "contact" not in run.said


def test_without_a_contact_it_is_said_once_and_not_of_this_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Scripted() as press:
        near = visit(press, tmp_path, "DOWNLOAD_DELAY=0")
        assert {one.headers["user-agent"] for one in press.requests} == {"epaper-archive/0.1"}
        monkeypatch.setenv("http_proxy", press.base_url)  # nothing leaves this machine
        line = arguments(press, tmp_path, "DOWNLOAD_DELAY=0")
        line[line.index("--base-url") + 1] = "http://press.example"
        far = epaper(*line, "--archive", "far", cwd=tmp_path)
        assert f"http://press.example{FRONT}" in press.asked
    assert "contact" not in near.said
    assert far.said.count("No contact is configured") == 1
    assert "EPAPER_CONTACT" in far.said


def test_a_contact_cannot_smuggle_a_header() -> None:
    assert (
        user_agent("epaper-archive/0.1", "https://example.org/bot") == "epaper-archive/0.1 (+https://example.org/bot)"
    )
    for contact in ("a@b\r\nX: y", "a) (b", "新民", "two words"):
        with pytest.raises(ValueError, match="neither a mail address nor a URL"):
            user_agent("epaper-archive/0.1", contact)


def test_which_hosts_are_this_machine() -> None:
    near = ["localhost", "127.0.0.1", "127.8.8.8", "::1", "[::1]"]
    far = ["press.example", "10.0.0.1", "localhost.example", ""]
    assert [*map(is_loopback, near), *map(is_loopback, far)] == [True] * len(near) + [False] * len(far)
