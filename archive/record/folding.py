"""Headlines compared across captures that spell blanks and punctuation differently."""

from __future__ import annotations

import unicodedata


def folded(text: str | None) -> str:
    """NFKC, no blanks: a text capture is NFKC-normalised, a page is not."""
    return "".join(unicodedata.normalize("NFKC", text or "").split())
