"""What the engine's components rely on of a spider that walks newspapers.

Any other spider works with them too: its responses go to one folder, its hosts are asked politely, and there is neither
progress nor an account. Which of the two a spider is, is decided here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Protocol, runtime_checkable

from scrapy import Spider

from archive.record.identifiers import IssueKey

from ..platforms.contract import Newspaper
from ..walk.mirror import Mirror
from .recording.capture_place import HasCapturePlace
from .stops import Stop

RECORDED_INSTEAD = "epaper/recorded_instead/"
"""Statistics by reason: addresses of which the site, asked anew, gave nothing usable, so that the record answers."""
CHANGED = "epaper/changed/"
"""Statistics by issue and by what changed at its source: how often that was seen."""


class AskedIssues(Protocol):
    """The issues that a crawl asks for, oldest first; counted, and never held all at once."""

    def __len__(self) -> int: ...
    def __iter__(self) -> Iterator[IssueKey]: ...


class UnderWay(Protocol):
    """One issue under way."""

    @property
    def issue(self) -> IssueKey:
        """Which one it is."""

    @property
    def asked(self) -> Collection[str]:
        """The addresses asked for so far."""

    @property
    def unanswered(self) -> Collection[str]:
        """Those of them that have neither an answer nor a loss."""

    @property
    def items_out(self) -> int:
        """How many of its items are in the pipelines."""


class IssuesUnderWay(Protocol):
    """The issues under way: a few."""

    def __iter__(self) -> Iterator[UnderWay]: ...


@runtime_checkable
class WatchedSpider(HasCapturePlace, Protocol):
    """A spider that walks the issues of one newspaper.

    ``gave_up``: why the crawl ends, for a person; ``None`` while it goes on. ``stopped``: why a host is asked no more;
    the politeness middleware sets it. ``mirror``: where the newspaper is asked.
    """

    gave_up: str | None
    stopped: Stop | None
    mirror: Mirror

    @property
    def newspaper(self) -> Newspaper:
        """The newspaper that it walks."""

    @property
    def issues(self) -> AskedIssues:
        """The issues that it was asked for."""

    @property
    def archive(self) -> Path:
        """The folder of all newspapers."""

    @property
    def open(self) -> IssuesUnderWay:
        """The issues under way."""

    def give_up(self, why: str) -> None:
        """End the crawl, for a reason that a person has to mend."""

    def nothing_is_under_way(self) -> None:
        """Called when the engine has no request, response or item left while ``start()`` goes on."""


def watched(spider: Spider | None) -> WatchedSpider | None:
    """``spider``, if it walks newspapers; ``None`` for a spider of another kind."""
    return spider if isinstance(spider, WatchedSpider) else None
