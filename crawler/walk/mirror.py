"""A mirror of a newspaper: the edge at which its addresses become the newspaper's own."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit

from ..platforms.contract import Platform


@dataclass(frozen=True, slots=True)
class Mirror:
    """Where a newspaper is asked: at ``base_url``, for whichever of its hosts, or, without one, at its own hosts."""

    base_url: str | None = None

    def asked_at(self, url: str, platform: Platform) -> str:
        """Where to ask for ``url``: a path of one of the newspaper's hosts, below ``base_url``."""
        parts = urlsplit(url)
        if self.base_url is None or parts.netloc not in platform.hosts:
            return url
        base = urlsplit(self.base_url)
        return urlunsplit((base.scheme, base.netloc, base.path.rstrip("/") + parts.path, parts.query, ""))

    def canonical(self, url: str, platform: Platform, asked: str) -> str:
        """The newspaper's own address of what was got from ``url`` when ``asked`` was asked for.

        Another host's stays as it is.

        Raises:
            ValueError: not a URL.
        """
        own = url if self.base_url is None else self._own(url, self.base_url, asked)
        if urlsplit(own).netloc not in platform.hosts:
            return own
        canonical = platform.canonical_url(own)
        return own if platform.place(canonical) is None else canonical  # of a picture, the query may tell which

    def _own(self, url: str, base_url: str, asked: str) -> str:
        parts, base, home = urlsplit(url), urlsplit(base_url), urlsplit(asked)
        folder = base.path.rstrip("/")
        if parts.netloc != base.netloc or not parts.path.startswith(f"{folder}/"):
            return url
        return urlunsplit((home.scheme, home.netloc, parts.path[len(folder) :], parts.query, ""))
