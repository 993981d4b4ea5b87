"""An issue is published whole or not at all, in the same bytes, and never loses what it cannot read again."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given

from archive.captures.store import Captures
from archive.issues.account.assembly import assembled
from archive.issues.publication import withheld_line
from archive.issues.reader import articles, pages, published_issue, rejections
from archive.issues.writer import publish
from archive.record.jsonl import json_page
from tests.archive.killed import VERSION, new_issue, old_issue, third_issue
from tests.archive.published import contents, folder_of, is_true_to_its_files
from tests.archive.records import loss, page_url, walk
from tests.archive.troubled import Haul, hauls

ROOT = Path(__file__).parents[3]


def test_what_is_published_is_read_back(tmp_path: Path) -> None:
    done = publish(tmp_path, old_issue(), VERSION)
    folder = folder_of(tmp_path)
    assert (done.outcome, done.before) == ("published", None)
    assert published_issue(folder) == done.issue
    assert tuple(pages(folder)) == old_issue().pages
    assert tuple(articles(folder)) == old_issue().articles
    assert tuple(rejections(folder)) == old_issue().rejections
    assert is_true_to_its_files(folder)
    assert sorted(path.name for path in folder.iterdir()) == [
        "articles.jsonl",
        "issue.json",
        "pages.jsonl",
        "rejected.jsonl",
    ]


@given(hauls())
def test_any_issue_is_read_back(tmp_path_factory: pytest.TempPathFactory, haul: Haul) -> None:
    archive = tmp_path_factory.mktemp("any")
    made = assembled(haul.walk, haul.pages, haul.articles, haul.rejections)
    issue = publish(archive, made, VERSION).issue
    folder = folder_of(archive)
    assert tuple(articles(folder)) == made.articles
    assert tuple(rejections(folder)) == made.rejections
    assert (folder / "issue.json").read_bytes() == json_page(issue)
    assert is_true_to_its_files(folder)


def test_the_same_content_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "other"):
        publish(tmp_path / name, old_issue(), VERSION)
    assert contents(tmp_path / "one") == contents(tmp_path / "other")


def test_publishing_again_writes_nothing_and_says_when(tmp_path: Path) -> None:
    publish(tmp_path, old_issue(), VERSION)
    path = folder_of(tmp_path) / "issue.json"
    inodes = {path: path.stat().st_ino for path in folder_of(tmp_path).iterdir()}
    os.utime(path, (0, 0))
    assert publish(tmp_path, old_issue(), VERSION).outcome == "unchanged"
    assert {path: path.stat().st_ino for path in folder_of(tmp_path).iterdir()} == inodes
    assert path.stat().st_mtime > 0


def test_a_damaged_file_is_mended_by_publishing_again(tmp_path: Path) -> None:
    publish(tmp_path, old_issue(), VERSION)
    good = contents(tmp_path)
    (folder_of(tmp_path) / "articles.jsonl").write_bytes(b"")
    assert publish(tmp_path, old_issue(), VERSION).outcome == "published"
    assert contents(tmp_path) == good


@pytest.mark.parametrize("order", [(old_issue, new_issue, third_issue), (third_issue, new_issue)])
def test_a_later_issue_replaces_an_earlier_one_without_a_trace(tmp_path: Path, order: tuple) -> None:  # type: ignore[type-arg]
    for made in order:
        publish(tmp_path / "changed", made(), VERSION)
        publish(tmp_path / made.__name__, made(), VERSION)
        assert contents(tmp_path / "changed") == contents(tmp_path / made.__name__)


def test_a_fuller_issue_replaces_a_thinner_one(tmp_path: Path) -> None:
    publish(tmp_path, assembled(walk("1", losses=(loss(page_url("1")),)), [], []), VERSION)
    assert publish(tmp_path, old_issue(), VERSION).issue.status == "complete"
    assert is_true_to_its_files(folder_of(tmp_path))


def test_a_new_parser_replaces_what_the_old_one_read(tmp_path: Path) -> None:
    publish(tmp_path, old_issue(), "1")
    assert publish(tmp_path, old_issue(), "2").issue.parser_version == "2"
    found = published_issue(folder_of(tmp_path))
    assert found is not None
    assert found.parser_version == "2"


# On the disk


@pytest.mark.parametrize("versions", [["1"], ["1", "2"]], ids=["first", "again"])
def test_captures_and_records_are_on_the_disk_before_the_issue_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, versions: list[str]
) -> None:
    """Each sync, in order, with the version that the folder says is published at that moment."""
    folder, synced, sync = folder_of(tmp_path), [], os.fsync

    def noted(descriptor: int) -> None:
        sync(descriptor)
        issue = published_issue(folder)
        synced.append((os.fstat(descriptor).st_ino, None if issue is None else issue.parser_version))

    for before, version in zip([None, *versions], versions, strict=False):
        with Captures(folder) as captures:
            captures.add_document(page_url("1"), kind="resource", mime="text/html", body=version.encode())
            with monkeypatch.context() as patch:
                patch.setattr(os, "fsync", noted)
                publish(tmp_path, old_issue(), version)
        inodes = {path.name: path.stat().st_ino for path in (folder, *folder.iterdir())}
        expected = [
            *((inodes[name], before) for name in ("pages.jsonl", "articles.jsonl", "rejected.jsonl", "issue.json")),
            (inodes["captures.warc.gz"], before),
            (inodes[folder.name], None),
            (inodes[folder.name], version),
        ]
        assert synced[: len(expected)] == expected  # then the seal, which says that they were read
        synced.clear()


# Damaged


@pytest.mark.parametrize("old", [b'  "id"', b"\n}", b"\n"])
def test_an_issue_file_that_says_the_same_in_other_bytes_is_written_anew(tmp_path: Path, old: bytes) -> None:
    publish(tmp_path, old_issue(), VERSION)
    path = folder_of(tmp_path) / "issue.json"
    before = path.read_bytes()
    path.write_bytes(before.replace(old, old.replace(b"  ", b"\t ").replace(b"\n", b"\n\n"), 1))
    assert path.read_bytes() != before
    assert publish(tmp_path, old_issue(), VERSION).outcome == "published"
    assert path.read_bytes() == before
    assert publish(tmp_path, old_issue(), VERSION).outcome == "unchanged"


def test_refusals_that_the_issue_does_not_have_and_what_a_kill_left_behind_go(tmp_path: Path) -> None:
    publish(tmp_path, new_issue(), VERSION)
    expected = contents(tmp_path)
    folder = folder_of(tmp_path)
    for name in ("rejected.jsonl", "issue.json.new", "captures.cdxj.new", "history.jsonl.new"):
        (folder / name).write_bytes(b"{}")
    publish(tmp_path, new_issue(), VERSION)
    assert contents(tmp_path) == expected


def test_records_of_another_issue_are_none_to_be_lost(tmp_path: Path) -> None:
    publish(tmp_path, old_issue(), VERSION)
    path = folder_of(tmp_path) / "articles.jsonl"
    path.write_bytes(path.read_bytes().replace(b"2020-03-15", b"2020-03-16"))
    assert publish(tmp_path, old_issue(), VERSION).outcome == "published"
    assert is_true_to_its_files(folder_of(tmp_path))


def test_an_issue_that_cannot_be_read_loses_no_record_all_the_same(tmp_path: Path) -> None:
    """Its articles are there, whatever became of ``issue.json``, and none of their captures is."""
    publish(tmp_path, third_issue(), VERSION)
    folder = folder_of(tmp_path)
    (folder / "issue.json").write_bytes(b"{")
    before = contents(tmp_path)
    done = publish(tmp_path, assembled(walk(), [], []), VERSION)
    assert (done.outcome, done.before) == ("withheld", None)
    assert len(done.lost) == len(third_issue().pages) + len(third_issue().articles)
    assert "Its issue.json is damaged and stays so: delete it to have published what is there." in withheld_line(done)
    assert contents(tmp_path) == before
    (folder / "issue.json").unlink()
    assert publish(tmp_path, assembled(walk(), [], []), VERSION).outcome == "published"


# Killed


@pytest.fixture(scope="module")
def killed(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """What each kill left."""
    root = tmp_path_factory.mktemp("killed")
    subprocess.run([sys.executable, "-m", "tests.archive.killed", root], cwd=ROOT, check=True, timeout=60)
    left = sorted(root.iterdir())
    assert len(left) > 50
    return left


def test_a_kill_leaves_the_old_issue_or_the_new_one_or_none(killed: list[Path], tmp_path: Path) -> None:
    old, new = (publish(tmp_path / made.__name__, made(), VERSION).issue for made in (old_issue, new_issue))
    left = [published_issue(folder_of(archive)) for archive in killed]
    stages = [
        ("old" if issue == old else "new" if issue == new else "none" if issue is None else "?") for issue in left
    ]
    assert stages == sorted(stages, key=["old", "none", "new"].index)
    assert set(stages) == {"old", "none", "new"}


def test_a_kill_never_leaves_a_published_lie(killed: list[Path]) -> None:
    for archive in killed:
        if published_issue(folder_of(archive)) is not None:
            assert is_true_to_its_files(folder_of(archive)), archive


def test_after_a_kill_the_next_publication_gives_what_an_undisturbed_one_gives(
    killed: list[Path], tmp_path: Path
) -> None:
    publish(tmp_path, new_issue(), VERSION)
    undisturbed = contents(tmp_path)
    for archive in killed:
        publish(archive, new_issue(), VERSION)
        assert contents(archive) == undisturbed, archive
