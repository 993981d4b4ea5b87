"""Killed at any instant and run again, a crawl gives what an undisturbed one gives, and asks for nothing twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.odd_platforms.crawl import Archived, crawled, published, started
from tests.odd_platforms.issues import DAY, PRINTINGS, press_of
from tests.recording.crawling import Instant, struck, whole_records

INSTANTS = (0.3, 1.0)  # of the requests of an undisturbed crawl


def recorded(archive: Path, code: str) -> set[tuple[str, str]]:
    """Edition and address of what is completely recorded."""
    return {
        (printing.edition, record.url or "")
        for printing in PRINTINGS[code]
        for record in whole_records(printing.key.folder(archive))
        if record.type == "response"
    }


@pytest.mark.parametrize("instant", INSTANTS)
def test_sigkill(archived: Archived, tmp_path: Path, instant: float) -> None:
    archive = tmp_path / "output"
    requests = len(archived.press.requests)
    with press_of(archived.code) as press:
        when = Instant(requests=round(instant * requests), milliseconds=20 * instant)
        struck(started(press, archive, archived.code, date=str(DAY)), press, when)  # type: ignore[arg-type]
        before = {url for _, url in recorded(archive, archived.code)}
        again = crawled(press, archive, archived.code, date=str(DAY))
        assert again.status == 0, again.said
        shared = {url for url, count in archived.press.counts().items() if count > 1}  # by the editions of a date
        twice = {url for url, count in press.counts().items() if count > 1} - shared
        twice = {url for url in twice if not url.endswith("/robots.txt")}  # recorded with whichever issue was open
        assert not twice & before, "recorded, and asked for again"
    assert published(archive) == published(archived.archive)
