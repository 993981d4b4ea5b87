"""One crawl in a process of its own: ``python -m bench.crawl_run '{"spider": …, "settings": {…}, "arguments": {…}}'``.

Prints one JSON object: seconds from the opening of the spider to its end, responses, and the most memory held, in MB.
"""

from __future__ import annotations

import json
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response

from epaper.offline.stages import project_settings


class BareSpider(Spider):
    """Fetches the addresses listed in a file and keeps nothing."""

    name = "bare"
    urls: str  # the file, as an argument

    async def start(self) -> AsyncIterator[Any]:
        """A request for every line."""
        for url in Path(self.urls).read_text().split():
            yield Request(url)

    def parse(self, response: Response, **_: Any) -> None:
        """Nothing."""


def main() -> None:
    """Run it."""
    order = json.loads(sys.argv[1])
    settings = project_settings()
    settings.update(order["settings"], priority="cmdline")
    process = AsyncCrawlerProcess(settings)
    crawler = process.create_crawler(BareSpider if order["spider"] == "bare" else order["spider"])
    process.crawl(crawler, **order["arguments"])
    process.start()
    assert crawler.stats is not None
    stats = crawler.stats.get_stats()
    peak = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
    result = {
        "seconds": stats["elapsed_time_seconds"],
        "responses": stats["downloader/response_count"],
        "articles": stats.get("epaper/articles", 0),
        "peak": int(peak.split()[1]) / 1024,
    }
    print(json.dumps(result))


if __name__ == "__main__":
    main()
