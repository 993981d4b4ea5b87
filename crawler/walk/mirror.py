"""A mirror of a newspaper: the newspaper's own addresses become the mirror's when asked for, and back on the answer."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit

from ..platforms.contract import Platform


@dataclass(frozen=True, slots=True)
class Mirror:
    """Where a newspaper is asked: at ``base_url``, for whichever of its hosts, or, without one, at its own hosts."""

    base_url: str | None = None

    def asked_at(self, url: str, platform: Platform) -> str:
        """The address at which to ask for ``url``: below ``base_url``, where it is on a host of ``platform``."""
        parts = urlsplit(url)
        if self.base_url is None or parts.netloc not in platform.hosts:
            return url
        base = urlsplit(self.base_url)
        return urlunsplit((base.scheme, base.netloc, base.path.rstrip("/") + parts.path, parts.query, ""))

    def canonical(self, url: str, platform: Platform, requested_url: str) -> str:
        """The newspaper's own address of what ``url`` answered when ``requested_url`` (its own) was asked for.

        An address of another host stays as it is.

        Raises:
            ValueError: not a URL.
        """
        if url == self.asked_at(requested_url, platform):  # nearly always
            return requested_url
        own = url if self.base_url is None else self._own(url, self.base_url, requested_url)
        if urlsplit(own).netloc not in platform.hosts:
            return own
        canonical = platform.canonical_url(own)
        return own if platform.place(canonical) is None else canonical  # a picture keeps its query, which may name it

    def _own(self, url: str, base_url: str, requested_url: str) -> str:
        parts, base, home = urlsplit(url), urlsplit(base_url), urlsplit(requested_url)
        folder = base.path.rstrip("/")
        if parts.netloc != base.netloc or not parts.path.startswith(f"{folder}/"):
            return url
        return urlunsplit((home.scheme, home.netloc, parts.path[len(folder) :], parts.query, ""))
