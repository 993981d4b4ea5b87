"""Fenced blocks of the documents, in the order in which they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
DOCS = sorted(
    path
    for pattern in ("*.md", "docs/**/*.md", "[a-z]*/README.md", "epaper/*/README.md")
    for path in ROOT.glob(pattern)
)
FENCE = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
COMMANDS = ("sh", "console")
"""Kinds of blocks: commands alone, a line each; commands behind ``$ ``, each with what it prints."""


@dataclass(frozen=True, slots=True)
class Step:
    """A command, and the lines that the document shows below it; ``None``: the block shows no output at all."""

    command: str
    shown: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block: its document, the heading above it, its kind, its text."""

    document: str
    heading: str
    kind: str
    text: str

    @property
    def first_line(self) -> str:
        return self.text.partition("\n")[0]

    def steps(self) -> Iterator[Step]:
        """What is to be run, without the comments behind it."""
        if self.kind == "sh":
            for line in self.text.splitlines():
                if line.strip():
                    yield Step(re.sub(r"\s+# .*", "", line), None)
        elif self.kind == "console":
            for part in re.split(r"^\$ ", self.text, flags=re.MULTILINE)[1:]:
                command, *shown = part.splitlines()
                yield Step(command, tuple(shown))


def blocks(document: str) -> list[Block]:
    """Those of one document, named as its path from the root."""
    text = (ROOT / document).read_text(encoding="utf-8")
    found = []
    for match in FENCE.finditer(text):
        headings = re.findall(r"^#+ (.+)$", FENCE.sub("", text[: match.start()]), re.MULTILINE)
        found.append(Block(document, headings[-1], match[1], match[2]))
    return found


def all_blocks() -> list[Block]:
    return [block for path in DOCS for block in blocks(str(path.relative_to(ROOT)))]
