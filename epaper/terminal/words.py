"""Output on a terminal: what was asked for goes to stdout, whatever else is said to stderr.

What an archive holds is shown so that it cannot turn a terminal round, also where an older parser kept it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.text import Text

from archive.record.characters import json_visible, visible

ANSWERS = Console(highlight=False)
ERRORS = Console(stderr=True, highlight=False)


def answer(message: str | Text = "", style: str = "") -> None:
    """One line of what was asked for, as ``say``."""
    tell(ANSWERS, Text(message, style) if isinstance(message, str) else message)


def say(message: str | Text = "", style: str = "") -> None:
    """One line for a person. Wrapped by the terminal alone, so that paths can be copied."""
    tell(ERRORS, Text(message, style) if isinstance(message, str) else message)


def tell(console: Console, line: Text) -> None:
    """The same on another console.

    Raises:
        OSError: as ``emit_raw``.
    """
    with _told_of_stdout():
        console.print(_visible_line(line), soft_wrap=True)


def complain(message: str) -> None:
    """``error: message``."""
    say(Text.assemble(("error: ", "bold red"), message))


def emit(line: bytes) -> None:
    """One record on stdout, as it stands in the archive; on a terminal, what would turn it round as JSON escapes it."""
    emit_raw(json_visible(line) if sys.stdout.isatty() else line)


def emit_raw(block: bytes) -> None:
    """Bytes on stdout, whatever they are.

    Raises:
        OSError: they cannot be written, as to a file on a full disk.
    """
    with _told_of_stdout():
        sys.stdout.buffer.write(block)
        sys.stdout.buffer.flush()


@contextmanager
def _told_of_stdout() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:  # whoever read it has gone
        raise
    except OSError as error:
        raise OSError(f"cannot write to stdout: {error.strerror}") from error


def _visible_line(line: Text) -> Text:
    """``line`` with what nobody prints as an escape, set off as ``less`` does it."""
    if visible(line.plain) == line.plain:
        return line
    odd = [place for place, character in enumerate(line.plain) if visible(character) != character]
    parts = line.divide(edge for place in odd for edge in (place, place + 1))
    shown = ((part, visible(part.plain)) for part in parts)
    return Text.assemble(*(part if part.plain == plain else (plain, "reverse") for part, plain in shown))


def fact(name: str, value: str, style: str = "") -> Text:
    """A line ``name   value`` of a record that a person reads."""
    return Text.assemble((f"{name:<11}", "dim"), (value, style))
