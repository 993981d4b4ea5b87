"""The record that a person names, by the address that the site has for it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from archive.issues import reader
from archive.record.article import Article
from archive.record.jsonl import json_line
from archive.record.page import Page
from archive.record.walk import Rejection
from crawler.walk.order import BadArgument
from epaper.running.named_record import found_record
from tests.epaper.commands.runs import epaper

HOST = "https://epaper.invalid"
PATH = "/html/slwb/2020-03-15"
ARTICLE, ID = f"{PATH}/1/175602.html", "slwb-2020-03-15-a-175602"
NEITHER = "is not an identifier, and no page or article has such an address."


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("named")
    assert epaper("demo", cwd=folder).status == 0
    return folder


def issue_folder(archive: Path, day: str) -> Path:
    return archive / f"slwb/2020/{day}"


@pytest.fixture
def moved(folder: Path, tmp_path: Path) -> Path:
    """An archive whose issue announces an article at an address of another day."""
    archive = Path(shutil.copytree(folder / "output", tmp_path / "output"))
    articles = issue_folder(archive, "2020-03-15") / "articles.jsonl"
    text = articles.read_text(encoding="utf-8")
    articles.write_text(text.replace(f'"{HOST}{ARTICLE}"', f'"{HOST}/html/slwb/2020-03-14/9/1.html"'), encoding="utf-8")
    return archive


def test_every_address_names_what_stands_there(folder: Path) -> None:
    issue = issue_folder(folder / "output", "2020-03-15")
    records: list[Page | Article] = [*reader.pages(issue), *reader.articles(issue)]
    assert len(records) == 32
    for record in records:
        assert found_record(folder / "output", record.url or "") == record


@pytest.mark.parametrize(
    "address",
    [
        f"http://epaper.invalid{ARTICLE}",
        f"https://EPAPER.invalid{ARTICLE}?from=share#top",
        f"{HOST}{ARTICLE.removesuffix('l')}",
        f"epaper.invalid{ARTICLE}",
        ARTICLE,
        f"http://mirror.example:8080{ARTICLE}",
        f"http://mirror.example/of/papers{ARTICLE}",
        f"https://web.archive.example/web/20200316/{HOST}{ARTICLE}",
        f"{HOST}{PATH}/4-5/175602.html",  # on another page that announces it
    ],
)
def test_however_it_is_spelled(folder: Path, address: str) -> None:
    assert found_record(folder / "output", address).id == ID


def test_the_commands_take_it(folder: Path) -> None:
    shown = [epaper("show", name, "--json", cwd=folder) for name in (ID, f"http://epaper.invalid{ARTICLE}")]
    assert shown[0] == shown[1]
    assert (shown[0].status, shown[0].records[0]["id"]) == (0, ID)
    page = epaper("show", f"{HOST}{PATH}/2-3.html", cwd=folder)
    assert (page.status, "page 2/3" in page.stdout) == (0, True)
    raw = epaper("show", f"{HOST}{ARTICLE}", "--raw", cwd=folder)
    assert (raw.status, raw.stdout.startswith("HTTP/1.1 200")) == (0, True)
    history = epaper("history", f"{HOST}{ARTICLE}", cwd=folder)
    assert (history.status, f"{ID}: nothing was changed" in history.said) == (0, True)


def test_the_issue_that_announces_it_has_it_whatever_its_address_says(moved: Path) -> None:
    assert found_record(moved, f"{HOST}/html/slwb/2020-03-14/9/1.html").id == ID


def test_of_several_that_have_it_none_is_taken(moved: Path) -> None:
    issue, other = issue_folder(moved, "2020-03-15"), issue_folder(moved, "2020-03-16")
    shutil.copytree(issue, other)
    for name in ("articles.jsonl", "pages.jsonl", "issue.json"):
        text = (other / name).read_text(encoding="utf-8").replace("slwb-2020-03-15", "slwb-2020-03-16")
        (other / name).write_text(
            text.replace('"issue_date":"2020-03-15"', '"issue_date":"2020-03-16"'), encoding="utf-8"
        )
    with pytest.raises(BadArgument, match=f"Name one of {ID}, slwb-2020-03-16-a-175602"):
        found_record(moved, f"{HOST}/html/slwb/2020-03-14/9/1.html")


@pytest.mark.parametrize(
    ("address", "said"),
    [
        (f"{HOST}{PATH}/1/1756020.html", "no slwb-2020-03-15-a-1756020 in output/slwb/2020/2020-03-15. Nearest: "),
        (f"{HOST}{PATH}/3.html", "no slwb-2020-03-15-a-p3 in output/slwb/2020/2020-03-15. Nearest: "),
        (
            f"{HOST}/html/slwb/2020-03-16/1/1.html",
            "no issue in output/slwb/2020/2020-03-16. Nearest of slwb: 2020-03-15.",
        ),
        ("https://paper.xinmin.cn/html/xmwb/2020-03-15/1.html", "nothing of xmwb is in output. "),
        (f"{HOST}/html/xmwb/2020-03-15/1.html", f"'{HOST}/html/xmwb/2020-03-15/1.html' {NEITHER}"),
        (f"{HOST}/html/slwb/2020-02-30/1.html", f"'{HOST}/html/slwb/2020-02-30/1.html' {NEITHER}"),
        ("https://example.org/", f"'https://example.org/' {NEITHER}"),
        ("http://[x", f"'http://[x' {NEITHER}"),
        ("/", f"'/' {NEITHER}"),
    ],
)
def test_an_address_of_nothing_is_one_line(folder: Path, address: str, said: str) -> None:
    for command in ("show", "history"):
        done = epaper(command, address, cwd=folder)
        assert (done.status, done.stdout, done.stderr.count("\n")) == (2, "", 1)
        assert done.stderr.startswith(f"error: {said}")


def test_a_refused_article_is_said_to_be(folder: Path, tmp_path: Path) -> None:
    archive = Path(shutil.copytree(folder / "output", tmp_path / "output"))
    refused = Rejection(kind="article", id=ID, url=f"{HOST}{ARTICLE}", reasons=("empty_article",))
    articles = issue_folder(archive, "2020-03-15") / "articles.jsonl"
    lines = articles.read_text(encoding="utf-8").splitlines(keepends=True)
    articles.write_text("".join(line for line in lines if ID not in line.split(",")[0]), encoding="utf-8")
    (articles.parent / "rejected.jsonl").write_bytes(json_line(refused))
    with pytest.raises(BadArgument, match=f"{ID} is refused in slwb-2020-03-15-a: empty_article."):
        found_record(archive, f"{HOST}{ARTICLE}")
