"""``scrapy crawl``: a newspaper is crawled as ``epaper crawl`` does it, with the same summary and exit status.

Any other spider, which an operator names in ``SPIDER_MODULES``, is run by Scrapy's own command.
"""

from __future__ import annotations

import logging
import os
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from scrapy.commands import crawl
from scrapy.exceptions import UsageError
from scrapy.spiderloader import get_spider_loader
from scrapy.utils.log import configure_logging

from crawler.sites import BrokenNewspaper, newspaper, newspaper_codes
from crawler.walk.order import BadArgument, known_newspaper
from crawler.wording import without_number

from ..running.checked_options import mirror_url, setting
from ..running.outcome import ExitStatus
from ..running.reported_crawl import reported_crawl
from ..running.setting_values import refused_value
from ..running.spider_run import OptionNames, RunOrder
from ..running.told_errors import told_errors
from ..terminal.words import complain

log = logging.getLogger(__name__)

OPTIONS = OptionNames(refresh="-a refresh=1", offline="-s EPAPER_OFFLINE=1", archive="-a archive=FOLDER")


class Command(crawl.Command):
    """The command; its errors are a line each, and status 2 where something was asked for that cannot be."""

    _log_file: str | None = None

    def short_desc(self) -> str:
        """What ``scrapy`` lists."""
        return "Crawl a newspaper, by its code"

    def process_options(self, args: list[str], opts: Namespace) -> None:
        """Check everything before Scrapy reads it: it would answer in several lines, or in a traceback.

        Raises:
            SystemExit: something cannot be.
        """
        assert self.settings is not None
        named = [pair.removeprefix("LOG_FILE=") for pair in opts.set if pair.startswith("LOG_FILE=")]
        self._log_file = opts.logfile or (named or [self.settings["LOG_FILE"]])[-1]
        with self._edge():
            for pair in opts.set:
                setting(pair)
            try:
                super().process_options(args, opts)
            except UsageError as error:
                raise BadArgument(f"{str(error).rstrip('.')}.") from None
            why = refused_value("LOG_LEVEL", self.settings["LOG_LEVEL"])  # -L gives it, too
            if why is not None:
                raise BadArgument(why)
            is_newspaper = len(args) == 1 and args[0] in newspaper_codes()
            if len(args) == 1 and not is_newspaper and args[0] not in get_spider_loader(self.settings).list():
                known_newspaper(args[0])  # names the nearest
        self.requires_crawler_process = not is_newspaper  # the crawl of a newspaper makes its own

    def run(self, args: list[str], opts: Namespace) -> None:
        """Crawl, and say what came of it.

        Raises:
            SystemExit: it could not begin.
        """
        if self.requires_crawler_process:
            super().run(args, opts)
            return
        assert self.settings is not None
        with self._edge():
            _check_module(args[0])
            if "base_url" in opts.spargs:
                mirror_url(opts.spargs["base_url"], option="-a base_url=")
            order = RunOrder(
                newspaper=args[0],
                arguments=opts.spargs,
                settings=dict(map(setting, opts.set)),
                project=self.settings,
                options=OPTIONS,
            )
            has_feed_on_stdout = any(str(uri).startswith("stdout:") for uri in self.settings.getdict("FEEDS"))
            self.exitcode = reported_crawl(order, is_stdout_taken=has_feed_on_stdout)

    @contextmanager
    def _edge(self) -> Iterator[None]:
        try:
            with told_errors(self._tell):
                yield
        except BrokenPipeError:  # whoever read stdout has gone
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what is left in its buffer goes nowhere
            raise SystemExit(ExitStatus.CRASHED) from None
        except OSError as error:
            self._tell(without_number(error))
            raise SystemExit(ExitStatus.CRASHED) from None

    def _tell(self, message: str) -> None:
        """Say it, and write it into the log file, if there is one: nobody hears what a job of Scrapyd says."""
        complain(message)
        if self._log_file:
            with suppress(OSError):  # which may be what was said
                configure_logging({"LOG_FILE": self._log_file, "LOG_LEVEL": "ERROR"})
                log.error(message)


def _check_module(code: str) -> None:
    try:
        newspaper(code)
    except BrokenNewspaper as error:
        raise BadArgument(str(error)) from error
