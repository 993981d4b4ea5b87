"""Web archives in which an address shows something else: what comes of them, in whatever order they are imported."""

from __future__ import annotations

import time
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from archive.captures.dates import warc_date
from archive.issues.reader import articles, published_issue, rejections
from tests.account.issues import asked_since, crawl
from tests.press import Fault, Kind, Press, edited_paper, printed_files
from tests.recording.bodies import imported
from tests.recording.crawling import DAY, XMWB, folder_of, published_bytes, status_of
from tests.recording.web_archives import Foreign

pytestmark = [
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),  # warcio leaves its own files open
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]
PAPER = edited_paper(XMWB, DAY, seed=41, pages=2, articles=2)
FRONT, PAGE = PAPER.sheets
STORY, OTHER = PAGE.stories[0], FRONT.stories[0]
FILES = {path: body for path, body in printed_files(PAPER).items() if path.endswith(".html")}
SOFT_404 = "<html><body><div class='dzb-header'></div><p>您访问的页面不存在</p></body></html>".encode()
GAPS = ("--gaps", "--from", str(DAY), "--until", str(DAY))


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    archive = tmp_path / "output"
    archive.mkdir()
    return archive


def web_archive(path: Path, bodies: Mapping[str, bytes], captured: str = "2020-03-16T00:00:00Z") -> Path:
    with Foreign(path) as file:
        for name, body in bodies.items():
            file.captured = captured
            file.response(f"https://paper.xinmin.cn{name}", body)
    return path


@pytest.mark.parametrize("order", ["ab", "ba"])
def test_what_was_refused_before_its_page_came_is_asked_for(archive: Path, order: str) -> None:
    """The page announces it, whichever was imported first; and the front page is gone."""
    files = {
        "a": web_archive(archive.parent / "a.warc.gz", {STORY.path: SOFT_404}),
        "b": web_archive(archive.parent / "b.warc.gz", {PAGE.path: FILES[PAGE.path]}, "2020-03-17T00:00:00Z"),
    }
    for name in order:
        imported(archive, files[name])
    assert [(one.url, one.reasons) for one in rejections(folder_of(archive))] == [
        (f"https://paper.xinmin.cn{STORY.path}", ("soft_404",))
    ]
    with Press([PAPER]) as press:
        press.faults[FRONT.path] = Fault(kind=Kind.NOT_FOUND)
        crawl(press, archive, *GAPS)
        assert STORY.path in asked_since(press, 0)
    assert list(rejections(folder_of(archive))) == []


@pytest.mark.parametrize("captured", ["2020-03-18T00:00:00Z", "garbage"])
def test_an_article_that_was_published_as_another_one_is_not_lost(archive: Path, captured: str) -> None:
    """Only the page that came later tells whose it is, and with it all of the issue is published."""
    second = {PAGE.path: FILES[PAGE.path], **{one.path: FILES[one.path] for one in PAGE.stories}}
    first = {FRONT.path: FILES[FRONT.path], **{one.path: FILES[one.path] for one in FRONT.stories}}
    wrong = web_archive(archive.parent / "a.warc.gz", second | {STORY.path: FILES[OTHER.path]})
    right = web_archive(archive.parent / "b.warc.gz", first | {STORY.path: SOFT_404}, captured)
    published = []
    for files in ((wrong, right), (right, wrong)):
        folder = folder_of(archive)
        for path in folder.glob("*"):
            path.unlink()
        said = "".join(imported(archive, file).said for file in files)
        assert "What is published stays" not in said
        assert len(list(articles(folder))) == len(PAPER.stories) - 1
        published.append(published_bytes(folder))
    assert published[0] == published[1]


def test_what_was_refused_is_asked_for_though_it_is_dated_ahead(archive: Path) -> None:
    """As by a clock that writes the time of Shanghai as that of Greenwich."""
    with Press([PAPER]) as press:
        press.faults[STORY.path] = Fault(kind=Kind.NOT_FOUND)
        assert crawl(press, archive, "--date", str(DAY)).status == 3
        press.faults.clear()
        ahead = warc_date(datetime.now(UTC) + timedelta(hours=8))
        imported(archive, web_archive(archive.parent / "a.warc.gz", {STORY.path: SOFT_404}, ahead))
        time.sleep(1)
        start = len(press.requests)
        assert crawl(press, archive, *GAPS).status == 0
        assert asked_since(press, start) == [STORY.path]
    assert status_of(folder_of(archive)) == "complete"


@pytest.mark.parametrize("older", ["2020-03-15T00:00:00Z", "2020-03-17T00:00:00Z"])
def test_two_articles_at_the_address_of_each_other_are_refused(archive: Path, older: str) -> None:
    """Until another capture of them shows the right ones, older or newer; or the site does."""
    one, other = FRONT.stories[:2]
    crossed = FILES | {one.path: FILES[other.path], other.path: FILES[one.path]}
    imported(archive, web_archive(archive.parent / "a.warc.gz", crossed))
    issue = published_issue(folder_of(archive))
    assert issue is not None
    assert (issue.status, issue.account.rejected) == ("partial", {"another_article_shown": 2})
    assert imported(archive, web_archive(archive.parent / "b.warc.gz", FILES, older)).status == 0
    assert status_of(folder_of(archive)) == "complete"
    for story in (one, other):
        (found,) = (article for article in articles(folder_of(archive)) if article.source_id == story.source_id)
        assert found.headline == story.headline


def test_the_site_is_asked_for_two_articles_at_the_address_of_each_other(archive: Path) -> None:
    one, other = FRONT.stories[:2]
    crossed = FILES | {one.path: FILES[other.path], other.path: FILES[one.path]}
    imported(archive, web_archive(archive.parent / "a.warc.gz", crossed))
    with Press([PAPER]) as press:
        assert crawl(press, archive, *GAPS).status == 0
        assert asked_since(press, 0) == sorted([one.path, other.path])
