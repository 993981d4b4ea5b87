"""The item pipelines of the settings, run without Scrapy's engine: for what is already recorded."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scrapy.settings import Settings
from scrapy.statscollectors import MemoryStatsCollector
from scrapy.utils.conf import build_component_list
from scrapy.utils.misc import load_object

from archive.issues.publication import Publication


@dataclass(frozen=True, slots=True)
class OfflineSpider:
    """What the stages ask of a spider: its archive, and whom to tell what was published or why nothing can be."""

    archive: Path
    on_published: Callable[[Publication], None]

    def give_up(self, why: str) -> None:
        """Raise ``why`` to the caller: no other work is running."""
        raise OSError(why)


@dataclass(frozen=True, slots=True)
class OfflineCrawler:
    """What the stages ask of a crawler."""

    spider: OfflineSpider
    settings: Settings
    stats: Any


class Stages:
    """The stages of ``ITEM_PIPELINES``, in order, writing to ``archive``."""

    def __init__(self, archive: Path, settings: Settings | None = None) -> None:
        settings = settings or project_settings()
        self._publications: list[Publication] = []
        crawler = OfflineCrawler(OfflineSpider(archive, self._publications.append), settings, _Counts())
        self._stages = [_stage(path, crawler) for path in build_component_list(settings.getdict("ITEM_PIPELINES"))]

    def process(self, items: Iterable[Any]) -> list[Publication]:
        """Send every item through, one after the other; what was done with each issue that ended."""
        self._publications.clear()
        for item in items:
            for stage in self._stages:
                item = stage.process_item(item)
        return list(self._publications)


def project_settings() -> Settings:
    """The settings of this project, wherever it is run from."""
    settings = Settings()
    settings.setmodule("crawler.settings", priority="project")
    return settings


class _Counts(MemoryStatsCollector):
    """A stats collector without a crawler behind it."""

    def __init__(self) -> None:
        self._dump = False
        self._stats = {}
        self.spider_stats = {}


def _stage(path: str, crawler: OfflineCrawler) -> Any:
    kind = load_object(path)
    return kind.from_crawler(crawler) if hasattr(kind, "from_crawler") else kind()
