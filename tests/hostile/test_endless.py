"""An issue without end comes to one: so much is asked for, the rest is named, and a replay agrees."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

from crawler.walk.live.allowance import MAX_ASKED
from tests.crawler.engine.politeness.visits import FRONT, order
from tests.hostile.bounded import DAY, crawled, reparsed
from tests.press import Press, Request
from tests.press.faults import Reply
from tests.recording.crawling import folder_of, published_bytes

PAGE = re.compile(rf"/html/xmwb/{DAY}/(\d+)\.html")


class Endless(Press):
    """Each page announces itself and three new pages; none but the first has an article."""

    def __init__(self) -> None:
        super().__init__([order(DAY, pages=1, articles=1)])
        self.announced: dict[int, range] = {}

    def answer(self, request: Request) -> Reply:
        page = PAGE.fullmatch(request.path)
        if page is None:
            return super().answer(request)
        self.requests.append(request)
        number = int(page[1])
        front = self.healthy_reply(FRONT)
        if number not in self.announced:
            last = 1 + 3 * len(self.announced)
            self.announced[number] = range(last + 1, last + 4)
        listed = (number, *self.announced[number])
        links = "".join(f'<a href="/html/xmwb/{DAY}/{one}.html">第{one}版:要闻</a>' for one in listed)
        text = front.body.decode().replace("第1版：要闻", f"第{number}版：要闻")
        text = re.sub(r'(<div class="dzb-enter-mulu-wrap-nav">).*?(</div>)', rf"\1{links}\2", text)
        if number > 1:
            text = re.sub(r'<div class="dzb-enter-nav-benban-wrap">.*?</div>|<area.*?>', "", text)
        return replace(front, headers=front.headers[:1], body=text.encode())


def test_a_catalogue_that_always_announces_new_pages_comes_to_an_end(tmp_path: Path) -> None:
    most = MAX_ASKED["page"]
    with Endless() as press:
        ended = crawled(press, tmp_path, seconds=90)
        assert len(press.requests) == most + 2  # an article, and robots.txt
        account = ended.account
        assert (account["pages"]["found"], Counter(ended.missing.values())) == (most, {"too_many": 2 * most + 1})
        assert f"{2 * most + 1:,} pages missing (too_many ×{2 * most + 1})" in ended.said, ended.stderr
        folder = folder_of(tmp_path / "output")
        read = published_bytes(folder)
        assert reparsed(tmp_path).status == 0
        assert published_bytes(folder) == read
        asked = len(press.requests)
        crawled(press, tmp_path)  # asks for nothing more
        assert len(press.requests) - asked <= 1  # robots.txt
        assert published_bytes(folder) == read
