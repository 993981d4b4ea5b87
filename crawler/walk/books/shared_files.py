"""Files of several records: what is announced in them, and what they show. A fragment tells the records apart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from archive.record.clipping import Clipping
from archive.record.identifiers import file_address
from archive.record.page import Page


@dataclass(slots=True)
class SharedFiles:
    """Those that were read so far.

    ``files``: their addresses. ``shown``: addresses, with fragment, of the records that they showed; ``announced``: of
    those that pages announce.
    """

    files: set[str] = field(default_factory=set)
    shown: set[str] = field(default_factory=set)
    announced: set[str] = field(default_factory=set)

    def note(self, record: Page | Clipping, file: str) -> None:
        """Count in a record that ``file`` showed."""
        if record.url is not None and "#" in record.url:
            self.files.add(file)
            self.shown.add(record.url)
        if isinstance(record, Page):
            announced = (one.url for one in record.announced if one.refused is None)
            self.announced.update(url for url in announced if url is not None and "#" in url)

    def losses(self, lost_files: Mapping[str, str]) -> dict[str, str]:
        """Why a record was not got, by its address: it goes with its file, or is not in it."""
        reasons = {}
        for url in self.announced - self.shown:
            file = file_address(url)
            reason = "not_in_file" if file in self.files else lost_files.get(file)
            if reason is not None:
                reasons[url] = reason
        return reasons
