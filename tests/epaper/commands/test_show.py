"""``epaper show``, on an archive that the pipelines have written."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from archive.captures.reader import capture_entries
from archive.issues import reader
from archive.record.article import Article
from archive.record.characters import without_unprinted
from archive.record.identifiers import IssueKey
from archive.record.jsonl import json_line
from archive.record.page import Page
from crawler.walk.order import BadArgument
from epaper.running.named_record import found_record
from epaper.terminal.line_breaks import set_lines
from tests.account.issues import flip
from tests.epaper.commands.runs import epaper, on_terminal

DAY = date(2020, 3, 15)
ISSUE = "slwb-2020-03-15-a"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("show")
    assert epaper("demo", cwd=folder).status == 0
    return folder


def test_an_article_is_shown_as_it_is_read(folder: Path) -> None:
    archive = IssueKey("slwb", DAY).folder(folder / "output")
    article = next(one for one in reader.articles(archive) if one.kicker and one.subheadlines and one.photos)
    run = epaper("show", article.id, cwd=folder)
    assert run.status == 0
    shown = run.stdout.replace("\n", "")
    parts = [article.kicker, article.headline, *(f"——{line}" for line in article.subheadlines), article.byline]
    places = [shown.index(part) for part in parts if part]
    assert places == sorted(places)
    for block in article.body:
        assert (block.text or "") in shown
    assert article.id in shown
    assert "\x1b" not in run.stdout


@pytest.fixture
def odd(folder: Path, tmp_path: Path) -> Path:
    """An archive of an older parser, in which a headline turns a terminal round and a byline says other words."""
    shutil.copytree(folder / "output", tmp_path / "output")
    lines = IssueKey("slwb", DAY).folder(tmp_path / "output") / "articles.jsonl"
    first, *others = map(json.loads, lines.read_text(encoding="utf-8").splitlines())
    first |= {"headline": "江\x1b[31m\x9b边", "byline": "本报记者 \u202e王凯"}
    lines.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in (first, *others)), encoding="utf-8")
    return tmp_path


def test_what_would_turn_a_terminal_round_is_shown_as_an_escape(odd: Path) -> None:
    article = next(iter(reader.articles(IssueKey("slwb", DAY).folder(odd / "output"))))
    run = epaper("show", article.id, cwd=odd)
    assert r"江\u001b[31m\u009b边" in run.stdout
    assert r"本报记者 \u202e王凯" in run.stdout
    assert without_unprinted(run.stdout.replace("\n", "")) == run.stdout.replace("\n", "")


def test_so_it_is_in_json_on_a_terminal_and_there_alone(odd: Path) -> None:
    article = next(iter(reader.articles(IssueKey("slwb", DAY).folder(odd / "output"))))
    assert "\u202e" in epaper("show", article.id, "--json", cwd=odd).stdout
    printed = on_terminal("show", article.id, "--json", cwd=odd)
    assert r"本报记者 \u202e王凯".encode() in printed
    assert json.loads(printed) == json.loads(json_line(article))


def test_json_is_the_line_of_the_archive(folder: Path) -> None:
    archive = IssueKey("slwb", DAY).folder(folder / "output")
    line = (archive / "articles.jsonl").read_text(encoding="utf-8").splitlines()[2]
    run = epaper("show", json.loads(line)["id"], "--json", cwd=folder)
    assert (run.stdout, run.stderr) == (line + "\n", "")


def test_a_page_shows_what_it_announces(folder: Path) -> None:
    run = epaper("show", f"{ISSUE}-p2-3", cwd=folder)
    page = found_record(folder / "output", f"{ISSUE}-p2-3")
    assert isinstance(page, Page)
    assert "page 2/3" in run.stdout
    for one in page.announced:
        assert f"{one.headline or '(no headline)'}  {one.article_id}" in run.stdout


def test_an_issue_shows_its_account(folder: Path) -> None:
    run = epaper("show", ISSUE, cwd=folder)
    assert "26 expected = 26 found + 0 refused + 0 missing" in run.stdout


def test_every_identifier_is_found(folder: Path) -> None:
    archive = IssueKey("slwb", DAY).folder(folder / "output")
    records: list[Page | Article] = [*reader.pages(archive), *reader.articles(archive)]
    for record in records:
        assert found_record(folder / "output", record.id) == record
    assert found_record(folder / "output", ISSUE.removesuffix("-a")) == reader.published_issue(archive)


@pytest.mark.parametrize(
    ("id_", "message"),
    [
        ("slwb-2020-03-15-a-1756020", "Nearest: slwb-2020-03-15-a-175620"),
        ("slwb-2020-03-15-a-p3", "Nearest: slwb-2020-03-15-a-p"),
        ("slwb-2020-03-12-a", "Nearest of slwb: 2020-03-15."),
        ("xmwb-2020-03-15-a", "nothing of xmwb is in"),
        ("slwb-2020-02-30-a", "is not an identifier"),
        ("175602", "is not an identifier"),
        ("slwb-2020-03-15-a-../../x", "is not an identifier"),
        ("slwb-2020-03-15-..", "no issue in"),
    ],
)
def test_an_unknown_identifier_names_the_nearest(folder: Path, id_: str, message: str) -> None:
    with pytest.raises(BadArgument, match=message):
        found_record(folder / "output", id_)


@given(st.text("江湾晚报，。“”（）《》 ab1.", max_size=120), st.integers(4, 40))
def test_lines_lose_nothing_and_begin_with_no_closing_mark(text: str, width: int) -> None:
    lines = set_lines(text, width).split("\n")
    assert "".join(lines) == text
    assert not any(line[:1] in set("，。”）》") for line in lines[1:] if line)
    assert all(line for line in lines[1:])


def test_lines_are_as_wide_as_asked() -> None:
    lines = set_lines("江湾市公布本月实事进展，居民代表全程参加验收。" * 8, 40).split("\n")
    assert all(38 <= cell_len(line) <= 42 for line in lines[:-1])


@pytest.mark.parametrize("damage", ["issue.json", "captures.warc.gz", "flip"])
def test_what_is_lost_or_damaged_leads_to_what_mends_it(folder: Path, tmp_path: Path, damage: str) -> None:
    shutil.copytree(folder / "output", tmp_path / "output")
    issue = IssueKey("slwb", DAY).folder(tmp_path / "output")
    article = next(reader.articles(issue))
    if damage == "flip":
        entry = next(one for one in capture_entries(issue) if one.url == article.url)
        flip(issue / "captures.warc.gz", entry.offset + entry.length // 2)
    else:
        (issue / damage).unlink()
    run = epaper("show", article.id, "--raw", cwd=tmp_path)
    mends = f"What can be mended is mended by: epaper crawl slwb --gaps --from {DAY} --until {DAY}"
    what = "has no issue.json" if damage == "issue.json" else "no capture of " if damage != "flip" else "is damaged at "
    assert (run.status, what in run.said, mends in run.said) == (2, True, True), run.said
