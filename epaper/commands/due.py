"""``epaper due``: what should be fetched now, and why; when nothing should be, when the next thing will."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from archive.record.jsonl import json_line
from crawler import clock
from crawler.planning.plan import Plan, kept_newspapers
from crawler.planning.schedule import DAYS, Due, next_due

from ..running.checked_options import refuse_no_folder
from ..terminal.due_words import WHY, nothing_due
from ..terminal.words import emit, say
from .options import Archive, Days, Newspapers


def due(
    newspapers: Newspapers = None,
    archive: Archive = Path("output"),
    days: Days = DAYS,
    json: Annotated[bool, typer.Option("--json", help="One JSON object per issue on stdout.")] = False,
) -> None:
    """Say what should be fetched now, and why. Exit status 0, whether something is due or not.

    When nothing is due, say when the next thing will be.
    """
    refuse_no_folder(archive)
    now = clock.now()
    plan = Plan(kept_newspapers(newspapers, archive), archive, now, days)
    waiting: list[Due] = []
    count = 0
    for newspaper in plan.newspapers:
        for one in plan.of(newspaper):
            if one.at > now:
                waiting.append(one)
                continue
            count += 1
            if json:
                emit(_line(one, is_due=True))
            else:
                typer.echo(f"{one.issue.newspaper}  {one.issue.folder_name}  {WHY[one.why]}")
    if count:
        return
    first = next_due(waiting)
    if json and first is not None:
        emit(_line(first, is_due=False))
    say(nothing_due(plan.newspapers, first, archive))


def _line(one: Due, *, is_due: bool) -> bytes:
    return json_line(
        {
            "newspaper": one.issue.newspaper,
            "issue_date": one.issue_date,
            "edition": one.issue.edition,
            "is_due": is_due,
            "why": one.why,
            "at": one.at.isoformat(timespec="seconds"),
        }
    )
