"""A mirror of a newspaper: the edge at which its addresses become the newspaper's own."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit

from ..platforms.contract import Site


@dataclass(frozen=True, slots=True)
class Mirror:
    """Where ``site`` is asked: at ``base_url``, or, without one, at its own host."""

    site: Site
    base_url: str | None = None

    def asked_at(self, url: str) -> str:
        """Where to ask for ``url``: a path of the site's host below ``base_url``."""
        parts = urlsplit(url)
        if self.base_url is None or parts.netloc != self.site.host:
            return url
        base = urlsplit(self.base_url)
        return urlunsplit((base.scheme, base.netloc, base.path.rstrip("/") + parts.path, parts.query, ""))

    def canonical(self, url: str) -> str:
        """The newspaper's own address of what was got from ``url``; another host's stays as it is.

        Raises:
            ValueError: not a URL.
        """
        own = url if self.base_url is None else self._own(url, self.base_url)
        if urlsplit(own).netloc != self.site.host:
            return own
        canonical = self.site.canonical_url(own)
        return own if self.site.address(canonical) is None else canonical  # of a picture, the query may tell which

    def _own(self, url: str, base_url: str) -> str:
        parts, base, home = urlsplit(url), urlsplit(base_url), urlsplit(self.site.home)
        folder = base.path.rstrip("/")
        if parts.netloc != base.netloc or not parts.path.startswith(f"{folder}/"):
            return url
        return urlunsplit((home.scheme, home.netloc, parts.path[len(folder) :], parts.query, ""))
