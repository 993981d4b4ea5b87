"""The plan of a round: what is due of which newspapers, read from an archive at one moment."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from archive.audit.run_log import Standings

from ..platforms.contract import Newspaper
from ..sites import all_newspapers
from ..walk.order import known_newspaper
from .schedule import Due, Span, planned_issues, spans


class Plan:
    """What is due of each newspaper, read from the archive once for ``now``. ``days``: how far back it looks."""

    def __init__(self, newspapers: Sequence[Newspaper], archive: Path, now: datetime, days: int) -> None:
        self.newspapers = newspapers
        self._now, self._days = now, days
        self._standings = Standings(archive, now - timedelta(days=days + 1), now)

    def of(self, newspaper: Newspaper) -> Iterator[Due]:
        """Every issue that is due and every issue that will be."""
        return planned_issues(newspaper, self._standings.of, self._now, self._days)

    def spans(self, newspaper: Newspaper, due: Sequence[Due]) -> Iterator[Span]:
        """The ranges of dates to crawl."""
        return spans(newspaper, due, self._standings.of, self._now)


def kept_newspapers(newspapers: Sequence[str] | None, archive: Path, base_url: str | None = None) -> list[Newspaper]:
    """The newspapers named; without names, those that the archive holds and that can be reached.

    Raises:
        BadArgument: there is no such newspaper.
    """
    if newspapers:
        return [known_newspaper(code) for code in dict.fromkeys(newspapers)]
    held = (newspaper for code, newspaper in all_newspapers().items() if (archive / code).is_dir())
    return [newspaper for newspaper in held if base_url is not None or not newspaper.hosts[0].endswith(".invalid")]
