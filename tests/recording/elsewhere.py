"""A project that is not this one, with its own spider and nothing of ours but the recording: what a reader
of ``crawler/engine/recording/addon.py`` would write.

``python -m tests.recording.elsewhere FOLDER BASE_URL [SETTING=VALUE …]``

Prints one JSON object a response: status, headers, body's sha256, flags.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import AsyncIterator
from typing import Any

from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response

PATHS = ("/cookies", "/list?page=2&sort=b&sort=a&empty=", "/list?page=3", "/zipped", "/moved", "/gone", "/flaky")


class ElsewhereSpider(Spider):
    """Has no ``capture_place``: everything goes to ``HTTPCACHE_DIR``."""

    name = "elsewhere"
    custom_settings = {"ROBOTSTXT_OBEY": True}  # noqa: RUF012 - Scrapy's interface

    async def start(self) -> AsyncIterator[Any]:
        yield Request(f"{sys.argv[2]}/form", method="POST", body=b"a=b", callback=self.told, dont_filter=True)
        for path in PATHS:
            meta = {"handle_httpstatus_all": True, "dont_redirect": True}
            yield Request(sys.argv[2] + path, meta=meta, callback=self.told, errback=self.lost, dont_filter=True)

    def told(self, response: Response) -> None:
        told = {
            "path": response.url.removeprefix(sys.argv[2]),
            "status": response.status,
            "cookies": [value.decode() for value in response.headers.getlist("Set-Cookie")],
            "sha256": hashlib.sha256(response.body).hexdigest(),
            "cached": "cached" in response.flags,
        }
        print(json.dumps(told), flush=True)  # noqa: T201 - its output

    def lost(self, failure: Any) -> None:
        print(json.dumps({"path": failure.request.url.removeprefix(sys.argv[2]), "lost": str(failure.value)}))  # noqa: T201


def main() -> None:
    settings: dict[str, Any] = {
        "ADDONS": {"crawler.engine.recording.addon.Recorder": 100},
        "HTTPCACHE_DIR": sys.argv[1],
        "TELNETCONSOLE_ENABLED": False,  # the rest is not about recording: no listener, no look-ups, no waiting
        "REMOTE_CONTROL_ENABLED": False,
        "COOKIES_ENABLED": False,
        "DOWNLOAD_DELAY": 0,
        "RETRY_TIMES": 1,
        "LOG_LEVEL": "WARNING",
    }
    settings |= dict(pair.split("=", 1) for pair in sys.argv[3:])
    process = AsyncCrawlerProcess(settings)
    process.crawl(ElsewhereSpider)
    process.start()


if __name__ == "__main__":
    main()
