"""What goes wrong on an odd platform is named in the account, and mended by the same command."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import TypeVar

from archive.issues.reader import published_issue
from archive.record.issue import Issue
from tests.odd_platforms.crawl import crawled, epaper, findings, published, without_what_is_published
from tests.odd_platforms.issues import CXWB, DAY, HKRB, JWRB, WARY, paper
from tests.odd_platforms.press import ProxyPress
from tests.odd_platforms.prints.json_index import NO_ISSUE, JsonIndexPrinting
from tests.odd_platforms.prints.one_file import OneFilePrinting
from tests.odd_platforms.prints.printing import Printing
from tests.odd_platforms.prints.two_hosts import TwoHostsPrinting
from tests.press import Fault, Kind

P = TypeVar("P", bound=Printing)


def day(number: int) -> date:
    return DAY + timedelta(days=number)


def small(kind: type[P], days: int) -> list[P]:
    """Issues of two pages, of as many days in a row."""
    title = {JsonIndexPrinting: JWRB, OneFilePrinting: CXWB, TwoHostsPrinting: HKRB}[kind]
    return [kind(paper=paper(title, day(number), seed=7, pages=3, articles=2)) for number in range(days)]


def asked(press: ProxyPress, archive: Path, printings: Sequence[Printing]) -> list[Issue]:
    """What is published after a crawl of their dates."""
    dates = {"from_date": str(printings[0].key.issue_date), "until_date": str(printings[-1].key.issue_date)}
    run = crawled(press, archive, printings[0].key.newspaper, edition="a", pictures="0", **dates)
    assert run.status == 0, run.said
    issues = [published_issue(one.key.folder(archive)) for one in printings]
    assert findings(archive, printings[0].key.newspaper) == []
    return [issue for issue in issues if issue is not None]


def why(issue: Issue) -> tuple[str, list[tuple[str | None, str]], dict[str, int]]:
    """Status, what is missing and for which reason, what was refused."""
    account = issue.account
    return issue.status, [(one.url, one.reason) for one in account.missing], account.rejected


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


def test_articles_in_json(tmp_path: Path) -> None:
    (printing,) = small(JsonIndexPrinting, 1)
    front = printing.paper.sheets[0]
    first, second = (printing.article_url(front, story) for story in front.stories)
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
