"""Records made safe to keep: no character that no newspaper prints, no blank string, no number beyond its range."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import fields, is_dataclass, replace
from functools import cache
from operator import is_
from typing import Any, TypeVar

from .characters import quoted_address, without_unprinted
from .clipping import Clipping
from .page import Page
from .ranges import is_drawn, known_side

Printed = TypeVar("Printed", bound=Clipping | Page)

_HOLDS_NO_TEXT = re.compile(r"\b(?:int|float|bool|date)\b")


def cleaned(record: Printed) -> Printed:
    """``record`` as it may be kept: the same object where nothing has to be changed.

    A flag says that characters were cut, or that the corners of an area were. Blanks are cut without one.
    """
    clean: Printed = _clean(record)
    cut = clean is not record and "".join(_strings(record)) != "".join(_strings(clean))
    flags = {"control_character"} if cut else set()
    ranged: Any = _in_range(clean) if isinstance(clean, Page) else clean
    if isinstance(clean, Page) and ranged.announced is not clean.announced:
        flags.add("unreadable_region")
    kept: Printed = flagged(ranged, flags)
    return kept


def flagged(record: Printed, flags: Iterable[str]) -> Printed:
    """``record`` with these flags beside its own."""
    more: set[str] = set(flags) - set(record.flags)
    return replace(record, flags=tuple(sorted({*record.flags, *more}))) if more else record


def _in_range(page: Page) -> Page:
    width, height = known_side(page.width), known_side(page.height)
    if (width, height) != (page.width, page.height):
        page = replace(page, width=width, height=height)
    if all(is_drawn(polygon) for one in page.announced for polygon in one.polygons):
        return page
    drawn = (replace(one, polygons=tuple(filter(is_drawn, one.polygons))) for one in page.announced)
    return replace(page, announced=tuple(drawn))


def _clean(value: Any) -> Any:
    """``value`` without such characters and blank strings; the same object where nothing changes."""
    kind: type = type(value)
    if kind is str:
        if not value.isprintable():  # as hardly any is
            value = without_unprinted(value)
        return value if value and not value.isspace() else None
    if kind is tuple:
        items = [_clean(item) for item in value]
        if all(map(is_, items, value)):
            return value
        return tuple(item for item in items if item is not None)
    changed = {}
    for name, clean in _cleaners(kind):
        old = getattr(value, name)
        if old is not None and (new := clean(old)) is not old:
            changed[name] = new
    return replace(value, **changed) if changed else value


def _clean_address(url: str) -> str | None:
    return quoted_address(url) or None


def _clean_needed(text: str) -> str:
    """Of a field that is never absent."""
    return _clean(text) or ""


@cache
def _cleaners(kind: type) -> tuple[tuple[str, Callable[[Any], Any]], ...]:
    """The fields of a record, each with what cleans it."""
    if not is_dataclass(kind):
        return ()
    needed = {one.name for one in fields(kind) if one.type == "str"}
    return tuple(
        (one.name, _clean_address if one.name.endswith("url") else _clean_needed if one.name in needed else _clean)
        for one in fields(kind)
        if not _HOLDS_NO_TEXT.search(str(one.type))
    )


def _strings(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value.strip()]
    if isinstance(value, tuple):
        return [text for item in value for text in _strings(item)]
    kind: type = type(value)
    names = (name for name, clean in _cleaners(kind) if clean is not _clean_address)
    return [text for name in names for text in _strings(getattr(value, name))]
