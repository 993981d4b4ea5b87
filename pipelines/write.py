"""The last stage: an issue's items are collected until its walk ends, then published whole."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol, cast

from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured

from archive.issues.account.assembly import assembled
from archive.issues.publication import Publication, withheld_line
from archive.issues.writer import publish
from archive.record.article import Article
from archive.record.identifiers import IssueKey
from archive.record.page import Page
from archive.record.walk import Rejection, Walk

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Haul:
    """What one open issue has given so far."""

    pages: list[Page] = field(default_factory=list)
    articles: list[Article] = field(default_factory=list)
    rejections: list[Rejection] = field(default_factory=list)


class Counts(Protocol):
    """What the stage asks of Scrapy's statistics."""

    def inc_value(self, key: str, count: int = 1) -> None:
        """Count ``count`` more of ``key``."""


class ArchiveOwner(Protocol):
    """What this stage relies on of a spider: its archive, and someone to tell that it cannot be written."""

    @property
    def archive(self) -> Path:
        """The folder of all newspapers."""

    def give_up(self, why: str) -> None:
        """End the crawl, for a reason that a person has to mend."""


class WritePipeline:
    """Stage 4. ``archive`` is the folder of all newspapers; ``give_up`` hears why it cannot be written.

    ``on_published`` hears what was done with each issue; without it, the log tells of those that are withheld.
    """

    def __init__(
        self,
        archive: Path,
        parser_version: str,
        stats: Counts,
        give_up: Callable[[OSError], None],
        on_published: Callable[[Publication], None] | None = None,
    ) -> None:
        self._archive = archive
        self._give_up = give_up
        self._parser_version = parser_version
        self._stats = stats
        self._on_published = on_published
        self._hauls: dict[str, Haul] = defaultdict(Haul)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> WritePipeline:
        """The archive is the spider's, as ``-a archive=`` gives it.

        Raises:
            NotConfigured: a spider without an archive, as in ``scrapy shell`` and ``scrapy fetch``.
        """
        if not hasattr(crawler.spider, "archive"):
            raise NotConfigured
        spider = cast("ArchiveOwner", crawler.spider)
        assert crawler.stats is not None

        def give_up(error: OSError) -> None:
            spider.give_up(f"cannot write to {spider.archive}: {error.strerror}")

        return cls(spider.archive, crawler.settings["EPAPER_PARSER_VERSION"], crawler.stats, give_up)

    def process_item(self, item: object) -> object:
        """Collect; publish at the end of the walk, or of the one that follows it."""
        if isinstance(item, Walk):
            haul = self._hauls.pop(IssueKey.of(item).id, Haul())
            if not item.is_followed:
                self._publish(item, haul)
        elif isinstance(item, Page):
            self._haul(item).pages.append(item)
        elif isinstance(item, Article):
            self._haul(item).articles.append(item)
        elif isinstance(item, Rejection) and item.article is not None:
            self._haul(item.article).rejections.append(item)
        return item

    def _haul(self, record: Page | Article) -> Haul:
        return self._hauls[IssueKey.of(record).id]

    def _publish(self, walk: Walk, haul: Haul) -> None:
        assembly = assembled(walk, haul.pages, haul.articles, haul.rejections)
        status = assembly.status
        if status != "not_yet":  # tomorrow it may be there: nothing is published, everything recorded stays
            try:
                publication = publish(self._archive, assembly, self._parser_version)
            except OSError as error:
                self._give_up(error)
                return
            status = publication.issue.status
            self._note(publication)
        else:
            self._stats.inc_value(f"epaper/not_yet/{IssueKey.of(walk).id}")
        self._stats.inc_value(f"epaper/issues/{status}")
        self._stats.inc_value("epaper/articles", assembly.account.articles.found)

    def _note(self, publication: Publication) -> None:
        if self._on_published is not None:
            self._on_published(publication)
        elif publication.outcome == "withheld":
            log.warning("%s %s", publication.issue.newspaper, withheld_line(publication))
        if publication.outcome == "withheld":
            self._stats.inc_value("epaper/issues_withheld")
            self._stats.inc_value("epaper/issues_left_out", int(publication.before is None))
