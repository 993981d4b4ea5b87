"""Requests that are not made: the host is asked no more, or the crawl ends."""

from __future__ import annotations

from dataclasses import dataclass

from scrapy.exceptions import IgnoreRequest


@dataclass(frozen=True, slots=True)
class Stop:
    """Why a host is asked no more in this run: ``reason``, a code for the account; ``why``, for a person."""

    reason: str
    why: str

    @property
    def is_refusal(self) -> bool:
        """Whether the site refuses the visitor, rather than being out of reach, or we out of time."""
        return self.reason in ("blocked", "robots_disallowed")


class HostStopped(IgnoreRequest):
    """Not asked for: the host is asked no more."""

    def __init__(self, stop: Stop) -> None:
        super().__init__(stop.why)
        self.stop = stop


class Interrupted(IgnoreRequest):
    """Not asked for: the crawl is coming to its end. It says nothing about the address."""
