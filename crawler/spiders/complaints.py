"""What the log says of an answer that gives no record."""

from __future__ import annotations

from logging import LoggerAdapter
from typing import Any

from ..platforms.errors import ParseError


def complain(logger: LoggerAdapter[Any], error: BaseException | None, url: str) -> None:
    """A line for what is refused; for an error of ours, where it came from."""
    if isinstance(error, ParseError):
        logger.warning("refused %s", error)
    else:
        logger.error("failed on %s", url, exc_info=error)
