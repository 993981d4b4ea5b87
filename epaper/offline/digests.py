"""What the digest of a record proves, however the writer of a web archive spelled it."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from contextlib import suppress
from typing import NamedTuple

_ALGORITHMS = ("md5", "sha1", "sha224", "sha256", "sha384", "sha512")


class Digest(NamedTuple):
    """``algorithm``: its name in hashlib."""

    algorithm: str
    value: bytes

    def is_of(self, readings: Iterable[bytes]) -> bool:
        """Whether it is the digest of one of these."""
        return any(hashlib.new(self.algorithm, reading).digest() == self.value for reading in readings)

    @property
    def in_base32(self) -> str:
        """The digest as warcio compares it."""
        return f"{self.algorithm}:{base64.b32encode(self.value).decode()}"


def known_digest(header: str | None) -> Digest | None:
    """The digest that a header gives, in base32 (``sha1:3I42H3S6…``) of any case, hexadecimal or base64.

    ``None``: there is none, or one that proves nothing: of an unknown algorithm, or not as long as its algorithm's.
    """
    name, _, text = (header or "").partition(":")
    algorithm = name.strip().lower().replace("-", "")
    if algorithm not in _ALGORITHMS:
        return None
    value = _decoded(text.strip().rstrip("="), hashlib.new(algorithm).digest_size)
    return None if value is None else Digest(algorithm, value)


def _decoded(text: str, size: int) -> bytes | None:
    """``size`` bytes in the encoding that makes them as long as ``text`` is; ``None``: in none."""
    with suppress(ValueError):
        if len(text) == 2 * size:
            return bytes.fromhex(text)
        if len(text) == -(-size * 8 // 5):
            return base64.b32decode(text.upper() + "=" * (-len(text) % 8))
        if len(text) == -(-size * 8 // 6):
            return base64.b64decode(text.replace("-", "+").replace("_", "/") + "=" * (-len(text) % 4))
    return None
