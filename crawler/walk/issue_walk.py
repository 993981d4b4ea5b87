"""The bookkeeping of one walk over an issue: what was announced, what was lost, what was refused.

Shared by the spider, which asks a site, and by imports and re-parsing, which ask the archive. Pure.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import date
from urllib.parse import urlsplit

from archive.record.clipping import Clipping
from archive.record.identifiers import issue_id
from archive.record.page import CatalogueEntry, Page
from archive.record.walk import Loss, Rejection, Walk

from ..platforms.calendars import calendar_dates
from ..platforms.capture import Capture
from ..platforms.contract import Link, Site
from ..platforms.errors import AnotherIssue, ParseError

log = logging.getLogger(__name__)


class IssueWalk:
    """One issue being walked. ``absent`` is set by whoever can prove it."""

    def __init__(self, site: Site, issue_date: date) -> None:
        self.site = site
        self.issue_date = issue_date
        self.front_page = site.front_page(issue_date)
        self.issue_id = issue_id(site.newspaper, issue_date)
        self.calendar = site.calendar_page(issue_date)
        self._proof: str | None = None
        self._catalogues: dict[str, list[CatalogueEntry]] = {}
        self._losses: dict[str, str] = {}
        self._rejections: list[Rejection] = []

    def records(self, capture: Capture, asked: str) -> Iterator[Link | Page | Clipping]:
        """What a capture shows of this issue, all or nothing; ``asked`` is the address that was asked for.

        Whatever cannot be read goes to the account instead.
        """
        if asked == self.calendar:
            listed = calendar_dates(capture.body)
            self._proof = asked if listed and self.issue_date not in listed else None
            return
        try:
            self._check_address(capture, asked)
            records = list(self.site.parse(capture))
        except ParseError as error:
            self.refuse(asked, error.reason)
            log.warning("refused %s", error)
            return
        except Exception:
            self.refuse(asked, "unreadable")
            log.exception("the parser failed on %s", asked)
            return
        for record in records:
            if not isinstance(record, Link) or record.entry is None or self._enter(asked, record, record.entry):
                yield record

    def lose(self, url: str, reason: str) -> None:
        """``url`` was asked for and not got."""
        self._losses[url] = reason

    def refuse(self, url: str, reason: str) -> None:
        """What ``url`` gave cannot be this issue's."""
        address = self.site.address(url)
        kind = "page" if address is None else address.kind
        id_ = None if address is None else address.id
        label = None if address is None else address.page_token
        self._rejections.append(Rejection(kind=kind, id=id_, url=url, page_label=label, reasons=(reason,)))

    def may_follow(self, asked: str, target: str) -> bool:
        """Whether a redirect from ``asked`` to ``target`` (canonical) still leads to what was asked for.

        Where it does not, that is an entry in the account.
        """
        address, wanted = self.site.address(target), self.site.address(asked)
        on_site = urlsplit(target).netloc == self.site.host
        if on_site and address == wanted:  # or neither is one: a picture
            return True
        if address is not None and address.issue_id != self.issue_id:
            self.refuse(asked, "another_issue")
        else:
            self.lose(asked, "redirected_elsewhere" if on_site else "redirected_off_site")
        return False

    def walk(self) -> Walk:
        """The end of the walk, for the pipelines."""
        front = self.site.address(self.front_page)
        return Walk(
            newspaper=self.site.newspaper,
            title=self.site.title,
            issue_date=self.issue_date,
            front_page=self.front_page,
            front_page_id=front.id if front is not None else self.issue_id,
            absent=None if self._proof is None else "not_published",
            proof=self._proof,
            catalogue=tuple(self._catalogue()),
            losses=tuple(Loss(url=url, reason=reason) for url, reason in sorted(self._losses.items())),
            rejections=tuple(self._rejections),
        )

    def _check_address(self, capture: Capture, asked: str) -> None:
        if capture.url is None or capture.url == asked:
            return
        given = self.site.address(capture.url)
        if given is None or given != self.site.address(asked):
            raise AnotherIssue(asked, f"answered from {capture.url}")

    def _enter(self, source: str, link: Link, entry: CatalogueEntry) -> bool:
        """Enter a page into the catalogue, or refuse it. The same entry on every page counts once."""
        address = self.site.address(link.url)
        if address is not None and address.kind == "page" and address.issue_id == self.issue_id:
            self._catalogues.setdefault(source, []).append(entry)
            return True
        reason = self.site.refusal_of_link(link.url) if address is None else "another_issue"
        refused = Rejection(
            kind="page", id=None, url=link.url, page_label=entry.page_label, headline=entry.page_name, reasons=(reason,)
        )
        if refused not in self._rejections:
            self._rejections.append(refused)
        return False

    def _catalogue(self) -> Iterator[CatalogueEntry]:
        """The front page's catalogue, then what only other pages announce: in whatever order they came."""
        seen: set[str] = set()
        for source in sorted(self._catalogues, key=lambda url: (url != self.front_page, url)):
            for entry in self._catalogues[source]:
                if entry.page_id not in seen:
                    seen.add(entry.page_id)
                    yield entry
