"""Ctrl-C at several moments of the first third of a second: one line, no traceback."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.epaper.commands.runs import environment

LOADED = "import time:"
"""How Python's own lines of the modules that it has loaded begin."""
STATUS = ("status",)
CRAWL = ("crawl", "xmwb", "--date", "2020-03-15", "--base-url", "http://127.0.0.1:9")


@pytest.mark.parametrize(
    ("command", "module"),
    [
        (STATUS, "typing"),
        (STATUS, "typer"),
        (STATUS, "orjson"),
        (STATUS, "lxml.etree"),
        (STATUS, "rich.console"),
        (STATUS, "epaper.commands.crawl"),
        (CRAWL, "epaper.commands"),
        (CRAWL, "twisted"),
        (CRAWL, "scrapy.crawler"),
    ],
)
def test_there_is_a_line_and_no_traceback(tmp_path: Path, command: tuple[str, ...], module: str) -> None:
    """Struck as soon as a module is loaded, as at a terminal: the tests themselves may run where it is ignored."""
    line = [sys.executable, "-X", "importtime", "-m", "epaper", *command]
    with subprocess.Popen(
        line,
        cwd=tmp_path,
        env=environment(),
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    ) as process:
        assert process.stderr is not None
        for told in process.stderr:
            if told.startswith(LOADED) and told.rpartition("|")[2].strip() == module:
                process.send_signal(signal.SIGINT)
                break
        said = [told for told in process.stderr if not told.startswith(LOADED)]
    assert (process.returncode, said) == (
        130,
        ["error: interrupted. The same command again takes up where this one stopped.\n"],
    )


def test_where_interrupts_are_ignored_they_stay_so(tmp_path: Path) -> None:
    """As behind ``nohup``, or ``&`` in a script."""
    line = ["sh", "-c", 'trap "" INT; exec "$@"', "sh", sys.executable, "-X", "importtime", "-m", "epaper", "--version"]
    with subprocess.Popen(line, cwd=tmp_path, env=environment(), stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        next(told for told in process.stderr if told.rpartition("|")[2].strip() == "typer")
        process.send_signal(signal.SIGINT)
        said = [told for told in process.stderr if not told.startswith(LOADED)]
    assert (process.returncode, said) == (0, [])
