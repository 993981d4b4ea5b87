"""Scrapy's own commands, in this project: what is there now is shown, and nothing is recorded anywhere."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.epaper.commands.runs import scrapy
from tests.press import Press
from tests.recording.crawling import DAY, folder_of
from tests.recording.whole_issue import PAPER, press

__all__ = ["press"]  # the fixture


@pytest.mark.parametrize(
    ("command", "printed"),
    [
        (("fetch", "{url}"), "<title>"),
        (("shell", "{url}", "-c", "response.status"), "200"),
        (("shell", "{url}", "-c", "'cached' in response.flags"), "False"),
    ],
)
def test_one_address_is_fetched_anew_each_time(
    press: Press, tmp_path: Path, command: tuple[str, ...], printed: str
) -> None:
    path = PAPER.sheets[0].path
    for count in (1, 2):
        done = scrapy(*(word.format(url=press.base_url + path) for word in command), cwd=tmp_path)
        assert (done.status, printed in done.stdout, done.stderr) == (0, True, "")
        assert press.count(path) == count
    assert [path.name for path in tmp_path.iterdir()] == ["scrapy.cfg"]


def test_a_file_is_fetched_without_a_host(tmp_path: Path) -> None:
    done = scrapy("fetch", (tmp_path / "scrapy.cfg").as_uri(), cwd=tmp_path)
    assert (done.status, done.stdout.strip(), done.stderr) == (0, "[settings]\ndefault = crawler.settings", "")


def test_there_are_no_contracts_to_check_and_that_is_no_error(tmp_path: Path) -> None:
    assert scrapy("check", cwd=tmp_path).status == 0


def test_parse_shows_what_a_page_gives_and_announces(press: Press, tmp_path: Path) -> None:
    sheet = PAPER.sheets[0]
    url = press.base_url + sheet.path
    done = scrapy("parse", "--spider", "xmwb", "-a", f"base_url={press.base_url}", url, cwd=tmp_path)
    assert done.status == 0
    assert f"'id': 'xmwb-{DAY}-a-p1'" in done.stdout
    for story in sheet.stories:
        assert f"<GET {press.base_url}{story.path}>" in done.stdout
    assert not list(tmp_path.rglob("captures*"))


def test_parse_says_why_it_shows_nothing(press: Press, tmp_path: Path) -> None:
    url = press.base_url + PAPER.sheets[0].path
    done = scrapy("parse", "--spider", "xmwb", url, cwd=tmp_path)
    assert f"ERROR: {url} is no address of an issue of 新民晚报 (xmwb); of a mirror, give -a base_url=" in done.stderr


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("date=2020-03-15", "refresh=1"), "-a refresh=1 asks the site again, -s EPAPER_OFFLINE=1 nobody: give one"),
        (("gaps=2999-01-01",), "2999-01-01 is in the future; in Shanghai it is "),
        (("gaps=2020-03-15", "date=2020-03"), "gaps names the issues. Give no date beside it."),
        (
            ("from_date=2020-3",),
            "'2020-3' is not a date. Write it like 2020-03-15, 2020-03, 2020, or today, yesterday.",
        ),
    ],
)
def test_what_cannot_be_asked_is_one_line(press: Press, tmp_path: Path, given: tuple[str, ...], said: str) -> None:
    before = len(press.requests)
    arguments = [part for argument in (f"base_url={press.base_url}", *given) for part in ("-a", argument)]
    offline = ("-s", "EPAPER_OFFLINE=1") if "refresh=1" in given else ()
    done = scrapy("crawl", "xmwb", *arguments, *offline, cwd=tmp_path)
    assert (done.status, done.stderr.count("\n"), f"error: {said}" in done.stderr) == (2, 1, True), done.stderr
    assert len(press.requests) == before
    assert [path.name for path in tmp_path.iterdir()] == ["scrapy.cfg"]


PAGES = json.dumps({"pages.jsonl": {"format": "jsonlines", "item_classes": ["archive.record.page.Page"]}})


@pytest.mark.parametrize(
    ("words", "name", "published"),
    [(("-O", "mine.jsonl"), "mine.jsonl", "articles.jsonl"), (("-s", f"FEEDS={PAGES}"), "pages.jsonl", "pages.jsonl")],
)
def test_a_feed_holds_articles_unless_it_says_what_it_holds(
    press: Press, tmp_path: Path, words: tuple[str, ...], name: str, published: str
) -> None:
    given = {"date": str(DAY), "base_url": press.base_url, "pictures": "0"}
    arguments = [part for pair in given.items() for part in ("-a", "=".join(pair))]
    done = scrapy("crawl", "xmwb", *arguments, "-s", "DOWNLOAD_DELAY=0", *words, cwd=tmp_path)
    assert done.status == 0, done.stderr
    fed = {line["id"] for line in map(json.loads, (tmp_path / name).read_text().splitlines())}
    archived = (folder_of(tmp_path / "output") / published).read_text().splitlines()
    assert fed == {line["id"] for line in map(json.loads, archived)}
