"""One crawl from its order to the report of it."""

from __future__ import annotations

from crawler.walk.order import crawl_order, known_newspaper

from .ledger import Ledger
from .outcome import ExitStatus, outcomes
from .report import reported
from .spider_run import RunOrder, archive_folder, run_settings, spider_run


def reported_crawl(
    order: RunOrder, *, json: bool = False, is_stdout_taken: bool = False, ledger: Ledger | None = None
) -> ExitStatus:
    """Crawl what is ordered, tell what came of it, and give its exit status. ``ledger`` counts the outcomes.

    ``json``, ``is_stdout_taken``: as in ``reported``.

    Raises:
        BadArgument: what is ordered cannot be; nothing was asked of any site.
    """
    newspaper = known_newspaper(order.newspaper)
    ordered = crawl_order(newspaper, order.arguments)
    settings = run_settings(order, ordered)  # what cannot be is refused before a folder is made for it
    archive = archive_folder(ordered.archive, option=order.options.archive)
    run = spider_run(order, ordered, settings)
    found = outcomes(ordered.issues, archive, not_yet=run.not_yet)
    noted = found if ledger is None else ledger.noted(found)
    return reported(newspaper, noted, run, archive, json=json, is_stdout_taken=is_stdout_taken)
