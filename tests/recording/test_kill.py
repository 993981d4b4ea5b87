"""Killed at any instant and run again, a crawl gives what an undisturbed one gives, and asks for nothing twice.

The instants follow the requests that the press sees, so that they fall into every phase on a slow machine too: before
the first one, between any two, and after the last, while the issue is published.
"""

from __future__ import annotations

import signal
import time
from pathlib import Path
from random import Random

import pytest

from tests.press import ALL_QUIRKS, Fault, Kind, Paper, Press, Quirk, edited_paper
from tests.recording.crawling import (
    DAY,
    XMWB,
    Instant,
    ended,
    folder_of,
    published_bytes,
    recorded_paths,
    run,
    started,
    status_of,
    struck,
)

PUBLISHING = 200  # milliseconds after the last request, within which an issue is published
STEP = 6  # requests a run gets further


@pytest.fixture(scope="module")
def paper() -> Paper:
    return edited_paper(XMWB, DAY, seed=3, pages=4, articles=4, quirks=ALL_QUIRKS - {Quirk.HTM})


@pytest.fixture(scope="module")
def undisturbed(paper: Paper, tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, bytes], int]:
    """What a crawl publishes when it is left alone, and how many requests it takes."""
    archive = tmp_path_factory.mktemp("undisturbed")
    with Press([paper]) as press:
        assert run(archive, press.base_url).status == 0
        assert set(press.counts().values()) == {1}
        return published_bytes(folder_of(archive)), len(press.requests)


def instant(number: int, requests: int, blow: signal.Signals) -> Instant:
    """The ``number``-th one: every fifth while publishing, the others up to 20 ms after a request."""
    dice = Random(f"{number} {blow}")  # noqa: S311 - seeded
    if number % 5 == 4:
        return Instant(requests=requests, milliseconds=dice.uniform(0, PUBLISHING), blow=blow)
    return Instant(requests=dice.randint(0, requests), milliseconds=dice.uniform(0, 20), blow=blow)


def check(archive: Path, paper: Paper, undisturbed: tuple[dict[str, bytes], int], when: Instant) -> None:
    expected, _ = undisturbed
    with Press([paper]) as press:
        struck(started(archive, press), press, when)
        before = recorded_paths(folder_of(archive))
        again = run(archive, press.base_url)
        assert (again.status, "Traceback" in again.log) == (0, False), again.log
        assert published_bytes(folder_of(archive)) == expected
        twice = {path for path, count in press.counts().items() if count > 1}
        assert not twice & set(before), "recorded, and asked for again"
        assert set(recorded_paths(folder_of(archive)).values()) == {1}


def test_sigkill(tmp_path: Path, paper: Paper, undisturbed: tuple[dict[str, bytes], int], sigkill: int) -> None:
    check(tmp_path, paper, undisturbed, instant(sigkill, undisturbed[1], signal.SIGKILL))


def test_sigterm(tmp_path: Path, paper: Paper, undisturbed: tuple[dict[str, bytes], int], sigterm: int) -> None:
    check(tmp_path, paper, undisturbed, instant(sigterm, undisturbed[1], signal.SIGTERM))


def test_killed_again_and_again(tmp_path: Path, paper: Paper, undisturbed: tuple[dict[str, bytes], int]) -> None:
    """Each run gets a few requests further; nothing that any of them recorded is asked for by a later one."""
    expected, requests = undisturbed
    with Press([paper]) as press:
        kills = 0
        while len(press.requests) < requests - STEP:
            process = started(tmp_path, press)
            when = Instant(requests=len(press.requests) + STEP, milliseconds=1)
            before = recorded_paths(folder_of(tmp_path))
            struck(process, press, when)
            assert before <= recorded_paths(folder_of(tmp_path))
            kills += 1
        known = recorded_paths(folder_of(tmp_path))
        counts = press.counts()
        assert kills > 1
        assert run(tmp_path, press.base_url).status == 0
        assert published_bytes(folder_of(tmp_path)) == expected
        assert {path: press.count(path) for path in known} == {path: counts[path] for path in known}


def test_killed_while_it_fills_a_gap(tmp_path: Path, paper: Paper, undisturbed: tuple[dict[str, bytes], int]) -> None:
    """The captures of an issue that is already published grow; their index must follow, whoever writes it."""
    expected, _ = undisturbed
    lost = paper.sheets[1].stories[0]
    with Press([paper], faults={lost.path: Fault(kind=Kind.NOT_FOUND)}) as press:
        assert run(tmp_path, press.base_url).status == 3
        assert status_of(folder_of(tmp_path)) == "partial"
        press.faults.clear()
        asked = len(press.requests)
        process = started(tmp_path, press)
        struck(process, press, Instant(requests=asked + 1, milliseconds=40))
        assert run(tmp_path, press.base_url).status == 0
    assert status_of(folder_of(tmp_path)) == "complete"
    assert published_bytes(folder_of(tmp_path)) == expected
    with_index = (folder_of(tmp_path) / "captures.cdxj").read_bytes().splitlines()
    assert len(with_index) == recorded_paths(folder_of(tmp_path)).total()


@pytest.mark.parametrize("blow", [signal.SIGKILL, signal.SIGINT])
def test_what_was_refused_and_then_got_is_not_asked_for_again(
    tmp_path: Path, paper: Paper, undisturbed: tuple[dict[str, bytes], int], blow: signal.Signals
) -> None:
    """The published issue still says that it was refused: the crawl that got it was stopped before it could publish."""
    refused, slow = (one.path for one in paper.sheets[0].stories[:2])
    with Press([paper], faults={path: Fault(kind=Kind.SOFT_404) for path in (refused, slow)}) as press:
        assert run(tmp_path, press.base_url).status == 3
        assert status_of(folder_of(tmp_path)) == "partial"
        time.sleep(1)  # a capture says to the second when it was made
        press.faults = {slow: Fault(kind=Kind.SLOW, delay=3)}
        process = started(tmp_path, press)
        while recorded_paths(folder_of(tmp_path))[refused] < 2:
            assert process.poll() is None
            time.sleep(0.02)
        process.send_signal(blow)
        ended(process)
        press.faults.clear()
        press.requests.clear()
        assert run(tmp_path, press.base_url).status == 0
        assert press.count(refused) == 0
    assert published_bytes(folder_of(tmp_path)) == undisturbed[0]
