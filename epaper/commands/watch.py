"""``epaper watch``: ``run-due`` again and again, in the foreground."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import Annotated

import typer

from crawler import clock

from ..running.rounds import Rounds
from ..terminal.words import say
from .round_options import RoundOptions, with_round_options

TICK = 0.2  # seconds, after which a signal is noticed


@with_round_options
def watch(
    options: RoundOptions,
    every: Annotated[float, typer.Option(help="Minutes between looks.", metavar="MINUTES", min=0.001)] = 30,
    rounds: Annotated[int | None, typer.Option(help="End after so many looks.", hidden=True, min=1)] = None,
) -> None:
    """Fetch what is due, wait, and look again, until Ctrl-C or SIGTERM. The exit status is 0 then."""
    watched = options.rounds()
    looks = 0
    with watched.stopped_by_signals():
        while not watched.is_stopped:
            run = watched.run()
            looks += 1
            if looks == rounds or watched.is_stopped:
                break
            if not options.quiet:
                if run is None:
                    say(watched.nothing_due())
                say(f"Next look: {clock.now() + timedelta(minutes=every):%Y-%m-%d %H:%M}, Asia/Shanghai.")
            _wait(watched, every * 60)


def _wait(watched: Rounds, seconds: float) -> None:
    until = time.monotonic() + seconds
    while not watched.is_stopped and (left := until - time.monotonic()) > 0:
        time.sleep(min(left, TICK))
