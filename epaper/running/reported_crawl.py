"""One crawl from its order to the report of it."""

from __future__ import annotations

from pathlib import Path

from crawler.walk.order import crawl_order, known_newspaper

from .ledger import Ledger
from .outcome import ExitStatus, outcomes
from .report import reported
from .spider_run import RunOrder, archive_folder, spider_run


def reported_crawl(order: RunOrder, *, json: bool = False, ledger: Ledger | None = None) -> ExitStatus:
    """Crawl what is ordered, tell what came of it, and give its exit status. ``ledger`` counts the outcomes.

    Raises:
        BadArgument: what is ordered cannot be; nothing was asked of any site.
    """
    newspaper = known_newspaper(order.newspaper)
    arguments = order.arguments
    issues = crawl_order(newspaper, arguments).issues
    archive = archive_folder(Path(arguments["archive"]))
    run = spider_run(order)
    found = outcomes(issues, archive, not_yet=run.issues_not_yet > 0)
    return reported(newspaper, found if ledger is None else ledger.noted(found), run, archive, json=json)
