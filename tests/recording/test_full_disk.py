"""A disk that is really full: a message, whole captures, nothing published; with room again, the same bytes."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.audit.verify import issue_findings
from archive.captures.warc import WarcRecord, records
from tests.crawler.spiders.truth import address
from tests.epaper.commands.runs import FAST as CLI_FAST
from tests.epaper.commands.runs import epaper
from tests.press import Press, edited_paper, printed_files
from tests.recording.crawling import DAY, XMWB, folder_of, published_bytes, record_bytes, recorded_paths, run
from tests.recording.web_archives import foreign

PAPER = edited_paper(XMWB, DAY, seed=6, pages=3, articles=6)


class Disk:
    """A small file system in memory, of which the size can be changed while it is in use."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.archive = path / "archive"

    def resize(self, size: int) -> None:
        subprocess.run(["mount", "-o", f"remount,size={size}", str(self.path)], check=True, capture_output=True)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    path = tmp_path / "disk"
    path.mkdir()
    try:
        mounted = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=16k", "tmpfs", str(path)], capture_output=True, text=True, check=False
        )
    except FileNotFoundError:
        pytest.skip("there is no mount on this machine")
    if mounted.returncode != 0:
        pytest.skip(f"a small disk needs the right to mount one: {mounted.stderr.strip()}")
    yield Disk(path)
    subprocess.run(["umount", "--lazy", str(path)], check=True, capture_output=True)


@pytest.fixture(scope="module")
def plentiful(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, bytes], dict[str, int]]:
    """What a crawl with room enough publishes, and how large its files are."""
    archive = tmp_path_factory.mktemp("plentiful")
    with Press([PAPER]) as press:
        assert run(archive, press.base_url).status == 0
    folder = folder_of(archive)
    return published_bytes(folder), {path.name: path.stat().st_size for path in folder.iterdir()}


def check(disk: Disk, size: int, expected: dict[str, bytes], *, by: str) -> None:
    """A crawl on a disk of that size, then one with room."""
    disk.resize(size)
    with Press([PAPER]) as press:
        parts = ("crawl", "xmwb", "--date", str(DAY), "--base-url", press.base_url, "--archive", disk.archive)
        if by == "epaper":
            full = epaper(*parts, *CLI_FAST, cwd=disk.path.parent)
            status, said = full.status, full.stderr
        else:
            ended = run(disk.archive, press.base_url)
            status, said = ended.status, ended.log
        assert "No space left on device" in said, said
        assert "Traceback" not in said, said
        assert "No network" not in said, said
        assert by != "epaper" or status == 1
        folder = folder_of(disk.archive)
        assert not (folder / "issue.json").exists()
        path = folder / "captures.warc.gz"
        before = path.read_bytes() if path.exists() else b""
        if before:
            with path.open("rb") as file:
                read = list(records(file))
            assert all(isinstance(one, WarcRecord) for one in read), "a torn record was left"
            assert sum(one.length for one in read if isinstance(one, WarcRecord)) == len(before)
        recorded = recorded_paths(folder)
        disk.resize(64 * 2**20)
        assert run(disk.archive, press.base_url).status == 0
        assert published_bytes(folder) == expected
        assert path.read_bytes().startswith(before)
        assert {one: press.count(one) for one in recorded if one != "/robots.txt"} == {
            one: 1 for one in recorded if one != "/robots.txt"
        }
        assert not list(folder.glob("*.new"))
        assert list(issue_findings(folder)) == []


@pytest.mark.parametrize("by", ["epaper", "scrapy"])
@pytest.mark.parametrize("share", [0.0, 0.25, 0.75], ids=["from-the-start", "a-quarter", "three-quarters"])
def test_full_while_recording(
    disk: Disk, plentiful: tuple[dict[str, bytes], dict[str, int]], share: float, by: str
) -> None:
    expected, sizes = plentiful
    pages = int(sizes["captures.warc.gz"] * share) // 4096
    check(disk, (pages + 1) * 4096, expected, by=by)


@pytest.mark.parametrize("pages", range(1, 8))
def test_full_while_publishing(disk: Disk, plentiful: tuple[dict[str, bytes], dict[str, int]], pages: int) -> None:
    """Room for all captures, and for so many pages of 4 KiB of what is published."""
    expected, sizes = plentiful
    captures = -(-sizes["captures.warc.gz"] // 4096) + 1  # and the lock
    needed = sum(-(-sizes[name] // 4096) for name in expected)
    if pages > needed:
        pytest.skip(f"{needed} pages are enough")
    check(disk, (captures + pages - 1) * 4096, expected, by="epaper")


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning")
@pytest.mark.parametrize("share", [0.25, 0.75, 1.0])
def test_full_while_importing(
    disk: Disk, plentiful: tuple[dict[str, bytes], dict[str, int]], tmp_path: Path, share: float
) -> None:
    """The archive is to blame, not the file; with room again the same command puts all right."""
    expected, sizes = plentiful
    source = foreign(tmp_path / "a.warc.gz", {address(path): body for path, body in printed_files(PAPER).items()})
    command = ("import", "xmwb", source, "--archive", disk.archive)
    disk.resize((int(sizes["captures.warc.gz"] * share) // 4096 + 1) * 4096)
    full = epaper(*command, cwd=tmp_path)
    assert full.status == 1
    assert full.stderr.startswith("error: cannot ")
    assert full.stderr.endswith(f"write {disk.archive}: No space left on device\n")
    disk.resize(64 * 2**20)
    assert epaper(*command, cwd=tmp_path).status == 0
    assert record_bytes(folder_of(disk.archive)) == {
        name: data for name, data in expected.items() if name != "issue.json"
    }
