"""What the documents say exists, exists; what they show as code, runs."""

from __future__ import annotations

import dataclasses
import json
import re
import shlex
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
import typer
from typer.testing import CliRunner

from archive.record import article, clipping, issue, page, parts, schema, walk
from archive.record.clipping import Clipping
from archive.record.identifiers import IssueKey
from archive.record.page import Page
from crawler.platforms.capture import Capture
from crawler.platforms.contract import Link, Masthead, Newspaper, Place, Platform
from crawler.platforms.document import Document
from crawler.platforms.layout import Layout
from crawler.platforms.sheet import Sheet
from epaper.commands import app
from tests.press import Order, Title, printed_files
from tests.press.quirks import Quirk
from tests.sites.reading import read_records

ROOT = Path(__file__).parents[1]
WALK = ROOT / "docs" / "adding-a-newspaper.md"
DOCS = sorted(
    path
    for pattern in ("*.md", "docs/**/*.md", "[a-z]*/README.md", "epaper/*/README.md")
    for path in ROOT.glob(pattern)
)
ROOMS = ("archive", "crawler", "epaper", "pipelines", "tests", "docs", "bench", ".ci")
FICTION = re.compile("jwwb|cxb|tide|<")  # the newspapers and the platform that the walk makes up; a placeholder
FENCE = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
CODE = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\[[^\]\n]*\]\(([^)\s]+)\)")
SCRAPY = ("list", "crawl", "shell")
PROGRAMS = ("make", "epaper", "scrapy", "python")
END = {"|", ">", "#", "&&"}


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def prose(path: Path) -> str:
    """A document without its fenced code."""
    return FENCE.sub("", path.read_text(encoding="utf-8"))


def commands(path: Path) -> Iterator[list[str]]:
    """Every command in fenced code or backticks, as words; only of our own programs."""
    text = path.read_text(encoding="utf-8")
    lines = [line for kind, code in FENCE.findall(text) if kind == "" for line in code.splitlines()]
    for line in (*lines, *CODE.findall(prose(path))):
        try:
            words = shlex.split(line.removeprefix("$ "), comments=True)
        except ValueError:  # a quotation mark of an output
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
        for room in (article, clipping, issue, page, parts, walk)
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


# The code of the walk


def blocks(kind: str) -> list[str]:
    return [code for found, code in FENCE.findall(WALK.read_text(encoding="utf-8")) if found == kind]


def block(title: str) -> str:
    return next(code for code in blocks("python") if code.startswith(f'"""{title}'))


def loaded(code: str, module: str) -> ModuleType:
    """The code as the module that the document says it is."""
    made = ModuleType(module)
    made.__package__ = module.rpartition(".")[0]
    sys.modules[module] = made
    exec(compile(code, f"{WALK.name}: {module}", "exec"), made.__dict__)  # noqa: S102 - our own document
    return made


@pytest.fixture
def modules(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a test loads is gone after it."""
    for module in ("crawler.sites.jwwb", "crawler.sites.cxb", "crawler.platforms.tide"):
        monkeypatch.delitem(sys.modules, module, raising=False)
        monkeypatch.setitem(sys.modules, module, None)


@pytest.mark.usefixtures("modules")
@pytest.mark.parametrize("redesigned", [False, True], ids=["as it is", "redesigned"])
def test_the_walks_newspaper_is_read_whole(redesigned: bool) -> None:
    module, site_again, redesign = (code for code in blocks("python") if "jwwb" in code)
    if redesigned:
        code = module.partition("from ..platforms")[0] + redesign
    else:
        code = module.partition("JWWB =")[0] + site_again
    assert len(code.splitlines()) <= 30
    newspaper: Newspaper = loaded(code, "crawler.sites.jwwb").NEWSPAPER
    quirks = frozenset({Quirk.ZERO_PADDED, Quirk.KICKER, Quirk.BYLINE_START, Quirk.VERTICAL})
    title = Title(code="jwwb", name="江湾晚报")
    issue = IssueKey("jwwb", newspaper.first_issue)
    platform = newspaper.platform(issue.issue_date)
    order = Order(title=title, issue_date=issue.issue_date, seed=5, pages=4, articles=3, quirks=quirks)
    files = printed_files(order.paper())
    asked, clippings = [platform.front(issue)], []
    for link in asked:
        body = files[link.url.removeprefix("https://jwwb.invalid")]
        if redesigned and link.place.kind == "article":
            body = body.replace(b'h2 class="dzb-title-box"', b'h2 class="dzb-biaoti"')
        records = list(platform.read(Capture(url=link.url, body=body), link.place, issue))
        clippings += [one for one in records if isinstance(one, Clipping)]
        links = [one for one in records if isinstance(one, Link) and one.place.kind != "picture"]
        asked += [one for one in links if one.url not in {known.url for known in asked}]
    shown = re.findall(r"^\d\d\t([^\t\n]+)(?:\t(.+))?$", WALK.read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted((one.headline, one.byline or "") for one in clippings) == sorted(shown)


@pytest.mark.usefixtures("modules")
def test_the_walks_platform_reads_its_two_pages() -> None:
    loaded(block('The "tide" platform'), "crawler.platforms.tide")
    newspaper: Newspaper = loaded(block("潮汐报"), "crawler.sites.cxb").NEWSPAPER
    front, article = blocks("html")
    page, *links = read_records(newspaper, Capture(url="https://tide.invalid/20240301/A01.html", body=front.encode()))
    assert isinstance(page, Page)
    assert [one.refused for one in page.announced] == [None, "off_site_link"]
    assert [one.place.kind for one in links if isinstance(one, Link)] == ["page", "page", "article"]
    (clipping,) = read_records(newspaper, Capture(url=page.announced[0].url, body=article.encode()))
    assert isinstance(clipping, Clipping)
    shown = next(line for line in WALK.read_text(encoding="utf-8").splitlines() if line.startswith('["cxb'))
    text = "\n".join(one.text or "" for one in clipping.body)
    assert json.loads(shown) == [page.announced[0].article_id, clipping.headline, clipping.byline, text]
