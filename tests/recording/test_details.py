"""What stands in the captures of an issue: everything that was received, and nothing that must not be there."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from archive.captures.index import read_index
from archive.captures.warc import WarcRecord, http_message, sha256_digest
from archive.issues.reader import articles
from tests.press import EVERYDAY, Block, Fault, Kind, Line, Paper, Press, edited_paper
from tests.recording.crawling import DAY, XMWB, folder_of, recorded_paths, run, whole_records

PAPER = edited_paper(XMWB, DAY, seed=30, pages=3, articles=4, quirks=EVERYDAY)
INNER = PAPER.sheets[1]


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[WarcRecord], Counter[str], Path]:
    """The records of an undisturbed crawl, what the press was asked for, and the folder."""
    archive = tmp_path_factory.mktemp("good")
    with Press([PAPER]) as press:
        assert run(archive, press.base_url).status == 0
        return whole_records(folder_of(archive)), press.counts(), folder_of(archive)


def test_everything_that_was_asked_for_is_recorded(good: tuple[list[WarcRecord], Counter[str], Path]) -> None:
    records, asked, folder = good
    assert recorded_paths(folder) == asked
    paths = set(asked)
    assert "/robots.txt" in paths
    assert {sheet.facsimile for sheet in PAPER.sheets} <= paths
    assert {sheet.pdf for sheet in PAPER.sheets} <= paths
    assert {photo.path for story in PAPER.stories for photo in story.photos} <= paths
    assert Counter(one.type for one in records) == {
        "warcinfo": 1,
        "response": asked.total(),
        "request": asked.total(),
    }


def test_addresses_are_the_newspapers_own(good: tuple[list[WarcRecord], Counter[str], Path]) -> None:
    assert {urlsplit(one.url or "").netloc for one in good[0][1:]} == {"paper.xinmin.cn"}


def test_each_request_stands_behind_its_response(good: tuple[list[WarcRecord], Counter[str], Path]) -> None:
    _, *pairs = good[0]
    for response, request in zip(pairs[::2], pairs[1::2], strict=True):
        assert (response.type, request.type) == ("response", "request")
        assert request.url == response.url
        assert request.headers["warc-concurrent-to"] == response.headers["warc-record-id"]
        line, *headers = request.block.decode().split("\r\n")
        assert line == f"GET {urlsplit(request.url or '').path} HTTP/1.1"
        assert headers[0].startswith("Host: 127.0.0.1:")  # as it was sent: to the mirror
        assert "Accept-Encoding: gzip" in headers


def test_digests_are_those_of_block_and_payload(good: tuple[list[WarcRecord], Counter[str], Path]) -> None:
    for one in good[0]:
        assert one.headers["warc-block-digest"] == sha256_digest(one.block)
        if one.type == "response":
            assert one.headers["warc-payload-digest"] == sha256_digest(http_message(one.block).body)


def test_bodies_are_as_served(good: tuple[list[WarcRecord], Counter[str], Path]) -> None:
    with Press([PAPER]) as press:
        for one in good[0]:
            if one.type == "response":
                assert http_message(one.block).body == press.healthy_reply(urlsplit(one.url or "").path).body


def test_the_warcinfo_owns_up_to_what_is_not_as_received(good: tuple[list[WarcRecord], Counter[str], Path]) -> None:
    first = good[0][0]
    assert first.type == "warcinfo"
    assert b"software: epaper-archive/" in first.block
    assert b"order and case of header names and the reason phrase are Scrapy's" in first.block


def test_the_index_is_of_every_response(good: tuple[list[WarcRecord], Counter[str], Path]) -> None:
    records, _, folder = good
    expected = sorted((one.url, one.offset, one.length) for one in records if one.type == "response")
    assert sorted((one.url, one.offset, one.length) for one in read_index(folder)) == expected


# Asked again


def revised(paper: Paper) -> Paper:
    """An article of the second page has another last paragraph."""
    story = paper.sheets[1].stories[0]
    new = replace(
        story,
        lines=(*story.lines, Line(text="更正：昨天本版所刊时间有误。")),
        body=(*story.body, Block(kind="paragraph", text="更正：昨天本版所刊时间有误。")),
    )
    stories = (new, *paper.sheets[1].stories[1:])
    return replace(paper, sheets=(paper.sheets[0], replace(paper.sheets[1], stories=stories), *paper.sheets[2:]))


@pytest.mark.parametrize("validators", [True, False], ids=["answered-304", "answered-200"])
def test_an_unchanged_refetch_is_a_revisit(tmp_path: Path, validators: bool) -> None:
    with Press([PAPER]) as press:
        if not validators:
            press.faults["/html/*"] = Fault(kind=Kind.WRONG_CHARSET)  # readable all the same; no ETag, no date
        assert run(tmp_path, press.base_url).status == 0
        first = recorded_paths(folder_of(tmp_path))
        before = whole_records(folder_of(tmp_path))
        assert run(tmp_path, press.base_url, date=str(DAY), refresh="1").status == 0
        asked = press.counts()
    new = whole_records(folder_of(tmp_path))[len(before) :]
    revisits = {urlsplit(one.url or "").path: one for one in new if one.type == "revisit"}
    assert set(revisits) == {path for path, count in asked.items() if count == 2}
    assert set(revisits) == set(first) - {"/robots.txt"}
    assert not [one for one in new if one.type == "response"]
    conditional = [one for one in press.requests if "if-none-match" in one.headers]
    pages = [one for one in conditional if one.path.startswith("/html/")]
    assert bool(pages) == validators
    payloads = {one.url: one for one in before if one.type == "response"}
    for one in revisits.values():
        assert one.headers["warc-payload-digest"] == payloads[one.url].headers["warc-payload-digest"]
        assert one.headers["warc-refers-to-date"] == payloads[one.url].date
        assert http_message(one.block).body == b""
        size = len(http_message(payloads[one.url].block).body)
        assert http_message(one.block).header(b"Content-Length") == str(size)  # pywb believes it


def test_a_changed_page_is_a_new_response_and_its_article_is_new(tmp_path: Path) -> None:
    with Press([PAPER]) as press:
        assert run(tmp_path, press.base_url).status == 0
        old = {one.id: one for one in articles(folder_of(tmp_path))}
        before = len(whole_records(folder_of(tmp_path)))
        press.publish(revised(PAPER))
        assert run(tmp_path, press.base_url, date=str(DAY), refresh="1").status == 0
    changed = INNER.stories[0]
    new = [one for one in whole_records(folder_of(tmp_path))[before:] if one.type == "response"]
    assert changed.path in {urlsplit(one.url or "").path for one in new}
    now = {one.id: one for one in articles(folder_of(tmp_path))}
    differing = [id_ for id_, one in now.items() if one != old[id_]]
    assert differing == [f"xmwb-{DAY}-a-{changed.id}"]
    assert (now[differing[0]].text or "").endswith("更正：昨天本版所刊时间有误。")
    both = [one for one in whole_records(folder_of(tmp_path)) if one.type == "response" and one.url == new[0].url]
    assert len(both) == 2  # the old one is preserved


# Never recorded


@pytest.mark.parametrize(
    "fault",
    [
        Fault(kind=Kind.TOO_MANY),
        Fault(kind=Kind.SERVER_ERROR),
        Fault(kind=Kind.UNAVAILABLE),
        Fault(kind=Kind.BLOCK_PAGE),
        Fault(kind=Kind.BLOCK_PAGE, status=403),
        Fault(kind=Kind.TRUNCATED),
        Fault(kind=Kind.RESET),
    ],
    ids=lambda fault: f"{fault.kind}-{fault.status}",
)
def test_what_says_nothing_about_the_address_is_not_recorded(tmp_path: Path, fault: Fault) -> None:
    lost = INNER.stories[0].path
    with Press([PAPER], faults={lost: fault}) as press:
        assert run(tmp_path, press.base_url).status == 3
        assert press.count(lost) in (1, 2)  # a connection that was open before is tried anew by Twisted itself
        recorded = recorded_paths(folder_of(tmp_path))
        assert recorded == Counter({path: count for path, count in press.counts().items() if path != lost})
        press.faults.clear()
        asked = press.counts()
        assert run(tmp_path, press.base_url).status == 0
        assert press.counts() - asked == {lost: 1}
        assert recorded_paths(folder_of(tmp_path))[lost] == 1


def test_a_transient_failure_does_not_answer_its_own_retry(tmp_path: Path) -> None:
    lost = INNER.stories[0].path
    with Press([PAPER], faults={lost: Fault(kind=Kind.SERVER_ERROR, times=2)}) as press:
        assert run(tmp_path, press.base_url, ["RETRY_TIMES=2"]).status == 0
        assert press.count(lost) == 3
    assert f"xmwb-{DAY}-a-{INNER.stories[0].id}" in {one.id for one in articles(folder_of(tmp_path))}


@pytest.mark.parametrize("kind", [Kind.NOT_FOUND, Kind.REDIRECT_OFF_SITE], ids=["404", "redirect"])
def test_errors_and_redirects_of_the_site_are_recorded(tmp_path: Path, kind: Kind) -> None:
    lost = INNER.stories[0].path
    with Press([PAPER], faults={lost: Fault(kind=kind)}) as press:
        assert run(tmp_path, press.base_url).status == 3
    (record,) = (
        one for one in whole_records(folder_of(tmp_path)) if one.type == "response" and lost in (one.url or "")
    )
    assert http_message(record.block).status == (404 if kind is Kind.NOT_FOUND else 302)
