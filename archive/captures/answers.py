"""Which captures are newer, and which one of an address answers for it."""

from __future__ import annotations

from collections.abc import Iterable

from .index import CaptureEntry


class Moments:
    """When captures were made, as they are told in the order in which they lie.

    One of which nobody knows when counts as made with the last of its address that lies before it: what was crawled by
    a clock that was wrong hides what was crawled before, and is hidden by what is crawled later. What was crawled
    counts as made no earlier than that: a clock that was ahead hides nothing that is crawled later either.
    """

    def __init__(self) -> None:
        self._last: dict[str, float] = {}

    def of(self, entry: CaptureEntry) -> float:
        """When it was made, in seconds since 1970; 0: nobody knows of any so far."""
        moment, last = entry.moment, self._last.get(entry.url, 0.0)
        if moment > last:
            self._last[entry.url] = moment
        return max(moment, last) if entry.is_crawled else moment or last


def in_time(entries: Iterable[CaptureEntry]) -> list[tuple[float, CaptureEntry]]:
    """Captures in the order in which they were made, each with when, in seconds since 1970."""
    moments = Moments()
    lying = sorted(entries, key=lambda one: one.offset)
    return sorted(((moments.of(one), one) for one in lying), key=lambda one: one[0])


def that_say_when(entries: Iterable[CaptureEntry]) -> list[CaptureEntry]:
    """Captures, without the undated of an address of which a dated one holds what was asked for."""
    found = list(entries)
    dated = {one.url for one in found if one.is_success and not one.is_undated}
    return [one for one in found if not (one.is_undated and one.url in dated)]


class Answers:
    """Which capture answers for each address, as they are entered in the order in which they lie.

    An error never hides a success, the text of a page no page, and what was captured earlier, somewhere else, nothing.
    Nor does a saved page hide what the site sent, nor an undated response a dated one: the date is that of the import.
    ``newest``: by address; ``payloads``: the capture that holds its payload, another one if the newest is a revisit.
    """

    def __init__(self) -> None:
        self.newest: dict[str, CaptureEntry] = {}
        self.payloads: dict[str, CaptureEntry] = {}
        self._ranks: dict[str, tuple[bool, int, float]] = {}
        self._moments = Moments()

    def enter(self, entry: CaptureEntry) -> None:
        """Count a capture in."""
        payload = self.payloads.get(entry.url)
        if entry.is_revisit and (payload is None or payload.sha256 != entry.sha256):  # what it refers to is damaged
            return
        rank = (entry.is_success, entry.authority, self._moments.of(entry))
        if rank >= self._ranks.get(entry.url, rank):
            self._ranks[entry.url] = rank
            self.newest[entry.url] = entry
            if not entry.is_revisit:
                self.payloads[entry.url] = entry
