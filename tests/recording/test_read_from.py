"""Of several captures of one address, ``epaper show`` names the one from which the record was read, and no other."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive.captures.index import read_index
from archive.issues.reader import articles
from tests.account.issues import corrected, crawl
from tests.epaper.commands.runs import Run, epaper
from tests.press import Fault, Kind, Press
from tests.press.dzb import printed_files
from tests.press.faults import Reply
from tests.recording.crawling import DAY, folder_of
from tests.recording.whole_issue import PAPER, archive, press

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
