"""docs/adding-a-newspaper.md, typed from the first line to the last, in a copy of the repository."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.documents.blocks import ROOT, Block, blocks
from tests.documents.repository import Repository, copied_to
from tests.press import Order, Press, Quirk, Title

WALK = "docs/adding-a-newspaper.md"
PLACES = {
    '"""江湾晚报': "crawler/sites/jwwb.py",
    '"""The "tide" platform': "crawler/platforms/tide.py",
    '"""潮汐报': "crawler/sites/cxb.py",
    '<html><body>\n<ol class="pages">': "saved/20240301/A01.html",
    '<html><body><h1 class="headline">': "saved/20240301/A01_1.html",
}
"""How a block begins that the reader saves whole, and where."""
PLATFORM_AGAIN, IMPORTS_AGAIN = "JWWB = ", "from dataclasses import replace"
"""How a block begins from where on it takes the place of what is in the newspaper's module."""
ORDER = Order(
    title=Title(code="jwwb", name="江湾晚报"),
    issue_date=date(2024, 3, 1),
    seed=5,
    pages=4,
    articles=3,
    quirks=frozenset({Quirk.ZERO_PADDED, Quirk.KICKER, Quirk.BYLINE_START, Quirk.VERTICAL}),
)
REDESIGNED = "redesigned"
"""The archive of a crawl that meets the redesign."""


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(copied_to(tmp_path))


@pytest.fixture
def second_terminal(repository: Repository) -> Iterator[None]:
    """What the reader starts there: the press, on a free port."""
    (command,) = (step.command for block in blocks(WALK) for step in block.steps() if "tests.press" in step.command)
    command = command.removeprefix("python ").replace("--port 8000", "--port 0")
    with subprocess.Popen(
        [sys.executable, *command.split()],
        cwd=repository.folder,
        env=repository.environment(),
        stdout=subprocess.PIPE,
        text=True,
    ) as press:
        assert press.stdout is not None
        repository.names["http://127.0.0.1:8000"] = press.stdout.readline().strip()
        try:
            yield
        finally:
            press.terminate()


@pytest.mark.usefixtures("second_terminal")
def test_every_line_that_is_typed_gives_what_is_shown(repository: Repository) -> None:
    for block in blocks(WALK):
        if block.heading == "A redesign" and block.kind == "text":
            check_the_redesign(repository, block)
        elif block.kind in ("python", "html"):
            save(repository.folder, block)
        elif not block.text.startswith("python -m tests.press"):
            repository.check(block)
        if block.heading == "A redesign" and block.kind == "python":
            check_it_is_read_after_all(repository)
        if block.text.startswith("$ jq") and "jwwb" in block.text:
            check_what_is_typed_in_passing(repository)


def save(folder: Path, block: Block) -> None:
    place = next((place for begins, place in PLACES.items() if block.text.startswith(begins)), None)
    text = block.text
    if place is None:
        place = PLACES['"""江湾晚报']
        begins = PLATFORM_AGAIN if text.startswith(PLATFORM_AGAIN) else "from "
        assert text.startswith((PLATFORM_AGAIN, IMPORTS_AGAIN)), text
        text = (folder / place).read_text(encoding="utf-8").partition(begins)[0] + text
        assert len(text.splitlines()) <= 20
    (folder / place).parent.mkdir(parents=True, exist_ok=True)
    (folder / place).write_text(text, encoding="utf-8")


def check_what_is_typed_in_passing(repository: Repository) -> None:
    commands = re.findall(r"`(epaper show jwwb-[^`]+)`", (ROOT / WALK).read_text(encoding="utf-8"))
    assert len(commands) == 3
    for command in commands:
        status, printed = repository.run(command)
        assert status == 0, printed


def check_the_redesign(repository: Repository, block: Block) -> None:
    """Every article in the new design: the crawl says so."""
    with Press([ORDER]) as press:
        for path in (story.path for sheet in ORDER.paper().sheets for story in sheet.stories):
            reply = press.healthy_reply(path)
            body = reply.body.replace(b'h2 class="dzb-title-box"', b'h2 class="dzb-biaoti"')
            press.replies[path] = replace(reply, body=body)
        command = f"epaper crawl jwwb --date 2024-03-01 --base-url {press.base_url} --archive {REDESIGNED}"
        status, printed = repository.run(command)
    assert status == 3
    assert block.text.strip() in printed.splitlines(), printed


def check_it_is_read_after_all(repository: Repository) -> None:
    status, printed = repository.run(f"epaper reparse jwwb --archive {REDESIGNED}")
    assert status == 0, printed
    assert "2024-03-01 complete: rewritten\n1 issue, 12 articles" in printed
