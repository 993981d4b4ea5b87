"""The index: sorted lines that other people's tools read, and that lead back to what they were made of."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.captures.index import CaptureEntry, index_of, is_better, mime_of, read_index, surt, write_index

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
LATEST = datetime(2026, 12, 1, tzinfo=UTC)


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
        (replace(ENTRY, date="2099-01-01T00:00:00Z"), OLD, False),  # nobody knows when it was captured
        (OLD, replace(ENTRY, date="2099-01-01T00:00:00Z"), True),
        (OLD, replace(ENTRY, date="garbage"), True),
        (replace(ENTRY, date="garbage"), replace(ENTRY, date="9999-12-31T23:59:59Z"), True),  # nor of either
    ],
)
def test_which_capture_answers(new: CaptureEntry, old: CaptureEntry | None, answers: bool) -> None:
    assert is_better(new, old, LATEST) is answers


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
    assert is_better(later, ENTRY, LATEST)
    assert not is_better(replace(later, is_document=True), ENTRY, LATEST)
