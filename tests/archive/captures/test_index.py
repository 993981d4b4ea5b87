"""The index: sorted lines that other people's tools read, and that lead back to what they were made of."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.captures.answers import Answers, in_time
from archive.captures.check import checked_captures
from archive.captures.index import CaptureEntry, index_of, mime_of, read_index, surt, write_index
from archive.captures.store import Captures

ENTRY = CaptureEntry(
    url="https://paper.xinmin.cn/html/xmwb/2020-03-15/1.html",
    date="2026-11-24T10:11:12Z",
    status=200,
    mime="text/html",
    sha256="ab" * 32,
    offset=1234,
    length=567,
)


def test_a_line() -> None:
    key, stamp, fields = ENTRY.line().decode().split(" ", 2)
    assert (key, stamp) == ("cn,xinmin,paper)/html/xmwb/2020-03-15/1.html", "20261124101112")
    assert json.loads(fields) == {
        "url": ENTRY.url,
        "mime": "text/html",
        "status": "200",
        "digest": f"sha256:{'ab' * 32}",
        "length": "567",
        "offset": "1234",
        "filename": "captures.warc.gz",
    }


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://paper.xinmin.cn/", "cn,xinmin,paper)/"),
        ("http://www.Example.com", "com,example)/"),
        ("http://www2.example.com/A/B/", "com,example)/a/b"),
        ("https://example.com:443/x", "com,example)/x"),
        ("http://example.com:80/x", "com,example)/x"),
        ("http://example.com:8080/x", "com,example:8080)/x"),
        ("https://example.com/?b=2&a=1", "com,example)/?a=1&b=2"),
        ("urn:sha256:00ff", "urn:sha256:00ff"),
        ("http://[x/", "http://[x/"),  # none of these is a URL
        ("http://h:99999/", "http://h:99999/"),
        ("http://h:abc/", "http://h:abc/"),
        ("https://paper℀.cn/", "https://paper℀.cn/"),
    ],
)
def test_a_key_sorts_by_host_then_path(url: str, key: str) -> None:
    assert surt(url) == key


entries = st.builds(
    CaptureEntry,
    url=st.from_regex(r"\Ahttps?://[a-z]{1,8}\.cn/[ -~一-龥]{0,20}\Z").filter(lambda url: " " not in url),
    date=st.from_regex(r"\A20[0-9]{2}-0[1-9]-1[0-9]T1[0-9]:[0-5][0-9]:[0-5][0-9]Z\Z"),
    status=st.integers(100, 599),
    mime=st.sampled_from(["text/html", "application/pdf", "text/plain"]),
    sha256=st.from_regex(r"\A[0-9a-f]{64}\Z"),
    offset=st.integers(0, 2**40),
    length=st.integers(1, 2**40),
)


@given(st.lists(entries, max_size=8))
def test_what_is_written_is_read_back_sorted(
    tmp_path_factory: pytest.TempPathFactory, made: list[CaptureEntry]
) -> None:
    folder = tmp_path_factory.mktemp("index")
    write_index(folder, made)
    lines = (folder / "captures.cdxj").read_bytes().splitlines()
    assert lines == sorted(lines)
    assert sorted(read_index(folder), key=CaptureEntry.line) == sorted(made, key=CaptureEntry.line)
    random.Random(1).shuffle(made)  # noqa: S311 - seeded
    assert (folder / "captures.cdxj").read_bytes() == index_of(made)


def test_a_revisit_says_so(tmp_path: Path) -> None:
    write_index(tmp_path, [replace(ENTRY, is_revisit=True)])
    (read,) = read_index(tmp_path)
    assert (read.is_revisit, read.mime) == (True, "warc/revisit")


def test_no_index_is_an_empty_one(tmp_path: Path) -> None:
    assert read_index(tmp_path) == []


@pytest.mark.parametrize("line", [b"x", b"key 20200101000000 {", b"key 20200101000000 {}", b"key 2020 []"])
def test_a_line_that_is_none_is_named(tmp_path: Path, line: bytes) -> None:
    (tmp_path / "captures.cdxj").write_bytes(ENTRY.line() + b"\n" + line + b"\n")
    with pytest.raises(ValueError, match=r"captures\.cdxj:2: not a CDXJ line"):
        read_index(tmp_path)


OLD = replace(ENTRY, date="2020-01-01T00:00:00Z")


@pytest.mark.parametrize(
    ("new", "old", "answers"),
    [
        (ENTRY, None, True),
        (ENTRY, OLD, True),
        (OLD, ENTRY, False),  # imported later, captured earlier
        (ENTRY, ENTRY, True),
        (replace(ENTRY, status=404), OLD, False),  # what is withdrawn stays
        (replace(ENTRY, status=301), OLD, False),
        (OLD, replace(ENTRY, status=404), True),
        (replace(ENTRY, status=404), replace(OLD, status=404), True),
        (replace(ENTRY, mime="text/plain", is_document=True), OLD, False),  # the text of a page is no page
        (OLD, replace(ENTRY, mime="text/plain", is_document=True), True),
        (replace(ENTRY, status=404), replace(OLD, mime="text/plain", is_document=True), False),
        (replace(ENTRY, is_document=True), OLD, False),  # nor a saved page what the site sent
        (OLD, replace(ENTRY, is_document=True), True),
        (replace(ENTRY, status=404), replace(OLD, is_document=True), False),
        (replace(OLD, is_document=True), replace(ENTRY, status=404), True),
        (replace(OLD, is_document=True), replace(ENTRY, mime="text/plain", is_document=True), True),
        (replace(ENTRY, date="2099-01-01T00:00:00Z"), OLD, True),  # nobody knows when: it lies behind
        (OLD, replace(ENTRY, date="2099-01-01T00:00:00Z"), True),
        (OLD, replace(ENTRY, date="garbage"), True),
        (replace(ENTRY, date="garbage"), replace(ENTRY, date="9999-12-31T23:59:59Z"), True),  # nor of either
    ],
)
def test_which_capture_answers(new: CaptureEntry, old: CaptureEntry | None, answers: bool) -> None:
    assert _answer(new if old is None else old, new) is (new if answers else old)


def _answer(*entries: CaptureEntry) -> CaptureEntry:
    """What answers, of captures that lie in this order."""
    found = Answers()
    for entry in entries:
        found.enter(entry)
    return found.newest[ENTRY.url]


@pytest.mark.parametrize("date", ["1970-01-01T00:00:07Z", "2099-01-01T00:00:00Z", "garbage", "--T::Z"])
def test_one_of_which_nobody_knows_when_is_as_new_as_what_lies_before_it(date: str) -> None:
    """What a wrong clock dated: it hides what was crawled before, and nothing that is imported hides it."""
    undated = replace(ENTRY, date=date, offset=2)
    older, crawled, newer = replace(OLD, offset=3), replace(ENTRY, offset=1), replace(ENTRY, offset=4)
    assert _answer(crawled, undated, older) is undated
    assert _answer(crawled, undated, older, newer) is newer
    assert [one for _, one in in_time([newer, older, undated, crawled])] == [older, crawled, undated, newer]


def test_a_date_with_an_offset_stands_in_the_index_in_utc(tmp_path: Path) -> None:
    with Captures(tmp_path) as captures:
        for _ in range(2):
            captures.add_response(
                ENTRY.url,
                request=None,
                status_line="HTTP/1.1 200 OK",
                headers=(),
                body=b"",
                date="2020-03-15T01:02:03.4+08:00",
            )
    assert [one.date for one in read_index(tmp_path)] == ["2020-03-14T17:02:03Z"]
    assert checked_captures(tmp_path, []).faults == []


@pytest.mark.parametrize(
    ("value", "mime"),
    [(b"text/HTML; charset=gbk", "text/html"), (b"", "application/octet-stream"), (b"image/jpeg", "image/jpeg")],
)
def test_the_media_type_has_no_parameters(value: bytes, mime: str) -> None:
    assert mime_of([(b"X", b"y"), (b"content-type", value)]) == mime
    assert mime_of([]) == "application/octet-stream"


def test_plain_text_that_a_site_sends_answers_as_any_other_does() -> None:
    """Only what a reader saw of a page gives way to the page."""
    later = replace(ENTRY, mime="text/plain", date="2026-11-25T10:11:12Z")
    assert _answer(ENTRY, later) is later
    assert _answer(ENTRY, replace(later, is_document=True)) is ENTRY
