"""One newspaper per module: its data. A new module here is a new newspaper, everywhere."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from ..platforms.contract import Site


@cache
def all_sites() -> dict[str, Site]:
    """Every newspaper by its code, in alphabetical order."""
    modules = (import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__))
    return {site.newspaper: site for site in sorted((module.SITE for module in modules), key=lambda one: one.newspaper)}
