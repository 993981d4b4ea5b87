"""An issue that cannot be read or written is named and left as it is; an import goes on with the others."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from errno import EPERM
from pathlib import Path

import pytest

from archive.captures.store import Captures
from archive.captures.text_address import HandPlacement
from archive.issues.reader import articles
from archive.record.identifiers import IssueKey
from crawler.sites import all_newspapers
from epaper.offline.candidates import STANDS_IN_LEFT
from epaper.offline.importing import Importer
from tests.crawler.spiders.truth import address
from tests.press import edited_paper, printed_files
from tests.recording.bodies import HEADLINE, PLACED, imported
from tests.recording.crawling import DAY, XMWB, folder_of, status_of
from tests.recording.web_archives import Foreign, foreign

pytestmark = pytest.mark.filterwarnings(
    "ignore::pytest.PytestUnraisableExceptionWarning",  # of warcio, which leaves files open
    "ignore::ResourceWarning",
)
NEXT = date(2020, 3, 16)


@pytest.fixture(scope="module")
def files() -> dict[date, dict[str, bytes]]:
    papers = {day: edited_paper(XMWB, day, seed=70, pages=2, articles=3) for day in (DAY, NEXT)}
    return {
        day: {address(path): body for path, body in printed_files(paper).items() if path.endswith(".html")}
        for day, paper in papers.items()
    }


def as_file(folder: Path) -> Path:
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.write_bytes(b"somebody's")
    return folder


def with_folder(name: str) -> Callable[[Path], Path]:
    def damaged(folder: Path) -> Path:
        (folder / name).mkdir(parents=True)
        (folder / name / "notes.txt").touch()
        return folder / name

    return damaged


def linked(name: str) -> Callable[[Path], Path]:
    def damaged(folder: Path) -> Path:
        folder.mkdir(parents=True)
        (folder.parents[3] / "elsewhere").touch()
        (folder / name).symlink_to(folder.parents[3] / "elsewhere")
        return folder / name

    return damaged


_STAGED = "is no file, and stands where one is to be written: move it away"
DAMAGES = {
    "file": (as_file, "is a file where a folder should be"),
    "captures": (with_folder("captures.warc.gz"), "is a folder where a file should be"),
    "index": (with_folder("captures.cdxj"), "is a folder where a file should be"),
    "issue": (with_folder("issue.json"), "is a folder where a file should be"),
    "pages": (with_folder("pages.jsonl"), "is a folder where a file should be"),
    "staged folder": (with_folder("issue.json.new"), _STAGED),
    "staged link": (linked("articles.jsonl.new"), _STAGED),
    "linked captures": (
        linked("captures.warc.gz"),
        "is no file but a link, and nothing is written through one: put the file there",
    ),
}


@pytest.mark.parametrize("name", DAMAGES)
def test_it_alone_is_named_and_left(
    archive: Path, tmp_path: Path, files: dict[date, dict[str, bytes]], name: str
) -> None:
    damage, what = DAMAGES[name]
    path = damage(folder_of(archive))
    before = sorted(archive.rglob("*"))
    done = imported(archive, foreign(tmp_path / "a.warc.gz", files[DAY] | files[NEXT]))
    assert (done.status, status_of(folder_of(archive, NEXT))) == (3, "complete")
    assert [line for line in done.stderr.splitlines() if line.startswith("error: ")] == [
        f"error: xmwb {DAY} is left as it is: {path} {what}."
    ]
    assert f"{len(files[NEXT])} captures imported into 1 issue." in done.said
    assert [one for one in sorted(archive.rglob("*")) if one in before or str(DAY) in str(one)] == before


@pytest.mark.parametrize("name", ["captures", "index", "pages"])
def test_it_may_have_announced_what_is_passed_over(archive: Path, tmp_path: Path, name: str) -> None:
    """A picture, whose address names no issue."""
    damage, _ = DAMAGES[name]
    path = damage(folder_of(archive))
    with Foreign(tmp_path / "a.warc.gz") as file:
        file.response(address("/images/1.jpg"), b"\xff\xd8\xff", mime="image/jpeg")
    done = imported(archive, tmp_path / "a.warc.gz")
    said = f"error: xmwb {DAY} is left as it is: {path} is a folder where a file should be." in done.said
    assert (done.status, said) == (3, name != "index")  # earlier pages, which the captures hold, may have announced it


@pytest.mark.parametrize("name", ["issue.json", "pages.jsonl", "captures.seal", "issue.json.new"])
def test_a_text_that_stands_in_it_is_not_moved(archive: Path, body: Path, name: str) -> None:
    imported(archive, body, *PLACED)
    path = folder_of(archive) / name
    kept = path.read_bytes() if path.exists() else None
    path.unlink(missing_ok=True)
    path.mkdir()
    move = (body, "--date", str(NEXT), "--page", "3", "--headline", HEADLINE)
    before = (folder_of(archive) / "captures.warc.gz").read_bytes()
    done = imported(archive, *move)
    assert (done.status, done.said.count("error: ")) == (3, 2), done.said
    assert f"error: {body}: {STANDS_IN_LEFT}." in done.said
    assert f"error: xmwb {DAY} is left as it is: {path} is " in done.said
    assert (folder_of(archive) / "captures.warc.gz").read_bytes() == before
    assert not folder_of(archive, NEXT).exists()
    path.rmdir()
    if kept is not None:
        path.write_bytes(kept)
    assert imported(archive, *move).status == 0
    assert [len(list(articles(folder_of(archive, day)))) for day in (DAY, NEXT)] == [0, 1]


def test_an_error_is_that_of_the_issue_where_the_text_stood(
    archive: Path, body: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    imported(archive, body, *PLACED)
    refusal = PermissionError(EPERM, "Operation not permitted", str(folder_of(archive) / "captures.seal"))

    def opened(folder: Path) -> Captures:
        if folder == folder_of(archive):
            raise refusal
        return Captures(folder)

    monkeypatch.setattr("epaper.offline.importing.Captures", opened)
    placement = HandPlacement(issue_date=NEXT, page_token="3", headline=HEADLINE)  # noqa: S106
    with Importer(archive, [all_newspapers()["xmwb"]], placement) as importer:
        importer.add(body)
        importer.file()
    imports = importer.imports
    assert imports.left == {IssueKey("xmwb", DAY): f"{refusal.filename}: Operation not permitted"}
    assert (imports.issues, imports.captures) == ({IssueKey("xmwb", NEXT)}, 1)


@pytest.mark.parametrize("name", ["captures", "index"])
def test_a_text_may_have_stood_in_it(archive: Path, body: Path, name: str) -> None:
    damage, _ = DAMAGES[name]
    path = damage(folder_of(archive))
    (folder_of(archive) / "captures.warc.gz").is_dir() or (folder_of(archive) / "captures.warc.gz").touch()
    done = imported(archive, body, "--date", str(NEXT), "--page", "3", "--headline", HEADLINE)
    assert f"error: xmwb {DAY} is left as it is: {path} is a folder where a file should be." in done.said, done.said
    assert (done.status, status_of(folder_of(archive, NEXT))) == (3, "partial")
