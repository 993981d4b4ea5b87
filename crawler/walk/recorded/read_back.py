"""Whether a capture shows a published record as it stands: then it may be the one from which the record was read."""

from __future__ import annotations

from dataclasses import replace

from archive.captures.warc import WarcRecord
from archive.record.article import Article
from archive.record.clipping import Clipping
from archive.record.identifiers import IssueKey
from archive.record.page import Page
from archive.record.reasons import CUT_SHORT

from ...platforms.contract import Link, Newspaper, Place
from .captures import shown_by

_PRINTED = ("kicker", "headline", "subheadlines", "standfirst", "byline", "body", "photos")


def shows(newspaper: Newspaper, recorded: WarcRecord, record: Article | Page) -> bool:
    """Whether today's parser finds ``record`` in a capture of its address, or in a text, word for word.

    Raises:
        BrokenRecord: the capture holds no HTTP response.
    """
    issue = IssueKey.of(record)
    place: Place | None = Place(kind="article", issue=issue)
    if record.url is not None:
        place = newspaper.platform(issue.issue_date).place(record.url)
    shown = () if place is None else shown_by(newspaper, issue, recorded, place.within(issue))
    return any(not isinstance(one, Link) and _is_same(one, record) for one in shown)


def _is_same(shown: Page | Clipping, record: Article | Page) -> bool:
    if shown.url != record.url or (CUT_SHORT in shown.flags) != (CUT_SHORT in record.flags):
        return False
    if isinstance(shown, Page) and record.url is None:  # the texts of its articles show parts of it
        return shown.id == record.id
    if isinstance(shown, Page):
        return isinstance(record, Page) and replace(shown, page_order=record.page_order) == record
    return isinstance(record, Article) and all(getattr(shown, name) == getattr(record, name) for name in _PRINTED)
