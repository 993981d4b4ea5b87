"""A feed of the operator's (``scrapy crawl -O articles.jsonl``) holds articles, unless it says what it holds.

Pages, and the end of each walk, are items too; in one feed with articles, no table could be made of them. A feed of
pages names them: ``FEEDS = {"pages.jsonl": {"format": "jsonlines", "item_classes": ["archive.record.page.Page"]}}``.
"""

from __future__ import annotations

from scrapy.settings import BaseSettings

ARTICLES = ("archive.record.article.Article",)


class Feeds:
    """An add-on, which completes the options of each feed."""

    def update_settings(self, settings: BaseSettings) -> None:
        """Leave alone what says which items it takes."""
        feeds = settings.getdict("FEEDS")
        for options in feeds.values():
            if not {"item_classes", "item_filter"} & options.keys():
                options["item_classes"] = list(ARTICLES)
        settings.set("FEEDS", feeds, "cmdline")  # whoever set it, and however
