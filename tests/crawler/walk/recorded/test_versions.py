"""The versions of what an issue's captures hold: from records with dates of our own, of pages that the press prints."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest

from archive.captures.check import checked_captures
from archive.captures.index import capture_entry, write_index
from archive.captures.warc import http_block, record_member, records, sha256_digest
from archive.issues.history import Version, history_faults, read_history, write_history
from archive.record.clipping import Clipping
from archive.record.identifiers import IssueKey
from archive.record.page import Page
from crawler.sites.xmwb import NEWSPAPER
from crawler.walk.recorded.versions import issue_versions, printed_versions
from tests.account.issues import corrected, day, order, without
from tests.press import Paper, printed_files

HOME = "https://paper.xinmin.cn"
KEY = IssueKey("xmwb", day(0))
PAPER = order(day(0)).paper()
STORY = PAPER.sheets[0].stories[0]
PATH = STORY.path
URL = f"{HOME}{PATH}"
ID = f"xmwb-{day(0)}-a-{STORY.source_id}"
HTML = ((b"Content-Type", b"text/html; charset=utf-8"),)
Answer = tuple[int, bytes | None]


def moment(number: int) -> str:
    """That day of April, in UTC."""
    return f"2026-04-{number:02}T04:00:00Z"


def printed(paper: Paper = PAPER, path: str = PATH, visit: date = date(2024, 11, 27)) -> Answer:
    return 200, printed_files(paper, visit=visit)[path]


NEWER = printed(corrected(PAPER, STORY, "更正在后。"))
GONE = 404, b"<html>404</html>"
UNCHANGED = 304, None


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = IssueKey("xmwb", day(0)).folder(tmp_path)
    folder.mkdir(parents=True)
    return folder


def record(folder: Path, answers: Iterable[Answer], path: str = PATH, first: int = 1) -> Path:
    """Add what that address answered on the first of these days of April, and on each that follows."""
    file = folder / "captures.warc.gz"
    with file.open("ab") as warc:
        for number, (status, body) in enumerate(answers, first):
            headers = [
                ("WARC-Type", "response" if body is not None else "revisit"),
                ("WARC-Target-URI", f"{HOME}{path}"),
                ("WARC-Date", moment(number)),
                ("Content-Type", "application/http; msgtype=response"),
                ("WARC-Payload-Digest", sha256_digest(body or b"")),
            ]
            warc.write(record_member(headers, http_block(f"HTTP/1.1 {status} -", HTML, body or b"")))
    with file.open("rb") as warc:
        entries = [capture_entry(one) for one in records(warc)]  # type: ignore[arg-type]
    write_index(folder, [one for one in entries if one is not None])
    return folder


def told(folder: Path) -> list[tuple[str, str, str]]:
    """State, first and last day of each version."""
    found = issue_versions(NEWSPAPER, KEY, folder)
    return [(one.state, one.first_seen[8:10], one.last_seen[8:10]) for one in found]


def test_what_never_changed_has_no_history(folder: Path) -> None:
    assert told(record(folder, [printed(), printed(), UNCHANGED])) == []
    assert write_history(folder, issue_versions(NEWSPAPER, KEY, folder)) == 0
    assert not (folder / "history.jsonl").exists()


def test_a_frame_around_the_same_text_is_no_new_version(folder: Path) -> None:
    """The banner shows the day of the visit: other bytes, the same article, the same page."""
    another = printed(visit=date(2025, 1, 1))
    assert another != printed()
    page = PAPER.sheets[0].path
    record(folder, [printed(), another])
    record(folder, [printed(path=page), printed(path=page, visit=date(2025, 1, 1))], page)
    assert told(folder) == []


def test_a_correction_is_a_version(folder: Path) -> None:
    assert told(record(folder, [printed(), NEWER, NEWER])) == [("printed", "01", "01"), ("printed", "02", "03")]
    first, second = issue_versions(NEWSPAPER, KEY, folder)
    assert (first.id, first.url, first.kind, first.status) == (ID, URL, "article", 200)
    assert first.headline == STORY.headline
    assert first.sha256 != second.sha256


def test_a_correction_taken_back_is_a_third_version(folder: Path) -> None:
    record(folder, [printed(), NEWER, printed()])
    first, _, third = issue_versions(NEWSPAPER, KEY, folder)
    assert first.sha256 == third.sha256


@pytest.mark.parametrize("status", [404, 410])
def test_a_withdrawal_is_a_version(folder: Path, status: int) -> None:
    record(folder, [printed(), (status, b""), (status, b"<p>another error page</p>")])
    assert told(folder) == [("printed", "01", "01"), ("withdrawn", "02", "03")]
    withdrawn = list(issue_versions(NEWSPAPER, KEY, folder))[1]
    assert (withdrawn.status, withdrawn.headline, withdrawn.sha256) == (status, None, None)


def test_what_is_given_back_is_printed_again(folder: Path) -> None:
    record(folder, [printed(), GONE, printed()])
    assert told(folder) == [("printed", "01", "01"), ("withdrawn", "02", "02"), ("printed", "03", "03")]


def test_not_modified_extends_what_was_seen(folder: Path) -> None:
    record(folder, [printed(), NEWER, UNCHANGED, UNCHANGED])
    assert told(folder) == [("printed", "01", "01"), ("printed", "02", "04")]


def test_given_back_by_a_not_modified(folder: Path) -> None:
    """304 after 404: the server knows the tag of what it printed before, so that is there again."""
    record(folder, [printed(), GONE, UNCHANGED])
    assert told(folder) == [("printed", "01", "01"), ("withdrawn", "02", "02"), ("printed", "03", "03")]
    first, _, third = issue_versions(NEWSPAPER, KEY, folder)
    assert (third.sha256, third.headline, third.status) == (first.sha256, first.headline, 200)


def test_given_back_after_a_not_modified_is_the_same_text_still(folder: Path) -> None:
    record(folder, [printed(), GONE, UNCHANGED, printed()])
    assert told(folder)[2:] == [("printed", "03", "04")]


def test_a_revisit_is_of_what_has_its_payload(folder: Path) -> None:
    """Corrected, and corrected back: the third response has the bytes of the first, and so is not recorded again."""
    record(folder, [printed(), NEWER])
    body = printed()[1] or b""
    with (folder / "captures.warc.gz").open("ab") as warc:
        headers = [
            ("WARC-Type", "revisit"),
            ("WARC-Target-URI", URL),
            ("WARC-Date", moment(9)),
            ("Content-Type", "application/http; msgtype=response"),
            ("WARC-Payload-Digest", sha256_digest(body)),
        ]
        warc.write(record_member(headers, http_block("HTTP/1.1 200 OK", HTML, b"")))
    first, _, third = issue_versions(NEWSPAPER, KEY, folder)
    assert (third.sha256, third.first_seen) == (first.sha256, moment(9))


def test_a_revisit_of_an_error_is_no_version(folder: Path) -> None:
    assert told(record(folder, [printed(), (500, b"oops"), (500, None), printed()])) == []


def test_an_error_with_the_same_bytes_hides_no_version(folder: Path) -> None:
    """A gateway that gives the page with a status of its own: what it gave is no answer, but the next one is."""
    status, body = printed()
    record(folder, [(500, body), (status, body), (500, body), NEWER, (500, body), (404, body)])
    assert told(folder) == [("printed", "02", "02"), ("printed", "04", "04"), ("withdrawn", "06", "06")]


def test_what_was_never_there_is_not_withdrawn(folder: Path) -> None:
    assert told(record(folder, [GONE, GONE])) == []
    assert told(record(folder, [GONE, printed()])) == []


@pytest.mark.parametrize("trouble", [(500, b"oops"), (503, b""), (403, b"no"), (200, b"<html>soft 404</html>")])
def test_trouble_is_no_version(folder: Path, trouble: Answer) -> None:
    assert told(record(folder, [printed(), trouble, printed()])) == []


def test_a_page_that_lists_an_article_less_is_a_version(folder: Path) -> None:
    page = PAPER.sheets[0].path
    record(folder, [printed(path=page), printed(without(PAPER, PAPER.sheets[0].stories[1]), page)], page)
    first, second = issue_versions(NEWSPAPER, KEY, folder)
    assert (first.kind, first.id, second.state) == ("page", f"xmwb-{day(0)}-a-p1", "printed")
    shown = [one for _, one in printed_versions(NEWSPAPER, KEY, folder, f"{HOME}{page}")]
    assert [len(one.announced) for one in shown if isinstance(one, Page)] == [3, 2]


def test_versions_stand_by_address_and_time_and_are_the_same_each_time(folder: Path) -> None:
    other = PAPER.sheets[1].stories[0].path
    record(folder, [printed(path=other), GONE], other)
    record(folder, [printed(), NEWER])
    first, second = (write_and_read(folder) for _ in range(2))
    assert first == second
    assert [(one.url, one.first_seen) for one in first[1]] == sorted((one.url, one.first_seen) for one in first[1])
    assert history_is_whole(folder)


def write_and_read(folder: Path) -> tuple[bytes, list[Version]]:
    assert write_history(folder, issue_versions(NEWSPAPER, KEY, folder)) == 4
    return (folder / "history.jsonl").read_bytes(), list(read_history(folder))


def history_is_whole(folder: Path) -> bool:
    return list(history_faults(folder, checked_captures(folder, []))) == []


def test_printed_versions_are_those_that_differ(folder: Path) -> None:
    record(folder, [printed(), printed(visit=date(2025, 1, 1)), NEWER, GONE, UNCHANGED, NEWER])
    found = list(printed_versions(NEWSPAPER, KEY, folder, URL))
    assert [when for when, _ in found] == [moment(1), moment(3)]
    texts = [one.body[-1].text for _, one in found if isinstance(one, Clipping)]
    assert texts[1] == "更正在后。"
    assert texts[0] != texts[1]


def test_a_response_that_breaks_the_parser_is_no_version(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    record(folder, [printed(), NEWER])
    monkeypatch.setattr(type(NEWSPAPER.platforms[0]), "read", lambda *_: {}["jdate"])
    assert list(issue_versions(NEWSPAPER, KEY, folder)) == []


def test_what_is_imported_later_takes_its_place_in_time(folder: Path) -> None:
    """A capture of the 3rd, one of the 1st that somebody else made, then again what was there on the 3rd."""
    record(folder, [NEWER], first=3)
    record(folder, [printed()], first=1)
    record(folder, [NEWER], first=5)
    expected = [("printed", moment(1), moment(1)), ("printed", moment(3), moment(5))]
    for _ in range(3):
        versions = list(issue_versions(NEWSPAPER, KEY, folder))
        assert [(one.state, one.first_seen, one.last_seen) for one in versions] == expected
        assert write_history(folder, versions) == 2
    assert [when for when, _ in printed_versions(NEWSPAPER, KEY, folder, URL)] == [moment(1), moment(3)]
