"""``article.schema.json`` and ``docs/schema.md``, from the one typed definition.

``python -m archive.record.schema`` writes both; a test holds that what is committed is what it would write.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from . import reasons
from .article import Article
from .article_parts import Author, Block, Jump, Photo, Region
from .issue import SCHEMA_VERSION
from .page import Announcement

SCHEMA_FILE = Path(__file__).with_name("article.schema.json")
PARTS = (Author, Block, Photo, Region, Jump)


def article_schema() -> dict[str, Any]:
    """The public contract of one line of ``articles.jsonl``: JSON Schema 2020-12."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:epaper-archive:article:{SCHEMA_VERSION}",
        "title": "Article",
        **_object(Article),
        "$defs": {part.__name__: _object(part) for part in PARTS},
    }


def _object(kind: Any) -> dict[str, Any]:
    hints = get_type_hints(kind)
    properties = {one.name: _property(hints[one.name], one.metadata) for one in fields(kind)}
    return {
        "type": "object",
        "description": (kind.__doc__ or "").strip().split("\n")[0],
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _property(hint: Any, metadata: Any) -> dict[str, Any]:
    schema = _type(hint)
    schema["description"] = metadata["description"]
    if metadata["example"] is not None:
        schema["examples"] = [metadata["example"]]
    return schema


def _type(hint: Any) -> dict[str, Any]:
    origin = get_origin(hint)
    if is_dataclass(hint):
        return {"$ref": f"#/$defs/{getattr(hint, '__name__', hint)}"}
    if origin in (Union, UnionType):
        return {"anyOf": [_type(option) for option in get_args(hint)]}
    if origin is Literal:
        return {"enum": list(get_args(hint))}
    if origin is tuple:
        items = get_args(hint)
        if items[1:] == (...,):
            return {"type": "array", "items": _type(items[0])}
        return {"type": "array", "prefixItems": [_type(item) for item in items], "minItems": len(items), "items": False}
    if hint is NoneType:
        return {"type": "null"}
    if hint is date:
        return {"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
    if hint is int:
        return {"type": "integer"}
    return {"type": "string", "minLength": 1}


def schema_page() -> str:
    """``docs/schema.md``."""
    return "\n".join(_page_lines()) + "\n"


def _page_lines() -> Iterator[str]:
    yield "# The article, field by field"
    yield ""
    yield "Generated from `archive/record/article.py` by `python -m archive.record.schema`; the same as JSON Schema:"
    yield "`archive/record/article.schema.json`."
    yield '`null` means "not printed". `""` never appears. Lists are `[]`, never null. Every key is in every row.'
    for kind in (Article, *PARTS, Announcement):
        yield ""
        yield f"## {kind.__name__}"
        yield ""
        yield (kind.__doc__ or "").strip().split("\n")[0]
        if kind is Announcement:
            yield "Stands in `pages.jsonl`, in each page's `announced`."
        yield ""
        yield "| field | type | meaning | example |"
        yield "|---|---|---|---|"
        hints = get_type_hints(kind)
        for one in fields(kind):
            example = one.metadata["example"]
            shown = "" if example is None else f"`{json.dumps(example, ensure_ascii=False)}`"
            yield f"| `{one.name}` | {_type_name(hints[one.name])} | {one.metadata['description']} | {shown} |"
    for title, table in (
        ("Flags", reasons.FLAGS),
        ("Refused for what was printed", reasons.REFUSALS_OF_PRINT),
        ("Refused for what was captured", reasons.REFUSALS_OF_CAPTURES),
        ("Missing", reasons.LOSSES),
    ):
        yield ""
        yield f"## {title}"
        yield ""
        yield "| code | meaning |"
        yield "|---|---|"
        for code, meaning in table.items():
            yield f"| `{code}` | {meaning} |"


def _type_name(hint: Any) -> str:
    origin = get_origin(hint)
    if origin in (Union, UnionType):
        return " or ".join(_type_name(option) for option in get_args(hint))
    if origin is Literal:
        return " · ".join(f"`{option}`" for option in get_args(hint))
    if origin is tuple:
        items = get_args(hint)
        return f"list of {_type_name(items[0])}" if items[1:] == (...,) else f"[{', '.join(map(_type_name, items))}]"
    if hint is NoneType:
        return "null"
    return {str: "string", int: "integer", date: "date"}.get(
        hint, f"[{getattr(hint, '__name__', '')}](#{getattr(hint, '__name__', '').lower()})"
    )


def main() -> None:
    """Write ``article.schema.json`` and ``docs/schema.md``."""
    SCHEMA_FILE.write_text(json.dumps(article_schema(), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    docs = Path(__file__).parents[2] / "docs"
    docs.joinpath("schema.md").write_text(schema_page(), encoding="utf-8")


if __name__ == "__main__":
    main()
