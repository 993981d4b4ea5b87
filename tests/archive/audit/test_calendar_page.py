"""The page of ``status --html``: one file, escaped, without a script, and every day that lacks something opens."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest

from archive.audit.calendar_page import COLOURS, calendar_page
from archive.audit.status import newspaper_status
from archive.audit.summaries import archived_days
from archive.issues.account.assembly import Assembly, assembled
from archive.issues.reader import published_issue
from archive.issues.writer import publish, seal
from archive.record.characters import without_unprinted
from archive.record.identifiers import IssueKey
from archive.record.jsonl import json_page
from tests.archive.records import announcement, article, article_url, loss, page, page_url, refused, walk

HOSTILE = '<img src=x onerror="alert(1)"></ul><script>alert(2)</script>&amp;'
ODD = "江\u202e边\x9b\x1b"
VOID = {"meta", "br", "img", "link", "input"}
LAST = date(2021, 2, 3)


class Outline(HTMLParser):
    """Tags in balance, every attribute, and the text of each ``details`` by the id within it."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.tags: list[str] = []
        self.details: dict[str, str] = {}
        self._id: str | None = None

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag not in VOID:
            self.open.append(tag)
        if tag == "ul":
            self._id = dict(attrs)["id"]
            self.details[self._id or ""] = ""

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag
        if tag == "ul":
            self._id = None

    def handle_data(self, data: str) -> None:
        if self._id is not None:
            self.details[self._id] += data


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Days of two years: complete, partial twice over, interrupted, damaged, suspect, two editions."""
    put(tmp_path, date(2020, 3, 15), FULL)
    one = page("1", announcement(7), announcement(8, headline=HOSTILE), announcement(9, article_id=None, refused="x<y"))
    made = assembled(
        walk("1", "2-3", losses=(loss(page_url("2-3"), "timeout"), loss(article_url("1", 8), "http_<b>"))),
        [one],
        [article(7)],
        [refused(article(6), "unknown_layout")],
    )
    put(tmp_path, date(2020, 12, 31), made)
    put(tmp_path, date(2021, 1, 1), assembled(walk(losses=(loss(page_url("1")),)), [], []))
    put(tmp_path, date(2021, 1, 2), FULL)
    put(tmp_path, date(2021, 1, 2), made, "b")
    folder(tmp_path, date(2021, 2, 1)).mkdir(parents=True)
    return tmp_path


FULL = assembled(walk("1"), [page("1", announcement(7))], [article(7)])


def folder(archive: Path, day: date, edition: str = "a") -> Path:
    return IssueKey("xmwb", day, edition).folder(archive)


def put(archive: Path, day: date, made: Assembly, edition: str = "a") -> None:
    """That issue as one of another day."""
    publish(archive / "made", made, "1")
    there = archive / "made/xmwb/2020/2020-03-15"
    issue = published_issue(there)
    assert issue is not None
    key = IssueKey("xmwb", day, edition)
    issue = replace(issue, id=key.id, issue_date=day, edition=edition)
    (there / "issue.json").write_bytes(json_page(replace(issue, sha256=seal(issue))))
    key.folder(archive).parent.mkdir(parents=True, exist_ok=True)
    there.rename(key.folder(archive))


def shown(archive: Path, title: str = "新民晚报") -> tuple[str, Outline]:
    days = archived_days(archive, "xmwb")
    days[0] = replace(days[0], suspect=("pages: 1, usually 16",))
    text = "".join(calendar_page(archive, [(newspaper_status("xmwb", days, last=LAST), title)]))
    outline = Outline()
    outline.feed(text)
    outline.close()
    assert outline.open == []
    return text, outline


def test_it_is_one_file_without_a_script(archive: Path) -> None:
    text, outline = shown(archive)
    addresses = [value for _, name, value in outline.attributes if name in ("src", "href", "srcset", "action", "data")]
    assert addresses
    assert all(re.fullmatch(r"#xmwb-\d{4}-\d\d-\d\d", one) for one in addresses)
    assert not {"script", "link", "iframe", "img", "object", "embed"} & set(outline.tags)
    assert not [name for _, name, _ in outline.attributes if name.startswith("on")]
    style = text[text.index("<style>") : text.index("</style>")]
    assert "url(" not in style
    assert "@import" not in style


def test_what_is_hostile_is_text(archive: Path) -> None:
    text, outline = shown(archive, HOSTILE)
    assert HOSTILE not in text
    assert HOSTILE in outline.details["xmwb-2020-12-31"]
    assert "http_<b>" in outline.details["xmwb-2020-12-31"]


def test_what_would_turn_a_page_round_is_an_escape(archive: Path) -> None:
    """An archive that an older parser wrote may hold it."""
    made = assembled(walk("1", losses=(loss(article_url("1", 8)),)), [page("1", announcement(8, headline=ODD))], [])
    put(archive, date(2021, 1, 5), made)
    text, outline = shown(archive)
    assert without_unprinted(text.replace("\n", "")) == text.replace("\n", "")
    assert r"page 1 江\u202e边\u009b\u001b: http_404" in outline.details["xmwb-2021-01-05"]


def test_a_day_opens_to_its_missing_pages_and_articles_with_reasons(archive: Path) -> None:
    told = shown(archive)[1].details["xmwb-2020-12-31"]
    assert f"page 2/3 page: timeout {page_url('2-3')}" in told
    assert f"page 1 {HOSTILE}: http_<b> {article_url('1', 8)}" in told
    assert "1 refused: unknown_layout" in told
    assert "1 refused: x<y" in told


def test_every_day_that_lacks_something_opens_and_no_other(archive: Path) -> None:
    _, outline = shown(archive)
    lacking = ["2020-03-15", "2020-12-31", "2021-01-01", "2021-01-02", "2021-02-01"]  # the first is suspect
    assert sorted(outline.details) == [f"xmwb-{one}" for one in lacking]
    links = [value for tag, name, value in outline.attributes if (tag, name) == ("a", "href")]
    assert sorted(links) == [f"#xmwb-{one}" for one in lacking]
    assert outline.details["xmwb-2021-02-01"] == "Its crawl was interrupted."


def test_every_edition_of_a_day_opens(archive: Path) -> None:
    assert "page 2/3 page: timeout" in shown(archive)[1].details["xmwb-2021-01-02"]


def test_a_damaged_issue_is_named(archive: Path) -> None:
    archived_days(archive, "xmwb")
    days = archived_days(archive, "xmwb")
    path = folder(archive, date(2021, 1, 1)) / "issue.json"
    path.write_bytes(b"<b>")
    text = "".join(calendar_page(archive, [(newspaper_status("xmwb", days, last=LAST), "新民晚报")]))
    assert "2021-01-01/issue.json: not JSON" in text


def test_every_date_has_its_cell_and_colour(archive: Path) -> None:
    text, outline = shown(archive)
    assert outline.tags.count("svg") == 4  # half a year each
    assert outline.tags.count("rect") == (LAST - date(2020, 3, 15)).days + 1
    fills = [value for tag, name, value in outline.attributes if (tag, name) == ("rect", "fill")]
    expected = {"partial": 2, "unknown": 1, "interrupted": 1, "complete": 1}
    for status, count in expected.items():
        assert fills.count(COLOURS[status][0]) == count, status
    assert text.count('stroke="#d50000"') == 1
    for half in re.findall(r"<svg.*?</svg>", text, re.S):
        cells = re.findall(r'<rect x="(\d+)" y="(\d+)"', half)
        assert len(set(cells)) == len(cells)


def test_days_never_tried_are_named_as_runs(archive: Path) -> None:
    text, _ = shown(archive)
    assert "<p>Never tried: 2020-03-16 to 2020-12-30 (290).</p>" in text
    assert "<p>Never tried: 2021-01-03 to 2021-01-31 (29), 2021-02-02 to 2021-02-03 (2).</p>" in text


def test_no_newspaper_is_a_page_too(tmp_path: Path) -> None:
    outline = Outline()
    outline.feed("".join(calendar_page(tmp_path, [])))
    assert outline.open == []
