"""Which capture a record was read from, of a file that shows it no more."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive.captures.store import Captures
from archive.issues.history import Version, write_history
from archive.issues.provenance import provenance
from tests.archive.records import page

FILE = "https://paper.xinmin.cn/html/xmwb/2020-03-15/all.html"
ID = "xmwb-2020-03-15-a-01"


@pytest.mark.parametrize(
    ("captured", "last_seen"),
    [
        ("9999-12-31T23:59:59Z", "1970-01-01T00:00:00Z"),
        ("9999-12-31T23:59:59Z", "9999-12-31T23:59:59Z"),  # as an older history has it
        ("garbage", "1970-01-01T00:00:00Z"),
        ("garbage", "garbage"),
        ("2026-04-01T12:00:00+14:00", "2026-03-31T22:00:00Z"),
    ],
)
def test_it_was_read_from_the_last_that_showed_it_whatever_that_is_dated(
    tmp_path: Path, captured: str, last_seen: str
) -> None:
    folder = tmp_path / "xmwb/2020/2020-03-15"
    with Captures(folder) as captures:
        shown, _ = (
            captures.add_response(FILE, request=None, status_line="HTTP/1.1 200 OK", headers=(), body=body, date=date)
            for body, date in ((b"shown", captured), (b"withdrawn", "2026-04-01T04:00:00Z"))
        )
    version = Version(
        id=ID,
        url=f"{FILE}#01",
        kind="page",
        state="printed",
        status=200,
        first_seen=last_seen,
        last_seen=last_seen,
        sha256="0" * 64,
    )
    write_history(folder, [version])
    found = provenance(folder, page(id=ID, url=f"{FILE}#01"))
    assert found is not None
    assert (found.parsed.offset, len(found.captures)) == (shown.offset, 2)
