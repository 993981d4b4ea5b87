"""What goes wrong with an import: one line names the file, the others are taken in, and a second run puts it right."""

from __future__ import annotations

import gzip
import os
import random
from pathlib import Path

import pytest

from crawler.sites import newspaper
from epaper.offline import web_archives
from epaper.offline.finding import Finder
from epaper.offline.importing import Importer
from epaper.offline.imports import Imports
from tests.crawler.spiders.truth import address
from tests.epaper.commands.runs import Run, epaper
from tests.press import Paper, edited_paper, printed_files
from tests.recording.crawling import DAY, XMWB, folder_of, published_bytes, status_of, whole_records
from tests.recording.web_archives import Foreign, foreign

pytestmark = [
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),  # warcio leaves its own files open
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]
BROKEN = Path("/proc/self/mem")  # a file that can be opened, and not read from its beginning


@pytest.fixture(scope="module")
def pages() -> dict[str, bytes]:
    paper: Paper = edited_paper(XMWB, DAY, seed=70, pages=2, articles=3)
    return {address(path): body for path, body in printed_files(paper).items() if path.endswith(".html")}


def imported(archive: Path, *files: Path | str) -> Run:
    return epaper("import", "xmwb", *files, "--archive", archive, cwd=archive)


def complaints(run: Run) -> list[str]:
    return [line for line in run.stderr.splitlines() if line.startswith("error: ")]


def test_of_many_files_the_bad_ones_are_named(archive: Path, tmp_path: Path, pages: dict[str, bytes]) -> None:
    good = [foreign(tmp_path / f"{number}.warc.gz", {url: body}) for number, (url, body) in enumerate(pages.items())]
    whole = good[0].read_bytes()
    faults = {
        "empty.html": (b"", "empty"),
        "blank.txt": (b" \n\t\n", "empty"),
        "empty.warc.gz": (b"", "empty"),
        "cut.warc.gz": (whole[:-40], "damaged: "),
        "page.html.gz": (gzip.compress(b"<html></html>"), "compressed, and no web archive: unpack it with gunzip"),
        "letter.warc.gz": (gzip.compress(b"Dear Sir"), "no web archive, or damaged: "),
        "piece.warc.gz": (gzip.compress(gzip.decompress(b"".join(one.read_bytes() for one in good))), "in one piece"),
        "length.warc": (gzip.decompress(whole).replace(b"Content-Length: ", b"Content-Length: 1", 1), "damaged: "),
        "strange.bin": (bytes(range(256)) * 9, "neither a page nor a text, and no page announces it"),
    }
    for name, (body, _) in faults.items():
        (tmp_path / name).write_bytes(body)
    bad = [tmp_path / name for name in faults]
    if BROKEN.exists():
        (tmp_path / "unreadable.html").symlink_to(BROKEN)
        bad.append(tmp_path / "unreadable.html")
        faults["unreadable.html"] = (b"", "Input/output error")
    files = [*bad[::2], *good, *bad[1::2]]
    done = imported(archive, *files)
    assert done.status == 3
    said = complaints(done)
    assert len(said) == len(bad)
    assert not any("\\x" in line for line in said)  # none of the bytes that nobody can read
    for path in bad:
        assert [f"error: {path}: " in line and faults[path.name][1] in line for line in said].count(True) == 1, path
    assert len(done.stderr.splitlines()) < len(bad) + 12  # a table, what was imported, what was passed over
    assert status_of(folder_of(archive)) == "complete"
    bodies = {one.url for one in whole_records(folder_of(archive))[1:]}
    assert bodies == set(pages)


def test_a_web_archive_of_any_name_is_known(archive: Path, tmp_path: Path, pages: dict[str, bytes]) -> None:
    path = foreign(tmp_path / "a.warc.gz", pages).rename(tmp_path / "download")
    assert imported(archive, path).status == 0
    assert status_of(folder_of(archive)) == "complete"


def test_what_was_there_already_is_said(archive: Path, tmp_path: Path, pages: dict[str, bytes]) -> None:
    some = dict(list(pages.items())[:3])
    first, both = foreign(tmp_path / "a.warc.gz", some), foreign(tmp_path / "b.warc.gz", pages)
    assert "3 captures imported into 1 issue." in imported(archive, first).said
    rest = len(pages) - 3
    again = imported(archive, both).said
    assert f"{rest} captures imported into 1 issue; 3 captures were there already." in again
    files = {path.name: path.read_bytes() for path in folder_of(archive).iterdir()}
    nothing = imported(archive, first, both)
    assert f"Nothing new: {3 + len(pages)} captures were there already, in 1 issue." in nothing.said
    assert nothing.status == 0
    later = tmp_path / "later.warc.gz"
    with Foreign(later) as file:  # the same payload, captured at another time
        for url, body in some.items():
            file.captured = "2021-01-01T00:00:00Z"
            file.response(url, body)
    assert "Nothing new: 3 captures were there already, in 1 issue." in imported(archive, later).said
    assert {path.name: path.read_bytes() for path in folder_of(archive).iterdir()}.keys() == files.keys()


def test_a_folder_gives_what_is_in_it(archive: Path, tmp_path: Path, pages: dict[str, bytes]) -> None:
    """A mirror of the site, and what else it keeps: counted, not named. The archive itself may lie in it."""
    for url, body in pages.items():
        path = tmp_path / "site" / url.partition("://")[2]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body)
    (tmp_path / "site" / "paper.xinmin.cn" / "robots.txt").write_text("User-agent: *\nAllow: /\n")
    (tmp_path / "site" / "paper.xinmin.cn" / "about.html").write_text("<html><body>本报简介</body></html>")
    (tmp_path / "site" / os.fsdecode("版".encode("gb18030"))).write_bytes(b"\xff\xd8\0")  # no UTF-8
    (tmp_path / "site" / "damaged.warc.gz").write_bytes(b"\x1f\x8b")
    (tmp_path / "site" / "pipe").symlink_to("/dev/stdin")
    (tmp_path / "site" / "loop").symlink_to(tmp_path)
    os.mkfifo(tmp_path / "fifo")
    (tmp_path / "site" / "fetched.html").symlink_to(tmp_path / "annex" / "key")  # whose content is elsewhere
    done = imported(archive, tmp_path)
    assert done.status == 3
    assert [line.partition(": ")[2].partition(": ")[0] for line in complaints(done)] == [
        str(tmp_path / "site" / "damaged.warc.gz"),
        str(tmp_path / "site" / "fetched.html"),
    ]
    assert f"error: {tmp_path / 'site' / 'fetched.html'}: a link that leads nowhere." in done.stderr.splitlines()
    assert "2 files passed over: a pipe, a socket or a device. " in done.said
    assert f"{len(pages)} captures imported into 1 issue." in done.said
    assert "1 file passed over: its address is neither in it nor in its path" in done.said
    assert "1 file passed over: neither HTML nor a text capture" in done.said
    assert "1 file passed over: neither a page nor a text, and no page announces it." in done.said
    assert "1 folder passed over: a link." in done.said
    assert status_of(folder_of(archive)) == "complete"


def test_where_nothing_is_taken_in_of_what_was_named_the_import_ends_with_3(
    archive: Path, tmp_path: Path, pages: dict[str, bytes]
) -> None:
    """Pages without an address, a web archive of another site, an empty folder; what is good is taken in."""
    folder, empty = tmp_path / "saved", tmp_path / "empty"
    folder.mkdir()
    empty.mkdir()
    (folder / "1.html").write_text("<html><body>本报简介</body></html>")
    (folder / "notes.md").write_text("# Notes")
    other = foreign(tmp_path / "other.warc.gz", {"https://elsewhere.example/": b"<html></html>"})
    for files, count in (([folder], 1), ([other], 1), ([empty], 1), ([folder, other, empty], 3)):
        done = imported(archive, *files)
        assert (done.status, len(complaints(done))) == (3, count), done.said
        assert "0 captures imported into 0 issues." in done.said
        assert list(archive.iterdir()) == []
    assert complaints(done) == [
        f"error: {empty}: there is no file in it.",
        f"error: {folder}: nothing in it was taken in, for the reasons above.",
        f"error: {other}: nothing in it was taken in, for the reasons above.",
    ]
    assert "1 file passed over: its address is neither in it nor in its path" in done.said
    assert "1 record passed over: another site's." in done.said
    good = foreign(tmp_path / "good.warc.gz", pages)
    done = imported(archive, good, folder)
    assert (done.status, len(complaints(done)), status_of(folder_of(archive))) == (3, 1, "complete")
    (folder / "good.warc.gz").write_bytes(good.read_bytes())
    for _ in range(2):  # what is taken in, or there already, is enough: the rest of a folder is counted
        done = imported(archive, folder)
        assert (done.status, complaints(done)) == (0, []), done.said


def test_a_file_that_is_given_twice_is_taken_in_once(archive: Path, tmp_path: Path, pages: dict[str, bytes]) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    path = foreign(folder / "a.warc.gz", pages | {"https://elsewhere.example/": b"<html></html>"})
    (folder / "notes.txt").write_text("x")
    (tmp_path / "link").symlink_to(folder)
    done = imported(archive, path, folder, tmp_path / "link", folder / "." / "a.warc.gz", folder / "notes.txt")
    assert f"{len(pages)} captures imported into 1 issue. 1 record passed over: another site's." in done.said
    assert len(complaints(done)) == 1
    assert f"{folder / 'notes.txt'}: " in complaints(done)[0]


def test_killed_before_it_is_published_it_is_put_right(archive: Path, tmp_path: Path, pages: dict[str, bytes]) -> None:
    path = foreign(tmp_path / "a.warc.gz", pages)
    with Importer(archive, [newspaper("xmwb")]) as importer:
        importer.add(path)
        importer.file()
    assert (status_of(folder_of(archive)), importer.imports.captures) == (None, len(pages))
    done = imported(archive, path)
    assert f"Nothing new: {len(pages)} captures were there already, in 1 issue." in done.said
    assert status_of(folder_of(archive)) == "complete"
    other = tmp_path / "other"
    other.mkdir()
    imported(other, path)
    assert published_bytes(folder_of(archive)) == published_bytes(folder_of(other))


def test_an_archive_that_cannot_be_written_is_not_blamed_on_the_file(
    archive: Path, tmp_path: Path, pages: dict[str, bytes]
) -> None:
    (archive / "xmwb").write_bytes(b"in the way")
    path = foreign(tmp_path / "a.warc.gz", pages)
    done = imported(archive, path)
    assert done.status == 1
    assert complaints(done) == [f"error: cannot read or write {archive}: File exists"]
    (archive / "xmwb").unlink()
    assert imported(archive, path).status == 0


def test_where_no_archive_can_be_written_the_import_ends_with_1_and_in_a_file_with_2(
    tmp_path: Path, pages: dict[str, bytes]
) -> None:
    path = foreign(tmp_path / "a.warc.gz", pages)
    for archive, status, why in (
        (Path("/proc/epaper"), 1, "No such file or directory. Name another folder"),  # where not even root may write
        (path, 2, f"{path} is a file. Name a folder"),
    ):
        done = epaper("import", "xmwb", path, "--archive", archive, cwd=tmp_path)
        assert (done.status, done.said) == (
            status,
            f"error: cannot write the archive to {archive}: {why} with --archive.",
        )


@pytest.mark.parametrize("kind", ["warc", "warc.gz"])
def test_no_damage_raises(tmp_path: Path, pages: dict[str, bytes], kind: str) -> None:
    """Bytes changed, cut out and put in, anywhere: what can be read is found, the file named, no more."""
    whole = foreign(tmp_path / "whole.warc.gz", dict(list(pages.items())[:2])).read_bytes()
    whole = whole if kind == "warc.gz" else gzip.decompress(whole)
    dice = random.Random(5)  # noqa: S311 - nothing is kept secret
    for _ in range(150):
        body = bytearray(whole)
        for _ in range(dice.randint(1, 4)):
            at = dice.randrange(min(len(body), 900) if dice.random() < 0.6 else len(body))
            body[at : at + dice.choice((0, 1, 1, 20))] = dice.randbytes(dice.choice((0, 1, 1, 30)))
        path = tmp_path / f"a.{kind}"
        path.write_bytes(body)
        imports = Imports()
        finder = Finder([newspaper("xmwb")], None, imports)
        finder.add(path)
        for candidate in finder.found:
            assert finder.material(candidate) is not None
        assert finder.found or imports.refused or imports.passed_over


def test_of_a_web_archive_without_end_the_first_records_are_taken(
    archive: Path, tmp_path: Path, pages: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(web_archives, "MAX_RECORDS", 3)
    path = foreign(tmp_path / "a.warc.gz", pages)
    with Importer(archive, [newspaper("xmwb")]) as importer:
        importer.add(path)
        importer.file()
    assert importer.imports.captures == 3
    assert importer.imports.refused == {path: "more than 3 records: split it, for the rest of it is not read"}
