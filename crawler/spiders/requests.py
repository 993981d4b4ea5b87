"""The requests of a walk: a link asked for, or again, or followed where it was moved, and where answers are kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from scrapy import Request
from scrapy.http import Response

from ..platforms.contract import Kind, Link
from ..walk.live.open_issue import OpenIssue
from ..walk.mirror import Mirror

MAX_REDIRECTS = 5
PRIORITY: dict[Kind, int] = {"index": 2, "page": 2, "calendar": 2, "article": 1, "picture": 0}


def link_request(
    issue: OpenIssue,
    link: Link,
    mirror: Mirror,
    *,
    source: str | None,
    callback: Callable[..., Any],
    errback: Callable[..., Any],
) -> Request:
    """The request for ``link``, which carries its issue and itself: whatever comes back belongs to them.

    ``source``: the address that announced it.
    """
    return Request(
        mirror.asked_at(link.url, issue.platform),
        headers={"Referer": source} if issue.platform.sends_referer and source is not None else None,
        meta={"recorded": issue.recorded(link), "kind": link.place.kind},
        cb_kwargs={"issue": issue, "link": link},
        callback=callback,
        errback=errback,
        # An older issue is finished first.
        priority=PRIORITY[link.place.kind] - 3 * issue.issue.issue_date.toordinal(),
    )


def capture_place(request: Request, open_issues: Iterable[OpenIssue], mirror: Mirror) -> tuple[Path, str] | None:
    """Where the answer is recorded: with the issue that asks for it, under the newspaper's own address.

    A ``robots.txt`` is asked for by no issue, and recorded with any that is open.
    """
    issue: OpenIssue | None = request.cb_kwargs.get("issue")
    if issue is not None:
        asked: Link = request.cb_kwargs["link"]
        return issue.folder, mirror.canonical(request.url, issue.platform, asked.url)
    for first in open_issues:
        return first.folder, mirror.canonical(request.url, first.platform, first.front.url)
    return None


def again(request: Request, recorded: str, **meta: object) -> Request:
    """The same request, made again; of what became of it the first time its redirects alone are counted on.

    ``recorded``: which recorded responses answer now.
    """
    hops = request.meta.get("hops", 0)
    return request.replace(meta={"kind": request.meta["kind"], "recorded": recorded, "hops": hops, **meta})


def redirected(issue: OpenIssue, link: Link, mirror: Mirror, response: Response) -> Request | None:
    """The request that follows a redirect to the same page or article; any other one is an entry in the account."""
    assert response.request is not None
    hops = response.request.meta.get("hops", 0)
    try:
        url = urljoin(response.url, (response.headers[b"Location"] or b"").decode("latin-1"))
        target = mirror.canonical(url, issue.platform, link.url)
    except ValueError:  # not a URL
        target = ""
    if hops >= MAX_REDIRECTS or not target:
        issue.lose(link, "redirected_elsewhere")
        return None
    if not issue.may_follow(link, target):
        return None
    # Recorded under the same address is the redirect itself; and a mirror may send on to the newspaper's own host.
    hop = again(response.request, "never", hops=hops + 1)
    return hop.replace(url=mirror.asked_at(url, issue.platform))
