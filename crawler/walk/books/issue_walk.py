"""The bookkeeping of one walk over an issue: what was announced, what was lost, what was refused.

Shared by the spider, which asks a site, and by imports and re-parsing, which ask the archive. Pure.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from urllib.parse import urlsplit

from archive.captures.text_address import hand_placement
from archive.record.clipping import Clipping
from archive.record.identifiers import IssueKey, file_address
from archive.record.page import Page
from archive.record.reasons import ANOTHER_ISSUE, NOT_THERE, NOT_WHOLE
from archive.record.walk import Loss, Rejection, Walk

from ...platforms.calendars import proves_absence
from ...platforms.capture import Capture
from ...platforms.contract import Link, Newspaper, Place
from ...platforms.errors import AnotherIssue, EmptyCatalogue, ParseError, TooLarge
from ...platforms.html import decoded_text
from .catalogue import Catalogue, leads_on, own_entry
from .clean_records import clean_records
from .impostors import Impostors
from .shared_files import SharedFiles
from .stray_links import judged_links, with_stray_links


class IssueWalk:
    """One issue being walked.

    ``errors``: those raised while reading captures, oldest first, to be logged; the account has them already.
    """

    def __init__(self, newspaper: Newspaper, issue: IssueKey) -> None:
        self.newspaper = newspaper
        self.issue = issue
        self.platform = newspaper.platform(issue.issue_date)
        self.front = self.platform.front(issue)
        self.calendar = self.platform.calendar(issue)
        self.errors: deque[Exception] = deque()
        self.shared = SharedFiles()
        self.impostors = Impostors(issue)
        self.catalogue = Catalogue(issue, self.front)
        self.has_pages = False
        self.has_articles = False
        self._has_odd_front = False  # something is there that cannot be read: it contradicts a calendar
        self._proof: str | None = None
        self._losses: dict[str, str] = {}
        self._rejections: dict[Rejection, None] = {}
        self._refused: dict[str, str] = {}  # by address, why what it gave was refused
        self._cut: dict[str, str] = {}  # by address, the flag of what is not whole
        self._captures: set[str] = set()  # addresses

    def records(self, capture: Capture, link: Link) -> list[Link | Page | Clipping]:
        """What a capture shows of this issue, all or nothing; ``link`` is what was asked for.

        A link among it is to be followed, and says of which issue it is: this one. Whatever cannot be read goes to the
        account instead.
        """
        self._captures |= {link.url, capture.url or link.url}
        if link.place.kind == "calendar":
            self._read_calendar(capture, link)
            return []
        try:
            records = with_stray_links(clean_records(self._read(capture, link)))
        except ParseError as error:
            self.refuse(link, error.reason)
            self.errors.append(error)
            return []
        except Exception as error:  # noqa: BLE001 - a page that breaks the parser must not break the walk
            self.refuse(link, "unreadable")
            self.errors.append(error)
            return []
        self.catalogue.forget(link.url)
        if link.place.kind == "index":
            self.catalogue.read.add(link.url)
        entered = (self._entered(link, one) if isinstance(one, Link) else self._noted(link, one) for one in records)
        return [one for one in entered if one is not None]

    def lose(self, link: Link, reason: str) -> None:
        """Note that ``link`` gave no answer, and why. A calendar or a picture has no entry in the account."""
        if link.place.kind not in ("calendar", "picture"):
            self._losses[link.url] = reason

    def refuse(self, link: Link, reason: str) -> None:
        """Note that what ``link`` gave is refused, and why."""
        place = link.place
        self._refused[link.url] = reason
        self._has_odd_front |= link.url == self.front.url and reason in ("unknown_layout", "unreadable")
        rejection = Rejection(
            kind=place.counts_as,
            id=self.catalogue.id_of(link),
            url=link.url,
            page_label=place.page_token,
            reasons=(reason,),
        )
        self._rejections[rejection] = None

    def refuse_no_more(self, link: Link) -> None:
        """Take the refusal of what ``link`` gave back: something else answers for it."""
        self._refused.pop(link.url, None)
        self._rejections = {one: None for one in self._rejections if one.url != link.url}

    def is_refused(self, link: Link) -> bool:
        """Whether what ``link`` gave was refused for what it is, and not for an error of the parser's own."""
        return self._refused.get(link.url, "unreadable") != "unreadable"

    def is_cut(self, link: Link) -> bool:
        """Whether what ``link`` gave was cut short, or leads elsewhere: another capture may give more."""
        return link.url in self._cut

    @property
    def not_got(self) -> dict[str, str]:
        """By address, why it did not give all that it has: it was lost, or what it gave is refused or was cut short."""
        return self.impostors.reasons() | self._cut | self._losses | self._refused

    def may_follow(self, link: Link, target: str) -> bool:
        """Whether a redirect from ``link`` to ``target`` (canonical) still leads to what was asked for.

        Where it does not, that is an entry in the account.
        """
        if link.place.kind == "calendar":  # moved, it is recorded where no replay looks for it
            return target == link.url
        there, wanted = self.platform.place(target), self.platform.place(link.url)
        on_site = urlsplit(target).netloc in self.platform.hosts
        if on_site and there == wanted:  # or neither is one: a picture
            return True
        if there is not None and there.issue not in (None, self.issue):
            self.refuse(link, AnotherIssue.reason)
        else:
            self.lose(link, "redirected_elsewhere" if on_site else "redirected_off_site")
        return False

    def ended_walk(self, today: date) -> Walk:
        """The end of the walk; today's issue is not out yet, if the site says of all that is asked for: not there."""
        is_found = self.is_begun or self.has_articles
        is_out = is_found or self.issue.issue_date < today or not NOT_THERE.issuperset(self.not_got.values())
        return self.walk() if is_out else replace(self.walk(), absent="not_yet")

    def walk(self) -> Walk:
        """The end of the walk, for the pipelines. Anything found beats a proof that there is nothing."""
        proof = self._proof if self.is_absent else None
        losses = self._losses | self.shared.losses(self._losses)
        return Walk(
            newspaper=self.issue.newspaper,
            title=self.newspaper.title,
            issue_date=self.issue.issue_date,
            edition=self.issue.edition,
            front_page=self.front.url,
            front_page_id=self.catalogue.front_page_id,
            absent=None if proof is None else "not_published",
            proof=proof,
            catalogue=tuple(self.catalogue.entries()),
            losses=tuple(Loss(url=url, reason=reason) for url, reason in sorted(losses.items())),
            rejections=(*self._rejections, *self.catalogue.rejections()),
            read=tuple(sorted(self._captures)),
            of_others=tuple(sorted(filter(self._is_of_another, self._captures))),
            hosts=self.platform.hosts,
        )

    @property
    def is_begun(self) -> bool:
        """Whether a page or an index of it was read: then no calendar need be asked whether there is such an issue."""
        return self.has_pages or bool(self.catalogue.read)

    @property
    def is_absent(self) -> bool:
        """Whether it is proved that there is no such issue."""
        is_there = self.has_articles or self._has_odd_front or self.is_begun
        return self._proof is not None and not is_there

    def _is_of_another(self, url: str) -> bool:
        place = self.platform.place(url)
        return place is not None and place.issue not in (None, self.issue)

    def _read_calendar(self, capture: Capture, link: Link) -> None:
        try:
            listed = frozenset() if capture.is_too_large else self.platform.issue_dates(capture)
        except ParseError as error:
            self.errors.append(error)
            return
        if proves_absence(self.issue.issue_date, listed, capture.captured_on):
            self._proof = link.url

    def _read(self, capture: Capture, link: Link) -> list[Link | Page | Clipping]:
        self._check_address(capture, link)
        if capture.is_too_large:
            raise TooLarge(link.url)
        if capture.is_text:
            return list(self._read_text(capture, link))
        records = list(judged_links(self.platform.read(capture, link.place, self.issue), self.issue))
        if link.place.kind == "index" and not any(map(leads_on, records)):
            is_anothers = any(isinstance(one, Link) and one.refused == ANOTHER_ISSUE for one in records)
            raise AnotherIssue(link.url, "lists its pages") if is_anothers else EmptyCatalogue(link.url)
        return records

    def _read_text(self, capture: Capture, link: Link) -> Iterator[Page | Clipping]:
        text, _ = decoded_text(capture.body, capture.content_type)
        place, headline = link.place, None
        placed = hand_placement(link.url)
        if placed is not None and placed.is_elsewhere(self.issue.issue_date, self.issue.edition):
            return  # somebody moved it to another issue
        if placed is not None and placed.page_token is not None:
            place = Place(kind="article", issue=self.issue, page_token=self.catalogue.token_of(placed.page_token))
            headline = placed.headline
        page, clipping = self.platform.read_text(text, place, headline)
        if clipping.issue_date != self.issue.issue_date:
            raise AnotherIssue(capture.url, f"is of {clipping.issue_date}")
        yield from filter(None, [page])
        own = link.place.source_id
        yield clipping if own is None else replace(clipping, url=link.url, source_id=own)

    def _check_address(self, capture: Capture, link: Link) -> None:
        if capture.url not in (None, link.url):
            given = self.platform.place(capture.url)
            if given is None or given != self.platform.place(link.url):
                raise AnotherIssue(link.url, f"answered from {capture.url}")

    def _noted(self, source: Link, record: Page | Clipping) -> Page | Clipping:
        """The record, in the books of what was found."""
        self.has_articles |= isinstance(record, Clipping)
        self._cut.update((source.url, flag) for flag in record.flags if flag in NOT_WHOLE)
        if isinstance(record, Page):
            self.has_pages = True
            self.catalogue.shown.add(record.page_label)
            if source.place.kind == "index":  # it is the page's catalogue and its capture
                self.catalogue.enter(source.url, own_entry(record))
        self.shared.note(record, source.url)
        self.impostors.note(record)
        return record

    def _entered(self, source: Link, link: Link) -> Link | None:
        """The link as one of this issue's, its page entered in the catalogue; ``None``: it is refused."""
        if link.refused is None:
            if link.entry is not None:
                self.catalogue.enter(source.url, link.entry)
            place = link.place.within(self.issue, source.place.page_token)
            url = file_address(link.url)
            if place.kind == "index":
                self.catalogue.indexes.add(url)
            return link if place is link.place and url == link.url else replace(link, url=url, place=place)
        self.catalogue.refuse(source.url, link, link.refused)
        return None
