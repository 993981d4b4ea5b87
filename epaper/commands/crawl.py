"""``epaper crawl``: fills the gaps of the archive."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated

import typer

from archive.issues.lock import newspaper_lock
from crawler import clock
from crawler.planning.gaps import found_gaps
from crawler.platforms.contract import Newspaper
from crawler.walk.order import BadArgument, asked_editions, asked_range, known_newspaper
from crawler.wording import counted

from ..running.checked_options import known_log_level, mirror_url, setting, writable_newspaper
from ..running.ledger import Ledger, Notice, leave_run
from ..running.outcome import ExitStatus, worst
from ..running.reported_crawl import reported_crawl
from ..running.spider_run import RunOrder, archive_folder
from ..terminal.next_step import command_line
from ..terminal.words import complain, say
from .options import DATES, Archive, BaseUrl, NewspaperCode, Notify, Pictures, Settings

_YES = ("1", "true", "True")  # as Scrapy reads a setting


def crawl(
    newspaper: NewspaperCode,
    date: Annotated[str | None, typer.Option(help=f"{DATES}.", metavar="DATE")] = None,
    from_: Annotated[
        str | None, typer.Option("--from", help="First date, in the same words; alone: up to today.", metavar="DATE")
    ] = None,
    until: Annotated[
        str | None,
        typer.Option(help="Last date, included, of a month its last day; alone: from the first issue.", metavar="DATE"),
    ] = None,
    edition: Annotated[str | None, typer.Option(help="One edition of each date, where there are several.")] = None,
    gaps: Annotated[bool, typer.Option("--gaps", help="What `status` and `verify` call missing, no more.")] = False,
    archive: Archive = Path("output"),
    base_url: BaseUrl = None,
    refresh: Annotated[bool, typer.Option("--refresh", help="Ask again for issues that are complete.")] = False,
    offline: Annotated[bool, typer.Option("--offline", help="From recorded responses alone.")] = False,
    pictures: Pictures = True,
    json: Annotated[bool, typer.Option("--json", help="One JSON object per issue on stdout.")] = False,
    log_level: Annotated[str | None, typer.Option(help="DEBUG, INFO, WARNING, ERROR.", metavar="LEVEL")] = None,
    set_: Settings = None,
    notify: Notify = None,
    run_file: Annotated[bool, typer.Option("--run-file/--no-run-file", help="Leave a file in ARCHIVE/runs.")] = True,
    sign_of_life_fd: Annotated[int, typer.Option(help="The pipe of `run-due`.", hidden=True)] = -1,
) -> None:
    """Fill the gaps of the archive: whatever of the issues asked for is not there yet.

    Twice is harmless: the second time asks only for what is missing.
    """
    arguments = {
        "date": date,
        "from_date": from_,
        "until_date": until,
        "edition": edition,
        "archive": str(archive),
        "base_url": None if base_url is None else mirror_url(base_url),
        "refresh": "1" if refresh else None,
        "pictures": None if pictures and not offline else "0",  # they give no record
    }
    settings = dict(map(setting, set_ or ()))
    if log_level is not None:
        settings["LOG_LEVEL"] = known_log_level(log_level)
    if offline:
        settings["EPAPER_OFFLINE"] = "1"
    if refresh and settings.get("EPAPER_OFFLINE") in _YES:
        options = {"--date": date, "--from": from_, "--until": until, "--edition": edition}
        words = [word for name, value in options.items() if value is not None for word in (name, value)]
        reparse = command_line("reparse", newspaper, *words, archive=archive)
        raise BadArgument(f"--refresh asks the site again, --offline nobody. To read again what is recorded: {reparse}")
    given = {name: value for name, value in arguments.items() if value is not None}
    left: list[str] = []
    if gaps:
        given = with_gaps(known_newspaper(newspaper), archive, given, left)
    notice, started, ledger = Notice(notify), clock.now(), Ledger(newspaper)
    order = RunOrder(newspaper=newspaper, arguments=given, settings=settings, sign_of_life_fd=sign_of_life_fd)
    status = reported_crawl(order, json=json, ledger=ledger)
    if left:
        _complain_of(left)
        status = worst([status, ExitStatus.PARTIAL])
    if run_file:
        leave_run(archive, started, status, [ledger.closed(status)], notice)
    raise typer.Exit(status)


def with_gaps(newspaper: Newspaper, archive: Path, given: Mapping[str, str], left: list[str]) -> dict[str, str]:
    """The arguments with the issues that have gaps instead of a range of dates.

    ``left`` gets what no crawl can mend, each with the reason.

    Raises:
        Exit: there is nothing to crawl.
    """
    if "date" in given or given.get("refresh") == "1":
        raise BadArgument("--gaps goes with --from and --until, not with --date or --refresh.")
    today = clock.today()
    first, last = asked_range(given.get("from_date"), given.get("until_date"), today)
    editions = asked_editions(newspaper, given.get("edition"))
    writable_newspaper(archive, newspaper.code)
    with newspaper_lock(archive_folder(archive), newspaper.code):
        pictures = given.get("pictures") != "0"
        found = found_gaps(newspaper, archive, first, last, clock.now(), pictures=pictures)
    left += found.left
    issues = [issue for issue in found.issues if issue.edition in editions]
    if left and not issues:
        _complain_of(left)
        raise typer.Exit(ExitStatus.PARTIAL)
    if not issues:
        say(f"No gaps: every issue of {newspaper.title} ({newspaper.code}) up to {min(last or today, today)} is whole.")
        raise typer.Exit(ExitStatus.COMPLETE)
    say(f"{counted(len(issues), 'issue')} with gaps, from {issues[0].issue_date} to {issues[-1].issue_date}.")
    rest = {name: value for name, value in given.items() if name not in ("from_date", "until_date", "edition")}
    return {**rest, "gaps": ",".join(issue.folder_name for issue in issues)}


def _complain_of(left: Iterable[str]) -> None:
    for why in left:
        complain(f"{why}.")
