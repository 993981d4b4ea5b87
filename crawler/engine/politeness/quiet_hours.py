"""Hours of the day in which nothing is asked: when the readers of a small server are there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta

_TIME = "(?:[01][0-9]|2[0-3]):[0-5][0-9]"
_RANGE = re.compile(rf"(?P<first>{_TIME})\s*[-–]\s*(?P<last>{_TIME})")


@dataclass(frozen=True, slots=True)
class QuietHours:
    """Ranges of times of day, each from its first minute up to its last, which is not part of it.

    A range that ends before it begins goes over midnight.
    """

    ranges: tuple[tuple[time, time], ...] = ()

    def end(self, now: datetime) -> datetime | None:
        """When the quiet that there is at ``now`` is over, ranges that meet taken together; ``None``: there is none."""
        end = now
        for _ in self.ranges:  # each can prolong the quiet once
            later = max((self._end_of(one, end) for one in self.ranges), default=end)
            if later == end:
                break
            end = later
        return None if end == now else end

    @staticmethod
    def _end_of(span: tuple[time, time], now: datetime) -> datetime:
        first, last = span
        for days in (-1, 0):
            start = datetime.combine(now.date() + timedelta(days=days), first, now.tzinfo)
            end = datetime.combine(start.date() + timedelta(days=last <= first), last, now.tzinfo)
            if start <= now < end:
                return end
        return now


def quiet_hours(text: str) -> QuietHours:
    """``07:00-09:30,18:00-20:00``; of an empty text, none.

    Raises:
        ValueError: it is not written like that.
    """
    return QuietHours(tuple(_range(part) for part in text.split(",") if part.strip()))


def _range(text: str) -> tuple[time, time]:
    match = _RANGE.fullmatch(text.strip())
    if match is None or match["first"] == match["last"]:
        raise ValueError(f"{text.strip()!r} is not a range of times. Write it like 07:00-09:30,18:00-20:00")
    return time.fromisoformat(match["first"]), time.fromisoformat(match["last"])
