"""What goes wrong with an index is named in the account, and mended by the same command."""

from __future__ import annotations

import json
from pathlib import Path

from archive.issues.reader import published_issue
from tests.odd_platforms.crawl import crawled, parsed_again, published
from tests.odd_platforms.issues import DAY
from tests.odd_platforms.press import ProxyPress
from tests.odd_platforms.prints.json_index import NO_ISSUE, JsonIndexPrinting
from tests.odd_platforms.small_issues import asked, small, why
from tests.press import Fault, Kind


def test_an_index(tmp_path: Path) -> None:
    issues = small(JsonIndexPrinting, 6)
    lost, garbled, bare, none, another, healthy = issues
    with ProxyPress(issues) as press:
        right = dict(press.files)
        press.faults = {lost.front: Fault(kind=Kind.SERVER_ERROR), garbled.front: Fault(kind=Kind.NOT_HTML)}
        press.files[bare.front] = b'{"success": true, "jdate": "2020-03-17", "pages": []}'
        press.files[none.front] = NO_ISSUE
        press.files[another.front] = press.files[healthy.front]
        assert [why(issue) for issue in asked(press, tmp_path, issues)] == [
            ("unknown", [(lost.front, "http_500")], {}),
            ("unknown", [], {"unknown_layout": 1}),
            ("unknown", [], {"empty_catalogue": 1}),
            ("unknown", [], {"empty_catalogue": 1}),
            ("unknown", [], {"another_issue_shown": 1}),
            ("complete", [], {}),
        ]
        press.faults = {}
        press.files = right | {none.front: NO_ISSUE}
        press.requests.clear()
        assert [issue.status for issue in asked(press, tmp_path, issues)] == [
            *["complete"] * 3,
            "unknown",
            *["complete"] * 2,
        ]
        assert healthy.front not in press.counts()


def parted(press: ProxyPress, front: str) -> list[str]:
    """The index parted in three: the first holds a page and names the others, whose addresses are returned."""
    whole = json.loads(press.files[front])
    first, *others = whole["pages"]
    names = ["navi-2.json", "navi-3.json"]
    urls = [front.replace("navi.json", name) for name in names]
    press.files[front] = json.dumps(whole | {"pages": [first], "more": names}).encode()
    press.files[urls[0]] = json.dumps(whole | {"pages": others[:1]}).encode()
    press.files[urls[1]] = json.dumps(whole | {"pages": others[1:]}).encode()
    return urls


def test_an_index_that_names_others(tmp_path: Path) -> None:
    """Each that was not got is one page too few: what it lists, nobody knows. Once read, none counts."""
    (printing,) = small(JsonIndexPrinting, 1)
    stories, sheets = len(printing.paper.stories), len(printing.paper.sheets)
    with ProxyPress([printing]) as press:
        second, third = parted(press, printing.front)
        cases = [
            ({second: Kind.SERVER_ERROR}, [(second, "http_500")], {}, 1),
            ({second: Kind.NOT_HTML, third: Kind.NOT_HTML}, [], {"unknown_layout": 2}, 2),
            ({second: Kind.NOT_HTML, third: Kind.SERVER_ERROR}, [(third, "http_500")], {"unknown_layout": 1}, 2),
        ]
        for number, (faults, missing, rejected, lacking) in enumerate(cases):
            archive = tmp_path / str(number)
            press.faults = {url: Fault(kind=kind) for url, kind in faults.items()}
            (issue,) = asked(press, archive, [printing])
            pages = issue.account.pages
            assert why(issue) == ("partial", missing, rejected)
            assert pages.expected == pages.found + lacking
            before = published(archive)
            parsed_again(archive, [printing.key])
            assert published(archive) == before
            press.faults = {}
            press.requests.clear()
            (issue,) = asked(press, archive, [printing])
            assert (why(issue), issue.account.pages.expected) == (("complete", [], {}), sheets)
            assert issue.account.articles.found == stories
            assert printing.front not in press.counts()


def test_an_index_of_today_whose_pages_are_not_got(tmp_path: Path) -> None:
    """It was read, so the issue is out, and what it names is missing."""
    (printing,) = small(JsonIndexPrinting, 1)
    with ProxyPress([printing]) as press:
        whole = json.loads(press.files[printing.front])
        press.files[printing.front] = json.dumps(whole | {"pages": [], "more": ["navi-2.json"]}).encode()
        run = crawled(press, tmp_path, "jwrb", now=f"{DAY}T12:00:00+08:00", from_date=str(DAY), until_date=str(DAY))
    assert (run.status, f"{DAY} unknown:" in run.said, f"{DAY}-b not yet out:" in run.said) == (3, True, True), run.said
    issue = published_issue(printing.key.folder(tmp_path))
    assert issue is not None
    assert why(issue) == ("unknown", [(printing.front.replace("navi", "navi-2"), "http_404")], {})


def test_a_site_that_gives_the_indexes_alone_is_heard_of(tmp_path: Path) -> None:
    """Whatever they lead to is beyond reach: that ends no crawl after three issues."""
    issues = small(JsonIndexPrinting, 4)
    with ProxyPress(issues) as press:
        for issue in issues:
            whole = json.loads(press.files[issue.front])
            press.files[issue.front] = json.dumps(whole | {"pages": [], "more": ["navi-2.json"]}).encode()
            press.faults[issue.front.replace("navi.json", "navi-2.json")] = Fault(kind=Kind.RESET)
        assert [issue.status for issue in asked(press, tmp_path, issues)] == ["unknown"] * 4
