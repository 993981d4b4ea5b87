"""README, from the first command to the last."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.documents.blocks import Block, blocks
from tests.documents.repository import Repository, copied_to
from tests.documents.transcripts import difference
from tests.press import EVERYDAY, Fault, Kind, Order, Press, Title, edited_paper

XMWB = Title(code="xmwb", name="新民晚报")
MARCH = [date(2020, 3, 1) + timedelta(days=day) for day in range(31)]
GONE = edited_paper(XMWB, MARCH[19], seed=1, pages=2, articles=1).sheets[1].stories[0].path
WITH_THE_GAP = (
    ".venv/bin/epaper crawl xmwb --date 2020-03",
    ".venv/bin/epaper crawl xmwb --from 2020-03-01 --until yesterday",
    ".venv/bin/epaper status xmwb",
    ".venv/bin/epaper crawl xmwb --gaps",
)
"""Commands that see it, and end with 3."""
README = blocks("README.md")


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Repository]:
    """Where README is typed, on the evening of the last day of March 2020."""
    orders = [Order(title=XMWB, issue_date=day, pages=2, articles=1) for day in MARCH]
    orders[14] = Order(title=XMWB, issue_date=MARCH[14], pages=4, articles=3, quirks=EVERYDAY)
    with Press(orders, faults={GONE: Fault(kind=Kind.NOT_FOUND)}) as press:
        yield Repository(
            copied_to(tmp_path_factory.mktemp("readme")),
            base_url=press.base_url,
            is_activated=False,
            now="2020-03-31T20:00:00+08:00",
            ends=dict.fromkeys(WITH_THE_GAP, 3),
        )


def test_every_command_does_what_is_said(repository: Repository) -> None:
    for block in README:
        if block.text.startswith("$ make demo"):
            check_the_demo(repository, block)
        else:
            repository.check(block)
        if block.heading == "Reading it" and block.kind == "sh":
            for step in block.steps():
                assert repository.run(step.command)[1], f"nothing found: {step.command}"
    check_the_folder(repository.folder / "output" / "xmwb" / "2020" / "2020-03-15")


def check_the_demo(repository: Repository, block: Block) -> None:
    """The two lines that set it up are those of the Makefile; here they have been run before."""
    (step,) = block.steps()
    assert step.shown is not None
    _, planned = repository.run("make --dry-run --always-make demo")
    assert [line for line in planned.splitlines() if line in step.shown] == list(step.shown[:3])
    shutil.rmtree(repository.folder / "output")  # the block before has run it, too
    assert difference(step.shown[2:], repository.run(step.command)[1]) == ""
    for proposed in step.shown[step.shown.index("Try:") + 1 :]:
        status, printed = repository.run(proposed)
        assert status == 0, printed
        assert printed


def check_the_folder(issue: Path) -> None:
    """What README and the archive's own page say is in the folder of an issue."""
    there = {path.name for path in issue.iterdir()}
    for document in ("README.md", "output/README.md"):
        (tree,) = (block for block in blocks(document) if block.kind == "text")
        for line in tree.text.splitlines()[1:]:
            name, said = line.split(maxsplit=1)
            assert (name in there) or "absent when" in said, line
        assert there - set(re.findall(r"captures(?:\.\w+)+|\w+\.jsonl?", tree.text)) == set()
