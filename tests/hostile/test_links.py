"""An archive from elsewhere may hold links and pipes under the names of our files: nothing is written there."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.crawler.engine.politeness.visits import order
from tests.hostile.bounded import DAY, bounded, crawled
from tests.press import Press
from tests.recording.crawling import folder_of

PRECIOUS = b"what somebody keeps\n"
NAMES = [
    ".lock",
    *(f"{{}}/{name}" for name in ("captures.warc.gz", "captures.cdxj.new", "captures.seal.new")),
    *(f"{{}}/{name}.new" for name in ("issue.json", "pages.jsonl", "articles.jsonl")),
]


def planted(folder: Path, name: str) -> Path:
    """The place of one of our files in the archive below ``folder``."""
    issue = folder_of(folder / "output").relative_to(folder / "output" / "xmwb")
    place = folder / "output" / "xmwb" / name.format(issue)
    place.parent.mkdir(parents=True)
    return place


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_written_through_a_link(tmp_path: Path, name: str) -> None:
    precious = tmp_path / "precious"
    precious.write_bytes(PRECIOUS)
    place = planted(tmp_path, name)
    place.symlink_to(precious)
    with Press([order(DAY)]) as press:
        ended = crawled(press, tmp_path, "EPAPER_STALL_SECONDS=5")
    assert precious.read_bytes() == PRECIOUS
    if place.is_symlink():  # it was not replaced
        is_one_issue_left_out = place.name == "captures.warc.gz"  # and the others are crawled
        assert ended.status == (3 if is_one_issue_left_out else 1), ended.stderr
        assert f"{place.name} is no file but a link" in ended.said


@pytest.mark.parametrize("name", [".lock", "{}/captures.warc.gz", "{}/issue.json.new"])
def test_nobody_waits_for_a_pipe(tmp_path: Path, name: str) -> None:
    place = planted(tmp_path, name)
    os.mkfifo(place)
    with Press([order(DAY)]) as press:
        ended = crawled(press, tmp_path, "EPAPER_STALL_SECONDS=5", seconds=20)
    is_moved_aside = not place.exists() or place.is_file()
    assert ended.status == (0 if is_moved_aside else 1), ended.stderr
    assert is_moved_aside or f"{place.name} is no file but a link, a pipe or a device" in ended.said


def test_a_round_says_why_it_passes_a_newspaper_over(tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.write_bytes(PRECIOUS)
    planted(tmp_path, ".lock").symlink_to(precious)
    with Press([order(DAY)]) as press:
        ended = bounded(["run-due", "xmwb", "--base-url", press.base_url, "--days", "1"], tmp_path)
    assert (ended.status, precious.read_bytes()) == (1, PRECIOUS), ended.stderr
    assert ".lock is no file but a link" in ended.said


@pytest.mark.parametrize("name", ["output", "output/xmwb", "output/xmwb/2020"])
def test_a_folder_may_lie_elsewhere(tmp_path: Path, name: str) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / name).symlink_to(elsewhere)
    with Press([order(DAY)]) as press:
        assert crawled(press, tmp_path).status == 0
    assert list(elsewhere.rglob("issue.json"))
