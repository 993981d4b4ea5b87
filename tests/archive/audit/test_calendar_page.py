"""The page of ``status --html``: one file, escaped, without a script; a day leads to its folder or to what it lacks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote, unquote

import pytest

from archive.audit.calendar_page import Frame, calendar_page
from archive.audit.status import STATUS_WORDS, NewspaperStatus, newspaper_status
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
MADE = datetime.fromisoformat("2021-02-03T12:00:00+08:00")


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


def page_of(archive: Path, *statuses: NewspaperStatus, title: str = "新民晚报", left_out: Sequence[str] = ()) -> str:
    """The page, to be written beside the archive."""
    file = archive.parent / "status.html"
    frame = Frame(archive=archive, file=file, made=MADE, titles={"xmwb": title}, left_out=left_out)
    return "".join(calendar_page(frame, [replace(one, entries=()) for one in statuses], statuses))


def outlined(text: str) -> Outline:
    outline = Outline()
    outline.feed(text)
    outline.close()
    assert outline.open == []
    return outline


def shown(archive: Path, title: str = "新民晚报") -> tuple[str, Outline]:
    days = archived_days(archive, "xmwb")
    days[0] = replace(days[0], suspect=("pages: 1, usually 16",))
    text = page_of(archive, newspaper_status("xmwb", days, last=LAST), title=title)
    return text, outlined(text)


def test_it_is_one_file_without_a_script(archive: Path) -> None:
    text, outline = shown(archive)
    addresses = [value for _, name, value in outline.attributes if name in ("src", "href", "srcset", "action", "data")]
    assert addresses
    assert all(re.fullmatch(r"#xmwb-[0-9-]{10}|\./[^:]+/xmwb/[0-9]{4}/[0-9-]{10}(-b)?/", one) for one in addresses)
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
    assert sorted(one for one in links if one.startswith("#")) == [f"#xmwb-{one}" for one in lacking]
    assert outline.details["xmwb-2021-02-01"] == "Folder: 2021-02-01Its crawl was interrupted."


def test_every_issue_is_reached_from_the_page(archive: Path) -> None:
    """That of a day that lacks nothing from its cell, the others from the list of what they lack."""
    put(archive, date(2021, 1, 6), FULL)
    (archive / "xmwb/2021/2021-01-02.aside").mkdir()
    _, outline = shown(archive)
    links = [value for tag, name, value in outline.attributes if (tag, name) == ("a", "href")]
    led_to = {(archive.parent / one).resolve() for one in links if not one.startswith("#")}
    assert led_to == {path for path in archive.glob("xmwb/*/*") if not path.name.endswith(".aside")}


def test_every_edition_of_a_day_opens(archive: Path) -> None:
    assert "page 2/3 page: timeout" in shown(archive)[1].details["xmwb-2021-01-02"]


def test_a_damaged_issue_is_named(archive: Path) -> None:
    archived_days(archive, "xmwb")
    days = archived_days(archive, "xmwb")
    path = folder(archive, date(2021, 1, 1)) / "issue.json"
    path.write_bytes(b"<b>")
    text = page_of(archive, newspaper_status("xmwb", days, last=LAST))
    assert "2021-01-01/issue.json: not JSON" in text


def test_every_date_has_its_cell_and_colour(archive: Path) -> None:
    text, outline = shown(archive)
    assert outline.tags.count("svg") == 4  # half a year each
    assert outline.tags.count("rect") == (LAST - date(2020, 3, 15)).days + 1
    classes = [value for tag, name, value in outline.attributes if (tag, name) == ("rect", "class")]
    expected = {"partial": 2, "unknown": 1, "interrupted": 1, "complete suspect": 1}
    for status, count in expected.items():
        assert classes.count(status) == count, status
    style = text[text.index("<style>") : text.index("</style>")]
    assert all(style.count(f".{name}{{--c:#") == 2 for name in STATUS_WORDS)  # light and dark
    for half in re.findall(r"<svg.*?</svg>", text, re.S):
        cells = re.findall(r'<rect x="(\d+)" y="(\d+)"', half)
        assert len(set(cells)) == len(cells)


def test_days_never_tried_are_named_as_runs(archive: Path) -> None:
    text, _ = shown(archive)
    assert "<p>Never tried: 2020-03-16 to 2020-12-30 (290).</p>" in text
    assert "<p>Never tried: 2021-01-03 to 2021-01-31 (29), 2021-02-02 to 2021-02-03 (2).</p>" in text


def test_years_that_hold_nothing_are_folded(archive: Path) -> None:
    days = archived_days(archive, "xmwb")
    text = page_of(archive, newspaper_status("xmwb", days, date(2018, 5, 1), date(2023, 2, 1)))
    assert "2018 to 2019: nothing there." in text
    assert "2022 to 2023: nothing there." in text
    assert re.findall(r"<h3>(\d+)</h3>", text) == ["2021", "2020"]
    assert outlined(text).tags.count("svg") == 4


def test_it_says_of_what_archive_and_when(archive: Path) -> None:
    text = page_of(archive, left_out=("output/gone is a <link>.",))
    assert f"{archive}, as of 2021-02-03 12:00 UTC+08:00</p>" in text
    assert "<p>output/gone is a &lt;link&gt;.</p>" in text
    outlined(text)


def test_of_several_newspapers_an_overview_leads_to_each(archive: Path) -> None:
    """The name of a folder is no word of ours: it may hold anything."""
    odd = 'x y"><b>%'
    one = newspaper_status("xmwb", archived_days(archive, "xmwb"), last=LAST)
    text = page_of(archive, one, replace(one, newspaper=odd), title=HOSTILE)
    outline = outlined(text)
    assert "overview" not in page_of(archive, one)[len("<style>") :].partition("</style>")[2]
    assert {"script", "b"} & set(outline.tags) == set()
    links = [value for tag, name, value in outline.attributes if (tag, name) == ("a", "href")]
    assert links[:2] == ["#xmwb", f"#{quote(odd)}"]
    ids = {value for _, name, value in outline.attributes if name == "id"}
    assert {unquote(value[1:]) for value in links if value.startswith("#")} <= ids
    row = re.search(r"<tr><td>.*?</tr>", text, re.S)
    assert row is not None
    assert re.findall(r">([^<>]+)</td>", row[0]) == ["1/326", "4", "4", "5", "0", "2021-01-02"]
