"""Which capture answers for an address: the same to whoever crawls, and to whoever reads the captures back."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest

from archive.captures.reader import newest_entries
from archive.captures.store import Captures
from archive.captures.warc import http_message, read_record

URL = "https://paper.example/html/slwb/2020-03-15/1.html"
CRAWLED, BETWEEN, AGAIN = ((f"2020-03-{day}T10:00:00Z", body) for day, body in ((15, b"a"), (16, b"b"), (17, b"a")))


@pytest.mark.parametrize("order", list(permutations([CRAWLED, BETWEEN, AGAIN])))
def test_the_last_one_in_time_answers_wherever_it_lies(tmp_path: Path, order: list[tuple[str, bytes]]) -> None:
    """What is given again unchanged is as new as its last capture, not as its first."""
    for date, body in order:
        with Captures(tmp_path) as captures:
            captures.add_response(URL, request=None, status_line="HTTP/1.1 200 OK", headers=(), body=body, date=date)
    with Captures(tmp_path) as captures, (tmp_path / "captures.warc.gz").open("rb") as file:
        recorded = captures.recorded(URL)
        assert recorded is not None
        assert recorded.message.body == b"a"
        read_back = read_record(file, newest_entries(tmp_path)[URL].offset)
        assert http_message(read_back.block).body == b"a"


@pytest.mark.parametrize("date", ["2020-03-16T01:00:00Z", ""])
def test_an_address_that_gave_two_statuses_in_one_second_has_both(tmp_path: Path, date: str) -> None:
    """A redirect and what it led back to, both without a body: they are two captures, and each is known again."""
    with Captures(tmp_path) as captures:
        entries = [
            captures.add_response(URL, request=None, status_line=f"HTTP/1.1 {status}", headers=(), body=b"", date=date)
            for status in ("301 Moved Permanently", "404 Not Found") * 2
        ]
    assert [one.status for one in entries] == [301, 404, 301, 404]
    assert len({one.offset for one in entries}) == 2
