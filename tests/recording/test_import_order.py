"""Web archives in which an address shows something else: what comes of them, in whatever order they are imported."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from archive.issues.reader import rejections
from tests.account.issues import asked_since, crawl
from tests.press import Fault, Kind, Press, edited_paper, printed_files
from tests.recording.bodies import imported
from tests.recording.crawling import DAY, XMWB, folder_of
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
