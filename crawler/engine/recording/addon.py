"""The recorder as a Scrapy add-on: every response as received, in WARC files, and replay from them.

One line of a project's settings turns it on::

    ADDONS = {"crawler.engine.recording.addon.Recorder": 100}

Another project takes these modules along, and nothing else of this one: ``addon``, ``capture_place``, ``offline`` and
``warc_cache`` of this room, and ``store``, ``new_records``, ``warc``, ``dates``, ``content_encoding``, ``index``,
``answers``, ``seal``, ``repair`` and ``text_address`` of ``archive/captures``, and ``days`` and ``own_files`` of
``archive/record`` (standard library, orjson, and what Scrapy decodes with). Its settings, all optional:

``HTTPCACHE_DIR``
    The folder of the WARC, unless the spider names a place for each response (``HasCapturePlace``).
``EPAPER_WARC_REFUSE``
    A function ``(Response) -> bool``, by its dotted name: what it recognises is never recorded. A captcha, for one.
``EPAPER_OFFLINE``
    Recorded responses alone answer. A request without one fails with ``NotRecorded``, and the log names its address.

``Request.meta["recorded"]`` says which recorded responses answer for one request; see ``WarcCachePolicy``.
"""

from __future__ import annotations

from scrapy.settings import BaseSettings

from archive.captures.warc import MAX_BODY

from .offline import Offline
from .warc_cache import WarcCachePolicy, WarcCacheStorage

BEHIND_THE_CACHE = 901  # Scrapy's HttpCacheMiddleware is at 900


class Recorder:
    """What the add-on sets. A project that has set one of these itself keeps its own value."""

    def update_settings(self, settings: BaseSettings) -> None:
        """Put the recorder in the place of Scrapy's own HTTP cache."""
        settings.set("HTTPCACHE_ENABLED", True, "addon")
        settings.set("HTTPCACHE_STORAGE", WarcCacheStorage, "addon")
        settings.set("HTTPCACHE_POLICY", WarcCachePolicy, "addon")
        settings.setdefault_in_component_priority_dict("DOWNLOADER_MIDDLEWARES", Offline, BEHIND_THE_CACHE)
        largest = settings.getint("DOWNLOAD_MAXSIZE") or MAX_BODY
        settings.set("DOWNLOAD_MAXSIZE", min(largest, MAX_BODY), "cmdline")  # what is taken can be recorded and read
        # The usual replay tools read neither br nor zstd, which Scrapy would ask for.
        settings["DEFAULT_REQUEST_HEADERS"].setdefault("Accept-Encoding", "gzip")
