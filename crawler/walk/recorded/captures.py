"""Records of the captures as what a platform reads, and what they announced before."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from archive.captures.dates import past_moment
from archive.captures.reader import all_records
from archive.captures.warc import SUCCESS, BrokenRecord, WarcRecord, http_message
from archive.record.clipping import Clipping
from archive.record.identifiers import IssueKey, label_order
from archive.record.page import Page

from ...clock import SHANGHAI
from ...platforms.capture import READ_AT_MOST, Capture
from ...platforms.contract import Link, Newspaper, Place
from ..books.issue_walk import IssueWalk


def recorded_capture(record: WarcRecord) -> tuple[Capture, str | None]:
    """A record as a capture, and the address to which it redirects. A text capture has none: its record's is a URN.

    Raises:
        BrokenRecord: it holds no HTTP response.
    """
    url = None if (record.url or "").startswith("urn:") else record.url
    if record.type in ("resource", "conversion"):  # imported: its date may be that of the import
        mime = record.headers.get("content-type")
        is_text = record.type == "conversion"
        return Capture(url=url, body=record.block, content_type=mime, is_text=is_text, is_saved=not is_text), None
    try:
        message = http_message(record.block)
    except ValueError as error:
        raise BrokenRecord(record.offset, str(error)) from error
    body, is_whole = message.decoded_body(READ_AT_MOST)
    capture = Capture(
        url=url,
        body=body,
        content_type=message.header(b"Content-Type"),
        status=message.status,
        captured_on=day_in_shanghai(record.date),
        is_cut=not is_whole,
    )
    return capture, None if message.status >= 400 else message.header(b"Location")


def shown_by(
    newspaper: Newspaper, issue: IssueKey, record: WarcRecord, place: Place
) -> Iterable[Link | Page | Clipping]:
    """What a record, read as ``place`` of ``issue``, shows and announces; nothing, if it is an error or cannot be read.

    Raises:
        BrokenRecord: it holds no HTTP response.
    """
    capture, _ = recorded_capture(record)
    if capture.status not in SUCCESS:
        return ()
    return IssueWalk(newspaper, issue).records(capture, Link(url=record.url or "", place=place))


def earlier_announcements(newspaper: Newspaper, issue: IssueKey, folder: Path) -> dict[str, tuple[Link, str]]:
    """What any capture of an index or page announced, by address: the link, and the address that announced it.

    For addresses that do not say on which page they stand, and that no page announces any more. Of several pages, the
    first by label announces it.
    """
    found: dict[str, tuple[Link, str]] = {}
    for record in all_records(folder):
        place = newspaper.platform(issue.issue_date).place(record.url or "")
        if record.type not in ("response", "resource") or place is None or place.kind not in ("index", "page"):
            continue
        if place.issue not in (None, issue):  # it got here by mistake
            continue
        try:
            shown = shown_by(newspaper, issue, record, place.within(issue))
        except BrokenRecord:  # `verify` names it
            continue
        for item in shown:
            if isinstance(item, Link) and item.place.page_token is not None:
                announced = item, record.url or ""
                found[item.url] = min(found.get(item.url, announced), announced, key=_by_page)
    return found


def _by_page(announced: tuple[Link, str]) -> tuple[tuple[tuple[int, int, str], ...], str]:
    link, source = announced
    return label_order(link.place.page_token or ""), source


def day_in_shanghai(captured: str) -> date | None:
    """The day in Shanghai of a WARC date; ``None``: the date is none."""
    moment = past_moment(captured)
    return None if moment is None else moment.astimezone(SHANGHAI).date()
