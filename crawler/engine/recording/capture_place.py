"""Where a response is recorded, as a spider says it."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol, runtime_checkable

from scrapy.http import Request


@runtime_checkable
class HasCapturePlace(Protocol):
    """A spider that says where its responses are recorded."""

    def capture_place(self, request: Request) -> tuple[Path, str] | None:
        """The folder, and the address under which the response stands there; ``None``: it is not recorded."""
