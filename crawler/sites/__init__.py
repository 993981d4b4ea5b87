"""One newspaper per module, named by its code: its data. A new module here is a new newspaper, everywhere."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules
from traceback import extract_tb

from ..platforms.contract import Newspaper


class BrokenNewspaper(Exception):
    """A newspaper's module that cannot be used. The message is one line: file, line, and what is wrong there."""


def newspaper_codes() -> tuple[str, ...]:
    """The codes of all newspapers, in alphabetical order; none of their modules is imported."""
    return tuple(sorted(module.name for module in iter_modules(__path__)))


@cache
def newspaper(code: str) -> Newspaper:
    """The newspaper of a code that there is.

    Raises:
        BrokenNewspaper: there is a mistake in its module.
    """
    name = f"{__name__}.{code}"
    spec = find_spec(name)
    file = code if spec is None or spec.origin is None else spec.origin
    try:
        found = import_module(name).NEWSPAPER
    except Exception as error:  # whatever it is, the other newspapers go on
        raise BrokenNewspaper(f"{file}{_line(file, error)}: {type(error).__name__}: {_words(error)}") from error
    if not isinstance(found, Newspaper):
        raise BrokenNewspaper(f"{file}: NEWSPAPER is no Newspaper")
    if found.code != code:
        raise BrokenNewspaper(f"{file}: the module of {found.code!r} is called {found.code}.py")
    return found


@cache
def all_newspapers() -> dict[str, Newspaper]:
    """Every newspaper by its code, in alphabetical order, but for those whose modules cannot be used."""
    return {code: newspaper(code) for code in newspaper_codes() if code not in broken_newspapers()}


@cache
def broken_newspapers() -> dict[str, str]:
    """By its code, what is wrong with each newspaper whose module cannot be used."""
    broken = {}
    for code in newspaper_codes():
        try:
            newspaper(code)
        except BrokenNewspaper as error:
            broken[code] = str(error)
    return broken


def _line(file: str, error: Exception) -> str:
    """Where in ``file``; empty where the error does not say."""
    if isinstance(error, SyntaxError):
        return "" if error.lineno is None else f", line {error.lineno}"
    lines = [frame.lineno for frame in extract_tb(error.__traceback__) if frame.filename == file]
    return f", line {lines[-1]}" if lines else ""


def _words(error: Exception) -> str:
    return " ".join((error.msg if isinstance(error, SyntaxError) else str(error)).split())
