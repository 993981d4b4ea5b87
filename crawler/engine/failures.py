"""Why a request failed for which a recorded response answers: Scrapy's HTTP cache gives it, and says nothing."""

from __future__ import annotations

from scrapy.http import Request, Response

from .loss_reasons import loss_reason


class Failures:
    """A downloader middleware right behind the cache. ``request.meta["not_got"]``: the reason of the last failure."""

    def process_response(self, request: Request, response: Response) -> Response:
        """Forget it, if the site itself has answered now."""
        if "cached" not in response.flags:
            request.meta.pop("not_got", None)
        return response

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Leave the reason, and the failure to others."""
        request.meta["not_got"] = loss_reason(exception)
