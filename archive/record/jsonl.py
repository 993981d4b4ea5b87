"""Canonical JSON: UTF-8, not ASCII-escaped, keys in schema order, one ``\\n`` a line."""

from __future__ import annotations

from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

import orjson

from .days import iso_day

T = TypeVar("T")


class NotARecord(ValueError):
    """A line that is not JSON, or not a record of the expected type."""


def json_line(record: Any) -> bytes:
    """``record``, a dataclass, as one line of canonical JSON with its ``\\n``."""
    return orjson.dumps(record, option=orjson.OPT_APPEND_NEWLINE)


def json_page(record: Any) -> bytes:
    """``record``, a dataclass, as indented JSON: for ``issue.json``, which people open."""
    return orjson.dumps(record, option=orjson.OPT_APPEND_NEWLINE | orjson.OPT_INDENT_2)


def canonical(data: bytes) -> bytes:
    """A JSON text spelt as ``json_line`` spells it, with the keys that it has: one of an older schema has fewer."""
    return orjson.dumps(orjson.loads(data), option=orjson.OPT_APPEND_NEWLINE)


def canonical_page(data: bytes) -> bytes:
    """The same as ``json_page`` spells it."""
    return orjson.dumps(orjson.loads(data), option=orjson.OPT_APPEND_NEWLINE | orjson.OPT_INDENT_2)


def record_from(kind: type[T], line: bytes) -> T:
    """The record of type ``kind`` that ``line`` holds, as ``json_line`` or ``json_page`` wrote it.

    Raises:
        NotARecord: not JSON, a key too many or too few, or a value of another type.
    """
    try:
        data = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        raise NotARecord(f"not JSON: {error}") from error
    loaded: T = _loaded(kind, data, kind.__name__)
    return loaded


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _loaded(kind: Any, data: Any, where: str) -> Any:
    origin = get_origin(kind)
    if is_dataclass(kind):
        return _record(kind, data, where)
    if origin in (Union, UnionType):
        if data is None and NoneType in get_args(kind):
            return None
        return _loaded(next(option for option in get_args(kind) if option is not NoneType), data, where)
    if origin is Literal:
        if data in get_args(kind):
            return data
    elif origin is tuple and isinstance(data, list):
        items = get_args(kind)
        if items[1:] == (...,):
            return tuple(_loaded(items[0], item, where) for item in data)
        if len(items) == len(data):
            return tuple(_loaded(item, value, where) for item, value in zip(items, data, strict=True))
    elif origin is dict and isinstance(data, dict):
        return {key: _loaded(get_args(kind)[1], value, where) for key, value in data.items()}
    elif kind is date and isinstance(data, str):
        day = iso_day(data)
        if day is not None:
            return day
    elif kind in (str, int, bool) and type(data) is kind:
        return data
    raise NotARecord(f"{where}: {str(data)[:60]!r} does not fit")


def _record(kind: Any, data: Any, where: str) -> Any:
    """The dataclass of a JSON object, whose keys stand in the order of the fields.

    A field that has a default may be absent, as in archives of an older schema.
    """
    hints = _hints(kind)
    known = fields(kind)
    if not isinstance(data, dict):
        raise NotARecord(f"{where}: keys differ: not an object")
    absent = [one.name for one in known if one.name not in data and _is_required(one)]
    odd = [name for name in data if name not in hints] + absent
    if odd or list(data) != [one.name for one in known if one.name in data]:
        raise NotARecord(f"{where}: keys differ: {', '.join(odd) or 'order'}")
    return kind(**{name: _loaded(hints[name], value, f"{where}.{name}") for name, value in data.items()})


def _is_required(field: Field[Any]) -> bool:
    return field.default is MISSING and field.default_factory is MISSING
