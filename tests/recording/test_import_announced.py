"""Of which issue an imported article or picture is: of the one whose page announces it, whatever its address says."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from archive.issues.reader import articles, published_issue
from archive.record.issue import Tally
from tests.crawler.spiders.truth import address
from tests.epaper.commands.runs import Run, epaper
from tests.press import Paper, Press, Story, edited_paper, printed_files
from tests.recording.crawling import DAY, XMWB, folder_of, published_bytes, record_bytes, run, status_of, whole_records
from tests.recording.web_archives import Foreign

pytestmark = [
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),  # warcio leaves its own files open
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]
NEXT = DAY + timedelta(days=1)
UNANNOUNCED = "of an issue that its address does not name and that no page announces"


def served(paper: Paper) -> dict[str, bytes]:
    """Everything that the site serves of an issue, by its address."""
    return {address(path): body for path, body in printed_files(paper).items()}


def mime(url: str) -> str:
    endings = {"html": "text/html", "jpg": "image/jpeg", "pdf": "application/pdf", "css": "text/css"}
    return endings[url.rpartition(".")[2]]


def written(path: Path, files: dict[str, bytes]) -> Path:
    with Foreign(path) as file:
        for url, body in files.items():
            file.response(url, body, encoding="", mime=mime(url))
    return path


def imported(archive: Path, *files: Path) -> Run:
    archive.mkdir(exist_ok=True)
    return epaper("import", "xmwb", *files, "--archive", archive, cwd=archive)


def recorded(archive: Path, day: date) -> set[str | None]:
    return {one.url for one in whole_records(folder_of(archive, day))[1:]}


def printed_with_photos(paper: Paper) -> Story:
    return next(story for story in paper.sheets[0].stories if story.photos)


@pytest.fixture(scope="module")
def papers() -> tuple[Paper, Paper]:
    first = edited_paper(XMWB, DAY, seed=60, pages=2, articles=3)
    return first, edited_paper(XMWB, NEXT, seed=61, pages=2, articles=3)


@pytest.fixture(scope="module")
def misdated(papers: tuple[Paper, Paper]) -> tuple[dict[str, bytes], dict[str, bytes], str]:
    """The files of two days; one article of the second day has an address that carries the date of the first."""
    first, second = map(served, papers)
    story = printed_with_photos(papers[1])
    wrong = story.path.replace(str(NEXT), str(DAY)).replace(str(story.id), "777")
    second = {url: body.replace(story.path.encode(), wrong.encode()) for url, body in second.items()}
    second[address(wrong)] = second.pop(address(story.path))
    return first, second, address(wrong)


def test_captures_of_ours_give_the_same_issue_and_the_same_pictures(
    tmp_path: Path, papers: tuple[Paper, Paper]
) -> None:
    crawled, archive = tmp_path / "crawled", tmp_path / "archive"
    with Press(papers) as press:
        assert run(crawled, press.base_url, from_date=str(DAY), until_date=str(NEXT)).status == 0
    done = imported(archive, *(folder_of(crawled, day) / "captures.warc.gz" for day in (DAY, NEXT)))
    assert done.status == 0, done.said
    for day in (DAY, NEXT):
        assert published_bytes(folder_of(archive, day)) == published_bytes(folder_of(crawled, day))
        responses = {one.url for one in whole_records(folder_of(crawled, day)) if one.type == "response"}
        assert recorded(archive, day) == {url for url in responses if url != "https://paper.xinmin.cn/robots.txt"}
    assert "another site's" not in done.said
    assert f"1 record passed over: {UNANNOUNCED}." in done.said  # robots.txt


@pytest.mark.parametrize("is_backwards", [False, True])
def test_an_article_with_yesterdays_date_in_its_address(
    tmp_path: Path, misdated: tuple[dict[str, bytes], dict[str, bytes], str], is_backwards: bool
) -> None:
    """It stands in today's issue, whose page announces it; yesterday's stays as it was. Articles may come first."""
    first, second, url = misdated
    archive = tmp_path / "archive"
    assert imported(archive, written(tmp_path / "first.warc.gz", first)).status == 0
    before = {path.name: path.read_bytes() for path in folder_of(archive).iterdir()}
    files = dict(reversed(second.items())) if is_backwards else second
    done = imported(archive, written(tmp_path / "second.warc.gz", files))
    assert (done.status, status_of(folder_of(archive, NEXT))) == (0, "complete"), done.said
    assert url in {one.url for one in articles(folder_of(archive, NEXT))}
    assert {path.name: path.read_bytes() for path in folder_of(archive).iterdir()} == before
    assert recorded(archive, NEXT) == set(second)


def test_it_is_known_by_a_page_that_is_recorded_already(
    tmp_path: Path, papers: tuple[Paper, Paper], misdated: tuple[dict[str, bytes], dict[str, bytes], str]
) -> None:
    """The page stands in an issue that nothing in the import leads to; the article's pictures follow it."""
    first, second, url = misdated
    archive = tmp_path / "archive"
    pictures = {address(photo.path): second[address(photo.path)] for photo in printed_with_photos(papers[1]).photos}
    rest = {one: body for one, body in second.items() if one != url and one not in pictures}
    imported(archive, written(tmp_path / "a.warc.gz", first | rest))
    assert status_of(folder_of(archive, NEXT)) == "partial"
    before = published_bytes(folder_of(archive))
    done = imported(archive, written(tmp_path / "b.warc.gz", pictures | {url: second[url]}))
    assert done.status == 0, done.said
    assert f"{1 + len(pictures)} captures imported into 1 issue." in done.said
    assert (status_of(folder_of(archive, NEXT)), published_bytes(folder_of(archive))) == ("complete", before)
    assert recorded(archive, NEXT) == set(second)
    assert recorded(archive, NEXT) == set(second)


def test_pictures_alone_follow_the_pages_that_are_recorded(tmp_path: Path, papers: tuple[Paper, Paper]) -> None:
    """After a crawl without pictures; of what the newspaper's host serves beside, the true reason is given."""
    archive = tmp_path / "archive"
    files = served(papers[0])
    with Press(papers) as press:
        run(archive, press.base_url, date=str(DAY), pictures="0")
    before = record_bytes(folder_of(archive))
    pictures = {url: body for url, body in files.items() if not url.endswith(".html")}
    others = {"https://paper.xinmin.cn/skin/logo.jpg": b"\xff\xd8\0", "https://paper.xinmin.cn/skin/a.css": b"p {}"}
    done = imported(archive, written(tmp_path / "a.warc.gz", pictures | others))
    assert done.status == 0, done.said
    assert f"{len(pictures)} captures imported into 1 issue." in done.said
    assert f"2 records passed over: {UNANNOUNCED}." in done.said
    assert set(pictures) <= recorded(archive, DAY)
    assert not set(others) & recorded(archive, DAY)
    assert record_bytes(folder_of(archive)) == before
    issue = published_issue(folder_of(archive))
    assert issue is not None
    assert issue.account.pictures == Tally(expected=len(pictures), found=len(pictures), rejected=0, missing=0)


def test_what_two_issues_announce_goes_to_both(tmp_path: Path, papers: tuple[Paper, Paper]) -> None:
    first, second = map(served, papers)
    shared = address(papers[0].sheets[0].facsimile)
    own = papers[1].sheets[0].facsimile.encode()
    second = {url: body.replace(own, papers[0].sheets[0].facsimile.encode()) for url, body in second.items()}
    del second[address(papers[1].sheets[0].facsimile)]
    archive = tmp_path / "archive"
    done = imported(archive, written(tmp_path / "a.warc.gz", first | second))
    assert done.status == 0, done.said
    assert shared in recorded(archive, DAY) & recorded(archive, NEXT)
    assert [status_of(folder_of(archive, day)) for day in (DAY, NEXT)] == ["complete", "complete"]


def test_what_nobody_announces_goes_by_its_address(tmp_path: Path, papers: tuple[Paper, Paper]) -> None:
    files, story = served(papers[0]), printed_with_photos(papers[0])
    archive = tmp_path / "archive"
    pictures = {address(photo.path): files[address(photo.path)] for photo in story.photos}
    done = imported(
        archive, written(tmp_path / "a.warc.gz", pictures | {address(story.path): files[address(story.path)]})
    )
    assert done.status == 0, done.said
    assert [one.headline for one in articles(folder_of(archive))] == [story.headline]
    assert (status_of(folder_of(archive)), recorded(archive, DAY)) == ("partial", {address(story.path), *pictures})


def test_saved_pages_are_filed_by_what_announces_them_too(
    tmp_path: Path, misdated: tuple[dict[str, bytes], dict[str, bytes], str]
) -> None:
    """In whichever order they are named; the neighbour, whose date stands in the address, is not even begun."""
    _, second, url = misdated
    archive = tmp_path / "archive"
    paths = {one: tmp_path / one.partition("://")[2] for one in second}
    for one, path in paths.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(second[one])
    done = imported(archive, paths[url], *(path for one, path in paths.items() if one != url))
    assert done.status == 0, done.said
    assert (status_of(folder_of(archive, NEXT)), recorded(archive, NEXT)) == ("complete", set(second))
    assert not folder_of(archive).exists()
    kinds = {one.headers["content-type"] for one in whole_records(folder_of(archive, NEXT))[1:]}
    assert kinds == {"text/html", "image/jpeg", "application/pdf"}
