"""Why the site gave no answer where a recorded one comes instead: Scrapy's HTTP cache gives it, and says nothing."""

from __future__ import annotations

from scrapy.http import Request, Response

from .loss_reasons import NOT_GOT, loss_reason


class Failures:
    """A downloader middleware right behind the cache: keeps ``NOT_GOT``."""

    def process_response(self, request: Request, response: Response) -> Response:
        """Forget it, if the site itself has answered now."""
        if "cached" not in response.flags:
            request.meta.pop(NOT_GOT, None)
        return response

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Leave the reason, and the failure to others."""
        request.meta[NOT_GOT] = loss_reason(exception)
