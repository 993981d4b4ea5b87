"""What an import advises: commands that can be copied as they stand, once, and nothing that leads nowhere."""

from __future__ import annotations

import gzip
import io
import shlex
import tarfile
import zipfile
from pathlib import Path

from tests.epaper.commands.runs import epaper
from tests.press import edited_paper, printed_files
from tests.recording.bodies import BODY, BUTTONS, PLACED, imported, written
from tests.recording.crawling import DAY, XMWB, folder_of


def test_the_command_that_places_a_text_can_be_copied(archive: Path, tmp_path: Path) -> None:
    """With the archive, and a path as a shell takes it."""
    path = written(tmp_path / "正文 (1).txt", *BODY, *BUTTONS)
    refused = imported(archive, path)
    assert refused.status == 3
    assert "Say where it stands: epaper import" in " ".join(refused.stderr.split())
    said = " ".join(refused.stderr.split()).partition("Say where it stands: epaper ")[2]
    words = said.replace("YYYY-MM-DD", str(DAY)).replace("PAGE", "6").replace("HEADLINE", "桥")
    done = epaper(*shlex.split(words), cwd=tmp_path)
    assert done.status == 0, done.said
    assert folder_of(archive).exists()


def test_texts_of_a_folder_that_say_nothing_have_one_line_and_one_advice(archive: Path, tmp_path: Path) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    for number in range(9):
        written(folder / f"{number}.txt", *BODY, str(number), *BUTTONS)
    done = imported(archive, folder)
    said = " ".join(done.stderr.split())
    assert (done.status, said.count("error: 9 files: "), said.count("Say where ")) == (3, 1, 1), done.said
    assert f" The first are {folder}/0.txt, {folder}/1.txt, {folder}/2.txt. " in said
    options = "--date YYYY-MM-DD --page PAGE --headline HEADLINE"
    assert said.endswith(f"Say where each of them stands: epaper import xmwb FILE {options} --archive {archive}")


def test_what_holds_many_files_is_to_be_unpacked_and_an_index_is_none(archive: Path, tmp_path: Path) -> None:
    (name, body), *_ = printed_files(edited_paper(XMWB, DAY, seed=50, pages=2, articles=2)).items()
    page = tarfile.TarInfo(name.lstrip("/"))
    page.size = len(body)
    for path, mode in ((tmp_path / "site.tgz", "w:gz"), (tmp_path / "site.tar", "w")):
        with tarfile.open(path, mode) as tar:
            tar.addfile(page, io.BytesIO(body))
    with zipfile.ZipFile(tmp_path / "site.wacz", "w") as file:
        file.writestr(page.name, body)
    lines = b"cn,com,xinmin,paper)/html/xmwb/2020-03-15/1.html 20200315123456 {}\n"
    indexes = [tmp_path / "old.cdx.gz", tmp_path / "new.cdxj.gz", tmp_path / "new.cdxj"]
    for path, data in zip(
        indexes, (gzip.compress(b" CDX N b a m s k r M S V g\n"), gzip.compress(lines), lines), strict=True
    ):
        path.write_bytes(data)
    done = imported(archive, *(tmp_path / f"site.{end}" for end in ("tgz", "tar", "wacz")), *indexes)
    assert done.status == 3
    said = " ".join(done.stderr.split())
    assert said.count("many files in one (zip, tar): unpack it, and import the folder.") == 3
    assert said.count("the index of a web archive, and not the archive itself.") == 3
    assert "3 files passed over: the index of a web archive" in imported(archive, tmp_path).said


def test_what_has_to_be_crawled_before_it_is_exported(tmp_path: Path) -> None:
    elsewhere = tmp_path / "else where"
    elsewhere.mkdir()
    imported(elsewhere, written(tmp_path / "1.txt", *BODY), *PLACED)
    done = epaper("export", "wacz", "xmwb", "2020-03-16", "--archive", elsewhere, cwd=tmp_path)
    assert done.status == 2
    command = f"Crawl it first: epaper crawl xmwb --date 2020-03-16 --archive '{elsewhere}'"
    assert command in " ".join(done.stderr.split())
