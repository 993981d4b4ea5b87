"""One run of a newspaper's spider in this process, with the project's settings, wherever the command is called."""

from __future__ import annotations

import logging
import signal
import sys
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from crawler.walk.order import BadArgument, CrawlOrder, known_newspaper

from .setting_values import project_settings

if TYPE_CHECKING:
    from scrapy.settings import Settings

    from crawler.engine.stops import Stop
    from crawler.engine.watched_spider import WatchedSpider

NOT_YET = "epaper/not_yet/"
"""Statistics by issue, which the write stage keeps."""
_FAULTS_OF_A_SETTING = ((AttributeError, ImportError, NameError, TypeError, ValueError), RuntimeError)


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionNames:
    """How whoever gives an order writes its options."""

    refresh: str = "--refresh"
    offline: str = "--offline"
    archive: str = "--archive"


@dataclass(frozen=True, slots=True, kw_only=True)
class RunOrder:
    """What to run. ``arguments`` are the spider's, as ``scrapy crawl -a`` takes them.

    ``settings``: those that a person gave, over those of ``project``; ``None``: over this project's own.
    ``sign_of_life_fd``: a pipe that hears every few seconds that the crawl lives; -1: none.
    """

    newspaper: str
    arguments: Mapping[str, str]
    settings: Mapping[str, Any] = field(default_factory=dict)
    project: Settings | None = None
    options: OptionNames = OptionNames()
    sign_of_life_fd: int = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class SpiderRun:
    """How it ended, whatever it found."""

    host: str  # that was asked: the site's, or the mirror's
    is_interrupted: bool
    is_offline: bool
    gave_up: str | None  # why the spider ended itself: something that a person has to mend
    issues_settled: int
    requests: int  # to the site
    responses: int  # of the site's own
    options: OptionNames = OptionNames()
    wants_pictures: bool = True
    not_yet: Collection[str] = ()  # identifiers of today's issues that are not out
    issues_left_out: int = 0  # something stands in the way, which the log names
    issues_refused: int = 0  # of which the site, asked anew, refused the front
    issues_withheld: int = 0  # what is published of them stays: the new reading would have lost some of it
    stopped: Stop | None = None  # why the site was asked no more
    recorded_instead: Mapping[str, int] = field(default_factory=dict)  # addresses asked anew in vain, by reason
    changed: Mapping[str, Mapping[str, int]] = field(default_factory=dict)  # by issue, how often what was seen

    @property
    def heard_nothing(self) -> bool:
        """Requests to a site, and not a single answer, unless the crawl ended itself: then it says why."""
        return self.requests > 0 and self.responses == 0 and not self.is_offline and self.gave_up is None


def run_settings(order: RunOrder, ordered: CrawlOrder) -> Settings:
    """The settings of a run. ``ordered``: what its arguments say.

    Raises:
        BadArgument: one has a value that Scrapy cannot use, or contradicts the arguments.
    """
    settings = (order.project or project_settings()).copy()
    with _bad_settings_named(order.settings):
        settings.update(dict(order.settings), priority="cmdline")
        if order.sign_of_life_fd >= 0:
            settings.set("EPAPER_SIGN_OF_LIFE_FD", order.sign_of_life_fd, priority="cmdline")
        asks_nobody = settings.getbool("EPAPER_OFFLINE")
    if ordered.refresh and asks_nobody:
        names = order.options
        raise BadArgument(f"{names.refresh} asks the site again, {names.offline} nobody: give one of them.")
    return settings


def spider_run(order: RunOrder, ordered: CrawlOrder, settings: Settings) -> SpiderRun:
    """Run it to its end. The first Ctrl-C lets what is under way come to an end; a second one does not.

    Raises:
        BadArgument: a setting has a value that Scrapy cannot use.
    """
    from scrapy.crawler import AsyncCrawlerProcess
    from scrapy.signals import spider_opened

    from crawler.engine.progress import Progress
    from crawler.engine.watched_spider import RECORDED_INSTEAD, watched

    with _bad_settings_named(order.settings):
        process = AsyncCrawlerProcess(settings)
        crawler = process.create_crawler(order.newspaper)
        if not settings["LOG_FILE"]:  # which stands alone, without the report
            spider_logger = logging.getLogger(order.newspaper)
            spider_logger.addFilter(lambda record: record.getMessage() not in _told_below(watched(crawler.spider)))
        crawler.signals.connect(_announce_interrupts, signal=spider_opened)
        task = process.crawl(crawler, **order.arguments)
        process.start()
        if task.done() and not task.cancelled():
            task.result()  # where it did not even begin, there are no extensions
    progress = crawler.get_extension(Progress)
    if progress is not None:
        progress.close()  # a second Ctrl-C leaves it open
    stats, spider = crawler.stats.get_stats(), watched(crawler.spider)
    from_record = stats.get("httpcache/hit", 0)  # which Scrapy counts among them
    return SpiderRun(
        host=_asked_host(order),
        is_interrupted=stats.get("finish_reason") not in ("finished", "gave_up"),
        is_offline=crawler.settings.getbool("EPAPER_OFFLINE"),
        gave_up=None if spider is None else spider.gave_up,
        options=order.options,
        wants_pictures=ordered.pictures,
        not_yet={name.removeprefix(NOT_YET) for name in stats if name.startswith(NOT_YET)},
        issues_settled=stats.get("epaper/issues_settled", 0),
        requests=stats.get("downloader/request_count", 0) - from_record,
        responses=stats.get("downloader/response_count", 0) - from_record - stats.get("httpcache/errorrecovery", 0),
        issues_left_out=stats.get("epaper/issues_left_out", 0),
        issues_refused=stats.get("epaper/issues_refused", 0),
        issues_withheld=stats.get("epaper/issues_withheld", 0),
        stopped=None if spider is None else spider.stopped,
        recorded_instead={
            name.removeprefix(RECORDED_INSTEAD): number
            for name, number in stats.items()
            if name.startswith(RECORDED_INSTEAD)
        },
        changed=_changed(stats),
    )


def _changed(stats: Mapping[str, Any]) -> dict[str, dict[str, int]]:
    from crawler.engine.watched_spider import CHANGED

    found: dict[str, dict[str, int]] = {}
    for name in sorted(name for name in stats if name.startswith(CHANGED)):
        issue, _, what = name.removeprefix(CHANGED).partition("/")
        found.setdefault(issue, {})[what] = stats[name]
    return found


def _asked_host(order: RunOrder) -> str:
    base_url = order.arguments.get("base_url")
    return known_newspaper(order.newspaper).hosts[0] if base_url is None else urlsplit(base_url).netloc


@contextmanager
def _bad_settings_named(given: Mapping[str, Any]) -> Iterator[None]:
    """Turn what keeps a crawl from starting into a word on its settings; once it runs, Scrapy logs what fails."""
    try:
        yield
    except Exception as error:
        # Closing what was half open may have failed in turn.
        causes = [one for kinds in _FAULTS_OF_A_SETTING for one in (error, error.__context__) if isinstance(one, kinds)]
        if not given or not causes:
            raise
        values = ", ".join(f"{name}={value}" for name, value in given.items())
        raise BadArgument(f"Scrapy cannot run with {values}: {causes[0]}") from error


def _announce_interrupts() -> None:
    """Scrapy says nothing of a Ctrl-C at our log level. Its handler stands by now; ours speaks, then calls it."""
    theirs = signal.getsignal(signal.SIGINT)

    def heard(number: int, frame: Any) -> None:
        from twisted.internet import reactor

        words = "Stopping: what is under way comes to an end. Ctrl-C again stops at once.\n"
        reactor.callFromThread(lambda: sys.stderr.write(words))  # a progress bar stands in for stderr
        if callable(theirs):
            theirs(number, frame)

    signal.signal(signal.SIGINT, heard)


def _told_below(spider: WatchedSpider | None) -> tuple[str | None, ...]:
    """What the report says, and the log need not."""
    if spider is None:
        return ()
    return spider.gave_up, None if spider.stopped is None else spider.stopped.why


def archive_folder(archive: Path, *, option: str = "--archive") -> Path:
    """``archive``, made and tried. ``option``: by which a person names another one.

    Raises:
        BadArgument: there is a file.
        OSError: nothing can be written there.
    """
    try:
        archive.mkdir(parents=True, exist_ok=True)
        with TemporaryFile(dir=archive):
            return archive
    except (FileExistsError, NotADirectoryError):
        blocker = next((one for one in (archive, *archive.parents) if one.exists() and not one.is_dir()), archive)
        raise BadArgument(
            f"cannot write the archive to {archive}: {blocker} is a file. Name a folder with {option}."
        ) from None
    except OSError as error:
        raise OSError(
            f"cannot write the archive to {archive}: {error.strerror}. Name another folder with {option}."
        ) from error
