"""What an answer is to a walk: a capture, the site's own or a recorded one, and whether the site was asked."""

from __future__ import annotations

from datetime import date, datetime

from scrapy.http import Response

from archive.captures.warc import reason_of_status

from .. import clock
from ..engine.bodies import CUT_SHORT
from ..engine.loss_reasons import NOT_GOT
from ..platforms.capture import Capture
from ..platforms.contract import Link
from ..walk.live.open_issue import OpenIssue
from ..walk.mirror import Mirror


def response_capture(issue: OpenIssue, link: Link, mirror: Mirror, response: Response) -> Capture:
    """An answer as a capture."""
    return Capture(
        url=mirror.canonical(response.url, issue.platform, link.url),
        body=response.body,
        content_type=(response.headers.get(b"Content-Type") or b"").decode("latin-1"),
        status=response.status,
        captured_on=_captured_on(response),
        is_cut=CUT_SHORT in response.flags,
    )


def is_asked_again(response: Response, link: Link) -> bool:
    """Whether the site was asked in spite of what is recorded, which may answer after all.

    A calendar that is recorded has answered before.
    """
    assert response.request is not None
    return response.request.meta["recorded"] in ("never", "anew") and link.place.kind != "calendar"


def not_got(response: Response) -> str | None:
    """Why a recorded answer comes, though the site was to be asked; ``None``: it is the site's own, or does anyway.

    The site's own is an error that was recorded a moment ago, too: it says what the site said.
    """
    assert response.request is not None
    reason: str | None = response.request.meta.get(NOT_GOT) if "cached" in response.flags else None
    return None if reason == reason_of_status(response.status) else reason


def is_heard(response: Response) -> bool:
    """Whether the site itself answered, if only that nothing has changed: then the recorded answer comes."""
    assert response.request is not None
    meta = response.request.meta
    return "cached" not in response.flags or (meta["recorded"] == "never" and NOT_GOT not in meta)


def is_recorded(response: Response) -> bool:
    """Whether an answer comes from the record, and the site itself was not asked yet."""
    assert response.request is not None
    return "cached" in response.flags and response.request.meta["recorded"] == "any"


def _captured_on(response: Response) -> date:
    """The day, in Shanghai, on which the site gave an answer; of a recorded one, the last on which it did.

    Today at the latest: clocks differ. Of a recorded one without a date that can be, a day before there was a web.
    """
    assert response.request is not None
    recorded = response.request.meta.get("cache_timestamp") if "cached" in response.flags else None
    today = clock.today()
    return today if recorded is None else min(datetime.fromtimestamp(recorded, clock.SHANGHAI).date(), today)
