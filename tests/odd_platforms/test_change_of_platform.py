"""A newspaper that changed its system: each date is crawled, parsed again and imported by the platform of that date."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from warcio.warcwriter import WARCWriter

from archive.issues import reader
from tests.epaper.commands.runs import Run
from tests.odd_platforms.crawl import crawled, epaper, findings, parsed_again, published, without_what_is_published
from tests.odd_platforms.issues import DAY, NEXT, paper
from tests.odd_platforms.press import ProxyPress
from tests.odd_platforms.prints.dzb import DzbPrinting
from tests.odd_platforms.prints.two_hosts import TwoHostsPrinting
from tests.odd_platforms.truth import archived_article, archived_page, true_articles, true_pages
from tests.press import Title


class LaterPrinting(TwoHostsPrinting):
    """海角日报 since then."""

    home = "http://layout.hjrb.invalid"
    pictures_home = "http://article.hjrb.invalid"


HJRB = Title(code="hjrb", name="海角日报")
OLD = DzbPrinting(paper=paper(HJRB, DAY, seed=8, articles=3))
NEW = LaterPrinting(paper=paper(HJRB, NEXT, seed=9, articles=3))
KEYS = [OLD.key, NEW.key]
TEXT = """2024年11月27日 星期三
桥上的灯 征稿
第6版：上海新闻 {date}
桥上的灯
本报讯（记者 左妍）江边的梧桐落了叶，扫街的人还没有来。
"""


@dataclass(frozen=True, slots=True)
class Crawled:
    archive: Path
    run: Run

    def copy(self, folder: Path) -> Path:
        return Path(shutil.copytree(self.archive, folder))


@pytest.fixture(scope="module")
def archived(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crawled]:
    archive = tmp_path_factory.mktemp("hjrb") / "output"
    with ProxyPress([OLD, NEW]) as press:
        yield Crawled(archive, crawled(press, archive, "hjrb", from_date=str(DAY), until_date=str(NEXT)))


def imported(archive: Path, *files: Path) -> Run:
    archive.mkdir(exist_ok=True)
    return epaper(None, archive, "import", "hjrb", *map(str, files))


def test_both_dates_are_as_printed(archived: Crawled) -> None:
    assert (archived.run.status, archived.run.stderr) == (0, "")
    for printing in (OLD, NEW):
        folder = printing.key.folder(archived.archive)
        issue = reader.published_issue(folder)
        assert issue is not None
        assert (issue.status, issue.front_page) == ("complete", printing.front)
        assert [archived_page(one) for one in reader.pages(folder)] == true_pages(printing)
        assert [archived_article(one) for one in reader.articles(folder)] == true_articles(printing)
    assert findings(archived.archive, "hjrb") == []


def test_their_captures_give_them_again(archived: Crawled, tmp_path: Path) -> None:
    captures = without_what_is_published(archived.copy(tmp_path / "output"))
    parsed_again(captures, KEYS)
    assert published(captures) == published(archived.archive)
    offline = without_what_is_published(captures)
    dates = ("--from", str(DAY), "--until", str(NEXT))
    run = epaper(None, offline, "crawl", "hjrb", *dates, "--offline", "--no-run-file")
    assert (run.status, published(offline)) == (0, published(archived.archive)), run.said


def test_one_web_archive_of_both_is_imported(archived: Crawled, tmp_path: Path) -> None:
    both = tmp_path / "both.warc.gz"
    both.write_bytes(b"".join((key.folder(archived.archive) / "captures.warc.gz").read_bytes() for key in KEYS))
    done = imported(tmp_path / "again", both)
    assert done.status == 0, done.said
    assert published(tmp_path / "again") == published(archived.archive)
    assert findings(tmp_path / "again", "hjrb") == []


def test_a_text_is_read_by_the_platform_of_its_date(tmp_path: Path) -> None:
    old, new = tmp_path / "old.txt", tmp_path / "new.txt"
    for path, day in ((old, DAY), (new, NEXT)):
        path.write_text(TEXT.format(date=day), encoding="utf-8")
    archive = tmp_path / "output"
    done = imported(archive, old, new)
    assert (done.status, f"{new}: neither HTML nor a text capture: no text capture of 海角日报" in done.said) == (
        3,
        True,
    )
    (article,) = reader.articles(OLD.key.folder(archive))
    assert (article.headline, article.issue_date) == ("桥上的灯", DAY)
    assert not NEW.key.folder(archive).exists()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning")
def test_what_the_old_system_serves_of_a_new_date_is_named(tmp_path: Path) -> None:
    """No walk of that date would ever read it."""
    path = tmp_path / "a.warc.gz"
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        url = f"http://www.hjrb.invalid/html/hjrb/{NEXT}/1.html"
        writer.write_record(writer.create_warc_record(url, "resource", payload=io.BytesIO(b"<div></div>")))
    done = imported(tmp_path / "output", path)
    why = "of a date that another platform of the newspaper serves, or of an edition that it does not have"
    assert f"1 record passed over: {why}." in done.said
    assert list((tmp_path / "output").iterdir()) == []
