"""A text that is placed again stands where it was placed last; and what cannot be placed at all."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from archive.captures.index import CaptureEntry, read_index
from archive.captures.reader import capture_entries
from archive.captures.store import Captures
from archive.captures.text_address import HandPlacement, text_address
from archive.issues.reader import articles
from crawler.sites import newspaper
from epaper.offline.importing import Importer
from tests.epaper.commands.runs import epaper
from tests.recording.bodies import (
    ADDRESS,
    BODY,
    HEAD,
    HEADLINE,
    PLACED,
    imported,
    only,
    wet,
    written,
)
from tests.recording.crawling import DAY, folder_of, published_bytes

NEXT = DAY + timedelta(days=1)


def test_placed_on_another_date_it_leaves_the_issue_where_it_stood(archive: Path, tmp_path: Path, body: Path) -> None:
    other = written(tmp_path / "other.txt", BODY[1], "另有一段，二十来字，说的是江边的事情。")
    imported(archive, other, "--date", str(DAY), "--page", "9", "--headline", "江边")
    imported(archive, body, *PLACED)
    assert len(list(articles(folder_of(archive)))) == 2
    moved = imported(archive, body, "--date", str(NEXT), "--page", "3", "--headline", HEADLINE)
    assert moved.status == 0, moved.said
    assert "1 capture imported into 2 issues." in moved.said
    assert only(archive).headline == "江边"
    (there,) = articles(folder_of(archive, NEXT))
    assert (there.page_label, there.issue_date) == ("3", NEXT)
    for day in (DAY, NEXT):  # it is in the captures, not in somebody's memory
        before = published_bytes(folder_of(archive, day))
        (folder_of(archive, day) / "issue.json").unlink()
        assert epaper("reparse", "xmwb", "--archive", archive, cwd=archive).status == 0
        assert published_bytes(folder_of(archive, day)) == before
    assert epaper("verify", "--archive", archive, cwd=archive).status == 0
    files = {path: path.read_bytes() for day in (DAY, NEXT) for path in folder_of(archive, day).iterdir()}
    again = imported(archive, body, "--date", str(NEXT), "--page", "3", "--headline", HEADLINE)
    assert "Nothing new: 1 capture was there already, in 2 issues." in again.said
    assert {path: path.read_bytes() for path in files} == files
    imported(archive, body, *PLACED)
    assert len(list(articles(folder_of(archive)))) == 2
    assert list(articles(folder_of(archive, NEXT))) == []


def test_a_move_that_was_interrupted_is_completed(archive: Path, body: Path) -> None:
    """It is recorded where it stands now, and not yet where it stood."""
    imported(archive, body, *PLACED)
    with Captures(folder_of(archive, NEXT)) as captures:
        placement = HandPlacement(issue_date=NEXT, edition="a", page_token="3", headline=HEADLINE)  # noqa: S106
        address = text_address(body.read_bytes(), placement)
        captures.add_document(address, kind="conversion", mime="text/plain", body=body.read_bytes())
    done = imported(archive, body, "--date", str(NEXT), "--page", "3", "--headline", HEADLINE)
    assert "1 text moved: 1 capture was there already, in 2 issues." in done.said
    assert [len(list(articles(folder_of(archive, day)))) for day in (DAY, NEXT)] == [0, 1]


def test_captures_of_texts_are_taken_in_where_they_stand(archive: Path, tmp_path: Path, body: Path) -> None:
    whole = written(tmp_path / "whole.txt", *HEAD, "另有一段，二十来字，说的是江边的事情。")
    imported(archive, whole)
    imported(archive, body, *PLACED)
    imported(archive, body, "--date", str(NEXT), "--page", "3", "--headline", HEADLINE)
    files = [folder_of(archive, day) / "captures.warc.gz" for day in (DAY, NEXT)]
    for name, sources in (("one", files), ("other", files[::-1])):
        again = tmp_path / name
        again.mkdir()
        done = imported(again, *sources)
        assert done.status == 0, done.said
        for day in (DAY, NEXT):
            assert published_bytes(folder_of(again, day)) == published_bytes(folder_of(archive, day))


def test_what_an_older_version_placed_stands_where_it_is(archive: Path, body: Path) -> None:
    """Its address has no date; the issue is that of the folder. It can be moved away all the same."""
    text = body.read_bytes()
    with Captures(folder_of(archive)) as captures:
        address = text_address(text, HandPlacement(page_token="2-3", headline=HEADLINE))  # noqa: S106
        captures.add_document(address, kind="conversion", mime="text/plain", body=text)
    assert epaper("reparse", "xmwb", "--archive", archive, cwd=archive).status == 0
    assert only(archive).page_label == "2/3"
    imported(archive, body, "--date", str(NEXT), "--page", "3", "--headline", HEADLINE)
    assert list(articles(folder_of(archive))) == []
    assert len(list(articles(folder_of(archive, NEXT)))) == 1


def test_the_archive_is_looked_through_once_for_any_number_of_texts(
    archive: Path, tmp_path: Path, body: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once for each, 400 issues with such a text each took half a minute more."""
    for number, day in enumerate((DAY, NEXT)):
        text = written(tmp_path / f"{number}.txt", *BODY, f"第{number}段，二十来字，说的是江边的事情。")
        imported(archive, text, "--date", str(day), "--page", "3", "--headline", HEADLINE)
    imported(archive, body, *PLACED)
    read: list[str] = []

    def entries(folder: Path) -> list[CaptureEntry]:
        read.append(folder.name)
        return capture_entries(folder)

    monkeypatch.setattr("epaper.offline.placed_texts.capture_entries", entries)
    with Importer(archive, [newspaper("xmwb")]) as importer:
        for day in (DAY, NEXT):
            importer.add(folder_of(archive, day) / "captures.warc.gz")
        importer.file()
    assert read == [str(DAY), str(NEXT)]
    assert (importer.imports.captures, importer.imports.known) == (0, 3)


# What it is not


@pytest.mark.parametrize(
    ("name", "head", "markup"),
    [
        ("body.md", "", "Markdown"),
        ("body.txt", "# 桥上的灯\n\n", "Markdown"),
        ("body.txt", "---\ntitle: 桥上的灯\n---\n", "Markdown"),
        ("body.txt", "![灯](images/1.jpg)\n[原文](https://paper.xinmin.cn/)\n", "Markdown"),
        ("body.csv", "", "a table"),
        ("body.txt", "{\\rtf1 ", "RTF"),
    ],
)
def test_markup_is_not_taken_for_a_body(archive: Path, tmp_path: Path, name: str, head: str, markup: str) -> None:
    path = tmp_path / name
    path.write_text(head + "\n".join(BODY), encoding="utf-8")
    for options in ((), PLACED):
        done = imported(archive, path, *options)
        assert (done.status, f"{path}: it is {markup}: save what a reader sees" in done.said) == (3, True), done.said
    assert list(archive.iterdir()) == []


def test_marks_that_papers_print_are_no_markup(archive: Path, tmp_path: Path) -> None:
    path = written(tmp_path / "body.txt", "[新闻链接](见第3版)", *BODY, "#上海这一天# 张**和李**都来了。", "-----")
    assert imported(archive, path, *PLACED).status == 0


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning")
def test_what_says_itself_where_it_stands_cannot_be_placed(archive: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(f'<html><head><link rel="canonical" href="{ADDRESS}"></head><body><div>x</div></body></html>')
    for path, what in ((page, "pages and pictures"), (wet(tmp_path / "a.warc.gz", *BODY), "records")):
        for options, names in ((PLACED, "--date, --page and --headline"), (("--edition", "a"), "--edition")):
            done = imported(archive, path, *options)
            assert (done.status, done.stdout) == (3, "")
            assert f"{path}: {what} are filed by their addresses; leave out {names}." in done.said
            assert done.stderr.count("\n") == 2  # one line, and one that nothing was imported
    assert list(archive.iterdir()) == []


# One text, whatever the encoding of its file


ENCODINGS = ("utf-8", "utf-8-sig", "gb18030", "utf-16")


def encoded(folder: Path, encoding: str, *lines: str) -> Path:
    path = folder / f"{encoding}.txt"
    path.write_bytes("\n".join(lines).encode(encoding))
    return path


def test_one_text_in_several_encodings_is_recorded_once(archive: Path, tmp_path: Path) -> None:
    files = [encoded(tmp_path, encoding, *HEAD, *BODY) for encoding in ENCODINGS]
    done = imported(archive, *files)
    assert "1 capture imported" in done.said
    assert len(read_index(folder_of(archive))) == 1
    assert "Nothing new: 1 capture was there already" in imported(archive, files[-1]).said


def test_one_that_is_placed_is_recorded_once_and_moved(archive: Path, tmp_path: Path) -> None:
    first, *others = [encoded(tmp_path, encoding, *BODY) for encoding in ENCODINGS]
    imported(archive, first, *PLACED)
    for file in others:
        assert "Nothing new: 1 capture was there already" in imported(archive, file, *PLACED).said
    imported(archive, others[-1], "--date", str(NEXT), "--page", "3", "--headline", HEADLINE)
    assert [len(list(articles(folder_of(archive, day)))) for day in (DAY, NEXT)] == [0, 1]


@pytest.mark.parametrize(
    ("lines", "options", "placement"),
    [
        ([*HEAD, *BODY], (), None),
        (BODY, PLACED, HandPlacement(issue_date=DAY, edition="a", page_token="2-3", headline=HEADLINE)),  # noqa: S106
    ],
)
def test_what_older_versions_called_after_its_file_is_known(
    archive: Path, tmp_path: Path, lines: list[str], options: tuple[str, ...], placement: HandPlacement | None
) -> None:
    """They recorded it in UTF-8, as ever, under an address for each encoding that it was imported in."""
    imported(archive, encoded(tmp_path, "utf-8", *lines), *options)
    published = published_bytes(folder_of(archive))
    text = "\n".join(lines).encode()
    older = tmp_path / "older"
    with Captures(folder_of(older)) as captures:
        address = text_address("\n".join(lines).encode("gb18030"), placement)
        captures.add_document(address, kind="conversion", mime="text/plain", body=text)
    for encoding in ENCODINGS:
        done = imported(older, encoded(tmp_path, encoding, *lines), *options)
        assert "Nothing new: 1 capture was there already" in done.said
    assert published_bytes(folder_of(older)) == published
    assert epaper("verify", "--archive", older, cwd=older).status == 0
    again = tmp_path / "again"
    again.mkdir()
    imported(again, folder_of(older) / "captures.warc.gz")
    assert published_bytes(folder_of(again)) == published
    assert [entry.url for entry in read_index(folder_of(again))] == [text_address(text, placement)]
