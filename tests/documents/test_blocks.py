"""No block of a document stands there unread: each is run, or has an entry that says what becomes of it."""

from __future__ import annotations

import re

import pytest

from tests.documents.accounts import HELD, NOT_RUN, RUN_BY
from tests.documents.blocks import COMMANDS, ROOT, Block, all_blocks, blocks

BLOCKS = all_blocks()
KINDS = (*COMMANDS, "text", "python", "html", "ini", "crontab")
COMMAND_LINES = {step.command for block in BLOCKS for step in block.steps()}


def name(block: Block) -> str:
    return f"{block.document}: {block.first_line[:40]}"


def held_by(block: Block) -> list[tuple[str, str]]:
    return [key for key in HELD if key[0] == block.document and block.text.startswith(key[1])]


def test_the_search_finds_the_blocks() -> None:
    fences = sum(path.read_text(encoding="utf-8").count("\n```") for path in {ROOT / one.document for one in BLOCKS})
    assert fences == 2 * len(BLOCKS)
    assert len(BLOCKS) > 45


@pytest.mark.parametrize("block", BLOCKS, ids=name)
def test_a_block_says_what_it_is_and_has_its_test(block: Block) -> None:
    assert block.kind in KINDS
    is_run = block.kind in COMMANDS and block.document in RUN_BY
    is_explained = block.kind in COMMANDS and all(step.command in NOT_RUN for step in block.steps())
    assert is_run or is_explained or len(held_by(block)) == 1


@pytest.mark.parametrize("block", [one for one in BLOCKS if one.kind == "console"], ids=name)
def test_a_transcript_begins_with_its_command(block: Block) -> None:
    assert block.text.startswith("$ ")


def test_no_entry_is_left_over() -> None:
    assert set(NOT_RUN) - COMMAND_LINES == set()
    assert set(HELD) - {key for block in BLOCKS for key in held_by(block)} == set()
    assert [document for document in RUN_BY if not any(block.kind in COMMANDS for block in blocks(document))] == []


def test_every_test_that_is_named_exists() -> None:
    tests = set(re.findall(r"tests/[\w/.]+", " ".join([*RUN_BY.values(), *HELD.values(), *NOT_RUN.values()])))
    assert len(tests) > 5
    assert [one for one in tests if not (ROOT / one).exists()] == []
