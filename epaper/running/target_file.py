"""Files that a person names, to be written there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def writing(target: Path) -> Iterator[None]:
    """Say of an error in writing ``target`` what could not be written, and why.

    Raises:
        OSError: the same, with the name in its message; one of another file as it is.
    """
    try:
        yield
    except OSError as error:
        if error.filename not in (None, str(target), f"{target}.new"):
            raise
        raise OSError(f"cannot write {target}: {error.strerror}") from error
