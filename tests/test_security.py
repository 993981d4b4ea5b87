"""What docs/security.md says of limits is what the code has; no limit is missing there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path

import pytest

from archive.record.reasons import FLAGS, LOSSES, REFUSALS_OF_CAPTURES

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| [^|]+ \| `([\w.]+)\.(\w+)` \| ([^|(]+?)(?: \([^|]*\))? \| ([^|]*) \|$", re.MULTILINE)
ROWS = ROW.findall(PAGE)
OF_PRINT = ("crawler/printed/", "archive/issues/changes.py")
"""Where a limit is about how print is read, or what a person is shown: no matter of security."""


def written(value: object) -> str:
    """A value as the page has it."""
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {written(one)}" for name, one in value.items())
    return f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else str(value)


def test_the_search_finds_the_rows() -> None:
    table = PAGE.split("\n## What is limited\n")[1].split("\n## ")[0]
    assert len(ROWS) == table.count("\n| ") - 1  # the head
    assert len(ROWS) > 25


@pytest.mark.parametrize(("module", "name", "value"), [row[:3] for row in ROWS])
def test_a_limit_is_what_the_page_says(module: str, name: str, value: str) -> None:
    assert written(getattr(import_module(module), name)) == value


def limits() -> Iterator[str]:
    """Every public constant of the program that is called a maximum."""
    for package in ("archive", "crawler", "epaper", "pipelines"):
        for path in sorted((ROOT / package).rglob("*.py")):
            place = str(path.relative_to(ROOT))
            if not place.startswith(OF_PRINT):
                for name in re.findall(r"^(MAX_\w+)\b.*=", path.read_text(encoding="utf-8"), re.MULTILINE):
                    yield f"{place.removesuffix('.py').replace('/', '.')}.{name}"


def test_no_limit_is_missing_on_the_page() -> None:
    assert set(limits()) - {f"{module}.{name}" for module, name, *_ in ROWS} == set()


def test_what_lies_beyond_a_limit_has_a_reason_that_is_explained() -> None:
    named = {code for *_, beyond in ROWS for code in re.findall(r"`(\w+)`", beyond)} - {"verify"}
    assert named - {*LOSSES, *REFUSALS_OF_CAPTURES, *FLAGS} == set()
    assert len(named) > 5
