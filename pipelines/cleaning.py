"""Strings of a record made safe to keep: no control characters, no blank strings."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass, replace
from functools import cache
from operator import is_
from typing import Any, TypeVar

from archive.record.clipping import Clipping
from archive.record.page import Page

Printed = TypeVar("Printed", Clipping, Page)

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def cleaned(record: Printed) -> Printed:
    """``record`` without control characters and blank strings; with a flag, where a control character was cut."""
    clean: Printed = _clean(record)
    if clean is record or "".join(_strings(record)) == "".join(_strings(clean)):
        return clean
    return replace(clean, flags=tuple(sorted({*clean.flags, "control_character"})))


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(one.name for one in fields(kind)) if is_dataclass(kind) else ()


def _clean(value: Any) -> Any:
    """``value`` without control characters and blank strings; the same object where nothing changes."""
    kind: type = type(value)
    if kind is str:
        if _CONTROL.search(value):
            value = _CONTROL.sub("", value)
        return value if value and not value.isspace() else None
    if kind is tuple:
        items = [_clean(item) for item in value]
        if all(map(is_, items, value)):
            return value
        return tuple(item for item in items if item is not None)
    changed = {}
    for name in _names(kind):
        old = getattr(value, name)
        if old is not None and (new := _clean(old)) is not old:
            changed[name] = new
    return replace(value, **changed) if changed else value


def _strings(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value.strip()]
    if isinstance(value, tuple):
        return [text for item in value for text in _strings(item)]
    if is_dataclass(value) and not isinstance(value, type):
        return [text for name in _names(type(value)) for text in _strings(getattr(value, name))]
    return []
