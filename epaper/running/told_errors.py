"""The edge of a command: an error that a user or a site can cause ends there, as a message and an exit status."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from archive.issues.lock import Locked
from archive.issues.reader import BrokenArchive
from crawler.walk.order import BadArgument

from ..terminal.interrupts import INTERRUPTED, STATUS
from ..terminal.words import complain
from .outcome import ExitStatus


@contextmanager
def told_errors(tell: Callable[[str], None] = complain) -> Iterator[None]:
    """Errors that end a command.

    Raises:
        SystemExit: with a status of ``ExitStatus``, or 130 when interrupted outside a crawl; ``tell`` has the message.
    """
    try:
        yield
    except BadArgument as error:
        tell(str(error))
        raise SystemExit(ExitStatus.USAGE) from None
    except BrokenArchive as error:
        tell(f"{error}. `epaper verify`, with the same --archive, names the command that mends it.")
        raise SystemExit(ExitStatus.CRASHED) from None
    except Locked as error:
        tell(str(error))
        raise SystemExit(ExitStatus.CRASHED) from None
    except KeyboardInterrupt:
        tell(INTERRUPTED)
        raise SystemExit(STATUS) from None
