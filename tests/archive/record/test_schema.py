"""The public contract: what is committed is what the typed definition says, and every code in use is explained."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from archive.record import reasons
from archive.record.jsonl import json_line
from archive.record.schema import SCHEMA_FILE, article_schema, schema_page
from tests.archive.records import article

ROOT = Path(__file__).parents[3]
SCHEMA = json.loads(SCHEMA_FILE.read_text(encoding="utf-8"))


def test_the_committed_schema_is_the_generated_one() -> None:
    assert article_schema() == SCHEMA


def test_the_committed_page_is_the_generated_one() -> None:
    assert (ROOT / "docs" / "schema.md").read_text(encoding="utf-8") == schema_page()


def test_it_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def objects() -> Iterator[tuple[str, dict[str, Any]]]:
    yield "Article", SCHEMA
    yield from SCHEMA["$defs"].items()


@pytest.mark.parametrize(("name", "schema"), list(objects()))
def test_every_property_is_described_and_required(name: str, schema: dict[str, Any]) -> None:
    assert schema["properties"], name
    assert {key for key, one in schema["properties"].items() if not one.get("description")} == set()
    assert schema["required"] == list(schema["properties"])
    assert schema["additionalProperties"] is False


@pytest.mark.parametrize(("name", "schema"), list(objects()))
def test_every_example_fits(name: str, schema: dict[str, Any]) -> None:
    for key, one in schema["properties"].items():
        for example in one.get("examples", ()):
            jsonschema.Draft202012Validator({**one, "$defs": SCHEMA["$defs"]}).validate(example), (name, key)


@pytest.mark.parametrize("change", [{"headline": ""}, {"kind": "poem"}, {"flags": None}, {"char_count": "1"}, {"x": 1}])
def test_it_refuses_what_is_no_article(change: dict[str, Any]) -> None:
    validator = jsonschema.Draft202012Validator(SCHEMA)
    good = json.loads(json_line(article(1)))
    assert validator.is_valid(good)
    assert not validator.is_valid(good | change)


# Codes

PARAMETRIC = {"http_NNN"}
KNOWN = {*reasons.REFUSALS_OF_PRINT, *reasons.REFUSALS_OF_CAPTURES, *reasons.LOSSES, *reasons.FLAGS} - PARAMETRIC


def strings_of(tree: ast.AST) -> set[str]:
    """The strings that stand there, and those that stand there by their names in ``reasons``."""
    literals = (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant))
    named = (getattr(reasons, node.id, None) for node in ast.walk(tree) if isinstance(node, ast.Name))
    return {one for one in (*literals, *named) if isinstance(one, str)}


def source() -> Iterator[tuple[Path, ast.Module]]:
    for room in ("archive", "crawler", "pipelines"):
        for path in (ROOT / room).rglob("*.py"):
            if path.name != "reasons.py":
                yield path, ast.parse(path.read_text(encoding="utf-8"))


def codes_in_use() -> Iterator[tuple[str, str]]:
    """Every literal that stands where a code does: given to lose() or refuse(), added to flags, ``reason =``."""
    for path, tree in source():
        for node in ast.walk(tree):
            found: set[str] = set()
            if isinstance(node, ast.Call):
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                if name in ("lose", "refuse", "rejection"):
                    found = {text for argument in node.args[1:] for text in strings_of(argument)}
                elif name == "add" and "flags" in ast.unparse(node.func):
                    found = strings_of(node)
            elif isinstance(node, ast.ClassDef):
                found = {
                    text
                    for one in node.body
                    if isinstance(one, ast.Assign | ast.AnnAssign) and ast.unparse(one).startswith("reason")
                    for text in strings_of(one) - {"reason"}
                }
            for code in found:
                yield str(path.relative_to(ROOT)), code.partition(":")[0]


def test_every_code_in_use_is_explained() -> None:
    used = set(codes_in_use())
    assert len(used) > 15  # the search finds them
    assert {(path, code) for path, code in used if code not in KNOWN and not code.startswith("http_")} == set()


def test_every_code_that_is_explained_is_in_use() -> None:
    text = {one for _, tree in source() for one in strings_of(tree)}
    words = {one.partition(":")[0] for one in text}
    assert KNOWN - words == set()


def test_no_code_has_two_meanings() -> None:
    tables = [reasons.REFUSALS_OF_PRINT, reasons.REFUSALS_OF_CAPTURES, reasons.LOSSES, reasons.FLAGS]
    assert sum(map(len, tables)) == len(set().union(*tables))
