"""``epaper watch``: ``run-due`` again and again, in the foreground."""

from __future__ import annotations

import time
from datetime import timedelta
from pathlib import Path
from typing import Annotated

import typer

from crawler import clock
from crawler.planning.schedule import DAYS

from ..running.ledger import Notice
from ..running.spider_run import archive_folder
from ..terminal.words import say
from .crawl import mirror_url
from .due import Archive, Days, Newspapers
from .run_due import AtOnce, BaseUrl, Notify, Pictures, Quiet, Rounds, Settings, crawl_options

TICK = 0.2  # seconds, after which a signal is noticed


def watch(
    newspapers: Newspapers = None,
    every: Annotated[float, typer.Option(help="Minutes between looks.", metavar="MINUTES", min=0.001)] = 30,
    archive: Archive = Path("output"),
    days: Days = DAYS,
    base_url: BaseUrl = None,
    pictures: Pictures = True,
    set_: Settings = None,
    notify: Notify = None,
    at_once: AtOnce = 4,
    quiet: Quiet = False,
    rounds: Annotated[int | None, typer.Option(help="End after so many looks.", hidden=True, min=1)] = None,
) -> None:
    """Fetch what is due, wait, and look again, until Ctrl-C or SIGTERM; then the exit status is 0."""
    watched = Rounds(
        newspapers=newspapers,
        archive=archive_folder(archive),
        days=days,
        base_url=None if base_url is None else mirror_url(base_url),
        options=crawl_options(base_url, set_, pictures=pictures),
        notice=Notice(notify),
        at_once=at_once,
        quiet=quiet,
    )
    looks = 0
    with watched.stopped_by_signals():
        while not watched.is_stopped:
            run = watched.run()
            looks += 1
            if looks == rounds or watched.is_stopped:
                break
            if not quiet:
                if run is None:
                    say(watched.nothing_due())
                say(f"Next look: {clock.now() + timedelta(minutes=every):%Y-%m-%d %H:%M}, Asia/Shanghai.")
            _wait(watched, every * 60)


def _wait(watched: Rounds, seconds: float) -> None:
    until = time.monotonic() + seconds
    while not watched.is_stopped and (left := until - time.monotonic()) > 0:
        time.sleep(min(left, TICK))
