"""A short run of ``bench.fuzz``, and that it sees what it looks for."""

from __future__ import annotations

import subprocess
import sys
from random import Random

import pytest

from bench.fuzz import run_case
from bench.fuzz_cases import Fault
from bench.page_mutations import LONGEST, MUTATIONS
from crawler.platforms import page_sheet
from crawler.printed import dates

pytestmark = pytest.mark.usefixtures("today")  # a replay asks for it
CASES = {"pages": 400, "strings": 20, "issues": 6}
PAGE = b'<html><body><div class="a" id="b"><p>text</p><a href="/x">y</a></div></body></html>'


def run(kind: str) -> list[str]:
    return [run_case(f"{kind}:make test:{number}") for number in range(CASES[kind])]


@pytest.mark.parametrize("kind", CASES)
def test_no_case_is_a_fault(kind: str) -> None:
    assert len(run(kind)) == CASES[kind]


def test_a_case_is_what_its_name_says() -> None:
    assert len({run_case("pages:make test:7") for _ in range(3)}) == 1


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda one: one.__name__)
def test_a_mutation_takes_anything_and_changes_something(mutation: object) -> None:
    assert callable(mutation)
    random = Random("mutations")  # noqa: S311 - repeatable is what it has to be
    made = [mutation(random, page, other) for page in (PAGE, b"", b"<") for other in (PAGE, b"") for _ in range(40)]
    assert any(page not in (PAGE, b"", b"<") for page in made)
    assert all(len(page) < 3 * LONGEST for page in made)


@pytest.mark.parametrize(
    ("kind", "module", "name"),
    [("pages", page_sheet, "polygon"), ("strings", dates, "date"), ("issues", page_sheet, "in_pixels")],
)
def test_an_error_of_ours_is_a_fault(monkeypatch: pytest.MonkeyPatch, kind: str, module: object, name: str) -> None:
    def fail(*_: object) -> None:
        raise OverflowError("as it was before")

    monkeypatch.setattr(module, name, fail)
    with pytest.raises(Fault) as found:
        run(kind)
    assert isinstance(found.value.__cause__, OverflowError)


def test_a_record_that_turns_a_terminal_round_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crawler.walk.books.issue_walk.clean_records", list)
    with pytest.raises(Fault, match=r"turns a terminal round|cannot be written"):
        run("pages")


def test_it_says_what_it_did() -> None:
    command = [sys.executable, "-m", "bench.fuzz", "--count", "560", "--processes", "1", "--seed", "make test"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    for line in ("pages: 500, the slowest", "strings: 50, the slowest", "issues: 10, the slowest"):
        assert line in done.stdout
    assert "faults: 0" in done.stdout
