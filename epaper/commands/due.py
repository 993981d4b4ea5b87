"""``epaper due``: what should be fetched now, and why; when nothing should be, when the next thing will."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from archive.audit.run_log import Standing, Standings
from archive.record.jsonl import json_line
from crawler import clock
from crawler.planning.schedule import DAYS, Due, Span, next_due, planned_issues, spans
from crawler.platforms.contract import Newspaper
from crawler.sites import all_newspapers
from crawler.walk.order import known_newspaper

from ..terminal.words import emit, say

WHY = {
    "today": "today's issue",
    "late": "was not out yet",
    "still_changes": "there, may still change",
    "partial": "partial",
    "unknown": "nothing found, nothing proved",
    "blocked": "was refused",
    "interrupted": "begun and not finished",
    "never_tried": "never tried",
}

Newspapers = Annotated[
    list[str] | None,
    typer.Argument(metavar="[NEWSPAPER…]", help="Codes of newspapers; without any, those in the archive."),
]
Archive = Annotated[Path, typer.Option(help="Folder of the archive.")]
Days = Annotated[int, typer.Option(help="How far back to look.", min=0)]


def due(
    newspapers: Newspapers = None,
    archive: Archive = Path("output"),
    days: Days = DAYS,
    json: Annotated[bool, typer.Option("--json", help="One JSON object per issue on stdout.")] = False,
) -> None:
    """Say what should be fetched now, and why. Exit status 0, whether something is due or not.

    When nothing is due, say when the next thing will be.
    """
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
                typer.echo(f"{one.newspaper}  {one.issue_date}  {WHY[one.why]}")
    if count:
        return
    first = next_due(waiting)
    if json and first is not None:
        emit(_line(first, is_due=False))
    say(nothing_due(plan.newspapers, first, archive))


class Plan:
    """What is due of each newspaper, read from the archive once for ``now``."""

    def __init__(self, newspapers: Sequence[Newspaper], archive: Path, now: datetime, days: int) -> None:
        self.newspapers = newspapers
        self._now, self._days = now, days
        self._standings = Standings(archive, now - timedelta(days=days + 1), now)

    def of(self, newspaper: Newspaper) -> Iterator[Due]:
        """What is due and what will be.

        Raises:
            BrokenArchive: an ``issue.json`` is none.
        """
        return planned_issues(newspaper, self._standing(newspaper), self._now, self._days)

    def spans(self, newspaper: Newspaper, due: Sequence[Due]) -> Iterator[Span]:
        """The ranges to crawl."""
        return spans(newspaper, due, self._standing(newspaper), self._now)

    def _standing(self, newspaper: Newspaper) -> partial[Standing]:
        return partial(self._standings.of, newspaper.code)


def kept_newspapers(newspapers: Sequence[str] | None, archive: Path, base_url: str | None = None) -> list[Newspaper]:
    """The newspapers named; without names, those that the archive holds and that can be reached.

    Raises:
        BadArgument: there is no such newspaper.
    """
    if newspapers:
        return [known_newspaper(code) for code in dict.fromkeys(newspapers)]
    held = (newspaper for code, newspaper in all_newspapers().items() if (archive / code).is_dir())
    return [newspaper for newspaper in held if base_url is not None or not newspaper.hosts[0].endswith(".invalid")]


def nothing_due(newspapers: Sequence[Newspaper], first: Due | None, archive: Path) -> str:
    """``Nothing is due. Next: xmwb 2026-11-24 at 17:00 …``."""
    if not newspapers:
        return f"No newspaper is in {archive} yet. Name those to keep: epaper due xmwb."
    if first is None:
        return "Nothing is due, and nothing will be."
    return f"Nothing is due. Next: {first.newspaper} {first.issue_date}, {first.at:%Y-%m-%d %H:%M}, Asia/Shanghai."


def _line(one: Due, *, is_due: bool) -> bytes:
    return json_line(
        {
            "newspaper": one.newspaper,
            "issue_date": one.issue_date,
            "is_due": is_due,
            "why": one.why,
            "at": one.at.isoformat(timespec="seconds"),
        }
    )
