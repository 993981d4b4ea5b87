"""Rounds of crawls in processes of their own: hosts side by side, and no module of the current folder among them."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from threading import Barrier

from tests.epaper.commands.runs import FAST, ROOT, command, environment
from tests.epaper.commands.test_run_due import EVENING, TODAY, order, runs
from tests.press import Order, Paper, Press, Request
from tests.press.faults import Reply

SITE = """
from datetime import date
from crawler.platforms.contract import Masthead, Newspaper
from crawler.platforms.dzb import Dzb

MASTHEAD = Masthead("{0}", "{0}")
NEWSPAPER = Newspaper(masthead=MASTHEAD, platforms=(Dzb(masthead=MASTHEAD, home="{1}", since=date(2020, 1, 1)),))
"""
PTH = "import crawler.sites; crawler.sites.__path__.append({!r})"


class Meeting(Press):
    """Holds its front page back until as many as ``both`` waits for are asked for theirs."""

    def __init__(self, papers: list[Paper | Order], both: Barrier) -> None:
        super().__init__(papers)
        self.both = both

    def answer(self, request: Request) -> Reply:
        if request.path.endswith("/1.html"):
            self.both.wait()
        return super().answer(request)


def test_two_hosts_at_a_time(tmp_path: Path) -> None:
    """Each press answers for its front page only while the other one is asked for its own."""
    sites = tmp_path / "sites"
    sites.mkdir()
    both = Barrier(2, timeout=30)
    with Meeting([order(TODAY, "jwwb")], both) as one, Meeting([order(TODAY, "cxb")], both) as other:
        for code, press in (("jwwb", one), ("cxb", other)):
            (sites / f"{code}.py").write_text(SITE.format(code, press.base_url), encoding="utf-8")
        (tmp_path / "sitecustomize.py").write_text(PTH.format(str(sites)), encoding="utf-8")
        paths = {"PYTHONPATH": f"{tmp_path}{os.pathsep}{ROOT}"}
        done = subprocess.run(
            command("run-due", "jwwb", "cxb", "--days", "0", *FAST),
            cwd=tmp_path,
            env=environment(EVENING) | paths,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert done.returncode == 0, done.stderr
    assert all(f"{code} ({code})" in done.stderr for code in ("jwwb", "cxb"))
    assert [paper["newspaper"] for paper in runs(tmp_path)[0]["newspapers"]] == ["jwwb", "cxb"]


def test_a_module_that_lies_in_the_current_folder_is_not_taken_for_ours(tmp_path: Path) -> None:
    for name in ("epaper", "crawler", "archive", "typer", "scrapy"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('taken for ours')")
    with Press([order(TODAY)]) as press:
        done = run_from_here(press, tmp_path)
    assert done.returncode == 0, done.stderr
    assert runs(tmp_path)[0]["newspapers"][0]["issues"] == {str(TODAY): "complete"}


def run_from_here(press: Press, folder: Path) -> subprocess.CompletedProcess[str]:
    parts = ("run-due", "xmwb", "--days", "0", "--base-url", press.base_url, *FAST)
    python, *words = command(*parts)
    return subprocess.run(
        [python, "-P", *words],
        cwd=folder,
        env=environment(EVENING),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
