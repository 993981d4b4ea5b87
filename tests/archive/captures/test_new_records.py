"""What was not received over HTTP, recorded."""

from __future__ import annotations

from pathlib import Path

from archive.captures.index import read_index
from archive.captures.store import Captures

URL = "https://paper.example/html/slwb/2020-03-15/1.html"


def test_a_document_is_recorded_once(tmp_path: Path) -> None:
    for _ in range(2):
        with Captures(tmp_path) as captures:
            captures.add_document(URL, kind="resource", mime="text/html", body=b"saved")
    (entry,) = read_index(tmp_path)
    assert (entry.url, entry.is_document) == (URL, True)
