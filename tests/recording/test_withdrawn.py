"""What was recorded of an issue stays, though no page announces it any more and nothing that is published names it."""

from __future__ import annotations

import signal
import time
from pathlib import Path

from archive.issues.reader import articles
from tests.account.issues import crawl, run, without
from tests.conftest import TODAY
from tests.press import Fault, Kind, Press, edited_paper
from tests.recording.crawling import DAY, XMWB, ended, folder_of, published_bytes, recorded_paths, started
from tests.recording.crawling import run as scrapy_crawl
from tests.recording.whole_issue import DATE, PAPER, archive, press

__all__ = ["archive", "press"]
GONE = PAPER.sheets[1].stories[0]


def test_a_crawl_that_was_killed_loses_nothing_that_it_recorded(tmp_path: Path) -> None:
    """Today's pages are asked for again: they withdrew in the meantime what the killed crawl had got."""
    paper = edited_paper(XMWB, TODAY, seed=41, pages=3, articles=3)
    gone, slow = paper.sheets[1].stories[:2]
    killed, undisturbed = tmp_path / "killed", tmp_path / "undisturbed"
    today = {"date": str(TODAY), "pictures": "0"}
    with Press([paper]) as press:
        assert scrapy_crawl(undisturbed, press.base_url, **today).status == 0
        press.faults = {slow.path: Fault(kind=Kind.SLOW, delay=3)}
        process = started(killed, press, **today)
        while gone.path not in recorded_paths(folder_of(killed, TODAY)):
            assert process.poll() is None
            time.sleep(0.02)
        process.send_signal(signal.SIGKILL)
        ended(process)
        press.faults.clear()
        press.publish(without(paper, gone))
        for archive in (killed, undisturbed):
            assert scrapy_crawl(archive, press.base_url, **today).status == 0
    folder = folder_of(killed, TODAY)
    assert gone.source_id in [one.source_id for one in articles(folder)]
    assert published_bytes(folder) == published_bytes(folder_of(undisturbed, TODAY))


def test_mending_a_lost_file_keeps_what_was_withdrawn(press: Press, archive: Path) -> None:
    press.publish(without(PAPER, GONE))
    assert crawl(press, archive, *DATE, "--refresh").status == 0
    kept = published_bytes(folder_of(archive))
    assert GONE.source_id in [one.source_id for one in articles(folder_of(archive))]
    (folder_of(archive) / "articles.jsonl").unlink()
    press.requests.clear()
    assert crawl(press, archive, "--gaps", "--from", str(DAY), "--until", str(DAY)).status == 0
    assert press.requests == []
    assert published_bytes(folder_of(archive)) == kept
    assert run("verify", "--archive", archive, cwd=archive.parent).status == 0
