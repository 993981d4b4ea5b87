"""Of several captures of one address, ``epaper show`` names the one from which the record was read, and no other."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive.captures.index import read_index
from archive.issues.reader import articles
from tests.account.issues import corrected, crawl
from tests.crawler.spiders.truth import address
from tests.epaper.commands.runs import Run, epaper
from tests.press import Fault, Kind, Press
from tests.press.dzb import printed_files
from tests.press.faults import Reply
from tests.recording.bodies import BODY, HEAD, HEADLINE, imported, written
from tests.recording.crawling import DAY, folder_of
from tests.recording.web_archives import Foreign
from tests.recording.whole_issue import PAPER, archive, press

pytestmark = [
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),  # warcio leaves its own files open
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]
STORY, OTHER = PAPER.sheets[0].stories[:2]

__all__ = ["archive", "press"]  # the fixtures

FILES = printed_files(PAPER)
STORY_ID = f"xmwb-{DAY}-a-{STORY.source_id}"
CORRECTION = "更正：昨天本版所刊时间有误。"
REFRESH = ("--date", str(DAY), "--refresh")


def shown(archive: Path, id_: str, *options: str) -> Run:
    return epaper("show", id_, *options, "--archive", archive, cwd=archive.parent)


@pytest.mark.parametrize(
    ("what", "kind"),
    [("article", Kind.SOFT_404), ("article", Kind.HUGE), ("article", Kind.NOT_FOUND), ("page", Kind.SOFT_404)],
)
def test_what_was_refused_is_not_what_was_read(press: Press, archive: Path, what: str, kind: Kind) -> None:
    path, id_ = (STORY.path, STORY_ID) if what == "article" else (PAPER.sheets[1].path, f"xmwb-{DAY}-a-p2")
    before = shown(archive, id_, "--raw").stdout
    press.faults[path] = Fault(kind=kind)
    crawl(press, archive, *REFRESH)
    assert shown(archive, id_, "--raw").stdout == before


def test_another_article_in_its_place_is_not_what_was_read(press: Press, archive: Path) -> None:
    before = shown(archive, STORY_ID, "--raw").stdout
    press.replies[STORY.path] = Reply(headers=(("Content-Type", "text/html"),), body=FILES[OTHER.path])
    crawl(press, archive, *REFRESH)
    assert shown(archive, STORY_ID, "--raw").stdout == before


def test_a_correction_is_what_was_read(press: Press, archive: Path) -> None:
    press.publish(corrected(PAPER, STORY, CORRECTION))
    assert crawl(press, archive, *REFRESH).status == 0
    assert CORRECTION in shown(archive, STORY_ID, "--raw").stdout


def test_where_no_capture_shows_it_none_is_named(press: Press, archive: Path) -> None:
    """An older parser read it otherwise: today's finds none that gave these words."""
    press.publish(corrected(PAPER, STORY, CORRECTION))
    assert crawl(press, archive, *REFRESH).status == 0
    file = folder_of(archive) / "articles.jsonl"
    (record,) = (one for one in articles(folder_of(archive)) if one.id == STORY_ID)
    headline = record.headline or ""
    file.write_text(file.read_text(encoding="utf-8").replace(headline, "从前读到的标题"), encoding="utf-8")
    assert len([one for one in read_index(folder_of(archive)) if one.url == record.url]) == 2
    raw, told = shown(archive, STORY_ID, "--raw"), shown(archive, STORY_ID)
    assert (raw.status, raw.stdout) == (2, "")
    assert "cannot be told" in raw.stderr
    assert (told.status, "cannot be told" in told.stdout) == (0, True)


def test_of_two_with_the_same_words_it_is_the_one_with_its_photo(tmp_path: Path) -> None:
    """Which was given again after the other one was: then it has no payload of its own."""
    pictured = next(one for one in PAPER.stories if any(line.photo is not None for line in one.lines))
    other = FILES[pictured.path].replace(b"_1.jpg", b"_other.jpg")
    assert other != FILES[pictured.path]
    for day, body in ((16, FILES[pictured.path]), (20, FILES[pictured.path]), (18, other)):
        with Foreign(tmp_path / f"{day}.warc.gz") as file:
            file.captured = f"2020-03-{day}T04:00:00Z"
            file.response(address(pictured.path), body, encoding="")
        assert imported(tmp_path, tmp_path / f"{day}.warc.gz").status == 0
    assert [one.is_revisit for one in read_index(folder_of(tmp_path))].count(True) == 1
    (record,) = articles(folder_of(tmp_path))
    assert "_other.jpg" not in (record.photos[0].url or "")
    raw = shown(tmp_path, record.id, "--raw").stdout
    assert ("_1.jpg" in raw, "_other.jpg" in raw) == (True, False)


def test_of_two_texts_with_a_common_paragraph_each_is_named_for_its_own_article(tmp_path: Path) -> None:
    """As the digest on the front page has it."""
    digest = [HEAD[0], "桥灯亮了 征稿启事", f"第1版：要闻 {DAY}", "桥灯亮了", BODY[2]]
    files = [written(tmp_path / "1.txt", *digest), written(tmp_path / "2.txt", *HEAD, *BODY)]
    assert imported(tmp_path, *files).status == 0
    found = {one.headline: one.id for one in articles(folder_of(tmp_path))}
    assert len(found) == 2
    for headline, label in (("桥灯亮了", "第1版"), (HEADLINE.replace("\u3000", " "), "第2/3版")):
        assert label in shown(tmp_path, found[headline], "--raw").stdout
