"""An import that is killed when its captures are recorded and nothing of them is published: that is told and mended."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive.issues.reader import articles
from crawler.sites.xmwb import NEWSPAPER
from epaper.offline.importing import Importer
from tests.account.issues import corrected
from tests.crawler.spiders.truth import address
from tests.epaper.commands.runs import Run, epaper
from tests.press import edited_paper, printed_files
from tests.recording.crawling import DAY, XMWB, folder_of, published_bytes
from tests.recording.web_archives import CAPTURED, Foreign

pytestmark = [
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),  # warcio leaves its own files open
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]
PAPER = edited_paper(XMWB, DAY, seed=52, pages=2, articles=3)
STORY = PAPER.sheets[1].stories[0]
CORRECTION = "更正：昨天本版所刊时间有误。"
NEWER = corrected(PAPER, STORY, CORRECTION)
GAPS = ("crawl", "xmwb", "--gaps", "--from", str(DAY), "--until", str(DAY), "--offline")


@pytest.mark.parametrize("crawl", [GAPS, (*GAPS[:2], "--date", str(DAY), "--offline")])
def test_captures_that_were_not_read_are_named_and_read(tmp_path: Path, crawl: tuple[str, ...]) -> None:
    """By whichever crawl comes next."""
    archive, whole, newer = tmp_path / "archive", tmp_path / "whole", tmp_path / "newer.warc.gz"
    with Foreign(tmp_path / "older.warc.gz") as file:
        for path, body in printed_files(PAPER).items():
            if path.endswith(".html"):
                file.response(address(path), body)
    with Foreign(newer) as file:
        file.captured = CAPTURED.replace("03-15", "03-18")
        file.response(address(STORY.path), printed_files(NEWER)[STORY.path])
    for other in (archive, whole):
        done("import", "xmwb", tmp_path / "older.warc.gz", archive=other)
    done("import", "xmwb", newer, archive=whole)
    with Importer(archive, [NEWSPAPER]) as importer:  # and here the kill
        importer.add(newer)
        importer.file()
    told = done("verify", archive=archive, status=3)
    assert "captures.warc.gz: 1 of 9 captures not read yet: an import or a crawl was interrupted" in told.said
    assert "1 issue verified: 1 finding." in told.said
    assert not is_corrected(archive)
    done(*crawl, archive=archive)
    assert is_corrected(archive)
    assert published_bytes(archive) == published_bytes(whole)
    done("verify", archive=archive)
    done("verify", archive=whole)


def done(*arguments: str | Path, archive: Path, status: int = 0) -> Run:
    run = epaper(*arguments, "--archive", archive, cwd=archive.parent)
    assert run.status == status, run.said
    return run


def is_corrected(archive: Path) -> bool:
    return any(CORRECTION in (one.body[-1].text or "") for one in articles(folder_of(archive)))
