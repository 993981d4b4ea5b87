"""A single capture read as its address says, without a walk around it."""

from __future__ import annotations

from collections.abc import Iterator

from archive.record.clipping import Clipping
from archive.record.identifiers import IssueKey
from archive.record.page import Page
from crawler.platforms.capture import Capture
from crawler.platforms.contract import Link, Newspaper, Place, Platform
from crawler.platforms.errors import UnknownLayout


def read_records(newspaper: Newspaper, capture: Capture) -> Iterator[Link | Page | Clipping]:
    """What it shows of the issue that its address names."""
    located = newspaper.located(capture.url or "")
    if located is None:
        raise UnknownLayout(capture.url, "not an address of this newspaper")
    platform, _, place = located
    assert place.issue is not None
    return platform.read(capture, place, place.issue)


def place_of(platform: Platform, url: str) -> Place:
    """What the address says, which is something."""
    place = platform.place(url)
    assert place is not None
    return place


def id_of(place: Place) -> str | None:
    """The identifier that an address gives by itself."""
    return None if place.issue is None else place.id_in(place.issue)


def front_url(newspaper: Newspaper, issue: IssueKey) -> str:
    """Where the issue begins."""
    return newspaper.platform(issue.issue_date).front(issue).url
