"""What a site corrects or withdraws: its versions are those of the right records, and what was there once stays."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest

from archive.issues import reader
from archive.issues.history import read_history
from archive.record.article import Article
from tests.odd_platforms.crawl import (
    crawled,
    epaper,
    findings,
    parsed_again,
    parsed_capture,
    published,
    without_what_is_published,
)
from tests.odd_platforms.issues import CXWB, HKRB, JWRB, WARY, paper
from tests.odd_platforms.press import ProxyPress
from tests.odd_platforms.prints.json_index import JsonIndexPrinting
from tests.odd_platforms.prints.one_file import OneFilePrinting
from tests.odd_platforms.prints.printing import Printing
from tests.odd_platforms.prints.two_hosts import TwoHostsPrinting
from tests.odd_platforms.test_faults import without_article
from tests.press import Fault, Kind, Story


def article(archive: Path, printing: Printing, story: Story) -> Article:
    (found,) = [one for one in reader.articles(printing.key.folder(archive)) if one.source_id == story.source_id]
    return found


def asked_twice(press: ProxyPress, archive: Path, printing: Printing, changed: dict[str, bytes | None]) -> None:
    """A crawl; then the site changes some files, or takes them away, and is asked for everything again."""
    for refresh in ("0", "1"):
        given = {"date": str(printing.key.issue_date), "edition": "a", "refresh": refresh, "pictures": "0"}
        run = crawled(press, archive, printing.key.newspaper, **given)
        assert run.status == 0, run.said
        press.files |= {url: body for url, body in changed.items() if body is not None}
        for url in [url for url, body in changed.items() if body is None]:
            press.files.pop(url, None)
        time.sleep(1)  # a capture says to the second when it was made


def check_replay(archive: Path, printing: Printing) -> None:
    """Nothing is wrong with the archive, and its captures give the same again."""
    assert findings(archive, printing.key.newspaper) == []
    before = published(archive)
    parsed_again(without_what_is_published(archive), [printing.key])
    assert published(archive) == before


def history(archive: Path, printing: Printing) -> list[tuple[str, str, str | None]]:
    folder = printing.key.folder(archive)
    return [(one.id, one.state, one.headline) for one in read_history(folder)]


def test_a_file_that_changes(tmp_path: Path) -> None:
    """One article is corrected, another one is cut out of the file and of its list."""
    printing = OneFilePrinting(paper=paper(CXWB, seed=3, articles=3))
    second = printing.paper.sheets[1]
    gone, wrong = second.stories[:2]
    with ProxyPress([printing]) as press:
        file = press.files[printing.front]
        listed = f'<li><a data-href="#a{gone.id}"'.encode()
        start = file.index(listed)
        cut = file[:start] + file[file.index(b"</li>", start) + len(b"</li>") :]
        cut = cut.replace(f'data-href="#a{gone.id}"'.encode(), b'data-href="javascript:;"')  # its areas
        fixed = without_article(cut, gone.id).replace((wrong.headline or "").encode(), "更正后的标题".encode())
        asked_twice(press, tmp_path, printing, {printing.front: fixed})
    page_id = printing.key.page_id(second.token)
    wrong_id, gone_id = (printing.key.article_id(one.source_id) for one in (wrong, gone))
    assert sorted(history(tmp_path, printing)) == sorted(
        [
            *[(page_id, "printed", None)] * 2,  # it lists them
            (wrong_id, "printed", wrong.headline),
            (wrong_id, "printed", "更正后的标题"),
            (gone_id, "printed", gone.headline),
            (gone_id, "withdrawn", None),
        ]
    )
    assert article(tmp_path, printing, wrong).headline == "更正后的标题"
    stays = article(tmp_path, printing, gone)
    assert (stays.headline, stays.page_ids, stays.position) == (gone.headline, (page_id,), None)
    assert (stays.page_label, stays.page_name) == (second.label, second.name)
    assert f'id="a{gone.id}"'.encode() in parsed_capture(tmp_path, stays).block
    told = epaper(None, tmp_path, "history", wrong_id)
    assert f"-{wrong.headline}" in told.stdout
    assert "+更正后的标题" in told.stdout
    check_replay(tmp_path, printing)


@pytest.mark.parametrize("number", [0, 1])
def test_an_article_that_no_page_announces_any_more(tmp_path: Path, number: int) -> None:
    """Its address says neither date nor page: the older capture of the page does. It is asked for from there.

    The first one stands on two pages, of which the later one came first.
    """
    made = paper(HKRB, seed=4, articles=3)
    front, second, third, *others = made.sheets
    third = replace(third, stories=(*third.stories, second.stories[0]))
    printing = TwoHostsPrinting(paper=replace(made, sheets=(front, second, third, *others)))
    gone = second.stories[number]
    url, pages = printing.article_url(second, gone), [printing.page_url(one) for one in printing.paper.sheets]
    slow = {printing.page_url(second): Fault(kind=Kind.SLOW, delay=0.5, times=1)}
    with ProxyPress([printing], wary=[WARY], faults=slow) as press:
        without = {page: press.files[page].replace(url.encode(), b"javascript:;") for page in pages}
        asked_twice(press, tmp_path, printing, {**without, url: None})
        came_from = [one.headers.get("referer") for one in press.requests if one.path == url]
    assert came_from == [printing.page_url(second if number else third), printing.page_url(second)]
    stays = article(tmp_path, printing, gone)
    assert (stays.page_ids, stays.position) == ((printing.key.page_id(second.token),), None)
    assert (stays.page_label, stays.page_name) == (second.label, second.name)
    assert parsed_capture(tmp_path, stays).block.startswith(b"HTTP/1.1 200")
    id_ = printing.key.article_id(gone.source_id)
    assert [one[1:] for one in history(tmp_path, printing) if one[0] == id_] == [
        ("printed", gone.headline),
        ("withdrawn", None),
    ]
    check_replay(tmp_path, printing)


def test_a_page_that_the_index_lists_no_more(tmp_path: Path) -> None:
    printing = JsonIndexPrinting(paper=paper(JWRB, seed=1, articles=3))
    gone = printing.paper.sheets[1]
    fewer = replace(printing.paper, sheets=tuple(one for one in printing.paper.sheets if one is not gone))
    with ProxyPress([printing]) as press:
        asked_twice(press, tmp_path, printing, {printing.front: replace(printing, paper=fewer).files()[printing.front]})
    page_id = printing.key.page_id(gone.token)
    assert [one for one in history(tmp_path, printing) if one[0] == page_id] == [
        (page_id, "printed", None),
        (page_id, "withdrawn", None),
    ]
    pages = list(reader.pages(printing.key.folder(tmp_path)))
    assert [(one.id, one.page_order) for one in pages if one.id == page_id] == [(page_id, None)]
    assert len(pages) == len(printing.paper.sheets)
    issue = reader.published_issue(printing.key.folder(tmp_path))
    assert issue is not None
    assert (issue.status, issue.account.articles.found) == ("complete", len(printing.paper.stories))
    check_replay(tmp_path, printing)
