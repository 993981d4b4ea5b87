"""The host to which a link leads, if to any."""

from __future__ import annotations

from urllib.parse import urlsplit


def host_of(url: str | None) -> str:
    """Empty where it leads nowhere: no address, a script, none that is a URL."""
    try:
        return urlsplit(url or "").netloc
    except ValueError:  # "http://[x"
        return ""
