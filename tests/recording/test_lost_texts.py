"""A text article whose capture is lost stays, unless another capture shows it: a text of it, or the article itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive.captures.index import read_index
from archive.issues.reader import articles
from tests.account.issues import crawl, flip
from tests.epaper.commands.runs import Run, epaper
from tests.press import Press
from tests.recording.bodies import imported, whole_text, written
from tests.recording.crawling import DAY, folder_of, record_bytes
from tests.recording.whole_issue import PAPER

SHARED = "江边的梧桐落了叶，扫街的人还没有来，桥上的灯先亮了起来，照着早起的人。"
OTHER_WORDS = "本报讯（记者 左妍）老街的桥修了三个月，灯装了两天，路人说好。"


def digests(folder: Path, page: str, *lines: str) -> tuple[Path, Path]:
    """Two texts that share a paragraph, which is all of the first one. ``lines``: above the label of ``page``."""
    first = written(folder / "1.txt", *lines, f"第{page}版：上海新闻 {DAY}", "桥上的灯", SHARED)
    second = written(
        folder / "2.txt", *lines, f"第3版：副刊 {DAY}", "桥上的灯亮之后", OTHER_WORDS, SHARED, "后来菜场也开到了门口。"
    )
    return first, second


def mended(archive: Path, *options: str) -> Run:
    gaps = ("--gaps", "--from", str(DAY), "--until", str(DAY), "--offline", "--archive", archive)
    return epaper("crawl", "xmwb", *gaps, *options, cwd=archive.parent)


@pytest.mark.parametrize(("page", "lines"), [("2", ()), ("3", ()), ("3", ("桥上的灯 桥上的灯亮之后",))])
def test_a_text_of_another_article_with_the_same_paragraph_is_none_of_it(
    archive: Path, tmp_path: Path, page: str, lines: tuple[str, ...]
) -> None:
    imported(archive, *digests(tmp_path, page, *lines))
    folder = folder_of(archive)
    before = record_bytes(folder)
    first = min(read_index(folder), key=lambda one: one.offset)
    flip(folder / "captures.warc.gz", first.offset + first.length // 2)
    for done in (epaper("reparse", "xmwb", "--archive", archive, cwd=archive.parent), mended(archive), mended(archive)):
        assert done.status == 3
        assert "1 article" in done.said
        assert record_bytes(folder) == before


def test_lost_captures_of_texts_are_named_each_time_until_the_texts_are_imported_again(
    archive: Path, tmp_path: Path
) -> None:
    texts = digests(tmp_path, "2")
    imported(archive, *texts)
    folder = folder_of(archive)
    before = record_bytes(folder)
    for path in folder.glob("captures.*"):
        path.unlink()
    for _ in range(2):
        verified = epaper("verify", "xmwb", "--archive", archive, cwd=archive.parent)
        assert (verified.status, "2 of 2 texts without a capture: import them again" in verified.said) == (3, True)
        done = mended(archive)
        assert (done.status, "import them again" in done.said, record_bytes(folder)) == (3, True, before)
    imported(archive, texts[0])
    verified = epaper("verify", "xmwb", "--archive", archive, cwd=archive.parent)
    assert (verified.status, "1 of 2 texts without a capture" in verified.said) == (3, True)
    imported(archive, texts[1])
    verified = epaper("verify", "xmwb", "--archive", archive, cwd=archive.parent)
    assert (verified.status, record_bytes(folder)) == (0, before), verified.said


def test_where_the_site_gives_the_articles_their_lost_texts_do_not_matter(archive: Path, tmp_path: Path) -> None:
    stories = [story for sheet in PAPER.sheets for story in sheet.stories]
    for number, story in enumerate(stories):
        written(tmp_path / f"{number}.txt", *whole_text(PAPER, story))
    imported(archive, *(tmp_path / f"{number}.txt" for number in range(len(stories))))
    folder = folder_of(archive)
    assert all(one.url is None for one in articles(folder))
    (folder / "captures.warc.gz").unlink()
    with Press([PAPER]) as press:
        done = crawl(press, archive, "--gaps", "--from", str(DAY), "--until", str(DAY))
        assert done.status == 0, done.said
        found = list(articles(folder))
        assert [one.url is None for one in found] == [False] * len(found)
