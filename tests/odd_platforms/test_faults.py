"""What goes wrong on an odd platform is named in the account, and mended by the same command."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit

from archive.issues.reader import articles, published_issue
from tests.odd_platforms.crawl import epaper, findings, published, without_what_is_published
from tests.odd_platforms.issues import WARY
from tests.odd_platforms.press import ProxyPress
from tests.odd_platforms.prints.json_index import NO_ISSUE, JsonIndexPrinting
from tests.odd_platforms.prints.one_file import OneFilePrinting
from tests.odd_platforms.prints.span_areas import SpanAreasPrinting
from tests.odd_platforms.prints.two_hosts import TwoHostsPrinting
from tests.odd_platforms.small_issues import asked, day, small, why
from tests.press import Fault, Kind


def test_articles_in_json(tmp_path: Path) -> None:
    (printing,) = small(JsonIndexPrinting, 1)
    first, second = (printing.article_url(sheet, sheet.stories[0]) for sheet in printing.paper.sheets[:2])
    with ProxyPress([printing], faults={first: Fault(kind=Kind.SERVER_ERROR)}) as press:
        right = press.files[second]
        press.files[second] = NO_ISSUE
        assert [why(one) for one in asked(press, tmp_path, [printing])] == [
            ("partial", [(first, "http_500")], {"soft_404": 1})
        ]
        press.faults, press.files[second] = {}, right
        press.requests.clear()
        assert [issue.status for issue in asked(press, tmp_path, [printing])] == ["complete"]
        assert press.counts().keys() == {first, second}


def without_article(file: bytes, number: int) -> bytes:
    """The file of an issue, the text of that article cut out; the list still names it."""
    box = rf'<div class="article" id="a{number}">.*?</div></div>\n'
    cut, count = re.subn(box.encode(), b"", file, flags=re.DOTALL)
    assert count == 1
    return cut


def test_one_file(tmp_path: Path) -> None:
    issues = small(OneFilePrinting, 5)
    cut_short, lacking, absent, another, healthy = issues
    story = lacking.paper.sheets[0].stories[0]
    with ProxyPress(issues, more=healthy.calendar("2020-03-15", "2020-03-18")) as press:
        right = dict(press.files)
        press.faults = {cut_short.front: Fault(kind=Kind.TRUNCATED)}
        press.files[lacking.front] = without_article(press.files[lacking.front], story.id)
        press.files[another.front] = press.files[healthy.front]
        del press.files[absent.front]
        assert [why(issue) for issue in asked(press, tmp_path, issues)] == [
            ("unknown", [(cut_short.front, "truncated_response")], {}),
            ("partial", [(f"{lacking.front}#a{story.id}", "not_in_file")], {}),
            ("not_published", [], {}),
            ("unknown", [], {"another_issue_shown": 1}),
            ("complete", [], {}),
        ]
        before = published(tmp_path)
        captures = without_what_is_published(tmp_path)
        run = epaper(None, captures, "reparse", "cxwb", "--from", str(day(1)), "--until", str(day(4)))
        assert run.status == 0, run.said
        assert (
            published(captures).items() == {name: body for name, body in before.items() if "03-15" not in name}.items()
        )
        press.faults, press.files = {}, right
        press.requests.clear()
        assert {issue.status for issue in asked(press, tmp_path, issues[:2])} == {"complete"}
        assert press.counts().keys() == {cut_short.front, lacking.front}


def test_areas_that_are_spans(tmp_path: Path) -> None:
    """A page that cannot be had takes its articles along; an address on it that leads nowhere is refused by name."""
    issues = small(SpanAreasPrinting, 4)
    lost, elsewhere, moved, healthy = issues
    page = lost.page_url(lost.paper.sheets[1])
    story = elsewhere.paper.sheets[0].stories[0]
    entry = elsewhere.article_url(elsewhere.paper.sheets[0], story)
    gone = moved.article_url(moved.paper.sheets[0], moved.paper.sheets[0].stories[0])
    with ProxyPress(issues, faults={page: Fault(kind=Kind.SERVER_ERROR)}) as press:
        right = dict(press.files)
        press.files[elsewhere.front] = right[elsewhere.front].replace(entry.encode(), b"http://10.0.0.1/secret.html")
        press.files[gone] = right[healthy.front]
        found = [why(issue) for issue in asked(press, tmp_path, issues)]
        assert found == [
            ("partial", [(page, "http_500")], {}),
            ("complete", [], {"off_site_link": 1}),
            ("partial", [], {"unknown_layout": 1}),
            ("complete", [], {}),
        ]
        assert not any("10.0.0.1" in one.path for one in press.requests)
        press.faults, press.files = {}, right
        press.requests.clear()
        assert {issue.status for issue in asked(press, tmp_path, [lost, moved])} == {"complete"}


def test_two_hosts(tmp_path: Path) -> None:
    """Each has a robots.txt of its own, which says nothing of the other one."""
    (printing,) = small(TwoHostsPrinting, 1)
    front = printing.paper.sheets[0]
    first, second = (printing.article_url(front, story) for story in front.stories)
    with ProxyPress([printing], wary=[WARY], faults={first: Fault(kind=Kind.SERVER_ERROR)}) as press:
        path = second.removeprefix(f"http://{WARY}")
        press.files[f"http://{WARY}/robots.txt"] = f"User-agent: *\nDisallow: {path}\nDisallow: /html/\n".encode()
        assert [why(one) for one in asked(press, tmp_path, [printing])] == [
            ("partial", [(first, "http_500"), (second, "robots_disallowed")], {})
        ]
        press.faults = {}
        press.requests.clear()
        assert [why(one) for one in asked(press, tmp_path, [printing])] == [
            ("partial", [(second, "robots_disallowed")], {})
        ]
        assert [(one.path, one.headers.get("referer")) for one in press.requests] == [(first, printing.front)]


def test_an_article_that_neighbouring_issues_announce_is_in_both(tmp_path: Path) -> None:
    """On the second host its address is the same; in each issue it stands where that one announces it."""
    first, second = small(TwoHostsPrinting, 2)
    front, *others = second.paper.sheets
    shared = first.paper.sheets[1].stories[0]
    front = replace(front, stories=(*front.stories, shared))
    second = replace(second, paper=replace(second.paper, sheets=(front, *others)))
    with ProxyPress([first, second], wary=[WARY]) as press:
        assert [why(one) for one in asked(press, tmp_path, [first, second])] == [("complete", [], {})] * 2
        assert press.counts()[first.article_url(front, shared)] == 2
    for printing, sheet in ((first, first.paper.sheets[1]), (second, front)):
        (one,) = [one for one in articles(printing.key.folder(tmp_path)) if one.source_id == shared.source_id]
        assert (one.issue_date, one.page_ids) == (printing.key.issue_date, (printing.key.page_id(sheet.token),))


def test_each_host_has_a_pace_of_its_own(tmp_path: Path) -> None:
    """A Crawl-delay of the one does not hold the other back."""
    (printing,) = small(TwoHostsPrinting, 1)
    with ProxyPress([printing], wary=[WARY]) as press:
        press.files["http://layout.hkrb.invalid/robots.txt"] = b"User-agent: *\nCrawl-delay: 0.6\n"
        asked(press, tmp_path, [printing])
        moments = [(one.at, urlsplit(one.path).netloc) for one in press.requests if "robots" not in one.path]
    gaps = [later - sooner for (sooner, host), (later, _) in pairwise(moments) if host == WARY]
    pages = [at for at, host in moments if host != WARY]
    assert min(later - sooner for sooner, later in pairwise(pages)) > 0.5  # as the press sees it
    assert min(gaps) < 0.3


def test_a_saved_file_is_a_whole_issue(tmp_path: Path) -> None:
    (printing,) = small(OneFilePrinting, 1)
    saved = tmp_path / "saved" / printing.front.removeprefix("http://cxwb.invalid/")
    saved.parent.mkdir(parents=True)
    saved.write_bytes(printing.texts()[printing.front])
    archive = tmp_path / "output"
    run = epaper(None, archive, "import", "cxwb", str(saved))
    assert run.status == 0, run.said
    issue = published_issue(printing.key.folder(archive))
    assert issue is not None
    assert (*why(issue), issue.account.articles.found) == ("complete", [], {}, len(printing.paper.stories))
    assert findings(archive, "cxwb") == []
