"""Crawls of a press that answers by a script, and what the press's own clock says of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from itertools import pairwise
from pathlib import Path

from tests.conftest import NOON
from tests.epaper.commands.runs import Run, epaper
from tests.press import Order, Press, Quirk, Request, Title
from tests.press.faults import Reply, error_reply

DAY = "2020-03-15"
NEXT = "2020-03-16"
FRONT = f"/html/xmwb/{DAY}/1.html"
INNER = f"/html/xmwb/{DAY}/2.html"
DELAY = 0.1

Script = Callable[[int], Reply | None]
"""The answer to the n-th request of a path, counted from 1; ``None``: as ever."""


class Scripted(Press):
    """A press with ``scripts``: for a path, what it answers instead of what is printed."""

    def __init__(self, *days: str, scripts: Mapping[str, Script] | None = None, robots: str | None = None) -> None:
        super().__init__([order(day) for day in days or (DAY,)], robots=robots)
        self.scripts = dict(scripts or {})

    def answer(self, request: Request) -> Reply:
        path = request.path.partition("?")[0]
        usual = super().answer(request)
        script = self.scripts.get(path)
        return (None if script is None else script(self.count(path))) or usual

    @property
    def asked(self) -> list[str]:
        """The paths, in the order in which they were asked for."""
        return [request.path for request in self.requests]

    def asked_after(self, path: str, times: int = 1) -> list[str]:
        """What was asked for after the n-th request of ``path``."""
        places = [place for place, one in enumerate(self.asked) if one == path]
        return self.asked[places[times - 1] + 1 :]

    def pause_after(self, path: str, times: int = 1) -> float:
        """Seconds from the n-th request of ``path`` to whatever was asked for next."""
        places = [place for place, one in enumerate(self.asked) if one == path]
        place = places[times - 1]
        return self.requests[place + 1].at - self.requests[place].at


def order(day: str, code: str = "xmwb", pages: int = 2, articles: int = 2) -> Order:
    title = {
        "xmwb": Title(code="xmwb", name="新民晚报"),
        "shequ": Title(code="shequ", name="新民晚报社区版"),
    }[code]
    quirks = frozenset({Quirk.ZERO_PADDED} if code == "shequ" else ())
    return Order(title=title, issue_date=date.fromisoformat(day), pages=pages, articles=articles, quirks=quirks)


def articles(press: Press, day: str = DAY) -> list[str]:
    """The paths of an issue's articles, page by page."""
    return [story.path for sheet in press.papers["xmwb", day].paper().sheets for story in sheet.stories]  # type: ignore[union-attr]


def arguments(
    press: Press, folder: Path, *settings: str, newspaper: str = "xmwb", days: tuple[str, str] = (DAY, DAY)
) -> list[str | Path]:
    parts = ["crawl", newspaper, "--base-url", press.base_url, "--from", days[0], "--until", days[1], "--no-pictures"]
    given = (f"DOWNLOAD_DELAY={DELAY}", f"EPAPER_HOST_BUDGET_DIR={folder / 'budgets'}", *settings)
    return [*parts, *(part for one in given for part in ("-s", one))]


def visit(press: Press, folder: Path, *settings: str, days: tuple[str, str] = (DAY, DAY), now: str = NOON) -> Run:
    """``epaper crawl`` into ``folder``, with a short delay."""
    line = [*arguments(press, folder, *settings, days=days), "--json"]
    return epaper(*line, cwd=folder, now=now)


def intervals(requests: list[Request]) -> list[float]:
    return [later.at - earlier.at for earlier, later in pairwise(sorted(requests, key=lambda one: one.at))]


def missing(run: Run, day: str = DAY) -> dict[str, str]:
    """Addresses, without their host, and why they are missing."""
    (issue,) = (one for one in run.records if one["issue_date"] == day)
    return {one["url"].partition("cn")[2]: one["reason"] for one in issue["account"]["missing"]}


def statuses(run: Run) -> list[str]:
    return [one["status"] for one in run.records]


def refusal(status: int, *headers: tuple[str, str], times: int | None = None) -> Script:
    """An error page, at the first so many requests."""
    return lambda number: error_reply(status, *headers) if times is None or number <= times else None


def says(text: str) -> Script:
    """A robots.txt."""
    return lambda _: Reply(headers=(("Content-Type", "text/plain"),), body=text.encode())


def leads_to(path: str) -> Script:
    return lambda _: Reply(status=301, headers=(("Location", path),))
