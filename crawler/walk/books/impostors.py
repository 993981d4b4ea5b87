"""Addresses of articles that show nothing, or another article, and no error: noted while an issue is walked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from archive.issues.account.shown_instead import announced_headlines, is_nothing, shown_elsewhere
from archive.record.clipping import Clipping
from archive.record.identifiers import IssueKey
from archive.record.page import Page
from archive.record.reasons import NOT_WHOLE
from archive.record.walk import Walk


@dataclass(frozen=True, slots=True)
class Summary:
    """What is compared of the article that one capture shows."""

    id: str
    headline: str | None
    text_sha256: str | None


class Impostors:
    """What was noted of one issue. An article that shares its file with others is none: its file answers for it."""

    def __init__(self, issue: IssueKey) -> None:
        self._issue = issue
        self._headlines: dict[str, set[str]] = defaultdict(set)  # by article, as pages announce it
        self._shown: dict[str, Summary] = {}  # by address
        self._nothing: set[str] = set()  # addresses

    def note(self, record: Page | Clipping) -> None:
        """Count in what was read; of an address, what was read last."""
        if isinstance(record, Page):
            for id_, headlines in announced_headlines([record]).items():
                self._headlines[id_] |= headlines
        elif record.url is not None and "#" not in record.url:
            self._shown[record.url] = self._summary(record)
            (self._nothing.add if is_nothing(record) else self._nothing.discard)(record.url)

    def reasons(self) -> dict[str, str]:
        """By address, why what was read last is refused, or will be by a stage."""
        strangers = {id(one) for one in shown_elsewhere(self._shown.values(), self._headlines)}
        shown = {url: "another_article_shown" for url, one in self._shown.items() if id(one) in strangers}
        return dict.fromkeys(self._nothing, "no_content") | shown

    def are_among(self, shown: Iterable[object]) -> bool:
        """Whether of what another capture of an address shows, an article is nothing, or one of another address."""
        own = [one for one in shown if isinstance(one, Clipping) and "#" not in (one.url or "#")]
        if any(map(is_nothing, own)):
            return True
        others = [self._summary(one) for one in own]
        ids = {one.id for one in others}
        known = [one for one in self._shown.values() if one.id not in ids]
        return any(one.id in ids for one in shown_elsewhere([*known, *others], self._headlines))

    def _summary(self, clipping: Clipping) -> Summary:
        id_ = self._issue.id if clipping.source_id is None else self._issue.article_id(clipping.source_id)
        return Summary(id_, clipping.headline, clipping.text_sha256)


def not_given(issue: IssueKey, replayed: Iterable[Page | Clipping | Walk]) -> set[str | None]:
    """Addresses of which no capture does, as an ``issue`` was ``replayed``: lost, refused, or not whole."""
    impostors = Impostors(issue)
    found: set[str | None] = set()
    for one in replayed:
        if isinstance(one, Walk):
            found.update(loss.url for loss in one.losses)
            found.update(rejection.url for rejection in one.rejections)
            continue
        impostors.note(one)
        if not NOT_WHOLE.isdisjoint(one.flags):
            found.add(one.url)
    return found.union(impostors.reasons())
