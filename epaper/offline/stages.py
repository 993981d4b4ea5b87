"""The stages of the item pipelines without Scrapy's engine: for what is already recorded."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from scrapy.settings import Settings

from archive.issues.publication import Publication
from crawler import PARSER_VERSION
from pipelines.deduplicate import DeduplicatePipeline
from pipelines.normalise import NormalisePipeline
from pipelines.validate import ValidatePipeline
from pipelines.write import WritePipeline


class Stages:
    """Those of ``ITEM_PIPELINES`` in ``crawler.settings``, in their order, writing to ``archive``."""

    def __init__(self, archive: Path) -> None:
        self._publications: list[Publication] = []
        write = WritePipeline(archive, PARSER_VERSION, _Uncounted(), _raise, on_published=self._publications.append)
        self._stages = (NormalisePipeline(), ValidatePipeline(), DeduplicatePipeline(), write)

    def process(self, items: Iterable[Any]) -> list[Publication]:
        """Send every item through, one after the other; what was done with each issue that ended.

        Raises:
            OSError: an issue cannot be written; the next call begins with nothing of it.
        """
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


class _Uncounted:
    """Counts nothing: nobody reads the statistics of a crawl that is none."""

    def inc_value(self, key: str, count: int = 1) -> None:
        """Leave it."""


def _raise(error: OSError) -> None:
    """End with ``error``: no other work is under way that would have to end first."""
    raise error
