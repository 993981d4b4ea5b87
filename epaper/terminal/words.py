"""Output on a terminal: records for machines go to stdout, words for people to stderr."""

from __future__ import annotations

import sys

from rich.console import Console
from rich.text import Text

ERRORS = Console(stderr=True, highlight=False)


def say(message: str | Text = "", style: str = "") -> None:
    """One line for a person. Wrapped by the terminal alone, so that paths can be copied."""
    ERRORS.print(Text(message, style) if isinstance(message, str) else message, soft_wrap=True)


def complain(message: str) -> None:
    """``error: message``."""
    say(Text.assemble(("error: ", "bold red"), message))


def emit(line: bytes) -> None:
    """One record on stdout, as it stands in the archive."""
    sys.stdout.buffer.write(line)
    sys.stdout.buffer.flush()


def fact(name: str, value: str, style: str = "") -> Text:
    """A line ``name   value`` of a record that a person reads."""
    return Text.assemble((f"{name:<11}", "dim"), (value, style))
