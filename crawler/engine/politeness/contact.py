"""Who asks: an honest User-Agent, with somewhere to complain to."""

from __future__ import annotations

from ipaddress import ip_address

MISSING = (
    "No contact is configured: %s cannot tell whom to write to. "
    "Set EPAPER_CONTACT to a mail address or a URL; it goes into the User-Agent."
)


def user_agent(name: str, contact: str) -> str:
    """``epaper-archive/0.1 (+mail@example.org)`` (RFC 9110, 10.1.5: a product, then a comment).

    Raises:
        ValueError: the contact cannot stand in a header.
    """
    if not contact:
        return name
    if not contact.isascii() or not contact.isprintable() or set(contact) & set("()\\ "):
        raise ValueError(f"EPAPER_CONTACT {contact!r} is neither a mail address nor a URL")
    return f"{name} (+{contact})"


def is_loopback(host: str) -> bool:
    """Whether a host, without its port, is this machine."""
    try:
        return host == "localhost" or ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
