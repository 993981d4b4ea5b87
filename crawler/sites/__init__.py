"""One newspaper per module: its data. A new module here is a new newspaper, everywhere."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from ..platforms.contract import Newspaper


@cache
def all_newspapers() -> dict[str, Newspaper]:
    """Every newspaper by its code, in alphabetical order."""
    modules = (import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__))
    return {one.code: one for one in sorted((module.NEWSPAPER for module in modules), key=lambda one: one.code)}
