"""``epaper crawl``: fills the gaps of the archive."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

import typer

from archive.issues.lock import newspaper_lock
from crawler import clock
from crawler.planning.gaps import gap_dates
from crawler.platforms.contract import Newspaper
from crawler.setting_names import renamed_settings
from crawler.walk.order import BadArgument, crawl_order, iso_date, known_newspaper
from crawler.wording import counted

from ..running.ledger import Ledger, Notice, leave_run
from ..running.outcome import ExitStatus, outcomes
from ..running.report import reported
from ..running.spider_run import RunOrder, archive_folder, spider_run
from ..terminal.words import say


def crawl(
    newspaper: Annotated[
        str, typer.Argument(metavar="NEWSPAPER", help="Code of the newspaper: xmwb. `scrapy list` names them all.")
    ],
    date: Annotated[str | None, typer.Option(help="One issue: 2020-03-15.", metavar="DATE")] = None,
    from_: Annotated[str | None, typer.Option("--from", help="First date; alone: up to today.", metavar="DATE")] = None,
    until: Annotated[
        str | None, typer.Option(help="Last date, included; alone: from the first issue.", metavar="DATE")
    ] = None,
    gaps: Annotated[bool, typer.Option("--gaps", help="What `status` and `verify` call missing, no more.")] = False,
    archive: Annotated[Path, typer.Option(help="Folder of the archive.")] = Path("output"),
    base_url: Annotated[str | None, typer.Option(help="A mirror of the site: http://host.", metavar="URL")] = None,
    refresh: Annotated[bool, typer.Option("--refresh", help="Ask again for issues that are complete.")] = False,
    offline: Annotated[bool, typer.Option("--offline", help="From recorded responses alone.")] = False,
    pictures: Annotated[bool, typer.Option(help="Record facsimiles and photos too.")] = True,
    json: Annotated[bool, typer.Option("--json", help="One JSON object per issue on stdout.")] = False,
    log_level: Annotated[str | None, typer.Option(help="DEBUG, INFO, WARNING, ERROR.", metavar="LEVEL")] = None,
    set_: Annotated[
        list[str] | None, typer.Option("--set", "-s", help="A Scrapy setting.", metavar="NAME=VALUE")
    ] = None,
    notify: Annotated[
        str | None, typer.Option(help="Told of a run that is not complete, as JSON on stdin.", metavar="CMD")
    ] = None,
    run_file: Annotated[bool, typer.Option("--run-file/--no-run-file", help="Leave a file in ARCHIVE/runs.")] = True,
) -> None:
    """Fill the gaps of the archive: whatever of the issues asked for is not there yet.

    Twice is harmless: the second time asks only for what is missing.
    """
    arguments = {
        "date": date,
        "from_date": from_,
        "until_date": until,
        "archive": str(archive),
        "base_url": None if base_url is None else mirror_url(base_url),
        "refresh": "1" if refresh else None,
        "pictures": None if pictures and not offline else "0",  # they give no record
    }
    settings = dict(map(setting, set_ or ()))
    if log_level is not None:
        settings["LOG_LEVEL"] = _log_level(log_level)
    if offline:
        settings["EPAPER_OFFLINE"] = "1"
    given = {name: value for name, value in arguments.items() if value is not None}
    if gaps:
        given = with_gaps(known_newspaper(newspaper), archive, given)
    notice, started, ledger = Notice(notify), clock.now(), Ledger(newspaper)
    status = filled(RunOrder(newspaper=newspaper, arguments=given, settings=settings), json=json, ledger=ledger)
    if run_file:
        leave_run(archive, started, status, [ledger.closed(status)], notice)
    raise typer.Exit(status)


def filled(order: RunOrder, *, json: bool = False, ledger: Ledger | None = None) -> ExitStatus:
    """Crawl what is ordered, say what came of it, and how good that is. ``ledger`` counts it too.

    Raises:
        BadArgument: what is ordered cannot be; nothing was asked of any site.
    """
    newspaper = known_newspaper(order.newspaper)
    asked = order.arguments
    dates = crawl_order(newspaper, asked).dates
    archive = archive_folder(Path(asked["archive"]))
    run = spider_run(order)
    found = outcomes(newspaper, dates, archive, not_yet=run.issues_not_yet > 0)
    return reported(newspaper, found if ledger is None else ledger.noted(found), run, json=json)


def with_gaps(newspaper: Newspaper, archive: Path, given: Mapping[str, str]) -> dict[str, str]:
    """The arguments with the dates of gaps instead of a range.

    Raises:
        Exit: there is none.
    """
    if "date" in given or given.get("refresh") == "1":
        raise BadArgument("--gaps goes with --from and --until, not with --date or --refresh.")
    first = given.get("from_date")
    last = iso_date(given["until_date"]) if "until_date" in given else clock.today()
    with newspaper_lock(archive_folder(archive), newspaper.code):
        dates = gap_dates(newspaper, archive, None if first is None else iso_date(first), last, clock.now())
    if not dates:
        say(f"No gaps: every issue of {newspaper.title} ({newspaper.code}) up to {last} is whole.")
        raise typer.Exit(ExitStatus.COMPLETE)
    say(f"{counted(len(dates), 'issue')} with gaps, from {dates[0]} to {dates[-1]}.")
    rest = {name: value for name, value in given.items() if name not in ("from_date", "until_date")}
    return {**rest, "gaps": ",".join(map(str, dates))}


def mirror_url(text: str) -> str:
    """``text``, which is the address of a host.

    Raises:
        BadArgument: it is none.
    """
    try:
        parts = urlsplit(text)
        is_host = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        is_host = False
    if not is_host or parts.query or parts.fragment:
        raise BadArgument(
            f"--base-url {text!r} is not the address of a site. Write it like http://mirror.example:8080."
        )
    return text


def setting(pair: str) -> tuple[str, str]:
    """``NAME=VALUE``.

    Raises:
        BadArgument: it is not, or the setting has another name now.
    """
    name, equals, value = pair.partition("=")
    if not equals or not name.strip():
        raise BadArgument(f"-s {pair!r} is not NAME=VALUE. Write it like -s DOWNLOAD_DELAY=5.")
    why = renamed_settings([name.strip()])
    if why is not None:
        raise BadArgument(why)
    return name.strip(), value


def _log_level(text: str) -> str:
    level = text.upper()
    if level not in ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"):
        raise BadArgument(f"--log-level {text!r} is none of DEBUG, INFO, WARNING, ERROR, CRITICAL.")
    return level
