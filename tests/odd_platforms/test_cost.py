"""What a newspaper and a platform cost, in lines."""

from __future__ import annotations

from pathlib import Path

import pytest

HERE = Path(__file__).parent
NEWSPAPERS = sorted((HERE / "newspapers").glob("*.py"))


def lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


@pytest.mark.parametrize("path", NEWSPAPERS, ids=lambda path: path.stem)
def test_a_newspaper_costs_twenty_lines(path: Path) -> None:
    assert lines(path) <= 20


@pytest.mark.parametrize("name", ["span_areas", "two_hosts", "one_file"])
def test_a_platform_whose_pages_are_html_costs_a_hundred_and_twenty(name: str) -> None:
    assert lines(HERE / "platforms" / f"{name}.py") <= 120


def test_none_of_them_is_forgotten() -> None:
    assert [path.stem for path in NEWSPAPERS] == ["cxwb", "dkb", "hjrb", "hkrb", "jwrb"]
