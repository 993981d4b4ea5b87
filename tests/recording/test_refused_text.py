"""A text that was published, and gives way to its article once that is crawled: its identifier is still known."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive.issues.reader import articles
from tests.account.issues import crawl
from tests.epaper.commands.runs import epaper
from tests.press import Press, edited_paper
from tests.recording.bodies import imported, whole_text, written
from tests.recording.crawling import DAY, XMWB, folder_of

PAPER = edited_paper(XMWB, DAY, seed=41, pages=1, articles=3)
STORY = PAPER.stories[0]


@pytest.mark.parametrize("command", ["show", "history"])
def test_it_is_named_as_refused_with_the_article_that_stands_for_it(tmp_path: Path, command: str) -> None:
    text = written(tmp_path / "a.txt", *whole_text(PAPER, STORY))
    assert imported(tmp_path, text).status == 0
    (published,) = articles(folder_of(tmp_path))
    with Press([PAPER]) as press:
        assert crawl(press, tmp_path, "--date", str(DAY), "--no-pictures").status == 0
    told = epaper(command, published.id, "--archive", tmp_path, cwd=tmp_path)
    own = f"xmwb-{DAY}-a-{STORY.source_id}"
    said = f"{published.id} is refused in xmwb-{DAY}-a: duplicate_text. The same article is {own}."
    assert (told.status, said in told.said) == (2, True), told.said
