"""From recorded responses alone: the same bytes with the network away, and whatever is not recorded is named."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from archive.captures.warc import WarcRecord, records
from archive.issues import reader
from tests.crawler.spiders.truth import address
from tests.epaper.commands.runs import Run, epaper
from tests.press import ALL_QUIRKS, Press, Quirk, edited_paper
from tests.recording.crawling import DAY, XMWB, folder_of, published_bytes, run
from tests.recording.golden import day_of, golden_folders

PAPER = edited_paper(XMWB, DAY, seed=11, pages=4, articles=4, quirks=ALL_QUIRKS - {Quirk.HTM})
NOBODY = "http://127.0.0.1:1"  # nothing listens there


def offline(archive: Path, newspaper: str = "xmwb", date: str = str(DAY), *more: str) -> Run:
    """``--offline`` as a user gives it, without a mirror: there is no network to reach the newspaper by."""
    arguments = ("crawl", newspaper, "--date", date, "--archive", archive, "--offline", *more)
    return epaper(*arguments, "-s", "DOWNLOAD_DELAY=0", "-s", "RETRY_TIMES=0", cwd=archive)


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    archive = tmp_path_factory.mktemp("recorded")
    with Press([PAPER]) as press:
        assert run(archive, press.base_url).status == 0
    return archive


def replica(recorded: Path, archive: Path, names: tuple[str, ...] = ("captures.warc.gz",)) -> Path:
    """An archive that holds the captures and nothing else."""
    folder = folder_of(archive)
    folder.mkdir(parents=True)
    for name in names:
        shutil.copyfile(folder_of(recorded) / name, folder / name)
    return folder


def test_the_same_bytes_without_the_network(recorded: Path, tmp_path: Path) -> None:
    folder = replica(recorded, tmp_path)
    done = offline(tmp_path)
    assert done.status == 0, done.stderr
    assert published_bytes(folder) == published_bytes(folder_of(recorded))
    original = folder_of(recorded) / "captures.warc.gz"
    assert (folder / "captures.warc.gz").read_bytes() == original.read_bytes()


def test_scrapy_crawl_replays_too(recorded: Path, tmp_path: Path) -> None:
    folder = replica(recorded, tmp_path)
    assert run(tmp_path, NOBODY, ["EPAPER_OFFLINE=1"]).status == 0
    assert published_bytes(folder) == published_bytes(folder_of(recorded))


def without(recorded: Path, archive: Path, url: str) -> Path:
    """Captures in which one address was never recorded."""
    folder = folder_of(archive)
    folder.mkdir(parents=True)
    source = folder_of(recorded) / "captures.warc.gz"
    data = source.read_bytes()
    with source.open("rb") as file:
        kept = [one for one in records(file) if isinstance(one, WarcRecord) and one.url != url]
    parts = [data[one.offset : one.offset + one.length] for one in kept]
    (folder / "captures.warc.gz").write_bytes(b"".join(parts))
    return folder


def test_a_capture_that_is_missing_is_named_and_no_404(recorded: Path, tmp_path: Path) -> None:
    lost = PAPER.sheets[1].stories[0]
    url = address(lost.path)
    folder = without(recorded, tmp_path, url)
    done = offline(tmp_path, "xmwb", str(DAY), "--json")
    assert done.status == 3
    assert f"ERROR: not recorded: {url}" in done.said
    assert [(one["url"], one["reason"]) for one in done.records[0]["account"]["missing"]] == [(url, "not_recorded")]
    issue = reader.published_issue(folder)
    assert issue is not None
    assert (issue.status, issue.account.articles.missing) == ("partial", 1)


def test_the_missing_one_is_asked_for_when_there_is_a_network_again(recorded: Path, tmp_path: Path) -> None:
    lost = PAPER.sheets[1].stories[0]
    folder = without(recorded, tmp_path, address(lost.path))
    assert offline(tmp_path).status == 3
    with Press([PAPER]) as press:
        assert run(tmp_path, press.base_url).status == 0
        assert [path for path in press.counts() if path != "/robots.txt"] == [lost.path]
    assert published_bytes(folder) == published_bytes(folder_of(recorded))


def test_nothing_recorded_at_all(tmp_path: Path) -> None:
    done = offline(tmp_path)
    assert done.status == 3
    assert "https://paper.xinmin.cn/html/xmwb/2020-03-15/1.html" in done.said
    assert not list(tmp_path.rglob("captures.warc.gz"))


# Golden issues


@pytest.mark.parametrize("golden", golden_folders(), ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_golden_issue_gives_the_records_beside_it(golden: Path, tmp_path: Path) -> None:
    newspaper, day = golden.parent.name, day_of(golden)
    folder = tmp_path / newspaper / day[:4] / day
    folder.mkdir(parents=True)
    shutil.copyfile(golden / "captures.warc.gz", folder / "captures.warc.gz")
    done = offline(tmp_path, newspaper, day, "--no-pictures")
    expected, got = published_bytes(golden), published_bytes(folder)
    old, new = (json.loads(one.pop("issue.json")) for one in (expected, got))
    assert (new["status"], new["account"]) == (old["status"], old["account"])
    assert got == expected
    assert done.status == (0 if old["status"] == "complete" else 3)


def test_both_titles_have_a_golden_issue() -> None:
    assert {path.parent.name for path in golden_folders()} == {"xmwb", "shequ"}
