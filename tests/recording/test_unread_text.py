"""An article whose body prints words that no selector reads is kept and named; its issue is not complete."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive.issues.reader import articles as archived_articles
from tests.crawler.engine.politeness.visits import articles, order
from tests.hostile.bounded import DAY, crawled
from tests.press import Press
from tests.press.faults import Reply
from tests.recording.crawling import folder_of

TABLE = "<table><tr><td>姓名</td><td>票数</td></tr><tr><td>苏帆</td><td>100</td></tr></table>"


@pytest.mark.parametrize("words", [TABLE, "<p>这一段没有它的类名。</p>", "这一段没有段落。"])
def test_an_issue_with_words_that_nobody_reads_is_partial(words: str, tmp_path: Path) -> None:
    press = Press([order(DAY)])
    path = articles(press)[0]
    body = press.healthy_reply(path).body.decode()
    assert body.count('<p class="dzb-desc-box">')
    changed = body.replace('<p class="dzb-desc-box">', f'{words}<p class="dzb-desc-box">', 1).encode()
    press.replies[path] = Reply(body=changed)
    with press:
        first = crawled(press, tmp_path)
        assert (first.status, first.records[0]["status"], first.account["flags"]) == (3, "partial", {"unread_text": 1})
        assert "1 article with words that no selector reads (unread_text)" in " ".join(first.said.split())
        flagged = [one.url for one in archived_articles(folder_of(tmp_path / "output")) if one.flags]
        assert [url and url.endswith(path) for url in flagged] == [True]
        asked = press.counts()
        again = crawled(press, tmp_path)
        assert (again.status, press.counts() - asked) == (3, {})  # nobody can give more than the site printed
