"""``epaper run-due``: fetches what is due, for cron and systemd timers."""

from __future__ import annotations

from typing import Annotated

import typer

from archive.record.jsonl import json_line

from ..running.outcome import ExitStatus
from ..terminal.words import emit, say
from .round_options import RoundOptions, with_round_options


@with_round_options
def run_due(
    options: RoundOptions,
    json: Annotated[bool, typer.Option("--json", help="What the run leaves in ARCHIVE/runs, on stdout too.")] = False,
) -> None:
    """Fetch what is due. The worst exit status of its crawls is its own; 0 when nothing is due.

    A newspaper that is being crawled elsewhere is passed over.
    """
    rounds = options.rounds()
    with rounds.stopped_by_signals():
        run = rounds.run()
    if run is not None and json:
        emit(json_line(run))
    if run is None and not options.quiet:
        say(rounds.nothing_due())
    raise typer.Exit(ExitStatus.PARTIAL if rounds.is_stopped else run.exit_status if run else ExitStatus.COMPLETE)
