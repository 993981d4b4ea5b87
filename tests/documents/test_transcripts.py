"""The comparison can fail: a word, a line too many, a line too few."""

from __future__ import annotations

import pytest

from tests.documents.transcripts import alike, difference

PRINTED = "示例晚报 (slwb)   \n issue  status\n\n1 capture imported into 1 issue.\n"
LINES = ("示例晚报 (slwb)", " issue  status", "", "1 capture imported into 1 issue.")


def test_what_is_printed_is_what_is_shown() -> None:
    assert difference(LINES, PRINTED) == ""


@pytest.mark.parametrize(
    "shown",
    [LINES[:-1], LINES[1:], (*LINES, "more"), (*LINES[:-1], "2 captures imported into 1 issue."), ("…",), ()],
    ids=["a line too few", "the first is missing", "one too many", "another word", "left out", "nothing"],
)
def test_anything_else_is_a_difference(shown: tuple[str, ...]) -> None:
    assert difference(shown, PRINTED) != ""


@pytest.mark.parametrize(
    ("shown", "printed", "expected"),
    [
        ("partial: …; 1 refused", "partial: 2 missing; 1 refused", True),
        ("partial: …; 1 refused", "partial: 2 missing; 3 refused", False),
        ("写满了电线入了…", "写满了电线入了…", True),
        (
            "written by process 1 on host since 2020-03-01 09:37 UTC.",
            "written by process 24985 on vm since 2026-11-29 10:41 UTC.",
            True,
        ),
        ("since 2020-03-01 09:37 UTC.", "since 2026-11-29 10:41 UTC.", False),
        ("37 bytes", "38 bytes", False),
    ],
)
def test_little_may_vary(shown: str, printed: str, expected: bool) -> None:
    assert alike(shown, printed) is expected
