"""What an issue announces of its own pages: the entries of all catalogues, and the indexes that hold more of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from archive.record.clipping import Clipping
from archive.record.identifiers import IssueKey, label_order
from archive.record.page import CatalogueEntry, Page
from archive.record.reasons import PAGE_WITHOUT_ADDRESS, UNUSABLE_LINK
from archive.record.walk import Rejection

from ...platforms.contract import Link
from .hosts import host_of


@dataclass(slots=True)
class Catalogue:
    """The catalogue of ``issue``, which begins at ``front``, as far as it was read.

    ``indexes``: addresses of those that were announced. ``read``: of those that were read. ``shown``: labels of the
    pages that were.
    """

    issue: IssueKey
    front: Link
    indexes: set[str] = field(default_factory=set)
    read: set[str] = field(default_factory=set)
    shown: set[str] = field(default_factory=set)
    _entries: dict[str, list[CatalogueEntry]] = field(default_factory=dict)  # by the address of what lists them
    _refused: dict[str, list[Rejection]] = field(default_factory=dict)  # the same

    def enter(self, source: str, entry: CatalogueEntry) -> None:
        """``source`` lists a page."""
        self._entries.setdefault(source, []).append(entry)

    def refuse(self, source: str, link: Link, reason: str) -> None:
        """``source`` lists a page whose link is not followed."""
        rejection = Rejection(
            kind="page",
            id=None,
            url=link.url or None,
            page_label=None if link.entry is None else link.entry.page_label or None,
            headline=None if link.entry is None else link.entry.page_name,
            reasons=(reason,),
        )
        self._refused.setdefault(source, []).append(rejection)

    def forget(self, source: str) -> None:
        """What ``source`` listed counts no more: another capture of it is read."""
        self._entries.pop(source, None)
        self._refused.pop(source, None)

    def rejections(self) -> Iterator[Rejection]:
        """The entries that are refused; the same entry on every page counts once.

        Where a link leads nowhere, the page that it names may have been found otherwise; if not, nobody can ask for it.
        """
        labels = self.shown | {entry.page_label for entry in self.entries()}
        known = {label_order(part) for label in labels for part in (label, *label.split("/"))}
        for one in dict.fromkeys(one for refused in self._refused.values() for one in refused):
            is_named = one.page_label is not None and one.reasons == (UNUSABLE_LINK,) and not host_of(one.url or "")
            is_lacking = is_named and label_order(one.page_label or "") not in known
            yield replace(one, reasons=(PAGE_WITHOUT_ADDRESS,)) if is_lacking else one

    def id_of(self, link: Link) -> str | None:
        """Identifier of what ``link`` leads to; that of an index which the front announces is made of its address."""
        is_further = link.place.kind == "index" and link.url != self.front.url
        return self.issue.index_id(link.url) if is_further else link.place.id_in(self.issue)

    def token_of(self, page_token: str) -> str:
        """The token of that page as the catalogue has it: a person may write noughts in front, or leave them out."""
        tokens = [entry.page_id.removeprefix(self.issue.page_id("")) for entry in self.entries()]
        same = [token for token in tokens if label_order(token) == label_order(page_token)]
        return page_token if page_token in same or len(same) != 1 else same[0]

    @property
    def front_page_id(self) -> str | None:
        """Identifier of the page that is expected without a word; ``None``: an index was read, which says itself."""
        return None if self.front.url in self.read else self.id_of(self.front) or self.issue.id

    def entries(self) -> Iterator[CatalogueEntry]:
        """The front's, then those of other pages alone; in which order pages came does not matter.

        Last the indexes that were announced and not read, one entry each: what they list, nobody knows.
        """
        seen: set[str] = set()
        for source in sorted(self._entries, key=lambda url: (url != self.front.url, url)):
            for entry in self._entries[source]:
                if entry.page_id not in seen:
                    seen.add(entry.page_id)
                    yield entry
        for url in sorted(self.indexes - self.read - {self.front.url}):
            yield CatalogueEntry(page_id=self.issue.index_id(url), url=url, page_label="")


def leads_on(record: Link | Page | Clipping) -> bool:
    """Whether an index that shows this is one: it holds a page, or leads to one."""
    return isinstance(record, Page) or (
        isinstance(record, Link) and record.refused is None and record.place.kind in ("index", "page")
    )


def own_entry(page: Page) -> CatalogueEntry:
    """What an index that holds a page announces of it."""
    return CatalogueEntry(page_id=page.id, url=page.url or "", page_label=page.page_label, page_name=page.page_name)
