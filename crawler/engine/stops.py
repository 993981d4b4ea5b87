"""Requests that are not made, each with its reason: a stopped host, a rule of robots.txt, the end of the crawl."""

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


class NotAsked(IgnoreRequest):
    """A request that this program itself did not make. ``reason``: a code for the account."""

    def __init__(self, reason: str, why: str) -> None:
        super().__init__(why)
        self.reason = reason


class HostStopped(NotAsked):
    """The host is asked no more."""

    def __init__(self, stop: Stop) -> None:
        super().__init__(stop.reason, stop.why)
        self.stop = stop


class RobotsDisallow(NotAsked):
    """The site's robots.txt forbids this address."""

    def __init__(self, robots_url: str) -> None:
        super().__init__("robots_disallowed", f"Forbidden by {robots_url}")


class Interrupted(IgnoreRequest):
    """The crawl is coming to its end, so the request was not made. It says nothing about the address."""
