"""The options that ``run-due`` and ``watch`` share."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crawler.planning.schedule import DAYS

from ..running.checked_options import mirror_url
from ..running.ledger import Notice
from ..running.rounds import Rounds, crawl_options
from ..running.spider_run import archive_folder
from .options import Archive, AtOnce, BaseUrl, Days, HungAfter, Newspapers, Notify, Pictures, Quiet, Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundOptions:
    """One field an option, as Typer reads it."""

    newspapers: Newspapers = None
    archive: Archive = Path("output")
    days: Days = DAYS
    base_url: BaseUrl = None
    pictures: Pictures = True
    set_: Settings = None
    notify: Notify = None
    at_once: AtOnce = 4
    hung_after: HungAfter = 15
    quiet: Quiet = False

    def rounds(self) -> Rounds:
        """The rounds that are asked for.

        Raises:
            BadArgument: an option has a value that cannot be.
        """
        return Rounds(
            newspapers=self.newspapers,
            archive=archive_folder(self.archive),
            days=self.days,
            base_url=None if self.base_url is None else mirror_url(self.base_url),
            options=crawl_options(self.base_url, self.set_, pictures=self.pictures),
            notice=Notice(self.notify),
            at_once=self.at_once,
            hung_after=self.hung_after * 60,
            quiet=self.quiet,
        )


def with_round_options(command: Callable[..., None]) -> Callable[..., None]:
    """``command``, which takes a ``RoundOptions`` first, with one option a field in its place."""
    shared = inspect.signature(RoundOptions, eval_str=True).parameters
    _, *own = inspect.signature(command, eval_str=True).parameters.values()

    def called(**given: Any) -> None:
        command(RoundOptions(**{name: given.pop(name) for name in shared}), **given)

    keywords = [one.replace(kind=one.KEYWORD_ONLY) for one in (*shared.values(), *own)]
    called.__doc__ = command.__doc__
    called.__signature__ = inspect.Signature(keywords)  # type: ignore[attr-defined]
    called.__annotations__ = {one.name: one.annotation for one in keywords}
    return called
