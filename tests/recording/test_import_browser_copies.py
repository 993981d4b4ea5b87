"""Pages that a browser saved with their pictures: it gives these the addresses of its own files."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from archive.issues.reader import articles, pages
from archive.record.article import Article
from tests.crawler.spiders.truth import address
from tests.press import edited_paper, printed_files
from tests.recording.bodies import imported
from tests.recording.crawling import DAY, XMWB, folder_of, status_of
from tests.recording.web_archives import foreign

pytestmark = [
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),  # warcio leaves its own files open
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]


@pytest.fixture(scope="module")
def printed() -> dict[str, bytes]:
    paper = edited_paper(XMWB, DAY, seed=52, pages=2, articles=4)
    return {address(path): body for path, body in printed_files(paper).items() if path.endswith(".html")}


def saved(url: str, body: bytes) -> bytes:
    """As a browser writes it: the address in a comment, every picture a file beside the page."""
    mark = f"<!DOCTYPE html>\n<!-- saved from url=({len(url):04}){url} -->\n".encode()
    return mark + re.sub(rb'(<img[^>]*src=")[^"]*/', rb"\1./x_files/", body.partition(b"\n")[2])


def without_pictures(article: Article) -> tuple[object, ...]:
    return article.id, article.headline, article.kind, article.body, [(p.caption, p.credit) for p in article.photos]


def test_no_address_of_a_file_becomes_the_newspaper_s(archive: Path, tmp_path: Path, printed: dict[str, bytes]) -> None:
    """The picture, its place and its caption are there; only the address is not known, and that is flagged."""
    folder, sent = tmp_path / "saved", tmp_path / "sent"
    folder.mkdir()
    sent.mkdir()
    for number, (url, body) in enumerate(printed.items()):
        (folder / f"{number}.html").write_bytes(saved(url, body))
    imported(sent, foreign(tmp_path / "a.warc.gz", printed))
    done = imported(archive, folder)
    assert (done.status, status_of(folder_of(archive))) == (0, "complete"), done.said
    found, expected = list(articles(folder_of(archive))), list(articles(folder_of(sent)))
    assert [*map(without_pictures, found)] == [*map(without_pictures, expected)]
    assert any(one.photos for one in found)
    for one, other in zip(found, expected, strict=True):
        assert {photo.url for photo in one.photos} <= {None}
        assert ("saved_picture" in one.flags) is any(photo.url for photo in other.photos)
    assert [(page.facsimile_url, "saved_picture" in page.flags) for page in pages(folder_of(archive))] == [
        (None, page.facsimile_url is not None) for page in pages(folder_of(sent))
    ]


def test_a_site_that_sends_such_a_page_has_those_addresses(
    archive: Path, tmp_path: Path, printed: dict[str, bytes]
) -> None:
    sent = {url: saved(url, body) for url, body in printed.items()}
    imported(archive, foreign(tmp_path / "a.warc.gz", sent))
    urls = [photo.url for one in articles(folder_of(archive)) for photo in one.photos if photo.url is not None]
    assert urls
    assert all("/x_files/" in url for url in urls)
