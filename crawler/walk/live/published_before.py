"""What the issue that is published says of what to ask for: what it holds, and what was not got or not to be believed.

Its files may be damaged: a line that is no record of this issue says nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path

from archive.captures.dates import past_moment
from archive.captures.index import CAPTURES_FILE, CaptureEntry
from archive.captures.reader import captured_record, newest_entries
from archive.captures.warc import BrokenRecord
from archive.issues.file_names import ISSUE_FILE
from archive.issues.history import addresses_of_lost_corrections
from archive.issues.lost_records import published_records
from archive.issues.newer_captures import newer_addresses, with_several_payloads
from archive.issues.reader import BrokenArchive, readable_issue, rejections
from archive.record.article import Article
from archive.record.identifiers import IssueKey, file_address
from archive.record.issue import Missing
from archive.record.page import Page
from archive.record.reasons import NOT_WHOLE, PAGE_WITHOUT_ADDRESS, WITHHELD, is_of_print
from archive.record.walk import Rejection

from ...platforms.contract import Link, Newspaper, Place
from ..recorded.captures import earlier_announcements
from ..recorded.read_back import shows


def doubted_addresses(newspaper: Newspaper, folder: Path, captures: Sequence[CaptureEntry]) -> frozenset[str]:
    """Addresses of which the recorded response does not do: refused, cut short, or without what should stand in it.

    Of an issue of which a reading is withheld, those that gave more than one payload, and those of records whose
    captures are there no more, unless what is there now shows the record: that reading did not write down which it
    refused. Not those crawled once more since: a crawl that was stopped got them, and published nothing. The date of
    an import says nothing: it may be of a clock that was ahead.
    """
    refused: set[str] = set()
    published = readable_issue(folder)
    if published is not None:
        lacking = (one.url or "" for one in published.account.missing if one.reason == "not_in_file")
        refused.update(map(file_address, lacking))
        if not NOT_WHOLE.isdisjoint(published.account.flags):
            records = published_records(folder, published.id)
            cut = (one.url or "" for one in records if not NOT_WHOLE.isdisjoint(one.flags))
            refused.update(map(file_address, cut))
        if WITHHELD in published.account.flags:
            refused |= with_several_payloads(one for one in captures if one.is_success)
            refused |= addresses_of_lost_corrections(folder, captures)
            new = newer_addresses(folder, published, captures)
            if new:
                refused.update(_unlike_published(newspaper, folder, published.id, new))
    refused.update(one.url for one in _refused_captures(folder) if one.url is not None)
    if published is not None and PAGE_WITHOUT_ADDRESS in published.account.rejected:
        refused.add(published.front_page)  # its catalogue may have the address by now
    if published is None or not refused:
        return frozenset(refused)
    read_last = datetime.fromtimestamp((folder / ISSUE_FILE).stat().st_mtime, UTC)
    crawled = (one for one in captures if one.is_crawled and one.is_success)
    return frozenset(refused.difference(one.url for one in crawled if (past_moment(one.date) or read_last) > read_last))


def _unlike_published(newspaper: Newspaper, folder: Path, issue_id: str, urls: frozenset[str]) -> Iterator[str]:
    """Those of ``urls`` of which the capture that answers does not show the published record, word for word."""
    newest = newest_entries(folder)
    for one in published_records(folder, issue_id):
        url = file_address(one.url or "")
        if url in urls and not (url in newest and _is_shown(newspaper, folder, newest[url], one)):
            yield url


def _is_shown(newspaper: Newspaper, folder: Path, entry: CaptureEntry, record: Page | Article) -> bool:
    with (folder / CAPTURES_FILE).open("rb") as file:
        try:
            return shows(newspaper, captured_record(file, entry), record)
        except BrokenRecord:  # `verify` names it
            return False


def published_links(
    newspaper: Newspaper, issue: IssueKey, folder: Path, *, with_lacking: bool = False
) -> Iterator[tuple[Link, str | None]]:
    """Links to the published pages and articles, each with the address that announced it.

    ``with_lacking``: to those that the account calls missing, or refused for what was captured, too. The page that
    announced them may show something else since, and nothing else leads to them. Not where pages are asked for anew:
    they say what the newspaper has, and what they withdrew is lacking no more.
    """
    platform = newspaper.platform(issue.issue_date)
    places: dict[str, Place] = {}
    lacking = _lacking(folder) if with_lacking else ()
    for one in chain(published_records(folder, issue.id), lacking):
        url = file_address(one.url or "")  # some share a file
        place = platform.place(url)
        if place is not None and _agree(one.id, place, issue):
            places.setdefault(url, place)
    is_silent = any(place.is_silent_in(issue) and place.kind != "index" for place in places.values())
    earlier: dict[str, tuple[Link, str]] = {}
    if is_silent or platform.sends_referer:
        earlier = earlier_announcements(newspaper, issue, folder)
    for url, place in places.items():
        yield earlier.get(url) or (Link(url=url, place=place.within(issue)), None)


def _lacking(folder: Path) -> Iterator[Missing | Rejection]:
    published = readable_issue(folder)
    if published is not None:
        yield from published.account.missing
        yield from _refused_captures(folder)


def _refused_captures(folder: Path) -> Iterator[Rejection]:
    """What was refused for what was captured: another capture may give it."""
    with suppress(BrokenArchive):  # `verify` names it
        yield from (one for one in rejections(folder) if not all(map(is_of_print, one.reasons)))


def _agree(id_: str | None, place: Place, issue: IssueKey) -> bool:
    """Whether identifier and address fit together; in a damaged line one of them may be another's."""
    return place.kind == "index" or place.within(issue).id_in(issue) in (None, id_)
