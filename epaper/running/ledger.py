"""What a run leaves: its file in the archive, and a word to whoever wants to know that something is not complete."""

from __future__ import annotations

import shlex
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from archive.audit.run_log import NewspaperRun, Run, utc_time, write_run
from archive.record.identifiers import IssueKey
from archive.record.issue import Status
from archive.record.jsonl import json_line
from crawler import clock
from crawler.walk.order import BadArgument

from ..terminal.words import complain
from .outcome import NOT_REACHED, ExitStatus, Outcome, Total

NOTIFY_TIMEOUT = 60  # seconds; a mail is sent in one


class Ledger:
    """Counts one newspaper's outcomes as they pass. ``issues``: what was asked for; others are not counted."""

    def __init__(self, newspaper: str, issues: Iterable[IssueKey] | None = None) -> None:
        self._newspaper = newspaper
        self._is_open = issues is None
        self._issues: dict[str, Status | None] = {issue.folder_name: None for issue in issues or ()}
        self._total = Total()

    def noted(self, outcomes: Iterable[Outcome]) -> Iterator[Outcome]:
        """The same outcomes, counted."""
        for outcome in outcomes:
            name = outcome.key.folder_name
            if self._is_open or name in self._issues:
                self._issues[name] = outcome.status
                self._total.add(outcome.issue)
            yield outcome

    def closed(self, status: int, *, skipped: str | None = None) -> NewspaperRun:
        """What it all came to."""
        return NewspaperRun(
            newspaper=self._newspaper,
            exit_status=status,
            skipped=skipped,
            issues=self._issues,
            statuses=dict(sorted(Counter(one or NOT_REACHED for one in self._issues.values()).items())),
            pages=self._total.pages,
            articles=self._total.articles,
        )


class Notice:
    """The command of ``--notify``: hears of a run that is not complete, as JSON on stdin. Never through a shell.

    Raises:
        BadArgument: it is no command.
    """

    def __init__(self, command: str | None) -> None:
        try:
            self._words = [] if command is None else shlex.split(command)
        except ValueError as error:
            raise BadArgument(f"--notify {command!r} is not a command: {error}.") from None
        if command is not None and not self._words:
            raise BadArgument("--notify is empty. Name a command that reads stdin: --notify 'mail -s epaper me'.")

    def give(self, run: Run) -> None:
        """Tell of the run, unless all of it is complete. A failure is told and changes nothing."""
        if not self._words or run.exit_status == ExitStatus.COMPLETE:
            return
        name = self._words[0]
        try:
            done = subprocess.run(  # noqa: S603 - the operator's own command
                self._words, input=json_line(run), stdout=2, timeout=NOTIFY_TIMEOUT, check=False
            )
        except OSError as error:
            complain(f"--notify could not run {name}: {error.strerror}.")
        except subprocess.TimeoutExpired:
            complain(f"--notify: {name} took more than {NOTIFY_TIMEOUT} s and was stopped.")
        else:
            if done.returncode != 0:
                complain(f"--notify: {name} ended with {done.returncode}.")


def leave_run(archive: Path, started: datetime, status: int, newspapers: Iterable[NewspaperRun], notice: Notice) -> Run:
    """Write the file of a run that ends now, and give notice of it."""
    run = Run(
        started=utc_time(started),
        finished=utc_time(clock.now()),
        command=tuple(_command(sys.argv[1:])),
        exit_status=status,
        newspapers=tuple(newspapers),
    )
    try:
        write_run(archive, run)
    except OSError as error:  # what was crawled is in the archive all the same
        complain(f"cannot write to {archive / 'runs'}: {error.strerror}. The archive itself is as told above.")
    notice.give(run)
    return run


def _command(words: Iterable[str]) -> Iterator[str]:
    """The arguments as given, but for the command of ``--notify``, which may hold a secret."""
    is_secret = False
    for word in words:
        if is_secret:
            yield "…"
        elif word.startswith("--notify="):
            yield "--notify=…"
        else:
            yield word
        is_secret = word == "--notify"
