"""Files that this user may not read or write: said, left alone, and no other issue is stopped by them."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.account.issues import crawl, day, folder_of, order, published_bytes
from tests.epaper.commands.runs import FAST, Run, command, environment
from tests.press import Press

DAYS = [day(number) for number in range(4)]
DATES = ("--from", str(DAYS[0]), "--until", str(DAYS[-1]))
CAPTURES, FOLDER, RECORDS, WHOLE = DAYS


@pytest.fixture(scope="module")
def press() -> Iterator[Press]:
    with Press([order(one, 1, 2) for one in DAYS]) as press:
        yield press


@pytest.fixture
def archive(press: Press, tmp_path: Path) -> Iterator[Path]:
    archive = tmp_path / "output"
    assert crawl(press, archive, *DATES).status == 0
    closed = [
        folder_of(archive, CAPTURES) / "captures.warc.gz",
        folder_of(archive, FOLDER),
        folder_of(archive, RECORDS) / "articles.jsonl",
    ]
    for path in closed:
        path.chmod(0)
    yield archive
    for path in closed:
        path.chmod(0o755)


def run(like_anybody: tuple[str, ...], archive: Path, *arguments: str) -> Run:
    line = [*like_anybody, *command(*arguments, "--archive", archive)]
    done = subprocess.run(
        line, cwd=archive.parent, env=environment(), capture_output=True, text=True, timeout=60, check=False
    )
    assert "Traceback" not in done.stderr, done.stderr
    return Run(status=done.returncode, stdout=done.stdout, stderr=done.stderr)


def test_what_may_not_be_read_is_named_and_what_can_be_replaced_is(
    press: Press, archive: Path, like_anybody: tuple[str, ...]
) -> None:
    before = published_bytes(archive, [WHOLE])
    verified = run(like_anybody, archive, "verify", "--json")
    assert [(one["issue"], one["what"]) for one in verified.records if one["kind"] == "damage"] == [
        (f"xmwb/{CAPTURES}", "cannot be read: Permission denied; change its owner or its mode"),
        (f"xmwb/{FOLDER}", "cannot be read: Permission denied; change its owner or its mode"),
        (f"xmwb/{RECORDS}", "cannot be read: Permission denied"),
    ]
    assert [one["by_hand"] for one in verified.records if one["kind"] == "damage"] == [True, True, False]
    assert "For 2 findings a person is needed: each says what to do." in verified.said
    assert f"--gaps --from {RECORDS} --until {RECORDS}" in verified.said
    status = run(like_anybody, archive, "status", "xmwb", *DATES)
    assert (status.status, f"{FOLDER} damaged" in status.stdout.splitlines()) == (3, True)
    where = ("--base-url", press.base_url, "--no-pictures", "--no-run-file", *FAST)
    gaps = run(like_anybody, archive, "crawl", "xmwb", "--gaps", *DATES, *where)
    path = folder_of(archive, CAPTURES) / "captures.warc.gz"
    why = f"error: {CAPTURES}: {path} may not be written by this user: change its owner or its mode."
    assert (gaps.status, why in gaps.said) == (3, True)
    assert f"error: {FOLDER}: {folder_of(archive, FOLDER)}" in gaps.said
    assert ": Permission denied" in gaps.said
    again = run(like_anybody, archive, "verify", "--json")
    assert [one["issue"] for one in again.records] == [f"xmwb/{CAPTURES}", f"xmwb/{FOLDER}"]
    refreshed = run(like_anybody, archive, "crawl", "xmwb", *DATES, "--refresh", *where)
    assert (refreshed.status, "2 issues left out" in refreshed.said) == (3, True)
    assert published_bytes(archive, [WHOLE]) == before
    assert run(like_anybody, archive, "reparse", "xmwb", *DATES).status == 3


def test_a_read_only_archive_is_read(press: Press, tmp_path: Path, like_anybody: tuple[str, ...]) -> None:
    """`epaper status` keeps what it has read beside it, where it may."""
    archive = tmp_path / "output"
    assert crawl(press, archive, *DATES).status == 0
    (archive / "xmwb/.days.json").unlink(missing_ok=True)
    (archive / "xmwb").chmod(0o555)
    try:
        status = run(like_anybody, archive, "status", "xmwb", *DATES)
        assert (status.status, "■ complete 4" in status.stdout) == (0, True)
        assert not (archive / "xmwb/.days.json").exists()
    finally:
        (archive / "xmwb").chmod(0o755)


@pytest.mark.parametrize(("closed", "mode"), [("", 0), ("", 0o555), ("captures.warc.gz", 0o444), ("articles.jsonl", 0)])
def test_an_import_leaves_what_may_not_be_written(
    press: Press, tmp_path: Path, like_anybody: tuple[str, ...], closed: str, mode: int
) -> None:
    archive = tmp_path / "output"
    assert crawl(press, archive, *DATES).status == 0
    sources = [tmp_path / f"{one}.warc.gz" for one in (FOLDER, WHOLE)]
    for one, source in zip((FOLDER, WHOLE), sources, strict=True):
        shutil.copyfile(folder_of(archive, one) / "captures.warc.gz", source)
    for path in folder_of(archive, WHOLE).iterdir():
        path.unlink()
    for name in ("issue.json", "captures.cdxj"):
        (folder_of(archive, FOLDER) / name).unlink()
    path = folder_of(archive, FOLDER) / closed
    path.chmod(mode)
    done = run(like_anybody, archive, "import", "xmwb", *map(str, sources))
    path.chmod(0o755)
    is_left = f"error: xmwb {FOLDER} is left as it is: {path}" in done.said
    harmless = closed == "articles.jsonl"  # it is replaced
    assert (done.status, is_left) == ((0, False) if harmless else (3, True)), done.said
    assert (folder_of(archive, WHOLE) / "issue.json").exists()
