"""What the documents say exists, exists."""

from __future__ import annotations

import dataclasses
import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from archive.record import article, article_parts, clipping, issue, page, schema, walk
from crawler.platforms.contract import Link, Masthead, Newspaper, Place, Platform
from crawler.platforms.document import Document
from crawler.platforms.layout import Layout
from crawler.platforms.sheet import Sheet
from epaper.commands import app
from tests.documents.blocks import DOCS, FENCE, ROOT, blocks

ROOMS = ("archive", "crawler", "epaper", "pipelines", "tests", "docs", "bench", ".ci")
FICTION = re.compile("jwwb|cxb|tide|<")  # the newspapers and the platform that the walk makes up; a placeholder
CODE = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\[[^\]\n]*\]\(([^)\s]+)\)")
SCRAPY = ("list", "crawl", "shell", "fetch", "parse", "check")
PROGRAMS = ("make", "epaper", "scrapy", "python")
END = {"|", ">", "#", "&&"}


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def prose(path: Path) -> str:
    """A document without its fenced code."""
    return FENCE.sub("", path.read_text(encoding="utf-8"))


def commands(path: Path) -> Iterator[list[str]]:
    """Every command in fenced code or backticks, as words; only of our own programs."""
    lines = [step.command for block in blocks(name(path)) for step in block.steps()]
    for line in (*lines, *CODE.findall(prose(path))):
        try:
            words = shlex.split(line, comments=True)
        except ValueError:  # a quotation mark of a text
            continue
        if words:
            words[0] = words[0].removeprefix(".venv/bin/")
        if words and words[0] in PROGRAMS and len(words) > 1:
            end = next((place for place, word in enumerate(words) if word in END), len(words))
            yield words[:end]


def anchors(path: Path) -> set[str]:
    """The headings of a document, as GitHub links to them."""
    headings = re.findall(r"^#+ (.+)$", prose(path), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


# Commands


@pytest.mark.parametrize("path", DOCS, ids=name)
def test_every_make_target_exists(path: Path) -> None:
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = {word for words in commands(path) if words[0] == "make" for word in words[1:] if "=" not in word}
    assert named - targets - {"..."} == set()


@pytest.mark.parametrize("path", DOCS, ids=name)
def test_every_epaper_command_and_option_exists(path: Path) -> None:
    root = typer.main.get_command(app)
    for words in commands(path):
        if words[0] != "epaper":
            continue
        command, rest = root, words[1:]
        while getattr(command, "commands", None) and rest and not rest[0].startswith("-"):
            assert rest[0] in command.commands, " ".join(words)
            command, rest = command.commands[rest[0]], rest[1:]
        known = {option for one in command.params for option in (*one.opts, *one.secondary_opts)} | {"--help"}
        assert {word.partition("=")[0] for word in rest if re.match("--?[a-z]", word)} <= known, " ".join(words)


def test_every_epaper_command_has_help_and_a_document() -> None:
    written = "".join(path.read_text(encoding="utf-8") for path in DOCS)
    for command in typer.main.get_command(app).commands:
        assert CliRunner().invoke(app, [command, "--help"]).exit_code == 0
        assert f"epaper {command}" in written


@pytest.mark.parametrize("path", DOCS, ids=name)
def test_every_module_and_scrapy_command_exists(path: Path) -> None:
    for words in commands(path):
        if words[:2] == ["python", "-m"] and words[2] not in ("venv", "pytest"):
            module = ROOT.joinpath(*words[2].split("."))
            assert module.with_suffix(".py").exists() or (module / "__main__.py").exists(), words[2]
        if words[0] == "scrapy":
            assert words[1] in SCRAPY


# Links, paths, words


@pytest.mark.parametrize("path", DOCS, ids=name)
def test_every_relative_link_resolves(path: Path) -> None:
    for link in LINK.findall(prose(path)):
        if "://" in link:
            continue
        file, _, anchor = link.partition("#")
        target = (path.parent / file).resolve() if file else path
        assert target.exists(), link
        assert not anchor or anchor in anchors(target), link


@pytest.mark.parametrize("path", DOCS, ids=name)
def test_every_path_exists(path: Path) -> None:
    named = {code for code in CODE.findall(prose(path)) if code.split("/")[0] in ROOMS and "/" in code}
    files = {code for code in named if not FICTION.search(code) and " " not in code}
    assert {file for file in files if not (ROOT / file).exists()} == set()


def test_the_schemas_page_is_what_is_generated() -> None:
    assert (ROOT / "docs" / "schema.md").read_text(encoding="utf-8") == schema.schema_page()
    assert json.loads(schema.SCHEMA_FILE.read_text(encoding="utf-8")) == schema.article_schema()


def test_the_glossarys_identifiers_are_the_records() -> None:
    kinds = [
        one
        for room in (article, clipping, issue, page, article_parts, walk)
        for one in vars(room).values()
        if dataclasses.is_dataclass(one)
    ]
    known = {field.name for kind in kinds for field in dataclasses.fields(kind)} | {kind.__name__ for kind in kinds}
    glossary = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([^|]*`[^|]*) \|", glossary, re.MULTILINE)
    named = {code for row in rows for code in CODE.findall(row)}
    statuses = set(issue.Status.__args__)  # type: ignore[attr-defined]
    assert len(named) > 40
    assert named - known - statuses == set()


@pytest.mark.parametrize("kind", [Masthead, Newspaper, Platform, Place, Link, Layout, Document, Sheet])
def test_the_glossary_has_the_words_of_the_contract(kind: type) -> None:
    glossary = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    assert len(re.findall(rf"^\| `?{kind.__name__.lower()}`? \|", glossary, re.MULTILINE)) == 1


def test_decisions_are_short_and_listed() -> None:
    listed = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    for path in ROOT.glob("docs/decisions/*.md"):
        text = path.read_text(encoding="utf-8")
        assert len(text.splitlines()) <= 25, path.name
        assert all(f"**{part}.**" in text for part in ("Context", "Decision", "Consequence")), path.name
        assert f"(decisions/{path.name})" in listed
