"""Captures and saved files of each odd platform give, imported into an empty archive, what the crawl gave."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from archive.issues import reader
from archive.record.identifiers import IssueKey
from tests.epaper.commands.runs import Run
from tests.odd_platforms.crawl import Archived, crawled, epaper, findings, parsed_again, published
from tests.odd_platforms.issues import DAY, PRINTINGS, TWO_HOSTS, press_of
from tests.recording.crawling import whole_records


def imported(archive: Path, code: str, *words: str | Path) -> Run:
    archive.mkdir(exist_ok=True)
    return epaper(None, archive, "import", code, *map(str, words))


def captures(archived: Archived) -> list[Path]:
    return [printing.key.folder(archived.archive) / "captures.warc.gz" for printing in PRINTINGS[archived.code]]


def recorded(archive: Path, code: str) -> list[set[str | None]]:
    """Addresses of what is recorded in each issue, but for robots.txt, which belongs to none."""
    folders = [printing.key.folder(archive) for printing in PRINTINGS[code]]
    kinds = ("response", "resource")
    return [
        {one.url for one in whole_records(folder) if one.type in kinds and not (one.url or "").endswith("/robots.txt")}
        for folder in folders
    ]


def saved(folder: Path, code: str) -> Path:
    """Everything that the site serves, as a mirroring tool keeps it: by host and path."""
    for printing in PRINTINGS[code]:
        for url, body in printing.files().items():
            parts = urlsplit(url)
            path = folder / parts.netloc / parts.path.lstrip("/")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(body)
    return folder


def test_captures_of_ours_give_the_same_issue_and_the_same_pictures(archived: Archived, tmp_path: Path) -> None:
    archive = tmp_path / "again"
    done = imported(archive, archived.code, *captures(archived))
    assert done.status == 0, done.said
    assert published(archive) == published(archived.archive)
    assert recorded(archive, archived.code) == recorded(archived.archive, archived.code)
    assert findings(archive, archived.code) == []


def test_saved_files_are_placed_by_their_paths_and_by_what_announces_them(archived: Archived, tmp_path: Path) -> None:
    archive = tmp_path / "again"
    done = imported(archive, archived.code, saved(tmp_path / "site", archived.code))
    assert done.status == 0, done.said
    assert published(archive) == published(archived.archive)
    assert recorded(archive, archived.code) == recorded(archived.archive, archived.code)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return saved(tmp_path_factory.mktemp("site"), "hkrb")


def file_of(site: Path, url: str) -> Path:
    return site / urlsplit(url).netloc / urlsplit(url).path.lstrip("/")


def test_an_article_without_a_date_goes_where_a_recorded_page_announces_it(site: Path, tmp_path: Path) -> None:
    """Pages first, and articles in another import: the page is found in the captures that are there."""
    archive, printing = tmp_path / "output", TWO_HOSTS
    sheet = printing.paper.sheets[1]
    article = file_of(site, printing.article_url(sheet, sheet.stories[0]))
    alone = imported(archive, "hkrb", article)
    reason = "of an issue that its address does not name and that no page announces"
    assert (alone.status, f"{article}: {reason}." in alone.said) == (3, True), alone.said
    assert list(archive.iterdir()) == []
    pages = imported(archive, "hkrb", *(file_of(site, printing.page_url(one)) for one in printing.paper.sheets))
    assert pages.status == 0, pages.said
    done = imported(archive, "hkrb", article)
    assert done.status == 0, done.said
    assert "1 capture imported into 1 issue." in done.said
    assert printing.article_url(sheet, sheet.stories[0]) in recorded(archive, "hkrb")[0]
    assert findings(archive, "hkrb") == []


def test_an_article_without_a_date_goes_where_an_earlier_page_announced_it(site: Path, tmp_path: Path) -> None:
    """What is published announces it no more: the captures still hold the page that did."""
    archive, printing = tmp_path / "output", TWO_HOSTS
    sheet = printing.paper.sheets[1]
    url, page_url = printing.article_url(sheet, sheet.stories[0]), printing.page_url(sheet)
    pages = [file_of(site, printing.page_url(one)) for one in printing.paper.sheets]
    later = file_of(tmp_path / "later", page_url)
    later.parent.mkdir(parents=True)
    later.write_bytes(re.sub(rb"<li>.*%b.*" % re.escape(url.encode()), b"", file_of(site, page_url).read_bytes()))
    for files in (pages, [later]):
        assert imported(archive, "hkrb", *files).status == 0
    assert all(url != one.url for page in reader.pages(printing.key.folder(archive)) for one in page.announced)
    done = imported(archive, "hkrb", file_of(site, url))
    assert (done.status, "1 capture imported into 1 issue." in done.said) == (0, True), done.said
    assert url in {one.url for one in reader.articles(printing.key.folder(archive))}


def test_a_crawl_after_an_import_asks_for_nothing(site: Path, tmp_path: Path) -> None:
    archive = tmp_path / "output"
    assert imported(archive, "hkrb", site).status == 0
    with press_of("hkrb") as press:
        gaps = epaper(press, archive, "crawl", "hkrb", "--gaps", "--until", "2020-03-15", "--no-run-file")
        assert "No gaps" in gaps.said
        assert press.requests == []


def test_the_proof_that_there_is_no_issue_is_taken_along(tmp_path: Path) -> None:
    crawled_to, archive, day = tmp_path / "output", tmp_path / "again", date(2020, 3, 14)
    with press_of("cxwb") as press:
        assert crawled(press, crawled_to, "cxwb", date=str(day)).status == 0
    issue = IssueKey("cxwb", day)
    assert json.loads((issue.folder(crawled_to) / "issue.json").read_bytes())["status"] == "not_published"
    done = imported(archive, "cxwb", issue.folder(crawled_to) / "captures.warc.gz")
    assert done.status == 0, done.said
    assert published(archive) == published(crawled_to)


# Texts of a newspaper with several editions

HEAD = ["2024年11月27日 星期三", "桥上的灯 征稿", f"第6版：上海新闻 {DAY}", "桥上的灯"]
BODY = ["本报讯（记者 左妍）江边的梧桐落了叶，扫街的人还没有来。", "桥修了三个月，灯装了两天。"]
PLACED = ("--date", str(DAY), "--page", "6", "--headline", "桥上的灯")


def shown(archive: Path) -> dict[str, list[tuple[str, str | None, str]]]:
    """By edition, what stands in it."""
    return {
        printing.edition: [
            (one.id[:17], one.headline, one.edition) for one in reader.articles(printing.key.folder(archive))
        ]
        for printing in PRINTINGS["jwrb"]
    }


@pytest.mark.parametrize("options", [(), PLACED])
def test_a_text_says_nothing_of_its_edition(tmp_path: Path, options: tuple[str, ...]) -> None:
    """A person says it, of a whole text and of a body alone; said again, the text moves."""
    archive, path = tmp_path / "output", tmp_path / "one.txt"
    path.write_text("\n".join(BODY if options else HEAD + BODY), encoding="utf-8")
    unsaid = imported(archive, "jwrb", path, *options)
    assert (unsaid.status, "say so with --edition a or b." in unsaid.said) == (3, True), unsaid.said
    wrong = imported(archive, "jwrb", path, *options, "--edition", "c")
    assert (wrong.status, "has no edition 'c'. There are: a, b." in wrong.said) == (2, True)
    assert list(archive.iterdir()) == []
    evening, morning = ("jwrb-2020-03-15-b", "桥上的灯", "b"), ("jwrb-2020-03-15-a", "桥上的灯", "a")
    said = imported(archive, "jwrb", path, *options, "--edition", "b")
    assert (said.status, shown(archive)) == (0, {"a": [], "b": [evening]}), said.said
    moved = imported(archive, "jwrb", path, *options, "--edition", "a")
    assert (moved.status, shown(archive)) == (0, {"a": [morning], "b": []}), moved.said
    before = published(archive)
    parsed_again(archive, [printing.key for printing in PRINTINGS["jwrb"]])
    assert (published(archive), findings(archive, "jwrb")) == (before, [])
    again = tmp_path / "again"
    assert imported(again, "jwrb", archive / "jwrb").status == 0
    assert shown(again) == shown(archive)
